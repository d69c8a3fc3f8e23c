"""The acts that mark: each does what its key says, and refuses with a sentence."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.desk import Desk, Edge
from cliptui.clip.marking import (
    all_cleared,
    arrowed,
    cleared,
    marked,
    marked_between_points,
    marker_labelled,
    marker_toggled,
    next_trim,
    nudged_in,
    nudged_out,
    quick_clip,
    redone,
    split,
    started,
    titled,
    trimmed_edge,
    undone,
)
from cliptui.clip.points import Point, PointKind
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Marker, Sheet
from cliptui.clip.timing import ConstantTiming, VariableTiming
from cliptui.errors import BadSelection
from tests.clip.desks import FRAME_COUNT, FRESH, desks, some_frames
from tests.clip.rates import RATE_29_97

LAST = FRAME_COUNT - 1


def desk_with(*takes: Marks, playhead: int = 0) -> Desk:
    return replace(FRESH, sheet=Sheet.of(*takes), playhead=playhead)


@given(some_frames, some_frames, st.integers(-5, 5))
def test_nudging_moves_one_edge_by_frames_and_shows_it(one: int, other: int, frames: int) -> None:
    start, stop = min(one, other), max(one, other) + 1
    desk = desk_with(Marks(start, stop, "Goal"))
    if 0 <= start + frames < stop:
        moved = nudged_in(desk, frames)
        assert (moved.marks, moved.playhead) == (
            Marks(start + frames, stop, "Goal"),
            start + frames,
        )
    else:
        with pytest.raises(BadSelection):
            nudged_in(desk, frames)
    if start < stop + frames <= FRAME_COUNT:
        moved = nudged_out(desk, frames)
        shown = stop + frames - 1
        assert (moved.marks, moved.playhead) == (Marks(start, stop + frames, "Goal"), shown)
    else:
        with pytest.raises(BadSelection):
            nudged_out(desk, frames)


@pytest.mark.parametrize(
    ("marks", "frames", "sentence"),
    [
        (Marks(), 1, "There is no IN yet: press i on the first frame of the clip."),
        (Marks(0, 9), -1, "IN is at the start of the asset already."),
        (Marks(8, 9), 1, "IN cannot come to OUT: the clip would be empty."),
        (Marks(LAST), 1, "IN is on the last frame already."),
    ],
)
def test_an_in_point_that_cannot_be_nudged_says_why(
    marks: Marks, frames: int, sentence: str
) -> None:
    with pytest.raises(BadSelection) as caught:
        nudged_in(desk_with(marks), frames)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("marks", "frames", "sentence"),
    [
        (Marks(3), 1, "There is no OUT yet: press o on the last frame of the clip."),
        (Marks(8, 9), -1, "OUT must stay after IN: the clip would be empty."),
        (Marks(None, 1), -1, "OUT must stay after IN: the clip would be empty."),
        (Marks(8, FRAME_COUNT), 1, "OUT is at the end of the asset already."),
    ],
)
def test_an_out_point_that_cannot_be_nudged_says_why(
    marks: Marks, frames: int, sentence: str
) -> None:
    with pytest.raises(BadSelection) as caught:
        nudged_out(desk_with(marks), frames)
    assert str(caught.value) == sentence


def test_trim_mode_goes_round_the_edges_that_are_set_and_ends() -> None:
    desk = desk_with(Marks(10, 20))
    seen = []
    for _ in range(4):
        desk = next_trim(desk)
        seen.append(trimmed_edge(desk))
    assert seen == [Edge.IN, Edge.OUT, None, Edge.IN]
    only_out = next_trim(desk_with(Marks(None, 20)))
    assert (trimmed_edge(only_out), trimmed_edge(next_trim(only_out))) == (Edge.OUT, None)
    with pytest.raises(BadSelection, match="no edge to trim yet: i and o"):
        next_trim(FRESH)


def test_the_arrows_move_the_trimmed_edge_and_else_the_playhead() -> None:
    desk = desk_with(Marks(10, 20), playhead=50)
    assert arrowed(desk, 2).playhead == 52
    trim_in = next_trim(desk)
    assert arrowed(trim_in, 2).marks == Marks(12, 20)
    assert arrowed(next_trim(trim_in), -2).marks == Marks(10, 18)


def test_trim_mode_ends_with_the_edge() -> None:
    desk = next_trim(FRESH.with_in(10))
    assert arrowed(desk.undone(), 1).playhead == 1
    assert trimmed_edge(cleared(desk)) is None


def test_clear_takes_the_current_selection_only_and_can_be_taken_back() -> None:
    desk = desk_with(Marks(10, 20), Marks(30, 40))
    assert cleared(desk).sheet == Sheet.of(Marks(10, 20))
    assert cleared(desk).undone().sheet == desk.sheet
    assert cleared(cleared(desk)).sheet == Sheet()


@given(desks(), some_frames, st.lists(st.integers(0, FRAME_COUNT), max_size=5))
def test_marking_between_points_holds_the_playhead_and_no_point_inside(
    desk: Desk, playhead: int, boundaries: list[int]
) -> None:
    landmarks = tuple(Point(boundary, PointKind.SCENE) for boundary in boundaries)
    now = marked_between_points(replace(desk, landmarks=landmarks).moved_to(playhead))
    assert now.marks.holds(playhead)
    selection = now.selection()
    inside = range(selection.in_frame + 1, selection.out_frame)
    assert [b for b in boundaries if b in inside] == []
    assert [m for m in desk.sheet.markers if m.frame in inside] == []
    ends = {0, FRAME_COUNT, *boundaries, *(m.frame for m in desk.sheet.markers)}
    ends |= {f for t in desk.sheet.takes for f in (t.in_frame, t.out_frame) if f is not None}
    assert {selection.in_frame, selection.out_frame} <= ends


def test_marking_between_points_grows_the_selection_that_the_playhead_is_in() -> None:
    desk = replace(
        desk_with(Marks(0, 9), Marks(120, 130, "Goal"), playhead=125),
        landmarks=(Point(100, PointKind.SCENE), Point(200, PointKind.BREAK)),
    )
    assert marked_between_points(desk).sheet == Sheet.of(Marks(0, 9), Marks(100, 200, "Goal"))


def test_marking_between_points_elsewhere_makes_another_selection() -> None:
    desk = desk_with(Marks(120, 130), playhead=300)
    assert marked_between_points(desk).sheet == Sheet.of(Marks(120, 130), Marks(130, 400))


def test_a_quick_clip_has_five_seconds_on_either_side_as_far_as_the_asset_reaches() -> None:
    spans = [quick_clip(FRESH.moved_to(f)).selection() for f in (0, 200, LAST)]
    assert spans == [Selection(0, 125), Selection(75, 325), Selection(274, 400)]


def test_the_seconds_of_a_quick_clip_are_those_of_the_clock() -> None:
    ntsc = replace(FRESH, timing=ConstantTiming(RATE_29_97, 10_000)).moved_to(5000)
    # 100 s of 30000/1001 fps are 2997.002… frames
    assert quick_clip(ntsc, Fraction(100), Fraction(0)).selection() == Selection(2003, 5001)
    varying = replace(FRESH, timing=VariableTiming((0, 40, 1040, 1100), 9000)).moved_to(2)
    assert quick_clip(varying, Fraction(1), Fraction(2)).selection() == Selection(1, 3)


def test_a_quick_clip_in_the_selection_takes_its_place_and_elsewhere_is_another() -> None:
    one = Marks(150, 160, "Goal")
    inside = quick_clip(desk_with(one, playhead=155), Fraction(1)).sheet
    assert inside == Sheet.of(Marks(130, 180, "Goal"))
    beside = quick_clip(desk_with(one, playhead=300), Fraction(1)).sheet
    assert beside == Sheet.of(one, Marks(275, 325))


def test_marking_at_once_is_one_step_of_undo() -> None:
    desk = marked(FRESH.with_in(7), Selection(10, 20))
    assert (desk.marks, desk.undone().marks) == (Marks(10, 20), Marks(7))


def test_a_marker_is_put_and_taken_away_with_the_same_key() -> None:
    put = marker_toggled(FRESH.moved_to(9))
    assert put.sheet.markers == (Marker(9),)
    assert marker_toggled(put).sheet.markers == ()
    assert put.undone().sheet.markers == ()


def test_a_label_stands_on_the_marker_under_the_playhead_or_on_a_new_one() -> None:
    desk = marker_labelled(marker_toggled(FRESH.moved_to(9)), "Gulls\x1b[2J")
    desk = marker_labelled(desk.moved_to(3), "Sea")
    assert desk.sheet.markers == (Marker(3, "Sea"), Marker(9, "Gulls␛[2J"))


def test_a_title_is_of_the_current_selection_clean_and_undone_like_a_mark() -> None:
    desk = titled(desk_with(Marks(1, 2), Marks(3, 4)), "Kick-off\n")
    assert [take.title for take in desk.sheet.takes] == ["", "Kick-off␊"]
    assert desk.undone().marks.title == ""


def test_undo_and_redo_say_so_where_there_is_nothing_left() -> None:
    marked = FRESH.with_in(5)
    assert undone(marked).sheet == FRESH.sheet
    assert redone(undone(marked)).sheet == marked.sheet
    for act, desk in ((undone, FRESH), (redone, marked)):
        with pytest.raises(BadSelection, match=r"There is nothing to (un|re)do"):
            act(desk)


def test_clearing_says_so_where_nothing_is_marked() -> None:
    with pytest.raises(BadSelection, match="no selection to clear"):
        cleared(FRESH)
    assert cleared(desk_with(Marks(3))).sheet == FRESH.sheet


def test_another_selection_starts_anywhere_and_leaves_the_others_as_they_are() -> None:
    done = Marks(10, 20, "Goal")
    for playhead in (2, 15, 30):
        begun = started(desk_with(done, playhead=playhead))
        assert begun.sheet.takes == (done, Marks(playhead))
        assert begun.marks == Marks(playhead)
        assert begun.undone().sheet.takes == (done,)
    assert started(desk_with(Marks(3), playhead=5)).sheet.takes == (Marks(5),)


@given(some_frames, some_frames, some_frames)
def test_a_split_loses_no_frame_and_repeats_none(one: int, other: int, playhead: int) -> None:
    start, stop = min(one, other), max(one, other) + 1
    desk = desk_with(Marks(start, stop, "Goal"), playhead=playhead)
    if start < playhead < stop:
        halves = split(desk)
        parts = (Marks(start, playhead, "Goal"), Marks(playhead, stop, "Goal"))
        assert (halves.sheet.takes, halves.marks) == (parts, parts[1])
    else:
        with pytest.raises(BadSelection, match="To split"):
            split(desk)


def test_several_selections_are_cleared_at_once_and_come_back_at_once() -> None:
    one, two, three = Marks(10, 20), Marks(30, 40), Marks(50, 60)
    desk = desk_with(one, two, three)
    assert all_cleared(desk, [one, two]).sheet == Sheet.of(three)
    assert all_cleared(desk, [two, three]).sheet == Sheet.of(one)
    assert all_cleared(desk, [three]).sheet == Sheet.of(one, two)
    assert all_cleared(desk, desk.sheet.takes).sheet == Sheet()
    assert undone(all_cleared(desk, [one, two])).sheet == desk.sheet
