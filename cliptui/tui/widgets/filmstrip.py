"""The filmstrip: the whole asset at a glance, and letters that jump into it."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from textual.binding import Binding
from textual.events import Blur, Focus, Key, Resize
from textual.message import Message
from textual.reactive import var

from cliptui.clip.desk import Desk
from cliptui.clip.hints import LEAST_PARTS, LETTERS, Hints
from cliptui.clip.selection import Selection
from cliptui.clip.timing import Timing
from cliptui.errors import CliptuiError
from cliptui.jobs.frames import FrameFeed
from cliptui.jobs.glimpses import Glimpses
from cliptui.tui.attempts import attempt
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.assets import length_label
from cliptui.tui.widgets.picture import Picture
from cliptui.tui.widgets.tiles import Tile, Tiles

_COLUMNS_PER_PART: Final = 10
_FIRST_PICTURE_S: Final = 0.3
"""How long the picture of an asset that was just opened goes first."""

_MINUTES_LENGTH: Final = len("hh:mm:")

JUMPING: Final = "-jumping"
"""The class of the screen while letters jump; where there is little room, the picture goes."""


class Filmstrip(Tiles, can_focus=True):
    """Shows parts of the asset; a letter goes to a part and shows the parts of that.

    Args:
        sight: What the terminal can show.

    Attributes:
        desk: The opened asset, if one is open.
        hints: The stretch that is shown, and its letters.
    """

    BINDINGS = [  # noqa: RUF012  Textual's type
        Binding("backspace", "higher", "Up", key_display="⌫"),
        Binding("escape,enter", "leave", "Stay here"),
    ]

    desk: var[Desk | None] = var(None, init=False)
    hints: var[Hints | None] = var(None, init=False)

    @dataclass
    class Jumped(Message):
        """A letter was pressed: the playhead shall be on this frame."""

        frame: int

    @dataclass
    class Left(Message):
        """Letters do not jump any more."""

    def __init__(self, sight: Sight) -> None:
        super().__init__(sight, widget_id="filmstrip")
        self._glimpses: tuple[FrameFeed, Glimpses] | None = None

    def watch_desk(self, before: Desk | None, desk: Desk | None) -> None:
        """Show another asset, or where the playhead is."""
        self.set_class(desk is None, "-empty")
        is_same = desk is not None and before is not None and before.asset == desk.asset
        if not is_same:
            self.hints = self._whole()
        self._show_playhead()

    def watch_hints(self) -> None:
        """Show the letters at once and the pictures as they come."""
        hints, desk = self.hints, self.desk
        self.tiles = ()
        if hints is not None and desk is not None:
            self.tiles = tuple(
                Tile(f"{letter} {part_label(desk.timing, start, hints)}")
                for letter, start in zip(hints.letters, hints.starts, strict=True)
            )
        self._show_playhead()
        self._load()

    def on_resize(self, event: Resize) -> None:
        """Divide the asset into as many parts as there is room for."""
        del event
        whole = self._whole()
        if whole is not None and self.hints is not None:
            if whole.most_parts != self.hints.most_parts:
                self.hints = whole
            self._load()

    def start(self) -> None:
        """Let letters jump."""
        self.screen.add_class(JUMPING)
        self.screen.set_focus(self)
        self.hints = self._whole()

    def on_focus(self, event: Focus) -> None:
        """Let letters jump after a click too."""
        del event
        self.screen.add_class(JUMPING)

    def on_blur(self, event: Blur) -> None:
        """Stop jumping once something else has the keys."""
        del event
        if self.screen.has_class(JUMPING):
            self.screen.remove_class(JUMPING)
            self.hints = self._whole()

    def on_key(self, event: Key) -> None:
        """Jump by a letter; it means nothing else here."""
        if event.character and event.is_printable:
            event.stop()
            event.prevent_default()
            self._jump(self.hints.deeper(event.character) if self.hints is not None else None)

    def action_higher(self) -> None:
        """Show the stretch that this one was chosen from."""
        if self.hints is not None:
            self.hints = self.hints.higher()

    def action_leave(self) -> None:
        """Stop jumping; the playhead stays where it is."""
        self.post_message(self.Left())

    def _jump(self, hints: Hints | None) -> None:
        if hints is None:
            return
        self.post_message(self.Jumped(hints.span.in_frame))
        if hints.span.frame_count > 1:
            self.hints = hints
        else:
            self.post_message(self.Left())

    def _whole(self) -> Hints | None:
        if self.desk is None:
            return None
        parts = max(LEAST_PARTS, min(len(LETTERS), self.size.width // _COLUMNS_PER_PART))
        return Hints(Selection(0, self.desk.timing.frame_count), parts)

    def _show_playhead(self) -> None:
        if self.desk is not None and self.hints is not None:
            self.chosen = self.hints.place_of(self.desk.playhead)

    def reload(self) -> None:
        """Draw all of it as pictures are shown now, and get those that are wanted now."""
        super().reload()
        self._load()

    def _load(self) -> None:
        if self.size.area and self.has_pictures and self.hints is not None:
            attempt(self, self._fetch, "strip")

    async def _fetch(self) -> None:
        hints, desk, feed = self.hints, self.desk, self.screen.query_one(Picture).feed
        if hints is None or desk is None or feed is None:
            return
        if not self.has_focus:
            await asyncio.sleep(_FIRST_PICTURE_S)
        if self._glimpses is None or self._glimpses[0] is not feed:
            self._glimpses = (feed, Glimpses(feed))
        coming = self._glimpses[1].of(
            *(desk.asset.asset_id, desk.timing, hints.starts, hints.span.out_frame, self.tile_px)
        )
        try:
            async with aclosing(coming):
                await self.put_as_they_come(coming)
        except CliptuiError as error:
            self.log(error)  # letters jump without pictures too


def part_label(timing: Timing, frame: int, hints: Hints) -> str:
    """Write where a part begins in a few cells: `1:12:05`, or `05;12` where parts are short."""
    start_s, end_s = map(timing.seconds_at, (hints.span.in_frame, hints.span.out_frame))
    if end_s - start_s >= len(hints.starts):
        return length_label(float(int(timing.seconds_at(frame))))
    whole_label = timing.label(frame)
    return whole_label[_MINUTES_LENGTH:]
