"""Lines of a picture, ready to be written.

Textual writes a strip segment by segment, each with all of its colours. The strips here have
their bytes made already; segments are made of them only for what needs segments: a crop, a
tint, a filter, a screenshot.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rich.color import Color, ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cliptui.preview.fit import CellSize

if TYPE_CHECKING:  # Pillow is not loaded before the first paint: it would add a tenth to the start
    from PIL.Image import Image

    from cliptui.preview.cells import Cells

SegmentMaker = Callable[[], Iterable[Segment]]


class AnsiStrip(Strip):
    """A strip that knows its terminal bytes.

    Args:
        text: What is written.
        width_cells: Its width.
        make_segments: Makes the segments that look the same.
    """

    __slots__ = ("_made", "_make_segments", "_text")

    def __init__(self, text: str, width_cells: int, make_segments: SegmentMaker) -> None:
        self._made: list[Segment] | None = None
        self._make_segments = make_segments
        self._text = text
        super().__init__((), width_cells)
        self._made = None

    @property
    def _segments(self) -> list[Segment]:
        """The segments, which every method of the base class reads from here."""
        if self._made is None:
            self._made = list(self._make_segments())
        return self._made

    @_segments.setter
    def _segments(self, segments: list[Segment]) -> None:
        self._made = segments

    @property
    def bytes_count(self) -> int:
        """How many bytes it writes."""
        return len(self._text.encode())

    @property
    def has_segments(self) -> bool:
        """Whether something has asked for segments."""
        return self._made is not None

    def render(self, console: Console) -> str:
        """Return the bytes as they are."""
        del console
        return self._text


@dataclass(frozen=True, slots=True)
class Frame:
    """What lines of a picture are put into.

    Attributes:
        width_cells: Width of each line; the picture is in its middle.
        ground: The style of what is beside it.
    """

    width_cells: int
    ground: Style

    def margins(self, columns: int) -> tuple[Segment, Segment]:
        """Return what stands left and right of a picture so many columns wide."""
        left = (self.width_cells - columns) // 2
        right = self.width_cells - columns - left
        return Segment(" " * left, self.ground), Segment(" " * right, self.ground)

    def filled(self, columns: int, text: str, make_segments: SegmentMaker) -> Strip:
        """Return a line whose bytes are known.

        Args:
            columns: Width of the picture.
            text: Its bytes.
            make_segments: Makes its segments.
        """
        before, after = self.margins(columns)
        blank = [
            Strip.render_style(self.ground, margin.text, ColorSystem.TRUECOLOR)
            for margin in (before, after)
        ]
        return AnsiStrip(
            text.join(blank), self.width_cells, lambda: [before, *make_segments(), after]
        )


def cell_strips(cells: "Cells", lines: list[str], frame: Frame) -> list[Strip]:
    """Return the lines of a picture for a terminal of all colours.

    Args:
        cells: The picture.
        lines: Its rows as terminal bytes.
        frame: What the lines are put into.
    """
    from cliptui.preview.blocks import segments  # noqa: PLC0415  loads Pillow

    return [
        frame.filled(cells.columns, text, partial(segments, cells, row))
        for row, text in enumerate(lines)
    ]


def few_colour_strips(pixels: "Image", console: Console, frame: Frame) -> list[Strip]:
    """Return the lines of a picture for a terminal of few colours, by way of rich-pixels.

    Args:
        pixels: The picture, two pixels a cell.
        console: Knows how many colours there are.
        frame: What the lines are put into.
    """
    from cliptui.preview.blocks import half_blocks  # noqa: PLC0415  loads Pillow

    before, after = frame.margins(pixels.width)
    rendered = console.render(half_blocks(pixels))
    return [
        Strip([before, *line, after], frame.width_cells) for line in Segment.split_lines(rendered)
    ]


def placeholder_strips(size: CellSize, frame: Frame) -> list[Strip]:
    """Return the lines in whose place kitty shows the image that it was sent.

    Args:
        size: The cells that the image fills.
        frame: What the lines are put into.
    """
    from cliptui.preview import kitty  # noqa: PLC0415  loads Pillow

    style = Style(color=Color.from_rgb(*kitty.COLOUR))

    def segments(row: int) -> list[Segment]:
        cells = (kitty.placeholder(row, column) for column in range(size.columns))
        return [Segment(cell, style) for cell in cells]

    return [
        frame.filled(
            size.columns,
            Strip.render_style(style, kitty.placeholders(row, size.columns), ColorSystem.TRUECOLOR),
            partial(segments, row),
        )
        for row in range(size.rows)
    ]
