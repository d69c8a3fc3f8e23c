"""Taking what is marked along when the frames of an asset turn out to be other ones.

The pictures that a person has seen were asked for by time, so marks keep their times and not
their numbers.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from cliptui.clip.desk import Desk
from cliptui.clip.points import Point
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Marker, Sheet
from cliptui.clip.suggestion import Suggestions
from cliptui.clip.timing import Timing

_MS_PER_S: Final = 1000

_Boundary = Callable[[int], int]


def retimed(desk: Desk, timing: Timing) -> Desk:
    """Put a desk on other frames of the same asset.

    Args:
        desk: The desk.
        timing: When the asset's frames are really shown.

    Returns:
        The desk with all that is on it at the nearest boundaries.
    """

    def boundary(old: int) -> int:
        return timing.boundary_near(desk.timing.seconds_at(old) * _MS_PER_S)

    suggestions = [
        replace(each, selection=_selection(each.selection, boundary, timing.frame_count))
        for each in desk.suggestions.items
    ]
    moved = replace(
        desk,
        asset=replace(desk.asset, timing=timing),
        timing=timing,
        sheet=_sheet(desk.sheet, boundary, timing.frame_count),
        past=tuple(_sheet(sheet, boundary, timing.frame_count) for sheet in desk.past),
        future=tuple(_sheet(sheet, boundary, timing.frame_count) for sheet in desk.future),
        landmarks=tuple(_point(point, boundary, timing.frame_count) for point in desk.landmarks),
        suggestions=Suggestions.of(suggestions),
    )
    return moved.moved_to(boundary(desk.playhead))


def _sheet(sheet: Sheet, boundary: _Boundary, frame_count: int) -> Sheet:
    frames = {min(boundary(marker.frame), frame_count - 1): marker for marker in sheet.markers}
    markers = tuple(Marker(frame, frames[frame].label) for frame in sorted(frames))
    takes = tuple(_take(take, boundary, frame_count) for take in sheet.takes)
    return replace(sheet, takes=takes, markers=markers)


def _point(point: Point, boundary: _Boundary, frame_count: int) -> Point:
    if point.is_end:
        return replace(point, boundary=max(1, boundary(point.boundary)))
    return replace(point, boundary=min(boundary(point.boundary), frame_count - 1))


def _take(take: Marks, boundary: _Boundary, frame_count: int) -> Marks:
    in_frame, out_frame = take.in_frame, take.out_frame
    if in_frame is not None:
        in_frame = min(boundary(in_frame), frame_count - 1)
    if out_frame is not None:
        out_frame = max(boundary(out_frame), (in_frame or 0) + 1)
    return replace(take, in_frame=in_frame, out_frame=out_frame)


def _selection(selection: Selection, boundary: _Boundary, frame_count: int) -> Selection:
    return _take(Marks.of(selection), boundary, frame_count).selection()
