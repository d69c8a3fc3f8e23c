"""What files are survives the end of the program, and never a change of the file."""

import os
from array import array
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from shutil import copyfile

import pytest

from cliptui.media import cache
from cliptui.media.cache import DiskCache
from cliptui.media.facts import MediaFile, VideoFacts
from cliptui.media.identity import Identity
from cliptui.media.index import FrameIndex
from cliptui.media.probe import read_facts
from cliptui.media.walk import read_index
from cliptui.media.worker import MediaWorker
from tests.media.conftest import Films
from tests.media.films import FILMS


def described(path: Path) -> MediaFile:
    index = read_index(path)
    return MediaFile(read_facts(path, index), index)


def a_file(count: int = 10) -> MediaFile:
    times = array("q", range(count))
    index = FrameIndex(times, Fraction(1, 25), Fraction(0), times[:1], Fraction(count, 25))
    return MediaFile(VideoFacts(4, 4, "h264", has_audio=False), index)


def identity(name: str, size_bytes: int = 1, mtime_ns: int = 2) -> Identity:
    return Identity(Path("/videos") / name, size_bytes, mtime_ns)


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)


@pytest.mark.parametrize("name", FILMS)
def test_what_is_read_is_what_was_written(film: Films, tmp_path: Path, name: str) -> None:
    file, known_by = described(film(name)), Identity.of(film(name))
    DiskCache(tmp_path).write(known_by, file)
    assert DiskCache(tmp_path).read(known_by) == file


def test_what_was_never_written_is_not_known(tmp_path: Path) -> None:
    assert DiskCache(tmp_path / "none").read(identity("x.mp4")) is None


@pytest.mark.parametrize(
    "changed", [identity("x.mp4", 9, 2), identity("x.mp4", 1, 9), identity("y.mp4", 1, 2)]
)
def test_another_file_is_not_known(tmp_path: Path, changed: Identity) -> None:
    DiskCache(tmp_path).write(identity("x.mp4"), a_file())
    assert DiskCache(tmp_path).read(changed) is None


def test_a_changed_file_takes_the_place_of_what_it_was(tmp_path: Path) -> None:
    disk = DiskCache(tmp_path)
    disk.write(identity("x.mp4"), a_file(10))
    disk.write(identity("x.mp4", mtime_ns=9), a_file(20))
    assert disk.read(identity("x.mp4", mtime_ns=9)) == a_file(20)
    assert disk.read(identity("x.mp4")) is None
    assert len(entries(tmp_path)) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda whole: whole[:10],
        lambda whole: whole[:-1],
        lambda whole: whole + b"x",
        lambda whole: whole[:30] + bytes([whole[30] ^ 1]) + whole[31:],
        lambda whole: bytes(len(whole)),
        lambda _: cache._digest(b"\xc1") + b"\xc1",
        lambda _: cache._digest(b"\x90") + b"\x90",
    ],
)
def test_what_is_damaged_is_not_used_and_is_written_anew(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    disk = DiskCache(tmp_path)
    disk.write(identity("x.mp4"), a_file())
    (entry,) = entries(tmp_path)
    entry.write_bytes(damage(entry.read_bytes()))
    assert disk.read(identity("x.mp4")) is None
    disk.write(identity("x.mp4"), a_file())
    assert disk.read(identity("x.mp4")) == a_file()


def test_what_another_version_wrote_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    DiskCache(tmp_path).write(identity("x.mp4"), a_file())
    monkeypatch.setattr(cache, "__version__", "999")
    assert DiskCache(tmp_path).read(identity("x.mp4")) is None


def test_the_ones_wanted_least_go_when_there_are_too_many(tmp_path: Path) -> None:
    disk = DiskCache(tmp_path, max_bytes=3000)
    for number, name in enumerate(("a", "b", "c")):
        disk.write(identity(name), a_file(100))
        os.utime(entries(tmp_path)[-1], ns=(number, number))
    assert disk.read(identity("a")) == a_file(100)
    disk.write(identity("d"), a_file(100))
    known = [name for name in "abcd" if disk.read(identity(name)) is not None]
    assert known == ["a", "c", "d"]
    assert sum(path.stat().st_size for path in entries(tmp_path)) <= 3000


def test_an_entry_that_is_too_large_alone_is_not_kept(tmp_path: Path) -> None:
    DiskCache(tmp_path, max_bytes=100).write(identity("x.mp4"), a_file(100))
    assert entries(tmp_path) == []


def test_a_folder_that_cannot_be_written_to_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    disk = DiskCache(tmp_path / "file")
    disk.write(identity("x.mp4"), a_file())
    assert disk.read(identity("x.mp4")) is None


def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    DiskCache(tmp_path / "own").write(identity("x.mp4"), a_file())
    assert (tmp_path / "own").stat().st_mode & 0o777 == 0o700


async def test_the_second_run_reads_nothing_through(film: Films, tmp_path: Path) -> None:
    path = copyfile(film("one_group.mp4"), tmp_path / "x.mp4")
    first = MediaWorker(tmp_path / "cache")
    before = await first.describe(path)
    await first.aclose()
    second = MediaWorker(tmp_path / "cache")
    assert await second.describe(path) == before
    assert second._describing.pid is None
    await second.aclose()
