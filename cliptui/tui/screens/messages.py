"""The `H` screen: the last messages, and when they came."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from cliptui.tui.messages import Entry


class MessagesScreen(ModalScreen[None]):
    """Shows messages, the newest first.

    Args:
        entries: The messages.
    """

    CSS_PATH = "keys.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,H,q,enter", "dismiss", "Close"),
        Binding("j", "scroll('down')", show=False),
        Binding("k", "scroll('up')", show=False),
    ]

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = entries

    def compose(self) -> ComposeResult:
        """Build the screen."""
        with VerticalScroll() as scroller:
            scroller.border_title = "Messages"
            yield Static(_table(self._entries), markup=False)

    def action_scroll(self, direction: str) -> None:
        """Scroll by a line with the keys of lists."""
        scroller = self.query_one(VerticalScroll)
        scroller.scroll_relative(y=1 if direction == "down" else -1, animate=False)


def _table(entries: Sequence[Entry]) -> Table | Text:
    if not entries:
        return Text("Nothing has been told yet.")
    table = Table(box=None, expand=True, show_header=False)
    table.add_column(width=len("23:59:59"))
    table.add_column(width=1)
    table.add_column(ratio=1, overflow="fold")
    for entry in entries:
        clock = datetime.fromtimestamp(entry.at_s).astimezone().strftime("%H:%M:%S")
        sign = "✗" if entry.notice.is_error else ""
        table.add_row(Text(clock, "dim"), sign, Text(entry.notice.text))
    return table
