"""The `?` screen: every key, from the one table, those that work here first."""

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
        first: The contexts whose keys work where it was asked from; they come first.
    """

    CSS_PATH = "keys.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "dismiss", "Close"),
        Binding("j", "scroll('down')", show=False),
        Binding("k", "scroll('up')", show=False),
    ]

    def __init__(self, keymap: Keymap, first: tuple[Context, ...] = ()) -> None:
        super().__init__()
        self._keymap = keymap
        self._contexts = dict.fromkeys((*first, *Context))

    def compose(self) -> ComposeResult:
        """Build the screen."""
        with VerticalScroll():
            for context in self._contexts:
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
