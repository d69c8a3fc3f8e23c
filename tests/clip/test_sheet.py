"""A sheet holds the selections and markers of an asset, and one selection is the current one."""

from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.desk import Desk
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Marker, Sheet
from tests.clip.desks import desks

A, B, C = Marks(10, 20, "A"), Marks(30, 40, "B"), Marks(50, 60, "C")


def test_a_fresh_sheet_has_room_for_one_selection_and_no_marker() -> None:
    assert (Sheet().marks, Sheet().selections, Sheet().markers) == (Marks(), (), ())
    assert Sheet.of() == Sheet()


def test_selections_are_told_in_the_order_of_time_without_unfinished_ones() -> None:
    sheet = Sheet.of(C, Marks(5), A, Marks(None, 70))
    assert sheet.selections == (Selection(10, 20), Selection(50, 60))
    assert sheet.takes_in_time == (Marks(5), A, C, Marks(None, 70))


def test_a_selection_takes_the_place_of_unfinished_marks_and_keeps_their_title() -> None:
    assert Sheet.of(A, Marks(25, None, "B")).with_take(Marks(30, 40)) == Sheet.of(A, B)
    assert Sheet.of(A, Marks(25, None, "x")).with_take(B) == Sheet.of(A, B)


def test_a_selection_is_added_beside_a_complete_one_and_becomes_the_current_one() -> None:
    assert Sheet.of(A, B).with_take(C) == Sheet((A, B, C), current=2)


def test_clearing_leaves_the_selection_before_it_in_time() -> None:
    assert Sheet((C, A, B), current=0).without_current() == Sheet((A, B), current=1)
    assert Sheet((C, A, B), current=2).without_current() == Sheet((C, A), current=1)
    assert Sheet((C, A, B), current=1).without_current() == Sheet((C, B), current=1)
    assert Sheet.of(A).without_current() == Sheet()


def test_selections_are_gone_through_in_the_order_of_time() -> None:
    sheet = Sheet((C, A, B), current=1)
    assert [sheet.beside(steps).marks for steps in (-1, 0, 1, 2, 9)] == [A, A, B, C, C]


def test_marks_that_were_left_empty_are_not_kept() -> None:
    empty = Sheet((A, Marks(), B), current=1)
    assert empty.beside(-1) == Sheet((A, B), current=1)
    assert Sheet((A, Marks(25), B), current=1).beside(1) == Sheet((A, Marks(25), B), current=2)


@given(st.lists(st.tuples(st.integers(0, 9), st.text("ab", max_size=2))))
def test_markers_stay_in_order_and_the_last_word_on_a_frame_counts(
    markers: list[tuple[int, str]],
) -> None:
    sheet = Sheet()
    for frame, label in markers:
        sheet = sheet.with_marker(Marker(frame, label))
    assert sheet.markers == tuple(Marker(*item) for item in sorted(dict(markers).items()))
    for frame in range(10):
        expected = Marker(frame, dict(markers)[frame]) if frame in dict(markers) else None
        assert sheet.marker_at(frame) == expected
        assert sheet.without_marker(frame).marker_at(frame) is None


@given(desks())
def test_whatever_is_done_every_mark_lies_in_the_asset_and_only_the_current_can_be_empty(
    desk: Desk,
) -> None:
    for sheet in (desk.sheet, *desk.past, *desk.future):
        assert sheet.takes[sheet.current] is sheet.marks
        for index, take in enumerate(sheet.takes):
            assert index == sheet.current or not take.is_empty
            start, stop = take.in_frame or 0, take.out_frame
            assert 0 <= start < desk.timing.frame_count
            assert stop is None or start < stop <= desk.timing.frame_count
        assert all(0 <= marker.frame <= desk.last_frame for marker in sheet.markers)


@given(desks())
def test_every_act_can_be_taken_back_and_made_again(desk: Desk) -> None:
    back = desk
    while back.past:
        back = back.undone()
    assert back.sheet == Sheet()
    forth = back
    while forth.future:
        forth = forth.redone()
    assert forth.sheet == (desk.future[0] if desk.future else desk.sheet)


def test_the_place_of_the_current_selection_is_told_in_the_order_of_time() -> None:
    sheet = Sheet.of(Marks(300, 400), Marks(10, 20))
    assert (sheet.place, sheet.beside(1).place) == (0, 1)
