"""Pixels → half blocks, through rich-pixels.

The renderer of rich-pixels makes one segment a cell and parses its style from text; the one
here is handed to `Pixels.from_image` in its place and makes one segment a run of equal cells.
This is the way for stills, for terminals of few colours, and what the fast way is tested against.
"""

from itertools import groupby
from typing import Final

from PIL.Image import Image, Resampling
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich_pixels import HalfcellRenderer, Pixels

from cliptui.preview.cells import Cells
from cliptui.preview.sgr import cell_rows

_LOWER_HALF: Final = "▄"
_BYTES_PER_PIXEL: Final = 3

_Cell = tuple[bytes, bytes]
"""The upper and the lower pixel of a cell, each as three bytes of RGB."""


class RunRenderer(HalfcellRenderer):
    """Renders an image to half blocks, one segment for each run of equal cells."""

    def render(self, image: Image, resize: tuple[int, int] | None) -> list[Segment]:
        """Render an image to segments, each line ended by a newline segment.

        Args:
            image: Any image; an odd last row of pixels gets a black one below it.
            resize: Width and height in pixels to scale to first, as the base class does.
        """
        rgb = image.convert("RGB")
        width, height = resize or rgb.size
        even = (width, height + height % 2)
        if rgb.size != even:
            rgb = rgb.resize(even, Resampling.NEAREST) if resize else rgb.crop((0, 0, *even))
        segments: list[Segment] = []
        for upper, lower in _row_pairs(rgb):
            segments += _runs(list(zip(upper, lower, strict=True)))
            segments.append(Segment("\n", self.null_style))
        return segments


def half_blocks(image: Image) -> Pixels:
    """Return an image as a Rich renderable, two pixels a cell.

    Args:
        image: An image already scaled to its cells: one column a pixel, two pixels a row.
    """
    pixels: Pixels = Pixels.from_image(image, renderer=RunRenderer())
    return pixels


def segments(cells: Cells, row: int) -> list[Segment]:
    """Return a row of cells as segments, for what crops, tints or photographs it.

    Args:
        cells: The picture.
        row: Which of its rows.
    """
    numbers = cell_rows(cells)[row]
    runs = groupby(zip(numbers.fronts, numbers.backs, numbers.masks, strict=True))
    return [
        Segment(
            cells.blocks.glyphs[mask] * sum(1 for _ in run),
            Style(color=_colour(front), bgcolor=_colour(back)),
        )
        for (front, back, mask), run in runs
    ]


def _colour(number: int) -> Color:
    return Color.from_rgb(number & 255, number >> 8 & 255, number >> 16 & 255)


def _row_pairs(rgb: Image) -> list[tuple[list[bytes], list[bytes]]]:
    data = rgb.tobytes()
    pixels = [data[at : at + _BYTES_PER_PIXEL] for at in range(0, len(data), _BYTES_PER_PIXEL)]
    rows = [pixels[at : at + rgb.width] for at in range(0, len(pixels), rgb.width)]
    return list(zip(rows[::2], rows[1::2], strict=True))


def _runs(cells: list[_Cell]) -> list[Segment]:
    return [_segment(cell, sum(1 for _ in run)) for cell, run in groupby(cells)]


def _segment(cell: _Cell, count: int) -> Segment:
    upper, lower = cell
    if upper == lower:
        return Segment(" " * count, Style(bgcolor=Color.from_rgb(*upper)))
    style = Style(color=Color.from_rgb(*lower), bgcolor=Color.from_rgb(*upper))
    return Segment(_LOWER_HALF * count, style)
