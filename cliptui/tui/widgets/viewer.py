"""The viewer: the picture of an asset, and all that is done to it with keys."""

from dataclasses import dataclass

from textual import getters, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from cliptui.clip.asset import Asset
from cliptui.clip.desk import Desk
from cliptui.clip.entry import HINT, frame_of
from cliptui.errors import BadTime
from cliptui.tui.attempts import Failed
from cliptui.tui.bindings import bindings_of
from cliptui.tui.commands import Context
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.entry import Entry
from cliptui.tui.widgets.lines import InfoLine
from cliptui.tui.widgets.picture import Picture, Shot
from cliptui.tui.widgets.saving import SavingPane

_MS_PER_S = 1000


class Viewer(SavingPane, can_focus=True):
    """Shows and edits an opened asset; shows other ones by a poster.

    Args:
        sight: What the terminal can show, and how fast.
    """

    BINDINGS = bindings_of(Context.VIEWER)

    info = getters.query_one(InfoLine)
    picture = getters.query_one(Picture)
    time_input = getters.query_one("#time", Input)

    @dataclass
    class EntryEnded(Message):
        """The entry of a timecode was left, by a time that could be read or by none."""

    def __init__(self, sight: Sight) -> None:
        super().__init__(widget_id="viewer")
        self._sight = sight

    def compose(self) -> ComposeResult:
        """Build the pane."""
        yield InfoLine()
        entry = Entry(placeholder=HINT, id="time", compact=True, select_on_focus=False)
        entry.display = False
        yield entry
        yield Picture(self._sight)

    def watch_desk(self, before: Desk | None, desk: Desk | None) -> None:
        """Show the frame under the playhead and tell of the change."""
        if desk is not None:
            self.show_desk()
            self.post_message(self.Edited(desk))
            if before is None or not before.shows(desk.asset):
                self.begin_work()

    def show_desk(self) -> None:
        """Show the frame under the playhead, if an asset is open."""
        if self.desk is None:
            return
        self._describe(self.desk.asset, is_open=True)
        ms = self.desk.timing.start_ms(self.desk.playhead)
        asset_id = self.desk.asset.asset_id
        self.picture.wish = Shot(asset_id, ms, self.desk.timing, self.desk.playhead)

    def show_poster(self, asset: Asset) -> None:
        """Show an asset's middle frame, as the vendor's tool does, or why there is none."""
        self._describe(asset, is_open=False)
        if asset.is_ready:
            self.picture.wish = Shot(asset.asset_id, int(asset.duration_s * _MS_PER_S / 2))
        else:
            self.picture.wish = asset.reason or f"This asset is not ready: it is {asset.state}."

    def show_sentence(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self.info.asset = None
        self.picture.wish = sentence

    def action_enter_digit(self, sign: str) -> None:
        """Let the user type a timecode that starts with this digit or sign."""
        self.action_enter_time(sign)

    def action_enter_time(self, start: str = "") -> None:
        """Let the user type a timecode, which may start with a digit or sign already typed."""
        if self.opened() is None:
            return
        # Shown and focused at once, not with the next repaint: the next key may wait already.
        self.info.display, self.time_input.display = False, True
        self.screen.set_focus(self.time_input)
        self.time_input.value = start
        self.time_input.cursor_position = len(start)

    @property
    def is_entering(self) -> bool:
        """Whether a timecode is being typed."""
        return self.time_input.display

    def end_entry(self) -> None:
        """Put the entry of a timecode away."""
        self.screen.set_focus(self)
        self.info.display, self.time_input.display = True, False
        self.post_message(self.EntryEnded())

    @on(Picture.Waited)
    def _tell_waiting(self, event: Picture.Waited) -> None:
        event.stop()
        self.info.is_waiting = event.is_waiting

    @on(Input.Submitted, "#time")
    def _go_to_typed(self, event: Input.Submitted) -> None:
        event.stop()
        if self.desk is None or not event.value.strip():
            self.end_entry()
            return
        try:
            frame = frame_of(event.value, self.desk.timing, self.desk.playhead)
        except BadTime as error:
            self.post_message(Failed(error))
        else:
            self.desk = self.desk.moved_to(frame)
            self.end_entry()

    def _describe(self, asset: Asset, *, is_open: bool) -> None:
        self.info.asset = asset
        self.info.is_open = is_open
