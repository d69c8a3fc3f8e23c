"""Points of interest: where an editor wants to get to with one key.

A point is a boundary between frames. One that ends something is looked at by the frame before
it, the last one of what it ends, since the screen speaks inclusively.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cliptui.clip.draft import Drafted
from cliptui.clip.selection import Selection
from cliptui.clip.sheet import Sheet
from cliptui.clip.timing import Timing


class PointKind(StrEnum):
    """What is at a point; the words are the ones that the screen shows."""

    START = "start"
    END = "end"
    IN = "in"
    OUT = "out"
    MARKER = "marker"
    DRAFT = "draft"
    BREAK = "break"
    CHAPTER = "chapter"
    SCENE = "scene"


@dataclass(frozen=True, slots=True)
class Point:
    """A point of interest.

    Attributes:
        boundary: Where it is, from 0 to the number of frames.
        kind: What is there.
        label: What is said of it; clean, and empty if nothing is.
        is_end: Whether something ends here.
    """

    boundary: int
    kind: PointKind
    label: str = ""
    is_end: bool = False

    @property
    def frame(self) -> int:
        """The frame that is looked at: the first one behind it, or the last one before an end."""
        return self.boundary - 1 if self.is_end else self.boundary


def edges(selection: Selection, kind: PointKind, label: str = "") -> tuple[Point, Point]:
    """Return the two points of a range of frames: a draft, a break, a chapter."""
    return (
        Point(selection.in_frame, kind, label),
        Point(selection.out_frame, kind, label, is_end=True),
    )


def sheet_points(sheet: Sheet, *, leaving_out_around: int | None = None) -> tuple[Point, ...]:
    """Return the points that are marked on a sheet.

    Args:
        sheet: Selections and markers.
        leaving_out_around: A frame; the current selection does not count if it holds this.
    """
    points = [Point(marker.frame, PointKind.MARKER, marker.label) for marker in sheet.markers]
    for index, take in enumerate(sheet.takes):
        is_around = leaving_out_around is not None and take.holds(leaving_out_around)
        if is_around and index == sheet.current:
            continue
        if take.in_frame is not None:
            points.append(Point(take.in_frame, PointKind.IN, take.title))
        if take.out_frame is not None:
            points.append(Point(take.out_frame, PointKind.OUT, take.title, is_end=True))
    return in_order(points)


def draft_points(drafts: Iterable[Drafted], asset_id: str, timing: Timing) -> tuple[Point, ...]:
    """Return the edges of the drafts of an asset; those that lie outside it have none."""
    points: list[Point] = []
    for draft in drafts:
        start, stop = map(timing.boundary_near, (draft.start_ms, draft.stop_ms))
        if draft.asset_id == asset_id and start < stop:
            points += edges(Selection(start, stop), PointKind.DRAFT, draft.title)
    return in_order(points)


def spans(points: Iterable[Point], kind: PointKind) -> tuple[Selection, ...]:
    """Return the stretches that points of a kind start and end, those that overlap as one."""
    found: list[Selection] = []
    start, depth = 0, 0
    edges_of_kind = (point for point in points if point.kind is kind)
    for point in sorted(edges_of_kind, key=lambda p: (p.boundary, p.is_end)):
        if not point.is_end:
            start = start if depth else point.boundary
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append(Selection(start, point.boundary))
    return tuple(found)


def in_order(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return points in the order of the asset's time, none of them twice."""
    return tuple(sorted(set(points), key=lambda p: (p.frame, p.boundary, p.kind, p.label)))


def point_after(points: Iterable[Point], frame: int) -> Point | None:
    """Return the first point that is looked at behind a frame."""
    return min((p for p in points if p.frame > frame), key=lambda p: p.frame, default=None)


def point_before(points: Iterable[Point], frame: int) -> Point | None:
    """Return the last point that is looked at before a frame."""
    return max((p for p in points if p.frame < frame), key=lambda p: p.frame, default=None)


def between(points: Sequence[Point], frame: int, frame_count: int) -> Selection:
    """Return the range between the points around a frame, or the ends of the asset.

    Args:
        points: Points of interest.
        frame: A frame of the asset.
        frame_count: Number of frames of the asset.
    """
    boundaries = [0, *(point.boundary for point in points), frame_count]
    return Selection(
        max(boundary for boundary in boundaries if boundary <= frame),
        min(boundary for boundary in boundaries if boundary > frame),
    )
