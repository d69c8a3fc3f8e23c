"""What is cut out of an asset: frames from an in point up to an out point."""

from dataclasses import dataclass

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
    """

    in_frame: int | None = None
    out_frame: int | None = None

    def with_in(self, frame: int) -> "Marks":
        """Set the in point; an out point that it does not precede is taken away."""
        out_frame = self.out_frame
        if out_frame is not None and out_frame <= frame:
            out_frame = None
        return Marks(frame, out_frame)

    def with_out(self, out_frame: int) -> "Marks":
        """Set the out point.

        Args:
            out_frame: The first frame after the clip.

        Raises:
            BadSelection: The out point does not come after the in point.
        """
        if self.in_frame is not None and out_frame <= self.in_frame:
            raise BadSelection("OUT must come after IN: move on, or set IN anew with i.")
        return Marks(self.in_frame, out_frame)

    def selection(self) -> Selection:
        """Return the selection that both marks make.

        Raises:
            BadSelection: A mark is missing; the sentence says which and how to set it.
        """
        if self.in_frame is None:
            raise BadSelection("There is no IN yet: press i on the first frame of the clip.")
        if self.out_frame is None:
            raise BadSelection("There is no OUT yet: press o on the last frame of the clip.")
        return Selection(self.in_frame, self.out_frame)
