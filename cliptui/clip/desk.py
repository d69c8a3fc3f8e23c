"""The desk: an opened asset, its playhead, its marks, and their undo.

A desk never changes: every act returns a new one, and undo is a list of earlier marks. Moving
the playhead is not undone.
"""

from dataclasses import dataclass, field, replace

from cliptui.clip.asset import Asset
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.timing import Timing, step_by_seconds
from cliptui.errors import BadSelection


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened asset and what is marked on it.

    Attributes:
        asset: The asset.
        timing: When its frames are shown.
        playhead: The frame that is looked at.
        marks: In and out points so far.
        past: Earlier marks, the latest last.
        future: Marks taken back by undo, the latest last.
    """

    asset: Asset
    timing: Timing
    playhead: int = 0
    marks: Marks = field(default_factory=Marks)
    past: tuple[Marks, ...] = ()
    future: tuple[Marks, ...] = ()

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
        """Set the in point on a frame.

        Raises:
            BadSelection: The frame is outside the asset.
        """
        self._check_inside(frame)
        return self._marked(self.marks.with_in(frame))

    def with_out_after(self, frame: int) -> "Desk":
        """Set the out point so that this frame is the last one of the clip.

        Raises:
            BadSelection: The frame is outside the asset, or not after the in point.
        """
        self._check_inside(frame)
        return self._marked(self.marks.with_out(frame + 1))

    def undone(self) -> "Desk":
        """Take back the last change of the marks; the same desk if there was none."""
        if not self.past:
            return self
        *past, marks = self.past
        return replace(self, marks=marks, past=tuple(past), future=(*self.future, self.marks))

    def redone(self) -> "Desk":
        """Make the last undone change again; the same desk if there was none."""
        if not self.future:
            return self
        *future, marks = self.future
        return replace(self, marks=marks, past=(*self.past, self.marks), future=tuple(future))

    def selection(self) -> Selection:
        """Return the marked selection.

        Raises:
            BadSelection: A mark is missing.
        """
        return self.marks.selection()

    def _marked(self, marks: Marks) -> "Desk":
        if marks == self.marks:
            return self
        return replace(self, marks=marks, past=(*self.past, self.marks), future=())

    def _check_inside(self, frame: int) -> None:
        if not 0 <= frame <= self.last_frame:
            raise BadSelection(
                f"Frame {frame} is outside the asset, whose last frame is {self.last_frame}."
            )
