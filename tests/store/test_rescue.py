"""A damaged file is kept aside, told of, and what can be read in it is saved."""

import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from cliptui.clip.draft import NewDraft, WatchedDraft
from cliptui.clip.outbox import Intent
from cliptui.errors import StoreDamaged, StoreError
from cliptui.store import Store
from cliptui.store.schema import MIGRATIONS

WATCHED = WatchedDraft("d1", "a1", "Goal", 1000, 2000, 5.0)
NOW_S = 1_800_000_000.0
ASIDE = "cliptui.db.damaged-20270115T080000Z"
PAGE = 4096
TABLE_LEAF = 0x0D  # see "The Database File Format" of SQLite


def filled(path: Path, count: int = 300) -> None:
    store = Store.open(path)
    with store._database.transaction() as connection:
        connection.executemany(
            "INSERT INTO journal VALUES (NULL, 'here', ?, 's', 1.0, ?)",
            [(f"a{number}", f"{number}" * 50) for number in range(count)],
        )
    store.watch("here", WATCHED)
    store.queue_intent("here", Intent("i1", NewDraft("a1", "Goal", 0, 1), 5.0))
    store.close()


def reopened(path: Path) -> Store:
    return Store.open(path, now=lambda: NOW_S)


def test_a_sound_file_is_opened_without_a_word(path: Path) -> None:
    filled(path)
    store = reopened(path)
    assert store.told == ""
    store.close()


@pytest.mark.parametrize(
    "content", [b"a shopping list, and not a short one " * 300, b"SQLite format 3\0" * 900]
)
def test_a_file_that_is_none_of_ours_is_kept_aside_as_it_is(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store = reopened(path)
    assert (path.parent / ASIDE).read_bytes() == content
    assert store.told == (
        "What cliptui remembers was damaged. A new file has been started with nothing, as none "
        f"could be read; the old one is kept as “{path.parent / ASIDE}”."
    )
    store.watch("here", WATCHED)
    store.close()
    again = reopened(path)
    assert (again.told, again.watched("here")) == ("", (WATCHED,))
    again.close()


def test_what_lies_before_and_behind_a_damaged_page_is_saved(path: Path) -> None:
    filled(path)
    damage_table_page(path, b"150" * 50)  # what the journal keeps of one in the middle
    store = reopened(path)
    kept = [store.kept_desk("here", f"a{number}") for number in range(300)]
    assert kept[0] is not None
    assert kept[299] is not None
    assert 200 < sum(desk is not None for desk in kept) < 300
    assert store.watched("here") == (WATCHED,)
    assert [intent.local_id for intent in store.intents("here")] == ["i1"]
    assert "could be read" in store.told
    store.close()


def damage_table_page(path: Path, holding: bytes) -> None:
    """Overwrite one of the pages that hold rows: the middle one of those that hold some bytes."""
    content = bytearray(path.read_bytes())
    starts = range(PAGE, len(content), PAGE)
    leaves = [
        start
        for start in starts
        if content[start] == TABLE_LEAF and holding in content[start : start + PAGE]
    ]
    middle = leaves[len(leaves) // 2]
    content[middle : middle + PAGE] = b"\xee" * PAGE
    path.write_bytes(content)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_damaged_the_program_starts(path: Path, seed: int) -> None:
    filled(path)
    dice = random.Random(seed)  # noqa: S311  not a secret
    content = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 5)):
        start = dice.randrange(len(content))
        content[start : start + dice.randint(1, 6000)] = dice.randbytes(64)
    path.write_bytes(content[: dice.randint(len(content) // 2, len(content))])
    store = reopened(path)
    store.keep_desk("here", "new", "text", 1.0)
    kept = store.kept_desk("here", "new")
    assert kept is not None
    assert kept.text == "text"
    store.close()
    if store.told:
        assert (path.parent / ASIDE).exists()


def test_a_damaged_file_of_an_older_cliptui_is_saved_too(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.executescript(MIGRATIONS[0])
        connection.executemany(
            "INSERT INTO watched VALUES (NULL, 'here', ?, 'a1', 'A', 1, 2, 5.0, 'saved', '', '')",
            [(f"d{number}",) for number in range(500)],
        )
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    damage_table_page(path, b"d250")
    store = reopened(path)
    saved = {draft.draft_id for draft in store.watched("here")}
    assert {"d0", "d499"} <= saved
    assert 300 < len(saved) < 500
    store.close()


def test_rows_that_break_a_rule_are_left_out(path: Path) -> None:
    filled(path, 3)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '')")
    connection.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE watched SET start_ms = 'soon'")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'clips'")
    connection.close()
    store = reopened(path)
    assert store.told
    assert store.watched("here") == ()
    assert len(store.intents("here")) == 1
    store.close()


def test_an_unfinished_change_is_not_brought_into_the_new_file(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no store " * 500)
    journal = path.with_name("cliptui.db-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9 a journal of it")
    store = reopened(path)
    store.watch("here", WATCHED)
    store.close()
    assert (path.parent / f"{ASIDE}-journal").exists() or not journal.read_bytes()
    again = reopened(path)
    assert again.watched("here") == (WATCHED,)
    again.close()


def test_a_damaged_file_that_another_session_works_on_is_left_to_it(path: Path) -> None:
    working = Store.open(path)
    path.write_bytes(b"no store " * 500)
    with pytest.raises(StoreDamaged, match="end every cliptui that runs"):
        Store.open(path)
    with pytest.raises(StoreDamaged):
        working.watch("here", replace(WATCHED))
    working.close()
    again = reopened(path)
    assert again.told
    again.close()


def test_a_file_that_cannot_be_kept_aside_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no store " * 500)
    (path.parent / ASIDE).mkdir()
    with pytest.raises(StoreError, match=r"cannot be used: .*CLIPTUI_STATE_DIR"):
        reopened(path)
    assert path.read_bytes() == b"no store " * 500
    assert list((path.parent / "sessions").iterdir()) == []
