"""What comparing a finished clip with its marks has shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClipVerdict:
    """Whether a clip is what was marked.

    Attributes:
        frame_count: Frames that the clip has.
        marked_count: Frames that were marked.
        first_is_right: Whether its first frame shows what the in point shows.
        last_is_right: Whether its last frame shows what the frame before the out point shows.
    """

    frame_count: int
    marked_count: int
    first_is_right: bool
    last_is_right: bool

    @property
    def is_right(self) -> bool:
        """Whether nothing differs."""
        return self.frame_count == self.marked_count and self.first_is_right and self.last_is_right

    @property
    def sentence(self) -> str:
        """What was found, for the message line."""
        if self.is_right:
            return f"{self.frame_count} f, first and last frame as marked."
        faults = []
        if self.frame_count != self.marked_count:
            faults.append(f"it has {self.frame_count} f instead of {self.marked_count}")
        if not self.first_is_right:
            faults.append("its first frame is not the marked one")
        if not self.last_is_right:
            faults.append("its last frame is not the marked one")
        return f"The clip differs from its marks: {', '.join(faults)}."
