"""A damaged file is kept aside, and a new one is made of what can still be read in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from cliptui.clip.text import clean
from cliptui.store.database import Database, told_as_store_error


def rescue(path: Path, now_s: float) -> str:
    """Put a new file in the place of a damaged one. At any moment one of the two is there.

    No other program may have the file open.

    Args:
        path: The damaged file.
        now_s: The time, in Unix seconds, for the name that it is kept under.

    Returns:
        A sentence that tells of it.

    Raises:
        StoreError: The new one cannot be made.
    """
    stamp = datetime.fromtimestamp(now_s, UTC).strftime("%Y%m%dT%H%M%SZ")
    aside, fresh = (path.with_name(f"{path.name}.{end}") for end in (f"damaged-{stamp}", "new"))
    with told_as_store_error(path):
        for leftover in (aside, _journal_of(aside), fresh, _journal_of(fresh)):
            leftover.unlink(missing_ok=True)
        aside.hardlink_to(path)
        # A journal holds what an unfinished change would have to be undone with.
        with suppress(FileNotFoundError):
            _journal_of(path).rename(_journal_of(aside))
    with closing(Database.open(fresh)) as database:
        saved = _saved(aside, database)
    with told_as_store_error(path):
        fresh.replace(path)
    found = f"the {saved} entries that could be read" if saved else "nothing, as none could be read"
    return (
        f"What cliptui remembers was damaged. A new file has been started with {found}; the old one"
        f" is kept as “{clean(str(aside))}”."
    )


def _journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _saved(damaged: Path, database: Database) -> int:
    """Copy every row that can be read, and return how many there were."""
    with (
        closing(sqlite3.connect(damaged)) as source,
        database.transaction() as target,
    ):
        source.text_factory = lambda text: text.decode("utf-8", "replace")
        tables = target.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return sum(_copied(source, target, table) for (table,) in tables)


def _copied(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> int:
    known = _columns(source, table)
    columns = [column for column in _columns(target, table) if column in known]
    marks = ", ".join("?" * len(columns))
    names = ", ".join(columns)
    insert = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  likewise
    before = target.total_changes
    # Where reading from the front ends at a damaged page, there may be more from the back.
    for order in ("ASC", "DESC"):
        select = f"SELECT {names} FROM {table} ORDER BY rowid {order}"  # noqa: S608  names are ours
        for row in _readable(source, select):
            with suppress(sqlite3.IntegrityError):  # damaged within, and of no use
                target.execute(insert, row)
    return target.total_changes - before


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in _readable(connection, f"PRAGMA table_info({table})")]


def _readable(connection: sqlite3.Connection, sql: str) -> Iterator[tuple[object, ...]]:
    with suppress(sqlite3.DatabaseError):
        yield from connection.execute(sql)
