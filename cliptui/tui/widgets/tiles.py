"""Small pictures in a grid, each with a line of text above it."""

import asyncio
import time
from collections.abc import AsyncIterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive, var
from textual.strip import Strip
from textual.widget import Widget

from cliptui.preview.display import Display
from cliptui.preview.fit import CellSize, Grid, grid_of
from cliptui.tui.sight import Sight

if TYPE_CHECKING:  # it is not loaded before it is needed: it would add a tenth to the start
    from collections.abc import Mapping

    from PIL.Image import Image

_DIMMED: Final = 0.4
_LEAST_PX: Final = 96
"""Pictures of fewer pixels have not quite the right shape."""

_TOGETHER_S: Final = 0.15
"""Pictures that come within it are drawn together: a line is written from its start each time."""

_CHOSEN: Final = Style(reverse=True, bold=True)
_CAPTION: Final = Style(bold=True)

_Rows = list[list[Segment]]


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture in the grid.

    Attributes:
        caption: What stands above it; clean.
        image: The picture, once it is there.
        is_dim: Whether it is shown darker than it is.
    """

    caption: str
    image: "Image | None" = None
    is_dim: bool = False


class Tiles(Widget):
    """Shows pictures side by side, as large as there is room for.

    Args:
        sight: What the terminal can show.
        widget_id: The identifier of the widget.

    Attributes:
        tiles: The pictures.
        chosen: Which one is chosen; None for none.
    """

    ALLOW_SELECT = False  # a picture is no text

    tiles: reactive[tuple[Tile, ...]] = reactive(())
    chosen: var[int | None] = var(None, init=False)

    def __init__(self, sight: Sight, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._sight = sight
        self._drawn: dict[int, tuple[Tile, CellSize, _Rows]] = {}

    def watch_chosen(self, before: int | None, chosen: int | None) -> None:
        """Draw the lines of text anew, and no picture: on a thin line those would be many bytes."""
        grid = self.grid
        for place in {before, chosen} - {None}:
            row = (place or 0) // grid.columns
            self.refresh(Region(0, row * (grid.tile.rows + 1), self.size.width, 1))

    @property
    def has_pictures(self) -> bool:
        """Whether pictures are shown at all; else there is only the text above them."""
        return self._sight.way is not Display.OFF

    def reload(self) -> None:
        """Draw all of it as pictures are shown now."""
        self._drawn.clear()
        self.refresh()

    @property
    def grid(self) -> Grid:
        """How the pictures lie."""
        area = CellSize(max(1, self.size.width), max(1, self.size.height))
        return grid_of(max(1, len(self.tiles)), area, self._sight.cell_aspect)

    @property
    def tile_px(self) -> int:
        """A width in pixels that is enough for each picture."""
        return max(_LEAST_PX, 2 * self.grid.tile.columns)

    def put(self, images: "Mapping[int, Image]") -> None:
        """Show pictures that have come, and draw nothing else anew: that would be many bytes.

        Args:
            images: Pictures by their places; those that come too late for theirs are left out.
        """
        tiles, grid = list(self.tiles), self.grid
        for place, image in images.items():
            if place < len(tiles):
                tiles[place] = replace(tiles[place], image=image)
                row, column = divmod(place, grid.columns)
                x, y = column * (grid.tile.columns + 1), row * (grid.tile.rows + 1)
                self.refresh(Region(x, y, grid.tile.columns, grid.tile.rows + 1))
        self.set_reactive(Tiles.tiles, tuple(tiles))

    async def put_as_they_come(self, coming: AsyncIterable[tuple[int, bytes]]) -> None:
        """Show pictures that come one by one, several at a time where they come quickly.

        Args:
            coming: Places and encoded pictures.

        Raises:
            BadPicture: One of them is no picture.
        """
        put_s, images = 0.0, dict[int, "Image"]()
        async for place, encoded in coming:
            images[place] = await asyncio.to_thread(decoded_tile, encoded, self.tile_px)
            if time.monotonic() - put_s >= _TOGETHER_S:
                self.put(images)
                put_s, images = time.monotonic(), {}
        self.put(images)

    def render_line(self, y: int) -> Strip:
        """Draw one line of all pictures that it crosses."""
        grid, ground = self.grid, self.rich_style
        row, line = divmod(y, grid.tile.rows + 1)
        places = range(row * grid.columns, min((row + 1) * grid.columns, len(self.tiles)))
        segments: list[Segment] = []
        for place in places:
            if line == 0:
                segments.append(self._caption(place, grid.tile.columns, ground))
            else:
                segments += self._rows(place, grid.tile, ground)[line - 1]
            segments.append(Segment(" ", ground))
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def _caption(self, place: int, width: int, ground: Style) -> Segment:
        style = ground + (_CHOSEN if place == self.chosen else _CAPTION)
        return Segment(set_cell_size(self.tiles[place].caption, width), style)

    def _rows(self, place: int, size: CellSize, ground: Style) -> _Rows:
        tile = self.tiles[place]
        kept = self._drawn.get(place)
        if kept is None or kept[0] is not tile or kept[1] != size:
            kept = (tile, size, self._draw(tile, size, ground))
            self._drawn[place] = kept
        return kept[2]

    def _draw(self, tile: Tile, size: CellSize, ground: Style) -> _Rows:
        blank = [Segment(" " * size.columns, ground)]
        if tile.image is None or not self.has_pictures:
            return [blank] * size.rows
        from cliptui.preview.blocks import segments  # noqa: PLC0415  loads Pillow
        from cliptui.preview.cells import Cells  # noqa: PLC0415  likewise
        from cliptui.preview.glyphs import Blocks  # noqa: PLC0415  likewise
        from cliptui.preview.picture import scaled  # noqa: PLC0415  likewise

        pixels = scaled(tile.image, size, self._sight.cell_aspect)
        if tile.is_dim:
            pixels = pixels.point(lambda level: level * _DIMMED)
        cells = Cells.of(pixels, Blocks.HALF)
        left = (size.columns - cells.columns) // 2
        before = Segment(" " * left, ground)
        after = Segment(" " * (size.columns - cells.columns - left), ground)
        top = (size.rows - cells.rows) // 2
        drawn = [[before, *segments(cells, row), after] for row in range(cells.rows)]
        return [blank] * top + drawn + [blank] * (size.rows - cells.rows - top)


def decoded_tile(encoded: bytes, width_px: int) -> "Image":
    """Decode a small picture; to be called in a thread.

    Args:
        encoded: A PNG, JPEG or WebP file.
        width_px: A width that is enough.

    Raises:
        BadPicture: The bytes are no picture.
    """
    from cliptui.preview.picture import decoded  # noqa: PLC0415  loads Pillow

    return decoded(encoded, (width_px, width_px))
