"""What is remembered between runs, in one SQLite file.

Owns: the watch list of saved drafts, proved frame rates, and the ledger of the embedded server
(it has the methods of `cliptui.server.ledger.Ledger`); their durability and their migrations.
Does not own: what any of it means.
Imported by: `cli`.

Several processes may have the file open, so it is a rollback journal (TRUNCATE, synchronous
FULL) and not WAL: SQLite before 3.51.3 can corrupt a WAL file that two processes share, and
WAL does not work on network homes. Every change is on the disk when the method returns.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from fractions import Fraction
from pathlib import Path
from threading import Lock
from typing import Any, Final, Self

from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.clip.ledger import ClipEntry, DraftEntry
from cliptui.clip.text import clean
from cliptui.errors import StoreError

MAX_CLIPS: Final = 1000
"""Clips that `Store.clips` returns at most, the newest; the vendor's rule for its list."""

# One entry for each version of the file: what leads to it from the one before.
_MIGRATIONS: Final = (
    """
    CREATE TABLE watched (
        number INTEGER PRIMARY KEY, place TEXT NOT NULL, draft_id TEXT NOT NULL,
        asset_id TEXT NOT NULL, title TEXT NOT NULL, start_ms INTEGER NOT NULL,
        stop_ms INTEGER NOT NULL, saved_at_s REAL NOT NULL, state TEXT NOT NULL,
        clip_asset_id TEXT NOT NULL, failure TEXT NOT NULL, UNIQUE (place, draft_id)
    ) STRICT;
    CREATE TABLE frame_rates (
        place TEXT NOT NULL, asset_id TEXT NOT NULL, numerator INTEGER NOT NULL,
        denominator INTEGER NOT NULL, PRIMARY KEY (place, asset_id)
    ) STRICT;
    CREATE TABLE drafts (
        number INTEGER PRIMARY KEY, draft_id TEXT NOT NULL UNIQUE, library TEXT NOT NULL,
        asset_id TEXT NOT NULL, title TEXT NOT NULL, start_ms INTEGER NOT NULL,
        stop_ms INTEGER NOT NULL, meta_json TEXT NOT NULL, profile TEXT NOT NULL,
        created TEXT NOT NULL
    ) STRICT;
    CREATE TABLE clips (
        number INTEGER PRIMARY KEY, clip_id TEXT NOT NULL UNIQUE, draft_id TEXT NOT NULL UNIQUE,
        library TEXT NOT NULL, asset_id TEXT NOT NULL, file_name TEXT NOT NULL,
        title TEXT NOT NULL, updated_ms INTEGER NOT NULL, state TEXT NOT NULL,
        failure TEXT NOT NULL
    ) STRICT;
    """,
    """
    ALTER TABLE clips ADD COLUMN cut_mode TEXT NOT NULL DEFAULT '';
    ALTER TABLE clips ADD COLUMN preroll_frames INTEGER NOT NULL DEFAULT 0
    """,
)
_DRAFT: Final = (
    "SELECT draft_id, library, asset_id, title, start_ms, stop_ms, meta_json, profile, created"
    " FROM drafts"
)
_CLIP: Final = (
    "SELECT clip_id, draft_id, library, asset_id, file_name, title, updated_ms, state, failure,"
    " cut_mode, preroll_frames FROM clips"
)


