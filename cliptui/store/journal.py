"""The journal: what was at work on each asset, event by event.

Rows are only added; the current state of an asset is its latest one, whichever session wrote it,
and what another session had before it stays among the events until it is compacted away.
"""

import sqlite3
from collections.abc import Sequence
from typing import Final

from cliptui.clip.kept import KeptDesk
from cliptui.store.ahead import Entry, Later, WrittenAhead, latest_of
from cliptui.store.database import Database, told_as_store_error
from cliptui.store.sessions import Session

KEPT_OF_ASSET: Final = 64
"""Events of one asset that are kept, the newest; and the newest of each session besides."""

KEPT_OF_SESSIONS: Final = 128
"""Events of one asset beyond which even the newest of a session is not kept."""

KEPT_EVENTS: Final = 10_000
"""Events beyond which only the latest of each asset is kept when a store is opened."""

KEPT_ASSETS: Final = 5_000
"""Assets of which anything is kept when a store is opened: those worked on last."""

_ROUND: Final = 64
"""Events between two compactions of the assets that they are about."""

_COMPACT_ROUND: Final = """
    DELETE FROM journal WHERE number IN (
        SELECT number FROM (
            SELECT number,
                row_number() OVER (PARTITION BY place, asset_id ORDER BY number DESC) AS age,
                row_number() OVER (
                    PARTITION BY place, asset_id, session ORDER BY number DESC
                ) AS own_age
            FROM journal WHERE (place, asset_id) IN (
                SELECT place, asset_id FROM journal WHERE number > ?1 - ?2
            )
        ) WHERE age > ?3 AND own_age > 1 OR age > ?4
    )
"""
_COMPACT_OLD: Final = """
    DELETE FROM journal
    WHERE number <= (SELECT max(number) FROM journal) - ?
        AND number NOT IN (SELECT number FROM kept_desks)
"""
_COMPACT_ASSETS: Final = """
    DELETE FROM journal WHERE (place, asset_id) IN (
        SELECT place, asset_id FROM kept_desks ORDER BY number DESC LIMIT -1 OFFSET ?
    )
"""


_IS_NEWS: Final = """
    SELECT NOT EXISTS (
        SELECT 1 FROM journal WHERE place = ? AND asset_id = ? AND (
            session <> ?3 AND kept_at_s > ?4 OR session = ?3 AND kept_at_s = ?4 AND desk = ?5
        )
    )
"""
"""Whether what a session noted is neither in the table yet nor older than another's work."""


class JournalTable:
    """Keeps desks, apart by place and asset.

    Args:
        database: The open file.
        session: This session.
        later: Has something done in the background; None for nothing to be done there.
    """

    def __init__(self, database: Database, session: Session, later: Later | None = None) -> None:
        self._database = database
        self._session = session
        self._ahead = WrittenAhead(session, self._write, later) if later else None

    def keep_desk(self, place: str, asset_id: str, text: str, now_s: float) -> None:
        """Keep a newer state of an asset's desk; it outlives this process when this returns.

        Args:
            place: Key of the folder or service that the asset belongs to.
            asset_id: The asset.
            text: The state.
            now_s: The time, in Unix seconds.

        Raises:
            StoreError: It could not be kept.
            StoredAside: It is, but not where it belongs.
        """
        entry = Entry(place, asset_id, text, now_s)
        if self._ahead is None:
            self._write([entry])
        else:
            with told_as_store_error(self._database.path):
                self._ahead.add(entry)

    def settle(self) -> None:
        """Have all that was kept in the table, where other sessions see it.

        Raises:
            StoreError: The table does not take it; it is there at the next start.
        """
        if self._ahead is not None:
            self._ahead.settle()

    def take_over(self) -> None:
        """Keep what sessions that have died had noted and not yet brought here."""
        for session, lines in self._session.dead():
            with self._database.transaction() as connection:
                for entry in latest_of(lines):
                    key = (entry.place, entry.asset_id, session, entry.kept_at_s, entry.text)
                    if connection.execute(_IS_NEWS, key).fetchone()[0]:
                        _insert(connection, session, entry)

    def kept_desk(self, place: str, asset_id: str) -> KeptDesk | None:
        """Return the latest state of an asset's desk, if any was kept."""
        self.settle()
        rows = self._database.rows(
            "SELECT desk, kept_at_s, session FROM journal WHERE place = ? AND asset_id = ?"
            " ORDER BY number DESC LIMIT 1",
            place,
            asset_id,
        )
        return self._kept(*rows[0]) if rows else None

    def desk_history(self, place: str, asset_id: str) -> tuple[KeptDesk, ...]:
        """Return all states of an asset's desk that are still kept, the newest first."""
        self.settle()
        rows = self._database.rows(
            "SELECT desk, kept_at_s, session FROM journal WHERE place = ? AND asset_id = ?"
            " ORDER BY number DESC",
            place,
            asset_id,
        )
        return tuple(self._kept(*row) for row in rows)

    def compact_journal(self) -> None:
        """Keep the file small: forget old events, and then assets not worked on for longest."""
        with self._database.transaction() as connection:
            connection.execute(_COMPACT_OLD, (KEPT_EVENTS,))
            connection.execute(_COMPACT_ASSETS, (KEPT_ASSETS,))

    def _write(self, entries: Sequence[Entry]) -> None:
        with self._database.transaction() as connection:
            for entry in entries:
                number = _insert(connection, self._session.name, entry)
                if number % _ROUND == 0:
                    bounds = (number, _ROUND, KEPT_OF_ASSET, KEPT_OF_SESSIONS)
                    connection.execute(_COMPACT_ROUND, bounds)

    def _kept(self, text: str, kept_at_s: float, session: str) -> KeptDesk:
        return KeptDesk(text, kept_at_s, is_own=session == self._session.name)


def _insert(connection: sqlite3.Connection, session: str, entry: Entry) -> int:
    """Add an event and return its number."""
    values = (entry.place, entry.asset_id, session, entry.kept_at_s, entry.text)
    added = connection.execute("INSERT INTO journal VALUES (NULL, ?, ?, ?, ?, ?)", values)
    return int(added.lastrowid or 0)
