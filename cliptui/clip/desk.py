"""The desk: an opened asset, its playhead, what is marked on it, and its undo.

A desk never changes: every act returns a new one, and undo is a list of earlier sheets. Moving
the playhead and choosing among selections is not undone. The acts beyond the first few are
functions of `marking` and `visiting`, from a desk to a desk.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from cliptui.clip.asset import Asset
from cliptui.clip.points import Point
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Sheet
from cliptui.clip.suggestion import Suggestions
from cliptui.clip.timing import Timing, step_by_seconds
from cliptui.errors import BadSelection

UNDO_STEPS: Final = 500
"""Acts that can be taken back."""


class Edge(StrEnum):
    """An edge of a selection; the words are the ones that the screen shows."""

    IN = "IN"
    OUT = "OUT"


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened asset and what is marked on it.

    Attributes:
        asset: The asset.
        timing: When its frames are shown.
        playhead: The frame that is looked at.
        sheet: Selections and markers so far.
        past: Earlier sheets, the latest last; at most `UNDO_STEPS`.
        future: Sheets taken back by undo, the latest last.
        trim: The edge that the arrows move, while they don't move the playhead.
        landmarks: Points that others have set: edges of drafts, breaks, chapters, scenes.
        suggestions: Clips that others propose.
    """

    asset: Asset
    timing: Timing
    playhead: int = 0
    sheet: Sheet = field(default_factory=Sheet)
    past: tuple[Sheet, ...] = ()
    future: tuple[Sheet, ...] = ()
    trim: Edge | None = None
    landmarks: tuple[Point, ...] = ()
    suggestions: Suggestions = field(default_factory=Suggestions)

    @property
    def marks(self) -> Marks:
        """In and out points of the current selection, so far."""
        return self.sheet.marks

    @property
    def last_frame(self) -> int:
        """The last frame of the asset."""
        return self.timing.frame_count - 1

    def shows(self, asset: Asset) -> bool:
        """Whether this is the opened asset, however much is known of it."""
        return asset.asset_id == self.asset.asset_id

    def moved_to(self, frame: int) -> "Desk":
        """Put the playhead on a frame, or on the nearest one that exists."""
        return replace(self, playhead=max(0, min(frame, self.last_frame)))

    def stepped(self, frames: int) -> "Desk":
        """Move the playhead by some frames, forward or back."""
        return self.moved_to(self.playhead + frames)

    def stepped_seconds(self, seconds: int) -> "Desk":
        """Move the playhead by some labelled seconds, forward or back."""
        return self.moved_to(step_by_seconds(self.timing, self.playhead, seconds))

    def with_in(self, frame: int) -> "Desk":
        """Set the in point on a frame; after the current selection it starts the next one.

        Raises:
            BadSelection: The frame is outside the asset.
        """
        self._check_inside(frame)
        return self.with_sheet(self.sheet.with_in(frame))

    def with_out_after(self, frame: int) -> "Desk":
        """Set the out point so that this frame is the last one of the clip.

        Raises:
            BadSelection: The frame is outside the asset, or not after the in point.
        """
        self._check_inside(frame)
        return self.with_sheet(self.sheet.with_out(frame + 1))

    def with_sheet(self, sheet: Sheet) -> "Desk":
        """Mark something else, so that undo comes back to what is marked now."""
        if sheet == self.sheet:
            return self
        past = (*self.past, self.sheet)[-UNDO_STEPS:]
        return replace(self, sheet=sheet, past=past, future=())

    def undone(self) -> "Desk":
        """Take back the last change of the sheet; the same desk if there was none."""
        if not self.past:
            return self
        *past, sheet = self.past
        return replace(self, sheet=sheet, past=tuple(past), future=(*self.future, self.sheet))

    def redone(self) -> "Desk":
        """Make the last undone change again; the same desk if there was none."""
        if not self.future:
            return self
        *future, sheet = self.future
        return replace(self, sheet=sheet, past=(*self.past, self.sheet), future=tuple(future))

    def selection(self) -> Selection:
        """Return the current selection.

        Raises:
            BadSelection: A mark is missing.
        """
        return self.marks.selection()

    def _check_inside(self, frame: int) -> None:
        if not 0 <= frame <= self.last_frame:
            raise BadSelection(
                f"Frame {frame} is outside the asset, whose last frame is {self.last_frame}."
            )
