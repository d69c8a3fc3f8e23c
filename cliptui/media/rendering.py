"""Decoded frames as pictures: upright, with square pixels, in the size that is asked for."""

from fractions import Fraction
from typing import Final

from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from PIL import Image

_QUARTER_TURN: Final = 90
_TURNS: Final = {
    1: Image.Transpose.ROTATE_90,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_270,
}
_WIDEST_PIXEL: Final = 16


def quarter_turns(frame: VideoFrame) -> int:
    """Return by how many quarter turns, counter-clockwise, a frame is to be turned: 0 to 3.

    Damaged files claim angles that no camera makes; those are not followed.
    """
    turns, rest = divmod(frame.rotation, _QUARTER_TURN)
    return 0 if rest else turns % 4


def display_size(frame: VideoFrame, pixel_aspect: Fraction) -> tuple[int, int]:
    """Return the width and height in pixels at which a frame is shown in full."""
    width_px, height_px = _squared_size(frame, pixel_aspect)
    return (height_px, width_px) if quarter_turns(frame) % 2 else (width_px, height_px)


def _squared_size(frame: VideoFrame, pixel_aspect: Fraction) -> tuple[int, int]:
    """Return the size with square pixels, before any turn."""
    if not Fraction(1, _WIDEST_PIXEL) <= pixel_aspect <= _WIDEST_PIXEL:
        return frame.width, frame.height
    return max(1, round(frame.width * pixel_aspect)), frame.height


class Renderer:
    """Makes pictures of the frames of one file; used by one thread only.

    Attributes:
        pixel_aspect: How much wider than high a pixel is to be shown.
    """

    def __init__(self, pixel_aspect: Fraction) -> None:
        self.pixel_aspect = pixel_aspect
        # One for all frames: each would else keep 15 MB of its own (PyAV #2320).
        self._reformatter = VideoReformatter()

    def render(self, frame: VideoFrame, width_px: int | None = None) -> Image.Image:
        """Return an RGB picture of a frame.

        Args:
            frame: A decoded frame.
            width_px: The width of the picture, 1 or more; the frame's own where that is smaller.
                None for all there is.
        """
        turns = quarter_turns(frame)
        width, height = _squared_size(frame, self.pixel_aspect)
        upright_width = height if turns % 2 else width
        if width_px is not None and width_px < upright_width:
            scale = Fraction(width_px, upright_width)
            width, height = max(1, round(width * scale)), max(1, round(height * scale))
        grows = width > frame.width
        rgb = self._reformatter.reformat(
            frame,
            width,
            height,
            format="rgb24",
            interpolation=Interpolation.BICUBIC if grows else Interpolation.AREA,
            threads=1,
        )
        plane = rgb.planes[0]
        image = Image.frombuffer(
            "RGB", (width, height), bytes(plane), "raw", "RGB", plane.line_size, 1
        )
        return image.transpose(_TURNS[turns]) if turns else image
