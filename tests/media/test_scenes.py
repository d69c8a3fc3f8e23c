"""Scenes are found where the demo library was cut; its programme says where that is."""

from array import array
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from cliptui.errors import Unreadable
from cliptui.media.index import FrameIndex
from cliptui.media.scenes import look_through
from cliptui.media.spread import merged
from cliptui.media.walk import read_index
from tests.demo import ASSETS, hard_cuts
from tests.media.conftest import Films


def cuts(path: Path, index: FrameIndex, *, quickly: bool = False) -> tuple[int, ...]:
    looks = look_through(path, index, range(index.frame_count), quickly=quickly)
    return tuple(number for number, is_cut in looks if is_cut)


def scenes(path: Path, index: FrameIndex) -> tuple[int, ...]:
    return merged(index, cuts(path, index))


def index_of(frames: int, *, fps: int = 25) -> FrameIndex:
    pts = array("q", range(frames))
    return FrameIndex(
        pts, Fraction(1, fps), Fraction(0), array("q", [0]), Fraction(frames, fps), Fraction(fps)
    )


@pytest.mark.parametrize(
    "name",
    ["Harbour at dawn.mp4", "Over the alps.webm", "Cup final.mp4", "Evening at the fair.mov"],
)
def test_exactly_the_cuts_of_a_film_are_found(name: str) -> None:
    index = read_index(ASSETS / name)
    assert scenes(ASSETS / name, index) == merged(index, hard_cuts()[name])


def test_every_cut_of_a_drive_by_night_is_found_and_hardly_anything_else() -> None:
    path = ASSETS / "Night drive.mp4"
    cuts, found = set(hard_cuts()[path.name]), set(scenes(path, read_index(path)))
    assert cuts - found == set()
    assert len(found - cuts) <= 1


def test_keyframes_give_most_cuts_of_a_long_film_at_once() -> None:
    path = ASSETS / "Ten minutes by the clock.mp4"
    index = read_index(path)
    truth, found = set(hard_cuts()[path.name]), cuts(path, index, quickly=True)
    assert {index.pts[number] for number in found} <= set(index.keyframes)
    assert len(truth & set(found)) >= 0.7 * len(truth)
    assert len(set(found) - truth) <= 4


def test_scenes_shorter_than_two_seconds_belong_to_the_one_before() -> None:
    index = index_of(500)  # 20 s
    assert merged(index, []) == ()
    assert merged(index, [49, 50, 99, 100, 101, 300]) == (50, 100, 300)
    assert merged(index, [300, 450, 451, 499]) == (300, 450)


def test_scenes_of_files_that_start_late_and_of_any_codec_are_found(film: Films) -> None:
    # These films are one scene: grey that gets lighter, and blocks that count.
    for name in ("late_pictures.mp4", "reordered.avi", "vp9.webm", "open_groups.ts"):
        assert scenes(film(name), read_index(film(name))) == ()


def test_frames_of_a_file_without_times_are_counted() -> None:
    path = ASSETS / "Cup final.mp4"
    index = read_index(path)
    assert cuts(path, replace(index, is_counted=True)) == cuts(path, index)


@pytest.mark.parametrize("name", ["Cup final.mp4", "Over the alps.webm", "Evening at the fair.mov"])
def test_what_is_looked_through_in_parts_is_what_is_found_at_once(name: str) -> None:
    path = ASSETS / name
    index = read_index(path)
    whole = dict(look_through(path, index, range(index.frame_count)))
    cut = next(number for number, is_cut in whole.items() if is_cut)
    middle = index.frame_count // 2
    for border in (1, cut, cut + 1, middle):
        parts = [range(border), range(border, index.frame_count)]
        assert {n: c for part in parts for n, c in look_through(path, index, part)} == whole


@pytest.mark.parametrize("name", ["open_groups.ts", "reordered.avi", "late_pictures.mp4"])
def test_every_frame_of_a_part_is_looked_at(film: Films, name: str) -> None:
    index = read_index(film(name))
    part = range(40, index.frame_count - 5)
    assert [number for number, _ in look_through(film(name), index, part)] == list(part)


def test_a_film_of_keyframes_alone_is_guessed_from_one_in_three_seconds(film: Films) -> None:
    path = film("keyframes_only.mov")
    index = read_index(path)
    looked = [n for n, _ in look_through(path, index, range(index.frame_count), quickly=True)]
    assert index.frame_count == len(index.keyframes)
    assert looked == [*range(0, index.frame_count, 75)]  # at 25 frames a second


def test_a_file_that_is_gone_is_told(film: Films, tmp_path: Path) -> None:
    index = read_index(film("short_groups.mp4"))
    with pytest.raises(Unreadable, match=r"^“gone\.mp4” does not exist\.$"):
        scenes(tmp_path / "gone.mp4", index)
