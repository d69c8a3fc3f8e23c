"""Mediaclips are kept with numbers that stay, by library, whatever happens between two requests."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cliptui.clip.mediaclip import MediaClipEntry
from cliptui.errors import RequestRefused
from cliptui.store import Store
from cliptui.store.schema import MIGRATIONS

FILED = MediaClipEntry(0, "lib", "a1", True, "published", 10, 10, 10)  # noqa: FBT003  as columns
MADE = MediaClipEntry(0, "lib", "", False, "draft", 20, 20, 0, '{"title":"x"}')  # noqa: FBT003


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "cliptui.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(path)
    yield opened
    opened.close()


def test_each_file_has_one_mediaclip_however_often_it_is_enrolled(store: Store) -> None:
    other = replace(FILED, library="other")
    store.enrol_files([FILED, replace(FILED, asset_id="a2")])
    store.enrol_files([FILED, replace(FILED, asset_id="a3"), other])

    assert [entry.asset_id for entry in store.mediaclips("lib")] == ["a3", "a2", "a1"]
    assert store.filed_assets("lib") == {"a1", "a2", "a3"}
    assert [entry.asset_id for entry in store.mediaclips("other")] == ["a1"]


def test_what_is_kept_is_what_was_given(store: Store) -> None:
    store.enrol_files([FILED])
    made = store.add_mediaclip(MADE)

    assert made == replace(MADE, number=2)
    assert store.mediaclips("lib") == (made, replace(FILED, number=1))
    assert store.mediaclip("lib", 2) == made
    assert store.mediaclip("other", 2) is None
    assert store.mediaclip("lib", 3) is None


def test_several_can_show_one_file(store: Store) -> None:
    linked = replace(MADE, asset_id="a1")
    assert {store.add_mediaclip(linked).number for _ in range(3)} == {1, 2, 3}


def test_a_change_keeps_all_that_it_may_change(store: Store) -> None:
    number = store.add_mediaclip(MADE).number
    wanted = replace(
        MADE,
        number=number,
        status="published",
        updated_ms=30,
        published_ms=30,
        members_json="{}",
        is_hidden=True,
    )
    assert store.change_mediaclip("lib", number, lambda _: wanted) == wanted
    assert store.mediaclip("lib", number) == wanted
    assert store.change_mediaclip("lib", 99, lambda entry: entry) is None
    assert store.change_mediaclip("other", number, lambda entry: entry) is None


def test_a_change_that_is_refused_leaves_all_as_it_is(store: Store) -> None:
    made = store.add_mediaclip(MADE)

    def refuse(entry: MediaClipEntry) -> MediaClipEntry:
        raise RequestRefused(f"No: {entry.number}.")

    with pytest.raises(RequestRefused, match=r"No: 1\."):
        store.change_mediaclip("lib", made.number, refuse)
    assert store.mediaclips("lib") == (made,)


def test_a_purged_one_is_gone_for_ever_and_its_number_is_not_given_again(
    store: Store, path: Path
) -> None:
    store.enrol_files([FILED])
    last = store.add_mediaclip(MADE).number
    assert store.purge_mediaclip("other", last) is False
    assert (store.purge_mediaclip("lib", 1), store.purge_mediaclip("lib", last)) == (True, True)
    assert store.purge_mediaclip("lib", last) is False
    store.enrol_files([FILED])

    assert store.mediaclips("lib") == ()
    assert store.change_mediaclip("lib", last, lambda entry: entry) is None
    assert store.filed_assets("lib") == {"a1"}
    assert _members(path) == {"{}"}
    assert store.add_mediaclip(MADE).number > last


def _members(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT members_json FROM mediaclips").fetchall()
    connection.close()
    return {row[0] for row in rows}


def test_a_store_of_an_older_cliptui_gets_the_table(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        for migration in MIGRATIONS[:2]:
            connection.executescript(migration)
        connection.execute("PRAGMA user_version = 2")
    connection.close()

    store = Store.open(path)
    assert store.add_mediaclip(MADE).number == 1
    store.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from cliptui.clip.mediaclip import MediaClipEntry
from cliptui.store import Store
store = Store.open(Path(sys.argv[1]))
number = store.add_mediaclip(MediaClipEntry(0, "lib", "", False, "draft", 1, 1)).number
store.purge_mediaclip("lib", number)
print(store.add_mediaclip(MediaClipEntry(0, "lib", "", False, "draft", 2, 2)).number, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_acknowledged_survives_kill_9(path: Path) -> None:
    for run in range(3):
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, path], capture_output=True, text=True, check=False
        )
        assert (ended.returncode, ended.stdout) == (-9, f"{2 * run + 2}\n")
        store = Store.open(path)
        assert len(store.mediaclips("lib")) == run + 1
        store.close()
