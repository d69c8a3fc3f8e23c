"""The picture: the newest frame that was asked for.

While one picture is under way, only the newest wish is kept, so that a held key never builds a
queue. Decoding happens in a thread.
"""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.geometry import Size
from textual.message import Message
from textual.reactive import var

from cliptui.clip.timing import Timing
from cliptui.errors import CliptuiError
from cliptui.jobs.frames import FrameFeed
from cliptui.preview.display import Display
from cliptui.tui.attempts import attempt
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.canvas import OFF, Canvas

if TYPE_CHECKING:
    from PIL.Image import Image

_REST_S: Final = 0.2
"""How long the playhead rests before the frames around it are fetched."""

LATE_S: Final = 0.3
"""How long a picture may take before the one that is shown counts as an old one."""

_PX_PER_COLUMN: Final = 2


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


class Picture(Canvas):
    """Shows the frame that is wished for, or a sentence in its place.

    Args:
        sight: What the terminal can show, and how fast.

    Attributes:
        wish: The picture that is wanted, or the sentence to show instead of one.
        feed: Where pictures come from, once there is a service.
        shown: The picture that was given to the screen last; None for a sentence.
    """

    @dataclass
    class Waited(Message):
        """The picture that is wanted is late, or late no more.

        Attributes:
            is_waiting: Which of both.
        """

        is_waiting: bool

    wish: var[Shot | str] = var("", init=False, always_update=True)
    feed: var[FrameFeed | None] = var(None, init=False)

    def __init__(self, sight: Sight) -> None:
        super().__init__(sight, widget_id="picture")
        self.shown: Shot | None = None
        self._shown_for: tuple[Shot, Size] | None = None
        self._is_fetching = self._is_late = self._is_dimmed = False

    def watch_wish(self, wish: Shot | str) -> None:
        """Show the sentence, or fetch the picture."""
        if isinstance(wish, str):
            self.say(wish)
        self._fetch()

    def watch_feed(self) -> None:
        """Fetch what was wanted before there was a service."""
        self._fetch()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.watch_wish(self.wish)

    def say(self, sentence: str) -> None:
        """Show a sentence in place of a picture."""
        self.shown = self._shown_for = None
        self._is_dimmed = False
        super().say(sentence)

    def show_by(self, display: Display) -> None:
        """Show pictures another way from now on; none at all with `Display.OFF`."""
        super().show_by(display)
        self._fetch()

    def _fetch(self) -> None:
        if self.display_way is Display.OFF and isinstance(self.wish, Shot):
            self.say(OFF)
        if not self._is_fetching:
            attempt(self, self._fetch_newest, "picture")
        attempt(self, self._warm, "warm")

    @property
    def _can_fetch(self) -> bool:
        return bool(self.size.area) and self.display_way is not Display.OFF

    async def _fetch_newest(self) -> None:
        """Fetch and show pictures until the one on the screen is the one that is wanted."""
        tried: tuple[Shot, Size] | None = None
        self._is_fetching = True
        try:
            while self._can_fetch and self.feed and isinstance(self.wish, Shot):
                wanted = (self.wish, self.size)
                if wanted in (tried, self._shown_for):
                    return
                await self._fetch_one(self.feed, *wanted)
                tried = wanted
        finally:
            self._is_fetching = False

    async def _fetch_one(self, feed: FrameFeed, shot: Shot, size: Size) -> None:
        width_px = size.width * _PX_PER_COLUMN
        patience = self.set_timer(LATE_S, self._show_late)
        try:
            encoded = await feed.picture(shot.asset_id, shot.ms, width_px)
            image = await asyncio.to_thread(_decoded, encoded, width_px)
        except CliptuiError as error:
            self.say(str(error))
            return
        finally:
            patience.stop()
            if self._is_late:
                self._is_late = False
                self.post_message(self.Waited(is_waiting=False))
        if isinstance(self.wish, Shot) and self.wish.asset_id == shot.asset_id:
            self.shown, self._shown_for = shot, (shot, size)
            self._is_dimmed = False
            self.show(image)

    def _show_late(self) -> None:
        """Dim the picture that is no longer the wanted one."""
        from cliptui.preview.picture import dimmed  # noqa: PLC0415  loads Pillow

        self._is_late = True
        self.post_message(self.Waited(is_waiting=True))
        if self._given is not None and not self._is_dimmed:
            self._is_dimmed, self._shown_for = True, None
            self.show(dimmed(self._given.image), is_resting=True)

    async def _warm(self) -> None:
        """Once the playhead rests, fetch the frames around it."""
        await asyncio.sleep(_REST_S)
        if self.feed is None or not isinstance(self.wish, Shot) or self.wish.timing is None:
            return
        try:
            await self.feed.warm(self.wish.asset_id, self.wish.timing, self.wish.frame)
        except CliptuiError as error:
            self.log(error)  # only a convenience failed; the frame itself will tell


def _decoded(encoded: bytes, width_px: int) -> "Image":
    from cliptui.preview.picture import decoded  # noqa: PLC0415  loads Pillow

    return decoded(encoded, (width_px, width_px))
