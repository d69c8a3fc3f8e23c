"""Suggestions are kept in order, each range of frames once; ranges are made from boundaries."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.selection import Selection
from cliptui.clip.suggestion import Suggestion, Suggestions, between_breaks, stretches

FRAME_COUNT = 60
boundaries = st.lists(st.integers(-5, FRAME_COUNT + 5), max_size=8)


@st.composite
def ranges(draw: st.DrawFn) -> Selection:
    start = draw(st.integers(0, FRAME_COUNT + 5))
    return Selection(start, start + draw(st.integers(1, 20)))


@given(st.lists(ranges()))
def test_suggestions_are_in_the_order_of_time_and_the_first_of_a_range_is_kept(
    selections: list[Selection],
) -> None:
    offered = [Suggestion(each, title=str(n)) for n, each in enumerate(selections)]
    kept = Suggestions.of(offered).items
    assert {each.selection for each in kept} == set(selections)
    assert [each.selection for each in kept] == sorted(
        set(selections), key=lambda each: (each.in_frame, each.out_frame)
    )
    assert all(selections.index(each.selection) == int(each.title) for each in kept)


@given(st.lists(ranges()), st.integers(0, FRAME_COUNT))
def test_going_on_from_any_frame_meets_every_later_suggestion_and_going_back_every_earlier_one(
    selections: list[Selection], start: int
) -> None:
    suggestions = Suggestions.of(map(Suggestion, selections))
    later, frame = [], start
    while (after := suggestions.after(frame)).chosen is not None:
        suggestions, frame = after, after.chosen.selection.in_frame
        later.append(after.chosen)
    assert later == [each for each in suggestions.items if each.selection.in_frame > start]
    suggestions, frame, earlier = Suggestions.of(map(Suggestion, selections)), start, []
    while (before := suggestions.before(frame)).chosen is not None:
        suggestions, frame = before, before.chosen.selection.in_frame
        earlier.append(before.chosen)
    assert earlier[::-1] == [e for e in suggestions.items if e.selection.in_frame < start]


def frames_of(selections: tuple[Selection, ...]) -> list[int]:
    return [frame for each in selections for frame in range(each.in_frame, each.out_frame)]


@given(boundaries)
def test_stretches_hold_every_frame_once_and_start_at_the_boundaries(cuts: list[int]) -> None:
    made = stretches(cuts, FRAME_COUNT)
    assert frames_of(made) == list(range(FRAME_COUNT))
    starts = {0} | {cut for cut in cuts if 0 < cut < FRAME_COUNT}
    assert {each.in_frame for each in made} == starts


@given(st.lists(ranges(), max_size=5))
def test_between_breaks_lie_just_the_frames_that_are_in_none(breaks: list[Selection]) -> None:
    broken = {frame for each in breaks for frame in range(each.in_frame, each.out_frame)}
    left = between_breaks(breaks, FRAME_COUNT)
    assert frames_of(left) == [frame for frame in range(FRAME_COUNT) if frame not in broken]
    assert all(one.out_frame < other.in_frame for one, other in pairwise(left))
