"""Acts that mark: what the keys do to a desk beyond setting in and out at the playhead.

Each is a pure function from a desk to a desk. What cannot be done is a `BadSelection` whose
sentence says why.
"""

from collections.abc import Container
from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import Final

from cliptui.clip.desk import Desk, Edge
from cliptui.clip.points import between, sheet_points
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Marker
from cliptui.clip.text import clean
from cliptui.clip.timing import Timing
from cliptui.errors import BadSelection

QUICK_CLIP_S: Final = Fraction(5)
"""Seconds before and after the playhead that a quick clip has."""

_MS_PER_S: Final = 1000


def undone(desk: Desk) -> Desk:
    """Take back the last change of the marks.

    Raises:
        BadSelection: There was none.
    """
    if not desk.past:
        raise BadSelection("There is nothing to undo on this asset.")
    return desk.undone()


def redone(desk: Desk) -> Desk:
    """Make the last undone change of the marks again.

    Raises:
        BadSelection: There is none, or something else was marked since.
    """
    if not desk.future:
        raise BadSelection("There is nothing to redo on this asset.")
    return desk.redone()


def cleared(desk: Desk) -> Desk:
    """Take the current selection away.

    Raises:
        BadSelection: Nothing is marked.
    """
    if desk.marks.is_empty and len(desk.sheet.takes) == 1:
        raise BadSelection("There is no selection to clear: i and o make one.")
    return desk.with_sheet(desk.sheet.without_current())


def all_cleared(desk: Desk, takes: Container[Marks]) -> Desk:
    """Take some selections away at once, which undo brings back at once."""
    return desk.with_sheet(desk.sheet.without(takes))


def started(desk: Desk) -> Desk:
    """Start another selection on the frame under the playhead, wherever the current one lies.

    Unfinished marks give way to it.
    """
    return desk.with_sheet(desk.sheet.with_take(Marks(desk.playhead)))


def split(desk: Desk) -> Desk:
    """Part the current selection: the frame under the playhead is the first of the second part.

    Both parts keep the title.

    Raises:
        BadSelection: The playhead is not within it, or on its first frame.
    """
    marks = desk.marks
    if not marks.holds(desk.playhead) or marks.in_frame == desk.playhead:
        raise BadSelection("To split a selection, go to a frame within it, behind its first one.")
    first = replace(marks, out_frame=desk.playhead)
    second = replace(marks, in_frame=desk.playhead)
    return desk.with_sheet(desk.sheet.with_marks(first).with_take(second))


def titled(desk: Desk, title: str) -> Desk:
    """Give the current selection a title; empty for one from the template."""
    return desk.with_sheet(desk.sheet.with_marks(replace(desk.marks, title=clean(title))))


def nudged_in(desk: Desk, frames: int) -> Desk:
    """Move the in point by some frames, and look at it.

    Raises:
        BadSelection: There is none, or it would leave the asset or come to OUT.
    """
    frame = desk.marks.set_in() + frames
    out_frame = desk.marks.out_frame
    if frame < 0:
        raise BadSelection("IN is at the start of the asset already.")
    if frame > desk.last_frame:
        raise BadSelection("IN is on the last frame already.")
    if out_frame is not None and frame >= out_frame:
        raise BadSelection("IN cannot come to OUT: the clip would be empty.")
    sheet = desk.sheet.with_marks(replace(desk.marks, in_frame=frame))
    return desk.with_sheet(sheet).moved_to(frame)


def nudged_out(desk: Desk, frames: int) -> Desk:
    """Move the out point by some frames, and look at the last frame of the clip.

    Raises:
        BadSelection: There is none, or it would leave the asset or come to IN.
    """
    out_frame = desk.marks.set_out() + frames
    if out_frame > desk.timing.frame_count:
        raise BadSelection("OUT is at the end of the asset already.")
    if out_frame <= (desk.marks.in_frame or 0):
        raise BadSelection("OUT must stay after IN: the clip would be empty.")
    sheet = desk.sheet.with_marks(replace(desk.marks, out_frame=out_frame))
    return desk.with_sheet(sheet).moved_to(out_frame - 1)


