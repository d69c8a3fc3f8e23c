"""Commands that work everywhere."""

from typing import Final

from cliptui.clip import marking
from cliptui.tui.commands.command import IN_ASSETS, IN_LOWER, IN_VIEWER, Command, Context

_HERE: Final = Context.EVERYWHERE

EVERYWHERE: Final = (
    Command(
        "show_keys", _HERE, ("question_mark",), "Keys", "Show every key.",
        IN_ASSETS | IN_VIEWER | IN_LOWER,
    ),
    Command(
        "palette", _HERE, ("colon", "ctrl+p"), "Palette", "Find a command by its name.",
        IN_ASSETS,
    ),
    Command(
        "next_pane", _HERE, ("tab",), "Pane", "Go to the next pane.", IN_ASSETS | IN_LOWER,
    ),
    Command(
        "next_tab", _HERE, ("J",), "Tab", "Show the next tab below: clips, drafts, status.",
        IN_LOWER,
    ),
    Command(
        "back", _HERE, ("escape",), "Back", "Go back to the list of assets.",
        IN_VIEWER | IN_LOWER,
    ),
    Command(
        "refresh", _HERE, ("r",), "Refresh", "Ask the service for its assets again.", IN_ASSETS,
    ),
    Command(
        "undo", _HERE, ("u",), "Undo", "Take back a change of the marks, or a deletion.",
        edit=marking.undone,
    ),
    Command("redo", _HERE, ("U",), "Redo", "Make that change again.", edit=marking.redone),
    Command(
        "next_display", _HERE, ("V",), "View", "Show pictures another way: blocks, pixels, off.",
    ),
    Command("show_rate", _HERE, ("F",), "Rate", "Show what pictures take of the link, or not."),
    Command("copy_times", _HERE, ("y",), "Copy", "Copy in and out to the clipboard."),
    Command("export", _HERE, ("e",), "Export", "Write the selections to a file for others."),
    Command(
        "show_log", _HERE, ("H",), "Messages", "Show the last messages and when they came.",
    ),
    Command("next_theme", _HERE, ("K",), "Colours", "Show the desk in the next colours."),
    Command("redraw", _HERE, ("ctrl+l",), "Redraw", "Paint the whole screen anew."),
    Command("suspend", _HERE, ("ctrl+z",), "Suspend", "Go to the shell; fg comes back."),
    Command("choose_place", _HERE, ("at",), "Places", "Go to another folder or service."),
    Command("show_mediaclips", _HERE, ("Y",), "Mediaclips", "Show the mediaclips of this place."),
    Command("filter", _HERE, ("slash",), "Filter", "Search the library.", IN_ASSETS),
    Command(
        "leave", _HERE, ("q", "ctrl+q"), "Quit", "Leave; the next start goes on with the rest.",
        IN_ASSETS | IN_LOWER,
    ),
)  # fmt: skip
