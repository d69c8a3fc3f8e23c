"""The picture: the newest frame that was asked for, in half blocks.

While one picture is under way, only the newest wish is kept, so that a held key never builds a
queue. Decoding and drawing happen in a thread; the screen is given finished lines.
"""

import asyncio
from dataclasses import dataclass
from fractions import Fraction

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.filter import Monochrome, NoColor
from textual.geometry import Region, Size
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from cliptui.clip.timing import Timing
from cliptui.errors import CliptuiError
from cliptui.jobs.frames import FrameFeed
from cliptui.preview.fit import USUAL_CELL_ASPECT, CellSize
from cliptui.tui.attempts import attempt

_REST_S = 0.2
"""How long the playhead rests before the frames around it are fetched."""

_PX_PER_COLUMN = 2


@dataclass(frozen=True, slots=True)
class Shot:
    """Which picture is wanted.

    Attributes:
        asset_id: The asset.
        ms: Milliseconds from its start.
        timing: Its frames, once it is opened: frames around this one are then fetched too.
        frame: The frame's number, with the timing.
    """

    asset_id: str
    ms: int
    timing: Timing | None = None
    frame: int = 0


class Picture(Widget):
    """Shows one frame, letterboxed, or a sentence in its place.

    Args:
        cell_aspect: Width of a cell over its height.

    Attributes:
        wish: The picture that is wanted, or the sentence to show instead of one.
        feed: Where pictures come from, once there is a service.
        shown: The picture that is on the screen; None for a sentence.
    """

    wish: var[Shot | str] = var("", init=False, always_update=True)
    feed: var[FrameFeed | None] = var(None, init=False)

    def __init__(self, cell_aspect: Fraction = USUAL_CELL_ASPECT) -> None:
        super().__init__(id="picture")
        self._cell_aspect = cell_aspect
        self.shown: Shot | None = None
        self._lines: list[Strip] = []
        self._drawn_for: tuple[Shot, Size] | None = None
        self._is_fetching = False

    def watch_wish(self, wish: Shot | str) -> None:
        """Show the sentence, or fetch the picture."""
        if isinstance(wish, str):
            self._say(wish)
        self._fetch()

    def watch_feed(self) -> None:
        """Fetch what was wanted before there was a service."""
        self._fetch()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.watch_wish(self.wish)

    def render_line(self, y: int) -> Strip:
        """Draw one line, with the picture in the middle."""
        row = y - (self.size.height - len(self._lines)) // 2
        if 0 <= row < len(self._lines):
            return self._lines[row]
        return Strip.blank(self.size.width, self.rich_style)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Hand the lines over as they are: their bytes were made ready in a thread.

        The way of the base class would make them anew for every paint, which takes longer than
        a key may wait. It is taken where lines must be changed: cropped, or made colourless.
        """
        is_colourless = any(
            isinstance(line_filter, Monochrome | NoColor)
            for line_filter in self.app.get_line_filters()
        )
        if is_colourless or crop.width < self.size.width:
            return super().render_lines(crop)
        return [self.render_line(y) for y in crop.line_range]

    def _fetch(self) -> None:
        if not self._is_fetching:
            attempt(self, self._fetch_newest, "picture")
        attempt(self, self._warm, "warm")

    async def _fetch_newest(self) -> None:
        """Fetch and show pictures until the one on the screen is the one that is wanted."""
        tried: tuple[Shot, Size] | None = None
        self._is_fetching = True
        try:
            while self.feed and isinstance(self.wish, Shot) and self.size.area:
                wanted = (self.wish, self.size)
                if wanted in (tried, self._drawn_for):
                    return
                await self._show(self.feed, *wanted)
                tried = wanted
        finally:
            self._is_fetching = False

    async def _show(self, feed: FrameFeed, shot: Shot, size: Size) -> None:
        try:
            encoded = await feed.picture(shot.asset_id, shot.ms, size.width * _PX_PER_COLUMN)
            area = CellSize(size.width, size.height)
            canvas = _Canvas(self.app.console, area, self._cell_aspect, self.rich_style)
            lines = await asyncio.to_thread(_drawn, encoded, canvas)
        except CliptuiError as error:
            self._say(str(error))
            return
        if isinstance(self.wish, Shot) and self.wish.asset_id == shot.asset_id:
            self._lines, self.shown, self._drawn_for = lines, shot, (shot, size)
            self.refresh()

    async def _warm(self) -> None:
        """Once the playhead rests, fetch the frames around it."""
        await asyncio.sleep(_REST_S)
        if self.feed is None or not isinstance(self.wish, Shot) or self.wish.timing is None:
            return
        try:
            await self.feed.warm(self.wish.asset_id, self.wish.timing, self.wish.frame)
        except CliptuiError as error:
            self.log(error)  # only a convenience failed; the frame itself will tell

    def _say(self, sentence: str) -> None:
        """Show a sentence in place of a picture."""
        width = self.size.width
        lines = Text(sentence).wrap(self.app.console, max(1, width - 2))
        style = self.rich_style
        self._lines = [Strip([Segment(line.plain.strip().center(width), style)]) for line in lines]
        self.shown = self._drawn_for = None
        self.refresh()


@dataclass(frozen=True, slots=True)
class _Canvas:
    """What a picture is drawn for: a terminal's colours, an area, a shape of cells, a ground."""

    console: Console
    area: CellSize
    cell_aspect: Fraction
    blank: Style


def _drawn(encoded: bytes, canvas: _Canvas) -> list[Strip]:
    """Draw a picture to lines as wide as the area, with blanks on both sides."""
    # Pillow is not loaded before the first paint: it would add a tenth to the start.
    from cliptui.preview.blocks import half_blocks  # noqa: PLC0415
    from cliptui.preview.picture import to_pixels  # noqa: PLC0415

    pixels = to_pixels(encoded, canvas.area, canvas.cell_aspect)
    left = (canvas.area.columns - pixels.width) // 2
    right = canvas.area.columns - pixels.width - left
    before, after = (Segment(" " * width, canvas.blank) for width in (left, right))
    segments = canvas.console.render(half_blocks(pixels))
    lines = [
        Strip([before, *line, after], canvas.area.columns) for line in Segment.split_lines(segments)
    ]
    for line in lines:
        line.render(canvas.console)  # kept within the strip, ready to be written
    return lines
