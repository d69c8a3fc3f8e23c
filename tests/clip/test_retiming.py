"""Marks keep their times when the frames of an asset turn out to be other ones."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.desk import Desk
from cliptui.clip.points import Point, PointKind
from cliptui.clip.retiming import retimed
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Marker, Sheet
from cliptui.clip.suggestion import Suggestion, Suggestions
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from tests.clip.desks import FRESH, desks

FIFTY = ConstantTiming(FrameRate(Fraction(50)), 800)
"""The frames of `FRESH`, which has 400 at 25 fps, if they were twice as many."""


def test_what_is_marked_stays_at_its_time() -> None:
    sheet = Sheet((Marks(10, 20, "Goal"), Marks(None, 40)), 0, (Marker(7, "kick"),))
    desk = replace(
        FRESH,
        playhead=12,
        sheet=sheet,
        past=(Sheet.of(Marks(10)),),
        future=(Sheet.of(Marks(30)),),
        landmarks=(
            Point(5, PointKind.DRAFT),
            Point(400, PointKind.DRAFT, is_end=True),
        ),
        suggestions=Suggestions.of([Suggestion(Selection(50, 60), "Corner")]),
    )

    moved = retimed(desk, FIFTY)

    assert moved.timing == moved.asset.timing == FIFTY
    assert moved.playhead == 24
    assert moved.sheet == Sheet((Marks(20, 40, "Goal"), Marks(None, 80)), 0, (Marker(14, "kick"),))
    assert (moved.past, moved.future) == ((Sheet.of(Marks(20)),), (Sheet.of(Marks(60)),))
    assert [point.boundary for point in moved.landmarks] == [10, 800]
    assert moved.suggestions.items == (Suggestion(Selection(100, 120), "Corner"),)


@given(desks(), st.sampled_from([1, 7, 24, 30, 60]))
def test_what_comes_out_can_be_worked_with_at_any_rate(desk: Desk, fps: int) -> None:
    timing = ConstantTiming(FrameRate(Fraction(fps)), 16 * fps)
    moved = retimed(desk, timing)
    assert 0 <= moved.playhead <= moved.last_frame
    assert len(moved.sheet.selections) == len(desk.sheet.selections)
    frames = [marker.frame for marker in moved.sheet.markers]
    assert frames == sorted(set(frames))
    for take in moved.sheet.takes:
        assert take.in_frame is None or 0 <= take.in_frame <= moved.last_frame
        assert take.out_frame is None or 1 <= take.out_frame <= timing.frame_count


def test_of_markers_that_come_together_one_is_left() -> None:
    desk = replace(FRESH, sheet=replace(Sheet(), markers=(Marker(50, "a"), Marker(51, "b"))))
    slow = ConstantTiming(FrameRate(Fraction(1)), 16)
    assert retimed(desk, slow).sheet.markers == (Marker(2, "b"),)
