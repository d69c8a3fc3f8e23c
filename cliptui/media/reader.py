"""The frames of a file as pictures."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

from cliptui.media.failures import reading
from cliptui.media.index import FrameIndex
from cliptui.media.opening import never_mind
from cliptui.media.rendering import Renderer
from cliptui.media.source import FrameSource


class FrameReader:
    """Reads the frames of one file; made, used and closed by one thread.

    Pictures are RGB, upright, with square pixels.
    """

    def __init__(
        self, path: Path, index: FrameIndex, pulse: Callable[[], None] = never_mind
    ) -> None:
        """Open the file.

        Args:
            path: The file.
            index: Its index, from `read_index`.
            pulse: Called between frames; what it raises ends the search for a frame.

        Raises:
            Unreadable: It cannot be opened any more.
        """
        self._path = path
        self._source = FrameSource(path, index, pulse=pulse)
        self._renderer = Renderer(self._source.pixel_aspect)

    def frame(
        self, number: int, width_px: int | None = None, *, since: int | None = None
    ) -> Image.Image:
        """Return a frame; where it is damaged, what a player shows in its place.

        Args:
            number: Frame index.
            width_px: The width of the picture, unless the frame is smaller; None for all of it.
            since: The first of the frames before it that are wanted next.

        Raises:
            UndecodableFrame: There is no such frame, or nothing around it can be decoded.
            Unreadable: The file cannot be read any more.
        """
        frame = self._source.frame(number, since=since)
        with reading(self._path):
            return self._renderer.render(frame, width_px)

    def frames(self, numbers: range, width_px: int | None = None) -> Iterator[Image.Image]:
        """Yield frames in one pass of the decoder.

        Args:
            numbers: Frame indices, ascending.
            width_px: As for `frame`.

        Raises:
            UndecodableFrame: As for `frame`.
            Unreadable: As for `frame`.
        """
        for number in numbers:
            yield self.frame(number, width_px)

    def group_start(self, number: int) -> int:
        """Return the first frame of the group of pictures that a frame is in."""
        return self._source.group_start(number)

    def is_damaged(self, number: int) -> bool:
        """Return whether a frame that was given is not whole, as `FrameSource.damaged` says."""
        return number in self._source.damaged

    @property
    def is_heavy(self) -> bool:
        """Whether it holds much memory, which only closing gives back."""
        return self._source.is_heavy

    def forget(self) -> None:
        """Give back the memory of decoded frames; the file stays open."""
        self._source.forget()

    def close(self) -> None:
        """Close the file."""
        self._source.close()