def next_trim(desk: Desk) -> Desk:
    """Have the arrows move IN, then OUT, then the playhead again; edges not set are left out.

    Raises:
        BadSelection: Neither edge is set.
    """
    edges = _edges_set(desk.marks)
    if not edges:
        raise BadSelection("There is no edge to trim yet: i and o set them.")
    ways = [None, *edges]
    at = ways.index(trimmed_edge(desk))
    return replace(desk, trim=ways[(at + 1) % len(ways)])


def trimmed_edge(desk: Desk) -> Edge | None:
    """Return the edge that the arrows move; None while they move the playhead."""
    return desk.trim if desk.trim in _edges_set(desk.marks) else None


def arrowed(desk: Desk, frames: int) -> Desk:
    """Do what an arrow does: move the edge that is trimmed, else the playhead.

    Raises:
        BadSelection: The edge cannot go there.
    """
    edge = trimmed_edge(desk)
    if edge is None:
        return desk.stepped(frames)
    return (nudged_in if edge is Edge.IN else nudged_out)(desk, frames)


def marked_between_points(desk: Desk) -> Desk:
    """Mark what lies between the points of interest around the playhead.

    The ends of the asset count as points; the selection that the playhead is in does not.
    """
    points = (*sheet_points(desk.sheet, leaving_out_around=desk.playhead), *desk.landmarks)
    return marked(desk, between(points, desk.playhead, desk.timing.frame_count))


def quick_clip(
    desk: Desk, before_s: Fraction = QUICK_CLIP_S, after_s: Fraction | None = None
) -> Desk:
    """Mark some seconds around the playhead, as far as the asset reaches.

    Args:
        desk: The desk.
        before_s: Seconds before the playhead, 0 or more.
        after_s: Seconds after it, 0 or more; as many as before by default.
    """
    stop_s = before_s if after_s is None else after_s
    start = _moved(desk.timing, desk.playhead, -before_s)
    stop = max(_moved(desk.timing, desk.playhead, stop_s), desk.playhead + 1)
    return marked(desk, Selection(start, stop))


def marked(desk: Desk, selection: Selection) -> Desk:
    """Mark a selection at once.

    It takes the place of the current one if that is unfinished or the playhead is in it; else
    it is another one.
    """
    now = desk.marks
    if now.holds(desk.playhead):
        return desk.with_sheet(desk.sheet.with_marks(Marks.of(selection, now.title)))
    return desk.with_sheet(desk.sheet.with_take(Marks.of(selection)))


def marker_toggled(desk: Desk) -> Desk:
    """Put a marker on the frame under the playhead, or take away the one that is there."""
    if desk.sheet.marker_at(desk.playhead):
        return desk.with_sheet(desk.sheet.without_marker(desk.playhead))
    return desk.with_sheet(desk.sheet.with_marker(Marker(desk.playhead)))


def marker_labelled(desk: Desk, label: str) -> Desk:
    """Say something of the frame under the playhead, on a marker that is put there if need be."""
    return desk.with_sheet(desk.sheet.with_marker(Marker(desk.playhead, clean(label))))


def _edges_set(marks: Marks) -> list[Edge]:
    return [
        edge
        for edge, frame in ((Edge.IN, marks.in_frame), (Edge.OUT, marks.out_frame))
        if frame is not None
    ]


def _moved(timing: Timing, frame: int, seconds: Fraction) -> int:
    """Return the boundary some seconds of clock time away, kept within the asset."""
    if timing.rate is not None:
        frames = floor(abs(seconds) * timing.rate.fps + Fraction(1, 2))
        return max(0, min(frame + (frames if seconds > 0 else -frames), timing.frame_count))
    return timing.boundary_near((timing.seconds_at(frame) + seconds) * _MS_PER_S)
