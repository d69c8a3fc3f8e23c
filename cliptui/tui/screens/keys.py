"""The `?` screen: every key, from the one table."""

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from cliptui.tui.commands import Context, commands_of
from cliptui.tui.keymap import Keymap


class KeysScreen(ModalScreen[None]):
    """Shows every command with its keys and its sentence.

    Args:
        keymap: The keys that commands have.
    """

    CSS_PATH = "keys.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "dismiss", "Close"),
        Binding("j", "scroll('down')", show=False),
        Binding("k", "scroll('up')", show=False),
    ]

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Build the screen."""
        with VerticalScroll():
            for context in Context:
                yield Static(_table(context, self._keymap), markup=False)

    def action_scroll(self, direction: str) -> None:
        """Scroll by a line with the keys of lists."""
        scroller = self.query_one(VerticalScroll)
        scroller.scroll_relative(y=1 if direction == "down" else -1, animate=False)


def _table(context: Context, keymap: Keymap) -> Table:
    table = Table(title=Text(context), box=None, title_justify="left", expand=True)
    table.add_column(width=20)
    table.add_column(ratio=1)
    table.show_header = False
    for command in commands_of(context):
        table.add_row(Text(keymap.shown(command), "bold"), Text(command.sentence))
    return table
