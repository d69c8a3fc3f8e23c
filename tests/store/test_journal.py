"""The journal keeps the latest state of each asset, and does not grow without end."""

import sqlite3
from pathlib import Path

import pytest

from cliptui.clip.kept import KeptDesk
from cliptui.store import Store
from cliptui.store.journal import KEPT_ASSETS, KEPT_EVENTS, KEPT_OF_ASSET, KEPT_OF_SESSIONS


def quickly(store: Store) -> None:
    """Let a test that writes very often not wait for the disk."""
    store._database.rows("PRAGMA synchronous = OFF")


def test_the_latest_state_is_the_one_that_is_there(store: Store) -> None:
    assert store.kept_desk("here", "a1") is None
    store.keep_desk("here", "a1", "one", 1.0)
    store.keep_desk("here", "a1", "two", 2.0)
    assert store.kept_desk("here", "a1") == KeptDesk("two", 2.0, is_own=True)
    assert [desk.text for desk in store.desk_history("here", "a1")] == ["two", "one"]


def test_assets_and_places_are_kept_apart(store: Store) -> None:
    store.keep_desk("here", "a1", "mine", 1.0)
    assert store.kept_desk("here", "a2") is None
    assert store.kept_desk("there", "a1") is None


def test_the_next_session_finds_it_and_knows_that_it_is_of_another(
    store: Store, path: Path
) -> None:
    store.keep_desk("here", "a1", "left", 1.0)
    store.close()
    again = Store.open(path)
    assert again.kept_desk("here", "a1") == KeptDesk("left", 1.0, is_own=False)
    again.close()


def test_of_two_sessions_the_last_writer_wins_and_the_others_version_is_kept(
    store: Store, path: Path
) -> None:
    other = Store.open(path)
    store.keep_desk("here", "a1", "mine", 1.0)
    other.keep_desk("here", "a1", "theirs", 2.0)
    other.keep_desk("here", "a2", "of another asset", 3.0)
    assert store.kept_desk("here", "a1") == KeptDesk("theirs", 2.0, is_own=False)
    assert KeptDesk("mine", 1.0, is_own=True) in store.desk_history("here", "a1")
    other.close()


@pytest.mark.parametrize("assets", [1, 2, 3])
def test_however_much_is_done_few_events_of_an_asset_are_kept(store: Store, assets: int) -> None:
    quickly(store)
    for number in range(400):
        store.keep_desk("here", f"a{number % assets}", f"{number}", float(number))
    for asset in range(assets):
        history = store.desk_history("here", f"a{asset}")
        assert KEPT_OF_ASSET <= len(history) < 2 * KEPT_OF_ASSET + 1
        assert int(history[0].text) >= 400 - assets


def test_the_last_word_of_another_session_outlives_a_compaction(store: Store, path: Path) -> None:
    other = Store.open(path)
    quickly(store)
    other.keep_desk("here", "a1", "draft of theirs", 0.0)
    other.keep_desk("here", "a1", "last word of theirs", 1.0)
    for number in range(KEPT_OF_SESSIONS - 2):
        store.keep_desk("here", "a1", f"{number}", float(number))
    told = [desk.text for desk in store.desk_history("here", "a1") if not desk.is_own]
    assert told == ["last word of theirs"]
    other.close()


def test_a_store_that_is_opened_is_made_small(store: Store, path: Path) -> None:
    store.keep_desk("here", "rarely used", "kept", 0.0)
    store.close()
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO journal VALUES (NULL, 'here', ?, 's', 1.0, 'x')",
            [(f"a{number % 10}",) for number in range(KEPT_EVENTS + 500)],
        )
    connection.close()
    again = Store.open(path)
    assert again._database.rows("SELECT count(*) FROM journal") == [(KEPT_EVENTS + 1,)]
    kept = again.kept_desk("here", "rarely used")
    assert kept is not None
    assert kept.text == "kept"
    again.close()


def test_assets_beyond_a_great_number_are_forgotten_the_oldest_first(
    store: Store, path: Path
) -> None:
    store.close()
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO journal VALUES (NULL, 'here', ?, 's', 1.0, 'x')",
            [(f"a{number}",) for number in range(KEPT_ASSETS + 2)],
        )
    connection.close()
    again = Store.open(path)
    assert [again.kept_desk("here", f"a{n}") is None for n in range(4)] == [
        True,
        True,
        False,
        False,
    ]
    again.close()
