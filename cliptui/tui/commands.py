"""The one table of all that can be done with keys.

The footer, the `?` screen, the palette, `cliptui keys` and the bindings of every widget are
made from it. A command that only changes the desk carries the change itself, a pure function;
every other one names an action of the screen or of the list that it belongs to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cliptui.clip.desk import Desk

DeskEdit = Callable[[Desk], Desk]


class Context(StrEnum):
    """Where a command's keys work; the words head the sections of the `?` screen."""

    EVERYWHERE = "Everywhere"
    LISTS = "Lists"
    ASSETS = "Assets"
    VIEWER = "Picture and timeline"
    STATUS = "Status"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done.

    Attributes:
        name: Its identifier, and the name of the action unless it is an edit.
        context: Where its keys work.
        keys: Names of its keys as Textual spells them, the one to show first.
        label: One or two words for the footer.
        sentence: What it does, for the `?` screen and the palette.
        footer: The panes in whose footer it is one of the eight.
        edit: The change of the desk, if it is no more than that.
        takes_key: Whether the action is told which of the keys was pressed.
    """

    name: str
    context: Context
    keys: tuple[str, ...]
    label: str
    sentence: str
    footer: frozenset[Context] = frozenset()
    edit: DeskEdit | None = None
    takes_key: bool = False

    @property
    def keys_shown(self) -> str:
        """Its keys as people know them: `← ,`."""
        return " ".join(key_sign(key) for key in self.keys)


_ASSETS: Final = frozenset({Context.ASSETS})
_VIEWER: Final = frozenset({Context.VIEWER})
_STATUS: Final = frozenset({Context.STATUS})
_PANES: Final = _ASSETS | _VIEWER | _STATUS

_SIGNS: Final = {
    "left": "←", "right": "→", "up": "↑", "down": "↓", "enter": "⏎", "escape": "esc",
    "home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn",
    "comma": ",", "full_stop": ".", "less_than_sign": "<", "greater_than_sign": ">",
    "question_mark": "?", "colon": ":", "slash": "/", "equals_sign": "=",
    "plus": "+", "minus": "-",
}  # fmt: skip


def key_sign(key: str) -> str:
    """Return a key as people know it: `←` for `left`, `^p` for `ctrl+p`, `⇧←` for shift."""
    *modifiers, name = key.split("+")
    signs = {"ctrl": "^", "shift": "⇧"}
    return "".join(signs[modifier] for modifier in modifiers) + _SIGNS.get(name, name)


def _everywhere() -> tuple[Command, ...]:
    here = Context.EVERYWHERE
    return (
        Command("show_keys", here, ("question_mark",), "Keys", "Show every key.", _PANES),
        Command(
            "palette", here, ("colon", "ctrl+p"), "Palette", "Find a command by its name.",
            _ASSETS | _STATUS,
        ),
        Command(
            "next_pane", here, ("tab",), "Pane", "Go to the next pane.", _ASSETS | _STATUS,
        ),
        Command(
            "back", here, ("escape",), "Back", "Go back to the list of assets.",
            _VIEWER | _STATUS,
        ),
        Command(
            "refresh", here, ("r",), "Refresh", "Ask the service for its assets again.", _ASSETS,
        ),
        Command("undo", here, ("u",), "Undo", "Take back a change of the marks.", edit=Desk.undone),
        Command("redo", here, ("U",), "Redo", "Make that change again.", edit=Desk.redone),
        Command("redraw", here, ("ctrl+l",), "Redraw", "Paint the whole screen anew."),
        Command(
            "next_display", here, ("V",), "View", "Show pictures another way: blocks, pixels, off."
        ),
        Command("show_rate", here, ("F",), "Rate", "Show what pictures take of the link, or not."),
        Command("suspend", here, ("ctrl+z",), "Suspend", "Go to the shell; fg comes back."),
        Command("filter", here, ("slash",), "Filter", "Search the library.", _ASSETS),
        Command(
            "leave", here, ("q", "ctrl+q"), "Quit", "Leave; the next start goes on with the rest.",
            _ASSETS | _STATUS,
        ),
    )  # fmt: skip


def _lists() -> tuple[Command, ...]:
    here = Context.LISTS
    return (
        Command("cursor_up", here, ("k", "up"), "Up", "Go up one row."),
        Command("cursor_down", here, ("j", "down"), "Down", "Go down one row."),
        Command("page_up", here, ("pageup",), "Page up", "Go up one page."),
        Command("page_down", here, ("pagedown",), "Page down", "Go down one page."),
        Command("first", here, ("g", "home"), "First", "Go to the first row."),
        Command("last", here, ("G", "end"), "Last", "Go to the last row here.", _ASSETS | _STATUS),
    )


def _assets() -> tuple[Command, ...]:
    here = Context.ASSETS
    return (Command("open", here, ("enter", "l"), "Open", "Open the asset.", _ASSETS),)


def _transport() -> tuple[Command, ...]:
    here = Context.VIEWER
    return (
        Command(
            "step_back", here, ("left", "comma"), "Frame", "Step back one frame.", _VIEWER,
            edit=lambda desk: desk.stepped(-1),
        ),
        Command(
            "step_on", here, ("right", "full_stop"), "Frame", "Step on one frame.", _VIEWER,
            edit=lambda desk: desk.stepped(1),
        ),
        Command(
            "second_back", here, ("less_than_sign", "shift+left"), "-1 s", "Step back one second.",
            edit=lambda desk: desk.stepped_seconds(-1),
        ),
        Command(
            "second_on", here, ("greater_than_sign", "shift+right"), "+1 s", "Step on one second.",
            edit=lambda desk: desk.stepped_seconds(1),
        ),
        Command(
            "ten_back", here, ("b",), "-10 s", "Step back ten seconds.",
            edit=lambda desk: desk.stepped_seconds(-10),
        ),
        Command(
            "ten_on", here, ("w",), "+10 s", "Step on ten seconds.",
            edit=lambda desk: desk.stepped_seconds(10),
        ),
        Command(
            "to_start", here, ("home",), "Start", "Go to the first frame.",
            edit=lambda desk: desk.moved_to(0),
        ),
        Command(
            "to_end", here, ("end",), "End", "Go to the last frame.",
            edit=lambda desk: desk.moved_to(desk.last_frame),
        ),
        Command(
            "enter_time", here, ("g", "equals_sign"), "Time", "Type a timecode to go to.", _VIEWER,
        ),
        Command(
            "enter_digit", here, (*"0123456789", "plus", "minus"), "Time",
            "Type a timecode, or with + and - a step.", takes_key=True,
        ),
    )  # fmt: skip


def _marks() -> tuple[Command, ...]:
    here = Context.VIEWER
    return (
        Command(
            "mark_in", here, ("i",), "In", "The clip starts with this frame.", _VIEWER,
            edit=lambda desk: desk.with_in(desk.playhead),
        ),
        Command(
            "mark_out", here, ("o",), "Out", "The clip ends with this frame.", _VIEWER,
            edit=lambda desk: desk.with_out_after(desk.playhead),
        ),
        Command("save", here, ("s",), "Save", "Save the clip's draft at once.", _VIEWER),
    )  # fmt: skip


def _status() -> tuple[Command, ...]:
    here = Context.STATUS
    return (
        Command("open_clip", here, ("enter", "l"), "Open", "Open the finished clip.", _STATUS),
        Command(
            "convert", here, ("C",), "Convert", "Have a saved draft cut, where one must ask.",
            _STATUS,
        ),
    )  # fmt: skip


COMMANDS: Final = (
    *_everywhere(), *_lists(), *_assets(), *_transport(), *_marks(), *_status()
)  # fmt: skip
"""Every command, in the order of the `?` screen."""


def commands_of(context: Context) -> tuple[Command, ...]:
    """Return the commands whose keys work in a context."""
    return tuple(command for command in COMMANDS if command.context is context)


def command_named(name: str) -> Command:
    """Return the command with this name.

    Raises:
        KeyError: There is none.
    """
    return {command.name: command for command in COMMANDS}[name]
