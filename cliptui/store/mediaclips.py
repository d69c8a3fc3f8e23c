"""Mediaclips of the embedded server."""

from collections.abc import Callable, Sequence
from dataclasses import astuple, replace
from typing import Any, Final

from cliptui.clip.mediaclip import MediaClipEntry
from cliptui.store.database import Database

_ENTRY: Final = (
    "SELECT number, library, asset_id, is_file, status, created_ms, updated_ms, published_ms,"
    " members_json, is_hidden, is_purged FROM mediaclips"
)
_INSERT: Final = "INSERT INTO mediaclips VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ONE: Final = f"{_ENTRY} WHERE library = ? AND number = ? AND NOT is_purged"


class MediaClipLedger:
    """The mediaclips, kept apart by library. A number is never given twice."""

    _database: Database

    def enrol_files(self, entries: Sequence[MediaClipEntry]) -> None:
        """Keep a mediaclip for each file that has none yet, in this order."""
        with self._database.transaction() as connection:
            connection.executemany(
                f"{_INSERT} ON CONFLICT DO NOTHING", [astuple(entry)[1:] for entry in entries]
            )

    def filed_assets(self, library: str) -> frozenset[str]:
        """Return the assets of a library that have a mediaclip of their own, purged or not."""
        sql = "SELECT asset_id FROM mediaclips WHERE library = ? AND is_file"
        return frozenset(asset_id for (asset_id,) in self._database.rows(sql, library))

    def mediaclips(self, library: str) -> tuple[MediaClipEntry, ...]:
        """Return all mediaclips of a library but purged ones, the newest first."""
        sql = f"{_ENTRY} WHERE library = ? AND NOT is_purged ORDER BY number DESC"
        return tuple(map(_entry, self._database.rows(sql, library)))

    def mediaclip(self, library: str, number: int) -> MediaClipEntry | None:
        """Return one mediaclip of a library, unless it is purged."""
        rows = self._database.rows(_ONE, library, number)
        return _entry(rows[0]) if rows else None

    def add_mediaclip(self, entry: MediaClipEntry) -> MediaClipEntry:
        """Keep a new mediaclip, and return it with its number."""
        with self._database.transaction() as connection:
            number = connection.execute(_INSERT, astuple(entry)[1:]).lastrowid
        return replace(entry, number=number or 0)

    def change_mediaclip(
        self, library: str, number: int, change: Callable[[MediaClipEntry], MediaClipEntry]
    ) -> MediaClipEntry | None:
        """Change a mediaclip; no other change comes between reading and writing it.

        Args:
            library: The library.
            number: The mediaclip.
            change: Returns what shall be kept. What it raises leaves all as it is.

        Returns:
            What is kept; None if there is no such mediaclip.
        """
        with self._database.transaction() as connection:
            row = connection.execute(_ONE, (library, number)).fetchone()
            if row is None:
                return None
            changed = change(_entry(row))
            connection.execute(
                "UPDATE mediaclips SET status = ?, updated_ms = ?, published_ms = ?,"
                " members_json = ?, is_hidden = ? WHERE number = ?",
                (
                    changed.status,
                    changed.updated_ms,
                    changed.published_ms,
                    changed.members_json,
                    changed.is_hidden,
                    number,
                ),
            )
            return changed

    def purge_mediaclip(self, library: str, number: int) -> bool:
        """Remove a mediaclip for ever, with all that was written in it.

        Returns:
            Whether it was there.
        """
        with self._database.transaction() as connection:
            # Its row stays, empty, so that the mediaclip of a file does not come back.
            changed = connection.execute(
                "UPDATE mediaclips SET members_json = '{}', is_hidden = 1, is_purged = 1"
                " WHERE library = ? AND number = ? AND NOT is_purged",
                (library, number),
            )
            return changed.rowcount > 0


def _entry(row: tuple[Any, ...]) -> MediaClipEntry:
    entry = MediaClipEntry(*row)
    return replace(
        entry,
        is_file=bool(entry.is_file),
        is_hidden=bool(entry.is_hidden),
        is_purged=bool(entry.is_purged),
    )
