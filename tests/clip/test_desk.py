"""A desk keeps every state of the marks, so that each can be had back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.desk import UNDO_STEPS, Desk
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import BadSelection
from tests.clip.rates import RATE_25

FRAME_COUNT = 40
ASSET = Asset("a1", "Easel", 1.6, AssetState.READY)
FRESH = Desk(ASSET, ConstantTiming(RATE_25, FRAME_COUNT))
frames_and_more = st.integers(-3, FRAME_COUNT + 3)


class DeskAgainstHistory(RuleBasedStateMachine):
    """A desk beside a plain list of (in, out) with a finger on one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = FRESH
        self.history: list[tuple[int | None, int | None]] = [(None, None)]
        self.finger = 0

    def remember(self, marks: tuple[int | None, int | None]) -> None:
        if marks != self.history[self.finger]:
            self.history[self.finger + 1 :] = [marks]
            self.finger += 1

    @rule(frame=frames_and_more)
    def mark_in(self, frame: int) -> None:
        if frame not in range(FRAME_COUNT):
            with pytest.raises(BadSelection, match="outside the asset"):
                self.desk.with_in(frame)
            return
        self.desk = self.desk.with_in(frame)
        _, out = self.history[self.finger]
        self.remember((frame, out if out is not None and out > frame else None))

    @rule(frame=frames_and_more)
    def mark_out(self, frame: int) -> None:
        start, _ = self.history[self.finger]
        if frame not in range(start or 0, FRAME_COUNT):
            with pytest.raises(BadSelection):
                self.desk.with_out_after(frame)
            return
        self.desk = self.desk.with_out_after(frame)
        self.remember((start, frame + 1))

    @rule()
    def undo(self) -> None:
        self.desk = self.desk.undone()
        self.finger = max(0, self.finger - 1)

    @rule()
    def redo(self) -> None:
        self.desk = self.desk.redone()
        self.finger = min(len(self.history) - 1, self.finger + 1)

    @rule(frame=frames_and_more)
    def move(self, frame: int) -> None:
        self.desk = self.desk.moved_to(frame)

    @invariant()
    def the_marks_are_those_under_the_finger(self) -> None:
        assert self.desk.marks == Marks(*self.history[self.finger])

    @invariant()
    def complete_marks_are_a_selection_inside_the_asset(self) -> None:
        start, out = self.history[self.finger]
        if start is not None and out is not None:
            assert self.desk.selection() == Selection(start, out)
            assert 0 <= start < out <= FRAME_COUNT

    def teardown(self) -> None:
        back = self.desk
        for _ in self.history:
            back = back.undone()
        assert back.marks == Marks()
        forth = back
        for _ in self.history:
            forth = forth.redone()
        assert forth.marks == Marks(*self.history[-1])


TestDeskAgainstHistory = DeskAgainstHistory.TestCase


@given(st.integers(-(10**9), 10**9))
def test_the_playhead_stays_on_a_frame_that_exists(frame: int) -> None:
    expected = sorted((0, frame, FRAME_COUNT - 1))[1]
    assert FRESH.moved_to(frame).playhead == expected


def test_the_playhead_steps_by_frames_and_by_seconds_and_stops_at_the_ends() -> None:
    steps = [FRESH.stepped(3), FRESH.stepped(-1), FRESH.moved_to(38).stepped(5)]
    assert [desk.playhead for desk in steps] == [3, 0, 39]
    seconds = [FRESH.stepped_seconds(1), FRESH.moved_to(30).stepped_seconds(-1)]
    assert [desk.playhead for desk in seconds] == [25, 5]
    assert FRESH.moved_to(30).stepped_seconds(10).playhead == 39


def test_the_out_point_keeps_the_frame_that_is_seen() -> None:
    desk = FRESH.with_in(10).with_out_after(19)
    assert desk.selection() == Selection(10, 20)
    assert desk.selection().frame_count == 10


def test_the_last_frame_can_be_the_last_of_a_clip() -> None:
    assert FRESH.last_frame == 39
    assert FRESH.with_in(39).with_out_after(39).selection() == Selection(39, 40)


@pytest.mark.parametrize("frame", [-1, 40])
def test_a_mark_outside_the_asset_is_refused_and_the_last_frame_told(frame: int) -> None:
    sentence = f"Frame {frame} is outside the asset, whose last frame is 39."
    for mark in (FRESH.with_in, FRESH.with_out_after):
        with pytest.raises(BadSelection) as caught:
            mark(frame)
        assert str(caught.value) == sentence


def test_a_desk_knows_its_asset_however_much_is_known_of_it() -> None:
    assert FRESH.shows(replace(ASSET, name="another name", duration_s=0.0))
    assert not FRESH.shows(replace(ASSET, asset_id="a2"))


def test_a_desk_itself_never_changes() -> None:
    marked = FRESH.with_in(5)
    marked.with_in(7)
    marked.undone()
    marked.moved_to(9)
    assert (marked.marks, marked.playhead) == (Marks(5), 0)


def test_undo_does_not_move_the_playhead() -> None:
    assert FRESH.with_in(5).moved_to(9).undone().playhead == 9


def test_the_same_mark_again_is_no_step_of_undo_and_keeps_redo() -> None:
    desk = FRESH.with_in(5).with_in(7).undone()
    assert desk.with_in(5) == desk
    assert desk.with_in(5).redone().marks == Marks(7)


def test_undo_reaches_back_a_bounded_number_of_acts() -> None:
    desk = FRESH
    for act in range(UNDO_STEPS + 10):
        desk = desk.with_in(act % 2)
    assert len(desk.past) == UNDO_STEPS
    assert desk.undone().marks == Marks((UNDO_STEPS + 10) % 2)


def test_an_in_point_behind_the_selection_starts_the_next_one_and_undo_comes_back() -> None:
    first = FRESH.with_in(5).with_out_after(9)
    second = first.with_in(10)
    assert (second.marks, second.sheet.selections) == (Marks(10), (Selection(5, 10),))
    both = second.with_out_after(19)
    assert both.sheet.selections == (Selection(5, 10), Selection(10, 20))
    assert both.selection() == Selection(10, 20)
    assert both.undone().undone() == replace(first, future=(both.sheet, second.sheet))


def test_an_in_point_within_the_selection_sets_it_anew() -> None:
    desk = FRESH.with_in(5).with_out_after(9).with_in(9)
    assert (desk.marks, len(desk.sheet.takes)) == (Marks(9, 10), 1)


def test_a_new_mark_after_undo_forgets_what_was_undone() -> None:
    desk = FRESH.with_in(5).with_in(7).undone().with_in(6)
    assert desk.redone().marks == Marks(6)
    assert desk.undone().marks == Marks(5)


def test_a_selection_is_asked_for_in_vain_until_both_marks_are_set() -> None:
    with pytest.raises(BadSelection, match="no OUT yet"):
        FRESH.with_in(5).selection()
