"""What is cut out of an asset: frames from an in point up to an out point."""

from dataclasses import dataclass, replace

from cliptui.errors import BadSelection


@dataclass(frozen=True, slots=True)
class Selection:
    """A half-open range of frames, `[in, out)`.

    Attributes:
        in_frame: The first frame of the clip.
        out_frame: The first frame after the clip.

    Raises:
        BadSelection: The range is empty, or starts before the asset.
    """

    in_frame: int
    out_frame: int

    def __post_init__(self) -> None:
        if self.in_frame < 0:
            raise BadSelection("IN lies before the start of the asset.")
        if self.out_frame <= self.in_frame:
            raise BadSelection("OUT must come after IN: the clip would be empty.")

    @property
    def frame_count(self) -> int:
        """Number of frames in the clip, 1 or more."""
        return self.out_frame - self.in_frame


@dataclass(frozen=True, slots=True)
class Marks:
    """In and out points while they are being set; either can be missing.

    Attributes:
        in_frame: The first frame of the clip, if it is set.
        out_frame: The first frame after the clip, if it is set.
        title: What the clip shall be called; empty for a title from the template.
    """

    in_frame: int | None = None
    out_frame: int | None = None
    title: str = ""

    @classmethod
    def of(cls, selection: Selection, title: str = "") -> "Marks":
        """Return the marks that make a selection."""
        return cls(selection.in_frame, selection.out_frame, title)

    @property
    def is_complete(self) -> bool:
        """Whether both points are set."""
        return self.in_frame is not None and self.out_frame is not None

    @property
    def is_empty(self) -> bool:
        """Whether neither point is set."""
        return self.in_frame is None and self.out_frame is None

    def holds(self, frame: int) -> bool:
        """Whether both points are set and a frame is one of the clip's."""
        if self.in_frame is None or self.out_frame is None:
            return False
        return self.in_frame <= frame < self.out_frame

    def ends_before(self, frame: int) -> bool:
        """Whether both points are set and the whole clip lies before a frame."""
        return self.in_frame is not None and self.out_frame is not None and self.out_frame <= frame

    def with_in(self, frame: int) -> "Marks":
        """Set the in point; an out point that it does not precede is taken away."""
        out_frame = self.out_frame
        if out_frame is not None and out_frame <= frame:
            out_frame = None
        return replace(self, in_frame=frame, out_frame=out_frame)

    def with_out(self, out_frame: int) -> "Marks":
        """Set the out point.

        Args:
            out_frame: The first frame after the clip.

        Raises:
            BadSelection: The out point does not come after the in point.
        """
        if self.in_frame is not None and out_frame <= self.in_frame:
            raise BadSelection("OUT must come after IN: move on, or set IN anew with i.")
        return replace(self, out_frame=out_frame)

    def selection(self) -> Selection:
        """Return the selection that both marks make.

        Raises:
            BadSelection: A mark is missing; the sentence says which and how to set it.
        """
        return Selection(self.set_in(), self.set_out())

    def set_in(self) -> int:
        """Return the in point, which must be set.

        Raises:
            BadSelection: It is not; the sentence says how to set it.
        """
        if self.in_frame is None:
            raise BadSelection("There is no IN yet: press i on the first frame of the clip.")
        return self.in_frame

    def set_out(self) -> int:
        """Return the out point, which must be set.

        Raises:
            BadSelection: It is not; the sentence says how to set it.
        """
        if self.out_frame is None:
            raise BadSelection("There is no OUT yet: press o on the last frame of the clip.")
        return self.out_frame
