"""A mark outlives the program before it is in its table, and gets there whatever happens."""

import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from cliptui.clip.kept import KeptDesk
from cliptui.errors import StoredAside, StoreError
from cliptui.store import Store
from cliptui.store.ahead import Background, Entry, WrittenAhead, latest_of
from cliptui.store.database import Database
from cliptui.store.journal import JournalTable
from cliptui.store.sessions import Session


class Table:
    """Takes entries, or fails while `error` is set."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.error: StoreError | None = None

    def write(self, entries: Sequence[Entry]) -> None:
        if self.error is not None:
            raise self.error
        self.entries += entries


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    begun = Session.begin(path.parent / "sessions", secrets.token_hex)
    yield begun
    begun.end()


def noted(session: Session) -> list[str]:
    """Return the texts of the entries in a session's file."""
    lines = session._file.read_text().splitlines()
    return [Entry(*json.loads(line)).text for line in lines]


def test_an_entry_is_in_the_file_at_once_and_in_the_table_later(session: Session) -> None:
    table, jobs = Table(), list[Callable[[], None]]()
    ahead = WrittenAhead(session, table.write, jobs.append)
    ahead.add(Entry("here", "a1", "one", 1.0))
    assert (noted(session), table.entries) == (["one"], [])
    jobs.pop()()
    assert (noted(session), [entry.text for entry in table.entries]) == ([], ["one"])
    ahead.settle()  # nothing is written twice
    assert len(table.entries) == 1


def test_what_comes_while_the_table_is_written_stays_in_the_file(session: Session) -> None:
    table, jobs = Table(), list[Callable[[], None]]()

    def write(entries: Sequence[Entry]) -> None:
        if not table.entries:
            ahead.add(Entry("here", "a1", "two", 2.0))
        table.write(entries)

    ahead = WrittenAhead(session, write, jobs.append)
    ahead.add(Entry("here", "a1", "one", 1.0))
    jobs[0]()
    assert noted(session) == ["one", "two"]
    jobs[1]()
    assert (noted(session), [entry.text for entry in table.entries]) == ([], ["one", "two"])


def test_a_table_that_takes_nothing_is_told_by_the_next_entry_until_it_does(
    session: Session,
) -> None:
    table, jobs = Table(), list[Callable[[], None]]()
    ahead = WrittenAhead(session, table.write, jobs.append)
    table.error = StoreError("It is in use.")
    ahead.add(Entry("here", "a1", "one", 1.0))
    jobs.pop()()
    for now_s in (2.0, 3.0):  # tried again with the same texts, as the journal does
        for asset_id, text in (("a1", "two"), ("a2", "of another asset")):
            with pytest.raises(StoredAside, match="in use"):
                ahead.add(Entry("here", asset_id, text, now_s))
    kept = ["one", "two", "of another asset"]
    assert noted(session) == kept
    table.error = None
    ahead.add(Entry("here", "a1", "two", 4.0))
    assert (noted(session), [entry.text for entry in table.entries]) == ([], kept)
    ahead.add(Entry("here", "a1", "three", 5.0))
    assert len(jobs) == 1  # in the background again


@contextmanager
def killed(path: Path) -> Iterator[JournalTable]:
    """Give a journal whose background never gets to do anything, and then the process ends."""
    session = Session.begin(path.parent / "sessions", secrets.token_hex)
    database = Database.open(path)
    never = list[Callable[[], None]]()
    yield JournalTable(database, session, never.append)
    database.close()
    assert session._descriptor is not None
    os.close(session._descriptor)


def test_the_next_start_brings_what_a_killed_session_had_noted(path: Path) -> None:
    with killed(path) as journal:
        journal.keep_desk("here", "a1", "one", 1.0)
        journal.keep_desk("here", "a2", "of another asset", 2.0)
        journal.keep_desk("here", "a1", "two", 3.0)
        with sqlite3.connect(path) as connection:
            assert connection.execute("SELECT count(*) FROM journal").fetchone() == (0,)
        connection.close()
    store = Store.open(path)
    assert store.kept_desk("here", "a1") == KeptDesk("two", 3.0, is_own=False)
    assert store.kept_desk("here", "a2") == KeptDesk("of another asset", 2.0, is_own=False)
    store.close()
    assert list((path.parent / "sessions").iterdir()) == []


