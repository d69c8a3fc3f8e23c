"""The acts that look: from mark to mark, point to point, suggestion to suggestion."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.desk import Desk
from cliptui.clip.draft import WatchedDraft
from cliptui.clip.marking import marker_toggled
from cliptui.clip.points import Point, PointKind, draft_points, edges
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Marker, Sheet
from cliptui.clip.suggestion import Suggestion, Suggestions
from cliptui.clip.visiting import (
    at_in,
    at_next_point,
    at_next_suggestion,
    at_out,
    at_previous_point,
    at_previous_suggestion,
    at_selection_beside,
    is_accepted,
    points_of,
    suggestion_accepted,
    suggestion_here,
)
from cliptui.errors import BadSelection
from tests.clip.desks import ASSET, FRAME_COUNT, FRESH, Act, desks

TIMING = FRESH.timing


def test_in_and_out_are_gone_to_and_out_is_the_last_frame_of_the_clip() -> None:
    desk = replace(FRESH, sheet=Sheet.of(Marks(10, 20)), playhead=99)
    assert (at_in(desk).playhead, at_out(desk).playhead) == (10, 19)


@pytest.mark.parametrize(("act", "word"), [(at_in, "IN"), (at_out, "OUT")])
def test_a_mark_that_is_not_set_cannot_be_gone_to(act: Act, word: str) -> None:
    with pytest.raises(BadSelection, match=f"There is no {word} yet"):
        act(FRESH)


def test_the_selections_are_gone_through_by_their_starts() -> None:
    takes = (Marks(50, 60), Marks(10, 20), Marks(None, 31))
    desk = replace(FRESH, sheet=Sheet(takes, current=1))
    later = at_selection_beside(desk, 1)
    assert (later.marks, later.playhead) == (Marks(None, 31), 30)
    assert at_selection_beside(later, 1).playhead == 50
    assert at_selection_beside(later, -1).playhead == 10
    with pytest.raises(BadSelection, match="no earlier selection"):
        at_selection_beside(desk, -1)
    with pytest.raises(BadSelection, match="no later selection"):
        at_selection_beside(replace(FRESH, sheet=Sheet(takes, current=0)), 1)


def test_choosing_a_selection_is_no_step_of_undo() -> None:
    desk = FRESH.with_in(5).with_out_after(9).with_in(30)
    assert at_selection_beside(desk, -1).past == desk.past


def test_points_of_interest_are_all_marks_and_landmarks_in_order() -> None:
    drafts = [
        WatchedDraft("d1", ASSET.asset_id, "Goal", 4000, 8000, 0.0),
        WatchedDraft("d2", "another", "Save", 0, 40, 0.0),
        WatchedDraft("d3", ASSET.asset_id, "Later", 99_000, 99_999, 0.0),
    ]
    landmarks = (
        *draft_points(drafts, ASSET.asset_id, TIMING),
        *edges(Selection(220, 240), PointKind.BREAK),
        Point(300, PointKind.CHAPTER, "Part two"),
    )
    sheet = Sheet((Marks(10, 20, "A"), Marks(50)), 1, (Marker(15, "gull"),))
    desk = replace(FRESH, sheet=sheet, landmarks=landmarks)
    assert [(p.frame, str(p.kind), p.label) for p in points_of(desk)] == [
        (10, "in", "A"),
        (15, "marker", "gull"),
        (19, "out", "A"),
        (50, "in", ""),
        (100, "draft", "Goal"),
        (199, "draft", "Goal"),
        (220, "break", ""),
        (239, "break", ""),
        (300, "chapter", "Part two"),
    ]


@given(desks(), st.lists(st.integers(0, FRAME_COUNT), max_size=4))
def test_going_from_point_to_point_meets_every_frame_with_one(
    desk: Desk, boundaries: list[int]
) -> None:
    landmarks = tuple(Point(b, PointKind.SCENE, is_end=b == FRAME_COUNT) for b in boundaries)
    desk = replace(desk, landmarks=landmarks).moved_to(0)
    frames = {point.frame for point in points_of(desk)}
    seen = {0}
    while desk.playhead != desk.last_frame:
        before = desk.playhead
        desk = at_next_point(desk)
        assert desk.playhead > before
        seen.add(desk.playhead)
    assert seen == frames | {0, desk.last_frame}
    back = {desk.last_frame}
    while desk.playhead:
        desk = at_previous_point(desk)
        back.add(desk.playhead)
    assert back == seen


def test_a_marker_under_the_playhead_is_neither_next_nor_previous() -> None:
    desk = marker_toggled(FRESH.moved_to(9))
    assert (at_next_point(desk).playhead, at_previous_point(desk).playhead) == (399, 0)


LONG, SHORT, LATE = (
    Suggestion(Selection(100, 200), "Part", "chapter"),
    Suggestion(Selection(100, 120), "", "scene"),
    Suggestion(Selection(250, 300), "Goal", "auto clip"),
)
OFFERED = replace(FRESH, suggestions=Suggestions.of((LATE, LONG, SHORT)))


def test_suggestions_are_gone_through_one_by_one_both_ways() -> None:
    first = at_next_suggestion(OFFERED)
    second = at_next_suggestion(first)
    third = at_next_suggestion(second)
    assert [suggestion_here(desk) for desk in (first, second, third)] == [SHORT, LONG, LATE]
    assert [desk.playhead for desk in (first, second, third)] == [100, 100, 250]
    back = at_previous_suggestion(third)
    assert suggestion_here(back) == LONG
    assert suggestion_here(at_previous_suggestion(back)) == SHORT
    with pytest.raises(BadSelection, match="later suggestion: this is the last of 3 suggestions"):
        at_next_suggestion(third)
    with pytest.raises(BadSelection, match="earlier suggestion: this is the first of 3 sugg"):
        at_previous_suggestion(first)


def test_where_no_suggestion_is_left_it_is_told_where_one_is() -> None:
    only = replace(FRESH, suggestions=Suggestions.of((LATE,)), playhead=260)
    around = Suggestion(Selection(0, 90), "Whole")
    nested = replace(FRESH, suggestions=Suggestions.of((around, LONG, SHORT)), playhead=150)
    told = []
    for desk in (FRESH, only, only.moved_to(310), nested):
        with pytest.raises(BadSelection) as refused:
            at_next_suggestion(desk)
        told.append(str(refused.value).removeprefix("There is no later suggestion"))
    assert told == [
        " on this asset.",
        ": this is the only one.",
        ": N goes back to one.",
        ": this is the last of 3 suggestions.",
    ]
    with pytest.raises(BadSelection, match="no earlier suggestion: n goes on to one"):
        at_previous_suggestion(only.moved_to(9))
    inner = Suggestion(Selection(10, 20))
    middle = replace(FRESH, suggestions=Suggestions.of((around, inner, LONG)), playhead=0)
    with pytest.raises(BadSelection, match="this is the first of 3"):
        at_previous_suggestion(middle)
    wide = (
        Suggestion(Selection(0, 300)),
        Suggestion(Selection(0, 200)),
        Suggestion(Selection(9, 12)),
    )
    with pytest.raises(BadSelection, match="earlier suggestion: this is number 2 of 3"):
        at_previous_suggestion(replace(FRESH, suggestions=Suggestions(items=wide)))


def test_after_moving_away_the_next_suggestion_is_the_one_behind_the_playhead() -> None:
    away = at_next_suggestion(OFFERED).moved_to(210)
    assert suggestion_here(at_next_suggestion(away)) == LATE
    assert suggestion_here(at_previous_suggestion(away)) == LONG


def test_a_suggestion_is_accepted_with_its_title_beside_what_is_marked() -> None:
    marked = replace(OFFERED, sheet=Sheet.of(Marks(90, 110, "Mine")))
    desk = suggestion_accepted(at_next_suggestion(at_next_suggestion(marked)))
    assert desk.sheet == Sheet.of(Marks(90, 110, "Mine"), Marks(100, 200, "Part"))
    assert (is_accepted(desk, LONG), is_accepted(desk, SHORT)) == (True, False)
    assert not is_accepted(desk.undone(), LONG)
    with pytest.raises(BadSelection, match="marked already"):
        suggestion_accepted(desk)


def test_without_going_to_one_the_shortest_around_the_playhead_is_accepted() -> None:
    assert suggestion_accepted(OFFERED.moved_to(110)).selection() == SHORT.selection
    assert suggestion_accepted(OFFERED.moved_to(150)).selection() == LONG.selection
    with pytest.raises(BadSelection, match="no suggestion here: n goes"):
        suggestion_accepted(OFFERED.moved_to(220))
