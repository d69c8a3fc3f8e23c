"""Pictures kept between runs: found again, of the right version, within bounds, by several."""

import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cliptui.clip.pictures import KeptPicture
from cliptui.store import PictureFile

NAMES = ("0", "40")
SMALL, LARGE = KeptPicture(b"small", 80), KeptPicture(b"large", 240)
Opener = Callable[..., PictureFile]


class Clock:
    """A clock that a test sets."""

    now_s = 1_800_000_000.5

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "pictures.db"


@pytest.fixture
def opener(path: Path, clock: Clock) -> Iterator[Opener]:
    opened: list[PictureFile] = []

    def open_file(place: str = "here", max_bytes: int = 2**20) -> PictureFile:
        opened.append(PictureFile.open(path, place, clock, max_bytes))
        return opened[-1]

    yield open_file
    for file in opened:
        file.close()


def test_what_was_kept_is_found_after_the_file_was_opened_again(opener: Opener) -> None:
    first = opener()
    first.write("a", 7, {"0": SMALL, "40": LARGE})
    first.close()
    assert opener().read("a", 7, [*NAMES, "80"]) == {"0": SMALL, "40": LARGE}


def test_pictures_of_another_asset_version_or_place_are_others(opener: Opener) -> None:
    here = opener()
    here.write("a", 7, {"0": SMALL})
    assert here.read("b", 7, NAMES) == {}
    assert here.read("a", 8, NAMES) == {}
    assert opener("elsewhere").read("a", 7, NAMES) == {}


def test_a_newer_version_takes_the_place_of_the_older_one(opener: Opener) -> None:
    here = opener()
    here.write("a", 7, {"0": LARGE})
    here.write("a", 8, {"0": SMALL})
    assert (here.read("a", 7, NAMES), here.read("a", 8, NAMES)) == ({}, {"0": SMALL})


def test_a_lesser_picture_does_not_replace_a_better_one(opener: Opener) -> None:
    here = opener()
    for picture in (SMALL, LARGE, SMALL):
        here.write("a", 7, {"0": picture})
    assert here.read("a", 7, NAMES) == {"0": LARGE}


def test_the_file_keeps_within_its_bound_and_what_was_wanted_last(
    opener: Opener, clock: Clock, path: Path
) -> None:
    bound = 2**18
    here = opener(max_bytes=bound)
    for number in range(64):
        clock.now_s += 4000
        here.read("a", 7, ["0"])
        here.write("a", 7, {str(number): KeptPicture(bytes(10_000))})
    kept = here.read("a", 7, [str(number) for number in range(64)])
    assert path.stat().st_size <= bound + 3 * 10_000
    assert {"0", "63", "62"} <= set(kept)  # the first one was looked at all the time
    assert "1" not in kept


def test_even_a_bound_of_nothing_ends(opener: Opener) -> None:
    here = opener(max_bytes=0)
    here.write("a", 7, {"0": SMALL})
    assert here.read("a", 7, NAMES) == {}


def test_a_damaged_file_is_replaced_by_a_new_one(opener: Opener, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    here = opener()
    here.write("a", 7, {"0": SMALL})
    assert here.read("a", 7, NAMES) == {"0": SMALL}


def test_the_pictures_of_another_cliptui_are_left_behind(opener: Opener, path: Path) -> None:
    opener().write("a", 7, {"0": SMALL})
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert opener().read("a", 7, NAMES) == {}


def test_where_no_file_can_be_made_nothing_is_kept_and_nothing_fails(
    tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "file").write_bytes(b"")
    nowhere = PictureFile.open(tmp_path / "file" / "pictures.db", "here", clock)
    nowhere.write("a", 7, {"0": SMALL})
    assert nowhere.read("a", 7, NAMES) == {}
    nowhere.close()


def test_while_another_process_writes_nothing_is_kept_and_nothing_fails(
    opener: Opener, path: Path
) -> None:
    here = opener()
    here.write("a", 7, {"0": SMALL})
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    here.write("a", 7, {"40": LARGE})
    other.execute("ROLLBACK")
    other.close()
    assert here.read("a", 7, NAMES) == {"0": SMALL}


def test_several_may_write_at_once(opener: Opener) -> None:
    files = [opener() for _ in range(4)]

    def write(number: int) -> None:
        for ms in range(20):
            files[number].write("a", 7, {f"{number}-{ms}": SMALL})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = [f"{number}-{ms}" for number in range(4) for ms in range(20)]
    found = files[0].read("a", 7, names)
    # Who waited too long for the others has kept nothing; what is there is whole.
    assert set(found.values()) == {SMALL}


def test_a_closed_file_finds_nothing(opener: Opener) -> None:
    here = opener()
    here.write("a", 7, {"0": SMALL})
    here.close()
    here.close()
    assert here.read("a", 7, NAMES) == {}


def test_nobody_else_can_read_the_file(opener: Opener, path: Path) -> None:
    opener()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
