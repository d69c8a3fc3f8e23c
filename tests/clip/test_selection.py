"""Selections are half-open ranges of frames, and marks become one when both are set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.selection import Marks, Selection
from cliptui.errors import BadSelection

frames = st.integers(0, 10**7)


@given(frames, st.integers(1, 10**7))
def test_a_selection_holds_its_in_frame_and_not_its_out_frame(start: int, length: int) -> None:
    assert Selection(start, start + length).frame_count == len(range(start, start + length))


def test_the_shortest_selection_is_one_frame() -> None:
    assert Selection(7, 8).frame_count == 1


@given(frames, frames)
def test_adjoining_selections_share_no_frame_and_leave_none_out(first: int, second: int) -> None:
    middle = first + 1
    stop = middle + second + 1
    halves = Selection(first, middle).frame_count + Selection(middle, stop).frame_count
    assert halves == Selection(first, stop).frame_count


@pytest.mark.parametrize(("in_frame", "out_frame"), [(5, 5), (5, 4), (0, 0)])
def test_an_empty_selection_is_refused(in_frame: int, out_frame: int) -> None:
    with pytest.raises(BadSelection, match="the clip would be empty"):
        Selection(in_frame, out_frame)


def test_a_selection_before_the_start_is_refused() -> None:
    with pytest.raises(BadSelection, match="IN lies before the start"):
        Selection(-1, 5)


def test_marks_make_the_selection_between_them() -> None:
    assert Marks().with_in(10).with_out(20).selection() == Selection(10, 20)
    assert Marks().with_out(20).with_in(10).selection() == Selection(10, 20)


@pytest.mark.parametrize("frame", [20, 21, 500])
def test_an_in_point_takes_away_an_out_point_that_it_does_not_precede(frame: int) -> None:
    assert Marks(10, 20).with_in(frame) == Marks(frame, None)


@pytest.mark.parametrize("frame", [0, 19])
def test_an_in_point_keeps_an_out_point_behind_it(frame: int) -> None:
    assert Marks(10, 20).with_in(frame) == Marks(frame, 20)


@pytest.mark.parametrize("out_frame", [10, 9, 0])
def test_an_out_point_that_does_not_follow_the_in_point_is_refused(out_frame: int) -> None:
    with pytest.raises(BadSelection, match="OUT must come after IN: move on"):
        Marks(10).with_out(out_frame)


def test_an_out_point_can_stand_alone() -> None:
    assert Marks().with_out(20) == Marks(None, 20)


def test_a_missing_mark_is_named_with_the_key_that_sets_it() -> None:
    with pytest.raises(BadSelection, match="no IN yet: press i"):
        Marks(out_frame=20).selection()
    with pytest.raises(BadSelection, match="no OUT yet: press o"):
        Marks(in_frame=10).selection()


def test_marks_keep_their_title_when_they_move() -> None:
    marks = Marks.of(Selection(10, 20), "Goal").with_in(12).with_out(30)
    assert marks == Marks(12, 30, "Goal")


@pytest.mark.parametrize(
    ("marks", "frames"),
    [(Marks(10, 13), {10, 11, 12}), (Marks(10), set()), (Marks(None, 3), set())],
)
def test_only_complete_marks_hold_frames(marks: Marks, frames: set[int]) -> None:
    assert {frame for frame in range(20) if marks.holds(frame)} == frames


@given(frames, st.integers(1, 100), frames)
def test_a_clip_ends_before_the_frames_from_its_out_point_on(
    start: int, length: int, frame: int
) -> None:
    assert Marks(start, start + length).ends_before(frame) == (frame >= start + length)
    assert not Marks(start).ends_before(frame)
    assert not Marks(None, start).ends_before(frame)
