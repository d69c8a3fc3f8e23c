"""The open file: its durability, its migrations, and its errors as sentences."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, Self

from cliptui.clip.text import clean
from cliptui.errors import StoreDamaged, StoreError
from cliptui.store.schema import MIGRATIONS

_DAMAGE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class Database:
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
            StoreError: It cannot be made or read, or is of a newer cliptui.
            StoreDamaged: It is damaged, or no file of ours.
        """
        with told_as_store_error(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make_private(path)
            connection = sqlite3.connect(
                path, timeout=busy_timeout_s, isolation_level=None, check_same_thread=False
            )
        try:
            with told_as_store_error(path):
                connection.execute("PRAGMA journal_mode = TRUNCATE")
                connection.execute("PRAGMA synchronous = FULL")
                _check(connection, path)
                _migrate(connection, path)
        except StoreError:
            connection.close()
            raise
        return cls(connection, path)

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def close(self) -> None:
        """Close the file; closing it again does nothing."""
        with self._lock:
            self._connection.close()

    def rows(self, sql: str, *arguments: object) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        with self._lock, told_as_store_error(self._path):
            return self._connection.execute(sql, arguments).fetchall()

    def change(self, sql: str, *arguments: object) -> None:
        """Carry out one statement; its change is on the disk when this returns."""
        with self.transaction() as connection:
            connection.execute(sql, arguments)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Carry out several statements as one change: all of them or none."""
        with self._lock, told_as_store_error(self._path), _transaction(self._connection):
            yield self._connection


class Tables:
    """A group of tables that belong together.

    Args:
        database: The open file.
    """

    def __init__(self, database: Database) -> None:
        self._database = database


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    # IMMEDIATE waits for another process at once; a lock asked for later may not be waited for.
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield


def _make_private(path: Path) -> None:
    """Make a file that only its owner can read; SQLite would make it readable for others.

    Its journal takes over this mode. A file that is there is not even opened: to close it would
    take away the locks that this process has on it.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Read all of the file once, which takes a few milliseconds.

    Raises:
        StoreDamaged: It is damaged.
    """
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise StoreDamaged(_damaged(path))


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file to the newest version in one transaction; a copy of the old one is kept.

    Raises:
        StoreError: It is of a newer version.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if 0 < version < len(MIGRATIONS):
        _back_up(connection, path.with_name(f"{path.name}.bak-{version}"))
    with _transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise StoreError(
                f"{_shown(path)} was written by a newer cliptui: update cliptui to use it."
            )
        for number, migration in enumerate(MIGRATIONS[version:], version + 1):
            for statement in migration.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def _back_up(connection: sqlite3.Connection, copy: Path) -> None:
    """Write a copy of the file; one of another attempt is replaced once the new one is whole."""
    unfinished = copy.with_name(f".{copy.name}-{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    _make_private(unfinished)
    connection.execute("VACUUM INTO ?", (os.fspath(unfinished),))
    unfinished.replace(copy)


@contextmanager
def told_as_store_error(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite and of the file system into sentences.

    Raises:
        StoreError: What failed, on which file, and what to do about it.
        StoreDamaged: The file is damaged.
    """
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) in _DAMAGE:
            raise StoreDamaged(_damaged(path)) from error
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
    return f"{_shown(path)} cannot be used: {clean(str(error))}. Nothing was changed."


def _damaged(path: Path) -> str:
    return (
        f"{_shown(path)} is damaged or no file of cliptui's: end every cliptui that runs, and start"
        " it again, which keeps that file aside and makes a new one."
    )


def _shown(path: Path) -> str:
    return f"“{clean(str(path))}”"
