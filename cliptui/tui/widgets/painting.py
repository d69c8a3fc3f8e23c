"""A picture as Textual draws it: lines made of what is shown, whenever it asks for them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.text import Text
from textual.filter import Monochrome, NoColor
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from cliptui.preview.display import Display
from cliptui.preview.fit import CellSize
from cliptui.tui import direct
from cliptui.tui.sight import Sight
from cliptui.tui.strips import Frame, cell_strips, few_colour_strips, placeholder_strips

if TYPE_CHECKING:  # they load Pillow, which would add a tenth to the start
    from PIL.Image import Image

    from cliptui.preview.cells import Cells
    from cliptui.preview.glyphs import Blocks


@dataclass(frozen=True, slots=True)
class Given:
    """A picture that was given to be shown.

    Attributes:
        image: The picture.
        pixels: The same, one pixel for each part of its cells.
        is_exact: Whether it shall be shown exactly.
        since_s: When it was given, by `time.monotonic`.
    """

    image: "Image"
    pixels: "Image"
    is_exact: bool
    since_s: float


class Painting(Widget):
    """Draws cells, letterboxed, or a sentence.

    Args:
        sight: What the terminal can show, and how fast.
        widget_id: The identifier of the widget.

    Attributes:
        display_way: The way pictures are shown now.
    """

    ALLOW_SELECT = False  # a picture is no text

    def __init__(self, sight: Sight, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._sight = sight
        self.display_way = sight.way
        self._given: Given | None = None
        self._shown: Cells | None = None
        self._taken: Given | None = None
        self._lines: list[Strip] | None = []
        self._is_kitty = self._has_overlay = False

    def put_sentence(self, sentence: str) -> None:
        """Put a sentence in place of a picture."""
        width, style = self.size.width, self.rich_style
        lines = Text(sentence).wrap(self.app.console, max(1, width - 2))
        self._lines = [Strip([Segment(line.plain.strip().center(width), style)]) for line in lines]
        self._given = self._shown = None

    def render_line(self, y: int) -> Strip:
        """Draw one line, with the picture in the middle."""
        return self._line(y, self._all_lines())

    def render_lines(self, crop: Region) -> list[Strip]:
        """Hand the lines over as they are: their bytes are made already.

        The way of the base class would make them anew for every paint, which takes longer than
        a key may wait, and would keep lines that are no longer true.
        """
        lines = self._all_lines()
        strips = [self._line(y, lines).crop(crop.x, crop.right) for y in crop.line_range]
        for line_filter in self._colour_filters():
            ground = self.background_colors[1]
            strips = [strip.apply_filter(line_filter, ground) for strip in strips]
        if self.display_way in (Display.ITERM, Display.SIXEL):
            self.call_after_refresh(self.on_painted_over)
        return strips

    def on_painted_over(self) -> None:
        """Take note that Textual has written over an image of pixels."""

    def _line(self, y: int, lines: list[Strip]) -> Strip:
        row = y - (self.size.height - len(lines)) // 2
        if 0 <= row < len(lines):
            return lines[row]
        return Strip.blank(self.size.width, self.rich_style)

    def _colour_filters(self) -> list[Monochrome | NoColor]:
        filters = self.app.get_line_filters()
        return [each for each in filters if isinstance(each, Monochrome | NoColor)]

    @property
    def _has_all_colours(self) -> bool:
        return self.app.console.color_system == "truecolor" and not self._colour_filters()

    @property
    def _blocks(self) -> "Blocks":
        return self.display_way.blocks if self._has_all_colours else Display.HALF.blocks

    def _take_cells(self, given: Given) -> "Cells":
        """Take the cells of a picture for what is shown, unless they are that already."""
        from cliptui.preview.cells import Cells  # noqa: PLC0415  loads Pillow

        if self._shown is None or self._taken is not given:
            self._shown, self._taken = Cells.of(given.pixels, self._blocks), given
        return self._shown

    def _all_lines(self) -> list[Strip]:
        """Return the lines of what is shown, made when they are first needed."""
        is_kitty = self.display_way is Display.KITTY and self._place() is not None
        if self._lines is None or (self._shown is not None and self._is_kitty != is_kitty):
            self._is_kitty = is_kitty
            self._lines = self._made_lines()
        return self._lines

    def _made_lines(self) -> list[Strip]:
        frame = Frame(self.size.width, self.rich_style)
        if self._shown is None or self._given is None:
            return []
        if self.display_way.is_pixels:
            self._take_cells(self._given)
        if not self._has_all_colours:
            return few_colour_strips(self._given.pixels, self.app.console, frame)
        if self._is_kitty:
            return placeholder_strips(CellSize(self._shown.columns, self._shown.rows), frame)
        return cell_strips(self._shown, self._sight.patcher.lines(self._shown), frame)

    def _place(self) -> Offset | None:
        """Return the first cell of the picture if it may be written directly."""
        offset = direct.open_place(self) if self._shown is not None else None
        if offset is None or self._shown is None or not self._has_all_colours:
            return None
        left = (self.size.width - self._shown.columns) // 2
        top = (self.size.height - self._shown.rows) // 2
        return Offset(offset.x + left, offset.y + top)
