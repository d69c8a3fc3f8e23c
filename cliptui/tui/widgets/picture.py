"""The picture: the newest frame that was asked for.

While one picture is under way, only the newest wish is kept, so that a held key never builds a
queue. A thumbnail or a small picture is shown at once; when the playhead rests, the frame itself
takes its place, as large as the screen can show. What was decoded once is shown again without any
waiting.
"""

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer

from cliptui.clip.timing import Timing
from cliptui.errors import CliptuiError
from cliptui.jobs.frames import FrameFeed
from cliptui.preview.display import Display
from cliptui.tui.attempts import attempt
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.canvas import OFF, SETTLE_S, Canvas

if TYPE_CHECKING:
    from PIL.Image import Image

    from cliptui.preview.reel import Reel

LATE_S: Final = 0.3
"""How long a picture may take before the one that is shown counts as an old one."""

_FALLBACK_S: Final = 2 * SETTLE_S
"""When cells are made exact if the frame itself is not there by then, which makes them so too:
to send both at once would be twice the bytes."""

_PX_PER_COLUMN: Final = 2
SMALL_PX: Final = 240
"""The most that is asked for while the eye moves: what blocks of 120 columns can show."""


@dataclass(frozen=True, slots=True)
class Shot:
    """Which picture is wanted.

    Attributes:
        asset_id: The asset.
        ms: Milliseconds from its start.
        timing: Its frames, once it is opened: frames around this one are then fetched too.
        frame: The frame's number, with the timing.
        version: When the asset was last changed.
        is_playing: Whether the next frame follows at once, so that this one is not dwelt on.
    """

    asset_id: str
    ms: int
    timing: Timing | None = None
    frame: int = 0
    version: int = 0
    is_playing: bool = field(default=False, compare=False)


