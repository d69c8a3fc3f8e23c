"""Which keyframes stand for which moments, and what makes a scene."""

from array import array
from dataclasses import replace
from fractions import Fraction

import pytest

from cliptui.media.index import FrameIndex
from cliptui.media.spread import guessing_keyframes, keyframe_numbers, nearest, spread


def index_of(frames: int, *keyframes: int) -> FrameIndex:
    """Return an index of 25 frames a second that starts at 100 of its units."""
    pts = array("q", range(100, 100 + frames))
    keys = array("q", [100 + number for number in keyframes])
    unit = Fraction(1, 25)
    return FrameIndex(pts, unit, 100 * unit, keys, frames * unit, Fraction(25))


@pytest.mark.parametrize(
    ("start_ms", "stop_ms", "count", "numbers"),
    [
        (0, 4000, 4, [0, 10, 50, 50]),  # 0, 1000, 2000 and 3000 ms: frames 0, 25, 50 and 75
        (1999, 4000, 1, [10]),
        (2000, 4000, 1, [50]),
        (9000, 9999, 2, [50, 50]),
        (0, 1, 1, [0]),
        (300, 500, 2, [0, 10]),
    ],
)
def test_a_moment_is_shown_by_the_last_keyframe_that_starts_no_later(
    start_ms: int, stop_ms: int, count: int, numbers: list[int]
) -> None:
    assert spread(index_of(100, 0, 10, 50), start_ms, stop_ms, count) == numbers


def test_before_the_first_keyframe_the_first_one_stands() -> None:
    assert spread(index_of(100, 3, 50), 0, 4000, 2) == [3, 50]


def test_keyframes_that_an_edit_list_hides_are_not_shown() -> None:
    index = replace(index_of(100), keyframes=array("q", [90, 100, 150, 300]))
    assert keyframe_numbers(index) == [0, 50]
    assert spread(replace(index, keyframes=array("q", [90])), 0, 4000, 2) == [0, 0]


def test_few_keyframes_are_all_asked_for_a_guess_and_of_many_one_in_three_seconds() -> None:
    assert guessing_keyframes(index_of(500, 0, 20, 30, 250)) == [0, 20, 30, 250]
    assert guessing_keyframes(index_of(500, *range(500))) == [*range(0, 500, 75)]
    assert guessing_keyframes(index_of(200, *range(7, 200, 5))) == [7, 77, 152]


def test_what_could_not_be_decoded_is_stood_for_by_the_one_before_it() -> None:
    assert nearest([10, 50], [0, 10, 30, 50, 90]) == [10, 10, 10, 50, 50]
