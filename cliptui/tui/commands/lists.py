"""Commands of every list."""

from typing import Final

from cliptui.tui.commands.command import IN_ASSETS, IN_CLIPS, Command, Context

_HERE: Final = Context.LISTS

LISTS: Final = (
    Command("cursor_up", _HERE, ("k", "up"), "Up", "Go up one row."),
    Command("cursor_down", _HERE, ("j", "down"), "Down", "Go down one row."),
    Command("page_up", _HERE, ("pageup",), "Page up", "Go up one page."),
    Command("page_down", _HERE, ("pagedown",), "Page down", "Go down one page."),
    Command("first", _HERE, ("g", "home"), "First", "Go to the first row."),
    Command("last", _HERE, ("G", "end"), "Last", "Go to the last row here.", IN_ASSETS | IN_CLIPS),
    Command("select", _HERE, ("space",), "Select", "Choose the row, or no longer."),
)
