"""Pictures kept between runs, in an SQLite file of the cache directory.

It only ever saves work: where it cannot be read or written, nothing is found and nothing kept,
and a damaged file is replaced by a new one. Several processes may share the file. Nothing in it
is worth waiting for a disk, so it is not synchronised.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Final, Self

from cliptui.clip.pictures import KeptPicture

MAX_BYTES: Final = 256 * 2**20
"""How large the file may become: some twenty thousand thumbnails."""

_SCHEMA_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE pictures (
    place TEXT NOT NULL, asset_id TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
    enough_px INTEGER NOT NULL, encoded BLOB NOT NULL, wanted_s INTEGER NOT NULL,
    PRIMARY KEY (place, asset_id, name)
)
"""
_BUSY_S: Final = 0.2
_WANTED_AGAIN_S: Final = 3600
"""How much later a picture must be wanted again for that to be noted."""


class PictureFile:
    """The pictures of one place.

    Args:
        connection: The open file; None if it cannot be used.
        place: The key of the folder or service.
        now: Seconds since 1970.
        max_bytes: The size of the file, beyond which the pictures go that were not wanted
            for longest.
    """

    def __init__(
        self,
        connection: sqlite3.Connection | None,
        place: str,
        now: Callable[[], float],
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._connection = connection
        self._place = place
        self._now = now
        self._max_bytes = max_bytes
        self._lock = Lock()

    @classmethod
    def open(
        cls, path: Path, place: str, now: Callable[[], float], max_bytes: int = MAX_BYTES
    ) -> Self:
        """Open the file, made anew (0600) where it is missing or of no use.

        Args:
            path: The file.
            place: The key of the folder or service.
            now: Seconds since 1970.
            max_bytes: How large it may become.
        """
        for _ in range(2):
            with suppress(sqlite3.Error, OSError):
                return cls(_opened(path), place, now, max_bytes)
            with suppress(OSError):
                path.unlink(missing_ok=True)
        return cls(None, place, now)

    def close(self) -> None:
        """Close the file; closing it again does nothing."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def read(self, asset_id: str, version: int, names: Sequence[str]) -> dict[str, KeptPicture]:
        """Return those that are kept under some names; see `KeepsPictures`."""
        found: dict[str, KeptPicture] = {}
        with self._lock, suppress(sqlite3.Error):
            if self._connection is None:
                return found
            rows = self._connection.execute(
                "SELECT name, encoded, enough_px, rowid, wanted_s FROM pictures"
                " WHERE place = ? AND asset_id = ? AND version = ?"
                " AND name IN (SELECT value FROM json_each(?))",
                (self._place, asset_id, version, json.dumps(list(names))),
            ).fetchall()
            found = {name: KeptPicture(encoded, px) for name, encoded, px, _, _ in rows}
            now_s = int(self._now())
            late = [(now_s, row) for *_, row, at_s in rows if now_s - at_s > _WANTED_AGAIN_S]
            if late:
                self._connection.executemany(
                    "UPDATE pictures SET wanted_s = ? WHERE rowid = ?", late
                )
        return found

    def write(self, asset_id: str, version: int, pictures: Mapping[str, KeptPicture]) -> None:
        """Keep pictures under their names; see `KeepsPictures`."""
        now_s = int(self._now())
        rows = [
            (self._place, asset_id, name, version, kept.enough_px, kept.encoded, now_s)
            for name, kept in pictures.items()
        ]
        with self._lock, suppress(sqlite3.Error):
            if self._connection is None:
                return
            with _at_once(self._connection):
                self._connection.executemany(
                    "INSERT INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET version = excluded.version,"
                    " enough_px = excluded.enough_px, encoded = excluded.encoded,"
                    " wanted_s = excluded.wanted_s WHERE version <> excluded.version"
                    " OR enough_px <= excluded.enough_px",
                    rows,
                )
                _keep_within(self._connection, self._max_bytes)


@contextmanager
def _at_once(connection: sqlite3.Connection) -> Iterator[None]:
    """Do several things as one; another process that writes is waited for, if not for long."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    connection = sqlite3.connect(
        path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = OFF")
        with _at_once(connection):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != _SCHEMA_VERSION:
                connection.execute("DROP TABLE IF EXISTS pictures")
                connection.execute(_SCHEMA)
                connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection


def _keep_within(connection: sqlite3.Connection, max_bytes: int) -> None:
    """Let the pictures go that were not wanted for longest, a sixteenth at a time."""
    while _used_bytes(connection) > max_bytes:
        gone = connection.execute(
            "DELETE FROM pictures WHERE rowid IN (SELECT rowid FROM pictures"
            " ORDER BY wanted_s, rowid LIMIT 1 + (SELECT count(*) FROM pictures) / 16)"
        )
        if not gone.rowcount:
            return


def _used_bytes(connection: sqlite3.Connection) -> int:
    """Return what the file uses; free pages in it will be used again."""
    numbers = [
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    ]
    pages, free, page_bytes = numbers
    return int((pages - free) * page_bytes)
