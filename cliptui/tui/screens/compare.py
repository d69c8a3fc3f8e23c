"""The frames at both ends of a clip, as large as the screen: is the clip what it should be?"""

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from cliptui.clip.desk import Desk
from cliptui.jobs.frames import FrameFeed
from cliptui.tui.attempts import Failed
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.two_up import TwoUp

_HINT: Final = "the dimmed frame is the first one that is not in the clip · esc"


class CompareScreen(ModalScreen[None]):
    """Shows the first and the last frame of what is marked, and the one behind it.

    Args:
        sight: What the terminal can show.
        desk: The opened asset.
        feed: Gives the pictures.
    """

    CSS_PATH = "compare.tcss"
    BINDINGS = [Binding("escape,v,enter,q", "dismiss", "Close")]  # noqa: RUF012  Textual's type

    def __init__(self, sight: Sight, desk: Desk, feed: FrameFeed) -> None:
        super().__init__()
        self._sight = sight
        self._desk = desk
        self._feed = feed

    def compose(self) -> ComposeResult:
        """Build the screen."""
        yield TwoUp(self._sight, rest_s=0)
        yield Static(_HINT, markup=False)

    def on_mount(self) -> None:
        """Show the marks."""
        shown = self.query_one(TwoUp)
        shown.feed, shown.desk = self._feed, self._desk

    @on(TwoUp.Missed)
    def _tell(self, event: TwoUp.Missed) -> None:
        self.post_message(Failed(event.error))
