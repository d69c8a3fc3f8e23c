"""The journal: what was at work on each asset, event by event.

Rows are only added; the current state of an asset is its latest one, whichever session wrote it,
and what another session had before it stays among the events until it is compacted away.
"""

from typing import Final

from cliptui.clip.kept import KeptDesk
from cliptui.store.database import Database
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


class JournalTable:
    """Keeps desks, apart by place and asset.

    Args:
        database: The open file.
        session: This session.
    """

    def __init__(self, database: Database, session: Session) -> None:
        self._database = database
        self._session = session

    def keep_desk(self, place: str, asset_id: str, text: str, now_s: float) -> None:
        """Keep a newer state of an asset's desk; it is on the disk when this returns.

        Args:
            place: Key of the folder or service that the asset belongs to.
            asset_id: The asset.
            text: The state.
            now_s: The time, in Unix seconds.
        """
        with self._database.transaction() as connection:
            number = connection.execute(
                "INSERT INTO journal VALUES (NULL, ?, ?, ?, ?, ?)",
                (place, asset_id, self._session.name, now_s, text),
            ).lastrowid
            if number is not None and number % _ROUND == 0:
                bounds = (number, _ROUND, KEPT_OF_ASSET, KEPT_OF_SESSIONS)
                connection.execute(_COMPACT_ROUND, bounds)

    def kept_desk(self, place: str, asset_id: str) -> KeptDesk | None:
        """Return the latest state of an asset's desk, if any was kept."""
        rows = self._database.rows(
            "SELECT desk, kept_at_s, session FROM journal WHERE place = ? AND asset_id = ?"
            " ORDER BY number DESC LIMIT 1",
            place,
            asset_id,
        )
        return self._kept(*rows[0]) if rows else None

    def desk_history(self, place: str, asset_id: str) -> tuple[KeptDesk, ...]:
        """Return all states of an asset's desk that are still kept, the newest first."""
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

    def _kept(self, text: str, kept_at_s: float, session: str) -> KeptDesk:
        return KeptDesk(text, kept_at_s, is_own=session == self._session.name)
