"""IN and OUT side by side, and the first frame that is cut off: is the clip what it should be?"""

import asyncio
from dataclasses import dataclass
from typing import Final

from textual.events import Resize
from textual.message import Message
from textual.reactive import var

from cliptui.clip.desk import Desk
from cliptui.clip.selection import Marks
from cliptui.clip.timing import Timing
from cliptui.errors import CliptuiError
from cliptui.jobs.frames import FrameFeed
from cliptui.tui.attempts import attempt
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.picture import SMALL_PX
from cliptui.tui.widgets.tiles import Tile, Tiles, decoded_tile
from cliptui.tui.widgets.timeline import span_label

REST_S: Final = 0.2
"""How long marks must rest before pictures are asked for: an edge that is trimmed moves on."""

_GROUP: Final = "two-up"


@dataclass(frozen=True, slots=True)
class _Part:
    """What a tile shows.

    Attributes:
        caption: What stands above it.
        frame: The frame; None where there is only text.
        is_cut_off: Whether the frame is not in the clip.
    """

    caption: str
    frame: int | None = None
    is_cut_off: bool = False


class TwoUp(Tiles):
    """Shows the first and the last frame of what is marked, and the one behind it, dimmed.

    Args:
        sight: What the terminal can show.
        rest_s: How long marks must rest before pictures are asked for.

    Attributes:
        desk: The opened asset, if one is open.
        feed: Gives the pictures, once there is a service.
    """

    desk: var[Desk | None] = var(None, init=False)
    feed: var[FrameFeed | None] = var(None, init=False)

    @dataclass
    class Missed(Message):
        """A picture could not be had; the captions tell the marks all the same."""

        error: CliptuiError

    def __init__(self, sight: Sight, rest_s: float = REST_S) -> None:
        super().__init__(sight)
        self._rest_s = rest_s
        self._parts: tuple[_Part, ...] = ()
        self.add_class("-empty")

    def watch_desk(self, before: Desk | None, desk: Desk | None) -> None:
        """Tell the marks at once; pictures of frames that stay marked stay too."""
        is_same = before is not None and desk is not None and before.asset == desk.asset
        if is_same and before is not None and desk is not None and before.marks == desk.marks:
            return
        seen = zip(self._parts, self.tiles, strict=True) if is_same else ()
        images = {part.frame: tile.image for part, tile in seen}
        self._parts = _parts(desk.timing, desk.marks) if desk is not None else ()
        self.tiles = tuple(
            Tile(part.caption, images.get(part.frame), is_dim=part.is_cut_off)
            for part in self._parts
        )
        self.set_class(not self.tiles, "-empty")
        self._load()

    def watch_feed(self) -> None:
        """Get the pictures from another place."""
        self._load()

    def on_resize(self, event: Resize) -> None:
        """Get the pictures once there is room for them."""
        del event
        self._load()

    def reload(self) -> None:
        """Draw all of it as pictures are shown now, and get those that are wanted now."""
        super().reload()
        self._load()

    def _load(self) -> None:
        self.workers.cancel_group(self, _GROUP)  # a picture on its way may belong elsewhere now
        if self.size.area and self.has_pictures and self._missing():
            attempt(self, self._fetch, _GROUP)

    def _missing(self) -> list[tuple[int, int]]:
        """Return place and frame of each tile whose picture has not come."""
        shown = enumerate(zip(self._parts, self.tiles, strict=True))
        return [
            (place, part.frame)
            for place, (part, tile) in shown
            if part.frame is not None and tile.image is None
        ]

    async def _fetch(self) -> None:
        await asyncio.sleep(self._rest_s)
        feed, desk = self.feed, self.desk
        if feed is None or desk is None:
            return
        try:
            for place, frame in self._missing():
                # Of a mark just set the picture that was seen is wide enough: it is kept.
                ms, width_px = desk.timing.start_ms(frame), max(self.tile_px, SMALL_PX)
                encoded = await feed.exact(desk.asset.asset_id, ms, width_px)
                self.put({place: await asyncio.to_thread(decoded_tile, encoded, width_px)})
        except CliptuiError as error:
            self.post_message(self.Missed(error))


def _parts(timing: Timing, marks: Marks) -> tuple[_Part, ...]:
    """Return what to show of marks; nothing where there are none."""
    first, stop = marks.in_frame, marks.out_frame
    if marks.is_empty:
        return ()
    parts = [
        _Part("IN") if first is None else _Part(f"IN {timing.label(first)}", first),
        _Part("OUT") if stop is None else _Part(f"OUT {timing.label(stop - 1)}", stop - 1),
    ]
    if first is not None and stop is not None:
        parts.append(_Part(f"DUR {span_label(timing, first, stop)}  {stop - first} f"))
    if stop is not None and stop < timing.frame_count:
        parts.append(_Part(f"cut off {timing.label(stop)}", stop, is_cut_off=True))
    return tuple(parts)
