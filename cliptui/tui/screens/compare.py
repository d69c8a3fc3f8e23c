"""IN and OUT side by side, and the first frame that is cut off: is the clip what it should be?"""

import asyncio
from typing import Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from cliptui.clip.desk import Desk
from cliptui.clip.selection import Selection
from cliptui.jobs.frames import FrameFeed
from cliptui.tui.attempts import attempt
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.picture import SMALL_PX
from cliptui.tui.widgets.tiles import Tile, Tiles, decoded_tile
from cliptui.tui.widgets.timeline import span_label

_HINT: Final = "the dimmed frame is the first one that is not in the clip · esc"
_PLACES: Final = (0, 1, 3)
"""Where the pictures are; beside the frame that is cut off there is only text."""


class CompareScreen(ModalScreen[None]):
    """Shows the first and the last frame of a selection, and the one behind it.

    Args:
        sight: What the terminal can show.
        desk: The opened asset.
        feed: Gives the pictures.
        span: The selection.
    """

    CSS_PATH = "compare.tcss"
    BINDINGS = [Binding("escape,v,enter,q", "dismiss", "Close")]  # noqa: RUF012  Textual's type

    def __init__(self, sight: Sight, desk: Desk, feed: FrameFeed, span: Selection) -> None:
        super().__init__()
        self._sight = sight
        self._desk = desk
        self._feed = feed
        self._span = span

    def compose(self) -> ComposeResult:
        """Build the screen."""
        timing, span = self._desk.timing, self._span
        length = span_label(timing, span.in_frame, span.out_frame)
        shown = [
            Tile(f"IN {timing.label(span.in_frame)}"),
            Tile(f"OUT {timing.label(span.out_frame - 1)}"),
            Tile(f"DUR {length}  {span.frame_count} f"),
        ]
        if span.out_frame < timing.frame_count:
            shown.append(Tile(f"cut off {timing.label(span.out_frame)}", is_dim=True))
        tiles = Tiles(self._sight)
        tiles.tiles = tuple(shown)
        yield tiles
        yield Static(_HINT, markup=False)

    def on_mount(self) -> None:
        """Get the pictures."""
        attempt(self, self._fetch, "compare")

    async def _fetch(self) -> None:
        tiles, timing, span = self.query_one(Tiles), self._desk.timing, self._span
        frames = (span.in_frame, span.out_frame - 1, span.out_frame)
        for place, frame in zip(_PLACES, frames, strict=True):
            if place < len(tiles.tiles):
                ms, width_px = timing.start_ms(frame), max(tiles.tile_px, SMALL_PX)
                encoded = await self._feed.exact(self._desk.asset.asset_id, ms, width_px)
                tiles.put(place, await asyncio.to_thread(decoded_tile, encoded, width_px))
