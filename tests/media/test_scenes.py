"""Scenes are found where the demo library was cut; its programme says where that is."""

from array import array
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from cliptui.errors import Unreadable
from cliptui.media.index import FrameIndex
from cliptui.media.scenes import find_scenes, find_scenes_quickly, merged
from cliptui.media.walk import read_index
from tests.demo import ASSETS, hard_cuts
from tests.media.conftest import Films


def never() -> bool:
    return False


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
    assert find_scenes(ASSETS / name, index, never) == merged(index, hard_cuts()[name])


def test_every_cut_of_a_drive_by_night_is_found_and_hardly_anything_else() -> None:
    path = ASSETS / "Night drive.mp4"
    cuts, found = set(hard_cuts()[path.name]), set(find_scenes(path, read_index(path), never))
    assert cuts - found == set()
    assert len(found - cuts) <= 1


def test_keyframes_give_most_cuts_of_a_long_film_at_once() -> None:
    path = ASSETS / "Ten minutes by the clock.mp4"
    index = read_index(path)
    cuts, found = set(hard_cuts()[path.name]), find_scenes_quickly(path, index, never)
    assert {index.pts[number] for number in found} <= set(index.keyframes)
    assert len(cuts & set(found)) >= 0.7 * len(cuts)
    assert len(set(found) - cuts) <= 3


def test_scenes_shorter_than_two_seconds_belong_to_the_one_before() -> None:
    index = index_of(500)  # 20 s
    assert merged(index, []) == ()
    assert merged(index, [49, 50, 99, 100, 101, 300]) == (50, 100, 300)
    assert merged(index, [300, 450, 451, 499]) == (300, 450)


def test_scenes_of_files_that_start_late_and_of_any_codec_are_found(film: Films) -> None:
    # These films are one scene: grey that gets lighter, and blocks that count.
    for name in ("late_pictures.mp4", "reordered.avi", "vp9.webm", "open_groups.ts"):
        assert find_scenes(film(name), read_index(film(name)), never) == ()


def test_frames_of_a_file_without_times_are_counted() -> None:
    path = ASSETS / "Cup final.mp4"
    index = read_index(path)
    counted = find_scenes(path, replace(index, is_counted=True), never)
    assert counted == find_scenes(path, index, never)


def test_looking_for_scenes_can_be_given_up() -> None:
    path, asked = ASSETS / "Night drive.mp4", list[None]()

    def is_cancelled() -> bool:
        asked.append(None)
        return len(asked) > 400

    found = find_scenes(path, read_index(path), is_cancelled)
    assert found == tuple(cut for cut in hard_cuts()[path.name] if cut < 400)
    assert len(asked) == 401


def test_a_file_that_is_gone_is_told(film: Films, tmp_path: Path) -> None:
    index = read_index(film("short_groups.mp4"))
    with pytest.raises(Unreadable, match=r"^“gone\.mp4” does not exist\.$"):
        find_scenes(tmp_path / "gone.mp4", index, never)
