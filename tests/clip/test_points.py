"""The stretches that points of interest make."""

from cliptui.clip.points import Point, PointKind, edges, spans
from cliptui.clip.selection import Selection

BREAK = PointKind.BREAK


def test_two_edges_make_a_stretch_and_other_kinds_make_none() -> None:
    points = (*edges(Selection(10, 20), BREAK), *edges(Selection(12, 15), PointKind.DRAFT))
    assert spans(points, BREAK) == (Selection(10, 20),)


def test_stretches_that_overlap_are_one_and_those_that_touch_are_two() -> None:
    overlapping = (*edges(Selection(10, 20), BREAK), *edges(Selection(15, 30), BREAK))
    assert spans(overlapping, BREAK) == (Selection(10, 30),)
    touching = (*edges(Selection(10, 20), BREAK), *edges(Selection(20, 30), BREAK))
    assert sum(s.frame_count for s in spans(touching, BREAK)) == 20


def test_an_end_without_a_start_makes_no_stretch() -> None:
    assert spans([Point(5, BREAK, is_end=True), Point(9, BREAK)], BREAK) == ()
