"""Commands that save what is marked, and those of the list of selections."""

from typing import Final

from cliptui.clip import marking
from cliptui.tui.commands.command import IN_VIEWER, Command, Context

_HERE: Final = Context.VIEWER
_LIST: Final = Context.TAKES

SAVING: Final = (
    Command("save", _HERE, ("s",), "Save", "Save the clip's draft at once.", IN_VIEWER),
    Command(
        "save_with_form", _HERE, ("S",), "Save as", "Save with title, profile and metadata.",
    ),
    Command(
        "save_and_next", _HERE, ("D",), "Save, next", "Save the draft and open the next asset.",
    ),
)  # fmt: skip

TAKES: Final = (
    Command("go_to_take", _LIST, ("enter", "l"), "Go", "Go to the selection."),
    Command("save_takes", _LIST, ("s",), "Save", "Save the selections that space has chosen."),
    Command("clear_take", _LIST, ("d", "X"), "Clear", "Take the selection away, or the chosen."),
    Command("undo_take", _LIST, ("u",), "Undo", "Take back a change.", edit=marking.undone),
    Command("redo_take", _LIST, ("U",), "Redo", "Make it again.", edit=marking.redone),
    Command("close_takes", _LIST, ("escape", "q", "L", "h"), "Close", "Close the list."),
)