class Store:
    """The open file. Safe to use from several threads and several processes."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._lock = Lock()

    @classmethod
    def open(cls, path: Path, *, busy_timeout_s: float = 3.0) -> Self:
        """Open the file, making it (0600) and its folder (0700) if they are not there.

        Args:
            path: The file.
            busy_timeout_s: How long to wait for another process that is writing.

        Raises:
            StoreError: It cannot be made or read, is of a newer cliptui, or is no store.
        """
        with _told_as_store_error(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # SQLite would make it readable for others; its journal takes over this mode.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
            connection = sqlite3.connect(
                path, timeout=busy_timeout_s, isolation_level=None, check_same_thread=False
            )
        try:
            with _told_as_store_error(path):
                connection.execute("PRAGMA journal_mode = TRUNCATE")
                connection.execute("PRAGMA synchronous = FULL")
                _migrate(connection, path)
        except StoreError:
            connection.close()
            raise
        return cls(connection, path)

    def close(self) -> None:
        """Close the file; closing it again does nothing."""
        with self._lock:
            self._connection.close()

    def watched(self, place: str) -> tuple[WatchedDraft, ...]:
        """Return the drafts that are watched at a place, the newest first.

        Args:
            place: Key of the folder or service that they were saved to.
        """
        rows = self._rows(
            "SELECT draft_id, asset_id, title, start_ms, stop_ms, saved_at_s, state,"
            " clip_asset_id, failure FROM watched WHERE place = ?"
            " ORDER BY saved_at_s DESC, number DESC",
            place,
        )
        return tuple(replace(WatchedDraft(*row), state=DraftState(row[6])) for row in rows)

    def watch(self, place: str, draft: WatchedDraft) -> None:
        """Add a draft to the watch list of a place, or replace what is there under its id."""
        self._change(
            "INSERT OR REPLACE INTO watched VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            place,
            *astuple(draft)[:-1],  # all but how far it is
        )

    def unwatch(self, place: str, draft_id: str) -> None:
        """Take a draft off the watch list; nothing happens if it is not on it."""
        self._change("DELETE FROM watched WHERE place = ? AND draft_id = ?", place, draft_id)

    def frame_rate(self, place: str, asset_id: str) -> Fraction | None:
        """Return the proved frame rate of an asset in frames per second, if it is known."""
        sql = "SELECT numerator, denominator FROM frame_rates WHERE place = ? AND asset_id = ?"
        rows = self._rows(sql, place, asset_id)
        return Fraction(*rows[0]) if rows else None

    def remember_frame_rate(self, place: str, asset_id: str, fps: Fraction) -> None:
        """Remember the proved frame rate of an asset, in frames per second."""
        sql = "INSERT OR REPLACE INTO frame_rates VALUES (?, ?, ?, ?)"
        self._change(sql, place, asset_id, fps.numerator, fps.denominator)

    def add_draft(self, draft: DraftEntry) -> None:
        """Keep a new draft of the embedded server."""
        self._change("INSERT INTO drafts VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", *astuple(draft))

    def drafts(self, library: str) -> tuple[DraftEntry, ...]:
        """Return all drafts of a library, the newest first."""
        rows = self._rows(f"{_DRAFT} WHERE library = ? ORDER BY number DESC", library)
        return tuple(DraftEntry(*row) for row in rows)

    def draft(self, library: str, draft_id: str) -> DraftEntry | None:
        """Return one draft of a library, if it is there."""
        rows = self._rows(f"{_DRAFT} WHERE library = ? AND draft_id = ?", library, draft_id)
        return DraftEntry(*rows[0]) if rows else None

    def remove_draft(self, library: str, draft_id: str) -> bool:
        """Forget a draft, and its clip unless that is done.

        Returns:
            Whether there was such a draft.
        """
        with self._transaction():
            arguments = (library, draft_id)
            removed = self._connection.execute(
                "DELETE FROM drafts WHERE library = ? AND draft_id = ?", arguments
            ).rowcount
            self._connection.execute(
                "DELETE FROM clips WHERE library = ? AND draft_id = ? AND state != 'done'",
                arguments,
            )
        return removed > 0

    def begin_clip(self, clip: ClipEntry) -> ClipEntry:
        """Keep a clip whose making begins, or begin that of its draft again if it had failed.

        Returns:
            The clip of the draft as it is kept: the first one that was ever begun for it.
        """
        with self._transaction():
            self._connection.execute(
                "INSERT INTO clips VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (draft_id) DO UPDATE SET state = excluded.state, failure = '',"
                " updated_ms = excluded.updated_ms WHERE state = 'failed'",
                astuple(clip),
            )
            kept = self._connection.execute(f"{_CLIP} WHERE draft_id = ?", (clip.draft_id,))
            return _clip_entry(kept.fetchone())

    def finish_clip(self, clip: ClipEntry) -> None:
        """Keep that a clip has become an asset, and how; nothing happens if it was removed."""
        told = (clip.asset_id, clip.updated_ms, clip.cut_mode, clip.preroll_frames, clip.clip_id)
        sql = "UPDATE clips SET state = 'done', asset_id = ?, updated_ms = ?, cut_mode = ?,"
        self._change(f"{sql} preroll_frames = ? WHERE clip_id = ?", *told)

    def fail_clip(self, clip_id: str, failure: str, updated_ms: int) -> None:
        """Keep why a clip could not be made; nothing happens if it was removed."""
        sql = "UPDATE clips SET failure = ?, updated_ms = ?, state = 'failed' WHERE clip_id = ?"
        self._change(sql, failure, updated_ms, clip_id)

    def clips(self, library: str, draft_id: str | None = None) -> tuple[ClipEntry, ...]:
        """Return the newest clips of a library, the newest first; of one draft if it is named."""
        rows = self._rows(
            f"{_CLIP} WHERE library = ?1 AND (?2 IS NULL OR draft_id = ?2)"
            f" ORDER BY number DESC LIMIT {MAX_CLIPS}",
            library,
            draft_id,
        )
        return tuple(map(_clip_entry, rows))

    def done_clips(self, library: str) -> tuple[ClipEntry, ...]:
        """Return every clip of a library that has become an asset."""
        rows = self._rows(f"{_CLIP} WHERE library = ? AND state = 'done'", library)
        return tuple(map(_clip_entry, rows))

    def clip(self, library: str, clip_id: str) -> ClipEntry | None:
        """Return one clip of a library, if it is there."""
        rows = self._rows(f"{_CLIP} WHERE library = ? AND clip_id = ?", library, clip_id)
        return _clip_entry(rows[0]) if rows else None

    def _rows(self, sql: str, *arguments: object) -> list[tuple[Any, ...]]:
        with self._lock, _told_as_store_error(self._path):
            return self._connection.execute(sql, arguments).fetchall()

    def _change(self, sql: str, *arguments: object) -> None:
        with self._transaction():
            self._connection.execute(sql, arguments)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock, _told_as_store_error(self._path), _transaction(self._connection):
            yield


def _clip_entry(row: tuple[Any, ...]) -> ClipEntry:
    return replace(ClipEntry(*row), state=DraftState(row[7]))


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    # IMMEDIATE waits for another process at once; a lock asked for later may not be waited for.
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file to the newest version, in one transaction.

    Raises:
        StoreError: It is of a newer version.
    """
    with _transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(_MIGRATIONS):
            raise StoreError(
                f"{_shown(path)} was written by a newer cliptui: update cliptui to use it."
            )
        for migration in _MIGRATIONS[version:]:
            for statement in migration.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")


@contextmanager
def _told_as_store_error(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite and of the file system into sentences.

    Raises:
        StoreError: What failed, on which file, and what to do about it.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_sentence(path, error)) from error
    except OSError as error:
        raise StoreError(
            f"{_shown(path)} cannot be used: {error.strerror}."
            " Set CLIPTUI_STATE_DIR to a folder that you can write to."
        ) from error


def _sentence(path: Path, error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{_shown(path)} is in use by another cliptui just now: try again."
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return f"{_shown(path)} is damaged or no file of cliptui's: move it away to start anew."
    return f"{_shown(path)} cannot be used: {clean(str(error))}. Nothing was changed."


def _shown(path: Path) -> str:
    return f"“{clean(str(path))}”"