class Picture(Canvas):
    """Shows the frame that is wished for, or a sentence in its place.

    Args:
        sight: What the terminal can show, and how fast.

    Attributes:
        wish: The picture that is wanted, or the sentence to show instead of one.
        feed: Where pictures come from, once there is a service.
        shown: The picture that was given to the screen last; None for a sentence.
        is_sharp: Whether it is the frame itself, as large as the screen can show.
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
        super().__init__(sight, widget_id="picture", settle_s=_FALLBACK_S)
        self.shown: Shot | None = None
        self.is_sharp = False
        self._shown_for: tuple[Shot, Size] | None = None
        self._is_fetching = self._is_late = self._is_dimmed = self._has_rested = False
        self._resting: Timer | None = None
        self._reel: Reel | None = None

    def watch_wish(self, wish: Shot | str) -> None:
        """Show the sentence or the picture, at once if it is here."""
        if isinstance(wish, str):
            self.say(wish)
        elif self._can_fetch and self._reel is not None:
            image = self._reel.get(self._key(wish))
            if image is not None:
                self._show_shot(wish, self.size, image)
        self._fetch()

    def watch_feed(self) -> None:
        """Fetch what was wanted before there was a service."""
        self._reel = None
        self._fetch()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.watch_wish(self.wish)

    def say(self, sentence: str) -> None:
        """Show a sentence in place of a picture."""
        self.shown = self._shown_for = None
        self._is_dimmed = self.is_sharp = False
        super().say(sentence)

    def show_by(self, display: Display) -> None:
        """Show pictures another way from now on; none at all with `Display.OFF`."""
        super().show_by(display)
        self.is_sharp = False
        self._fetch()

    @property
    def small_px(self) -> int:
        """The width that is asked for while the eye moves."""
        return min(self.full_px, SMALL_PX)

    @property
    def full_px(self) -> int:
        """The width that shows all that the screen can."""
        is_pixels = self.display_way.is_pixels
        return self.size.width * (self._sight.cell_px[0] if is_pixels else _PX_PER_COLUMN)

    def _fetch(self) -> None:
        if self.display_way is Display.OFF and isinstance(self.wish, Shot):
            self.say(OFF)
        if not self._is_fetching and self._shown_for != (self.wish, self.size):
            attempt(self, self._fetch_newest, "picture")
        self._rest_later()

    def _rest_later(self) -> None:
        """Have more done for the picture once no other has followed."""
        self.workers.cancel_group(self, "rest")
        if self._resting is not None:
            self._resting.stop()
        self._resting, self._has_rested = None, False
        if isinstance(self.wish, Shot) and not self.wish.is_playing:
            self._resting = self.set_timer(SETTLE_S, self._end_motion)

    def _end_motion(self) -> None:
        self._has_rested = True
        if not self._is_fetching:  # else the picture under way is waited for, not asked for twice
            attempt(self, self._rest, "rest")

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
            if self._has_rested:
                self._end_motion()

    async def _fetch_one(self, feed: FrameFeed, shot: Shot, size: Size) -> None:
        width_px = self.small_px
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
        self._remember(shot, image)
        if isinstance(self.wish, Shot) and self.wish.asset_id == shot.asset_id:
            self._show_shot(shot, size, image)

    def _show_shot(
        self, shot: Shot, size: Size, image: "Image", *, is_resting: bool = False
    ) -> None:
        self.shown, self._shown_for = shot, (shot, size)
        self._is_dimmed, self.is_sharp = False, is_resting
        self.show(image, is_resting=is_resting)

    def _show_late(self) -> None:
        """Dim the picture that is no longer the wanted one."""
        from cliptui.preview.picture import dimmed  # noqa: PLC0415  loads Pillow

        self._is_late = True
        self.post_message(self.Waited(is_waiting=True))
        if self._given is not None and not self._is_dimmed:
            self._is_dimmed, self._shown_for, self.is_sharp = True, None, False
            self.show(dimmed(self._given.image), is_resting=True)

    async def _rest(self) -> None:
        """Show the picture as truly as the screen can; then get the frames around it."""
        if not self._can_fetch or self.feed is None or not isinstance(self.wish, Shot):
            return
        shot, feed = self.wish, self.feed
        try:
            await self._sharpen(feed, shot)
            if shot.timing is not None:
                await feed.warm(shot.asset_id, shot.timing, shot.frame)
            await feed.flush()
        except CliptuiError as error:
            self.log(error)  # only a convenience failed; the frame itself will tell

    async def _sharpen(self, feed: FrameFeed, shot: Shot) -> None:
        """Put the frame itself in the place of a thumbnail, as large as the screen can show."""
        width_px, size = self.full_px, self.size
        if self.is_sharp and self._shown_for == (shot, size):
            return
        kept = feed.kept(shot.asset_id, shot.ms)
        if kept is not None and not kept.is_thumbnail and await _is_wide(kept.encoded, width_px):
            encoded = kept.encoded
        else:
            encoded = await feed.exact(shot.asset_id, shot.ms, width_px)
        image = await asyncio.to_thread(_decoded, encoded, width_px)
        if width_px == self.small_px:
            self._remember(shot, image)
        if self.wish == shot:
            self._show_shot(shot, size, image, is_resting=True)

    def _remember(self, shot: Shot, image: "Image") -> None:
        if self._reel is None:
            from cliptui.preview.reel import Reel  # noqa: PLC0415  loads Pillow

            self._reel = Reel()
        self._reel.put(self._key(shot), image)

    def _key(self, shot: Shot) -> tuple[str, int, int, int]:
        return shot.asset_id, shot.version, shot.ms, self.small_px


def _decoded(encoded: bytes, width_px: int) -> "Image":
    from cliptui.preview.picture import decoded  # noqa: PLC0415  loads Pillow

    return decoded(encoded, (width_px, width_px))


async def _is_wide(encoded: bytes, least_px: int) -> bool:
    from cliptui.preview.picture import width_px  # noqa: PLC0415  loads Pillow

    return await asyncio.to_thread(width_px, encoded) >= least_px
