"""What a command is, and how its keys are written."""

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
    TAKES = "List of selections"
    CLIPS = "Clips"
    DRAFTS = "Drafts"
    STATUS = "Status"
    MEDIACLIPS = "Mediaclips"


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


IN_ASSETS: Final = frozenset({Context.ASSETS})
IN_VIEWER: Final = frozenset({Context.VIEWER})
IN_STATUS: Final = frozenset({Context.STATUS})
IN_MEDIACLIPS: Final = frozenset({Context.MEDIACLIPS})
IN_CLIPS: Final = frozenset({Context.CLIPS})
IN_DRAFTS: Final = frozenset({Context.DRAFTS})
IN_LOWER: Final = IN_CLIPS | IN_DRAFTS | IN_STATUS
"""Panes in whose footer a command can be."""

_SIGNS: Final = {
    "left": "←", "right": "→", "up": "↑", "down": "↓", "enter": "⏎", "escape": "esc",
    "home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn",
    "comma": ",", "full_stop": ".", "less_than_sign": "<", "greater_than_sign": ">",
    "question_mark": "?", "colon": ":", "slash": "/", "equals_sign": "=",
    "plus": "+", "minus": "-", "space": "space", "semicolon": ";",
    "left_square_bracket": "[", "right_square_bracket": "]",
    "left_curly_bracket": "{", "right_curly_bracket": "}",
    "left_parenthesis": "(", "right_parenthesis": ")", "at": "@",
}  # fmt: skip


def key_sign(key: str) -> str:
    """Return a key as people know it: `←` for `left`, `^p` for `ctrl+p`, `⇧←` for shift."""
    *modifiers, name = key.split("+")
    signs = {"ctrl": "^", "shift": "⇧"}
    return "".join(signs[modifier] for modifier in modifiers) + _SIGNS.get(name, name)