def test_what_a_killed_session_had_noted_does_not_take_the_place_of_later_work(
    store: Store, path: Path
) -> None:
    with killed(path) as journal:
        journal.keep_desk("here", "a1", "older", 1.0)
        journal.keep_desk("here", "a2", "newer", 9.0)
    for asset_id in ("a1", "a2"):
        store.keep_desk("here", asset_id, "mine", 5.0)
    store.take_over()
    assert [store.kept_desk("here", a) for a in ("a1", "a2")] == [
        KeptDesk("mine", 5.0, is_own=True),
        KeptDesk("newer", 9.0, is_own=False),
    ]


def test_what_is_in_the_table_already_is_not_brought_twice(path: Path) -> None:
    with killed(path) as journal:
        journal.keep_desk("here", "a1", "one", 1.0)
        journal._write([Entry("here", "a1", "one", 1.0)])  # killed before the file was wiped
    store = Store.open(path)
    assert [desk.text for desk in store.desk_history("here", "a1")] == ["one"]
    store.close()


def test_marks_written_behind_are_seen_by_their_session_and_by_the_next(path: Path) -> None:
    store = Store.open(path, writes_behind=True)
    store.keep_desk("here", "a1", "one", 1.0)
    assert store.kept_desk("here", "a1") == KeptDesk("one", 1.0, is_own=True)
    store.keep_desk("here", "a1", "two", 2.0)
    assert [desk.text for desk in store.desk_history("here", "a1")] == ["two", "one"]
    store.keep_desk("here", "a1", "three", 3.0)
    store.close()
    again = Store.open(path)
    assert again.kept_desk("here", "a1") == KeptDesk("three", 3.0, is_own=False)
    again.close()


def test_a_store_that_cannot_be_written_at_its_end_leaves_the_marks_to_the_next(path: Path) -> None:
    store = Store.open(path, writes_behind=True)
    store._database.close()  # as if the disk were gone
    store.keep_desk("here", "a1", "one", 1.0)
    store.close()
    with pytest.raises(StoreError, match="ended"):
        store.keep_desk("here", "a1", "too late", 2.0)
    again = Store.open(path)
    assert again.kept_desk("here", "a1") == KeptDesk("one", 1.0, is_own=False)
    again.close()


def test_the_last_entry_of_each_asset_counts() -> None:
    entries = [Entry("here", "a1", "one", 1.0), Entry("here", "a2", "x", 2.0)]
    entries.append(Entry("here", "a1", "two", 3.0))
    lines = [json.dumps([e.place, e.asset_id, e.text, e.kept_at_s]) for e in entries]
    assert latest_of(lines) == [entries[1], entries[2]]


def test_the_background_does_one_thing_after_the_other_and_a_bug_comes_out() -> None:
    background, may_go_on, done = Background(), Event(), list[int]()

    def first() -> None:
        may_go_on.wait()
        done.append(1)

    background(first)
    background(lambda: done.append(2))
    may_go_on.set()
    background.close()
    assert done == [1, 2]

    background = Background()
    background(lambda: json.loads("no JSON"))
    while background._last is not None and not background._last.done():
        may_go_on.wait(0.001)
    with pytest.raises(json.JSONDecodeError):
        background(first)
    background.close()


def test_what_a_damaged_store_does_not_take_is_there_at_the_next_start(path: Path) -> None:
    session = Session.begin(path.parent / "sessions", secrets.token_hex)
    database, jobs = Database.open(path), list[Callable[[], None]]()
    journal = JournalTable(database, session, jobs.append)
    journal.keep_desk("here", "a1", "one", 1.0)
    jobs.pop()()
    path.write_bytes(b"no database " * 4096)
    journal.keep_desk("here", "a1", "two", 2.0)
    jobs.pop()()  # finds it out
    with pytest.raises(StoredAside):
        journal.keep_desk("here", "a2", "of another asset", 3.0)
    database.close()
    session.end()
    store = Store.open(path)
    assert "damaged" in store.told
    assert store.kept_desk("here", "a1") == KeptDesk("two", 2.0, is_own=False)
    assert store.kept_desk("here", "a2") == KeptDesk("of another asset", 3.0, is_own=False)
    store.close()
