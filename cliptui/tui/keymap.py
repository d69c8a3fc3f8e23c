"""Keys of the user's own: what a keymap may say, and what comes of it.

A keymap is TOML: `profile` names a program whose keys are taken over, and the table `[keys]` has
the keys of commands by their names, `mark_in = ["i", "f5"]`; an empty list leaves a command to
the palette. A key is a character or a name of Textual's. This module needs no screen, since
`cliptui keys` shows the keys too.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from cliptui.clip.text import clean
from cliptui.errors import BadSetting
from cliptui.tui.commands import PANES, Command, command_named, commands_of
from cliptui.tui.commands.command import key_sign

PROFILES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    # Editing desks undo with ctrl+z and find with ctrl+f; the shell is left to the palette.
    "nle": {"undo": ("ctrl+z", "u"), "suspend": (), "filter": ("slash", "ctrl+f")},
    # Its arrows seek a second, its comma and full stop a frame; up and down go to segments, shift
    # and an arrow to the edges of one; b splits it, backspace removes it, ctrl+z undoes.
    # https://github.com/mifi/lossless-cut/blob/master/src/main/configStore.ts
    "losslesscut": {
        "step_back": ("comma",),
        "step_on": ("full_stop",),
        "second_back": ("left",),
        "second_on": ("right",),
        "ten_back": ("less_than_sign",),
        "ten_on": ("greater_than_sign", "w"),
        "go_to_in": ("shift+left", "I"),
        "go_to_out": ("shift+right", "O"),
        "previous_take": ("up",),
        "next_take": ("down",),
        "previous_point": ("left_parenthesis", "pageup"),
        "next_point": ("right_parenthesis", "pagedown"),
        "split": ("b", "R"),
        "clear": ("backspace", "X"),
        "undo": ("ctrl+z", "u"),
        "suspend": (),
    },
}
"""Programs whose keys can be taken over, and the commands whose keys then are others."""

NEVER: Final = frozenset(
    {"tilde", "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+left_square_bracket", "ctrl+a"}
    | {"ctrl+b", "ctrl+left", "ctrl+right", "ctrl+up", "ctrl+down", "f1", "f10", "f11"}
)
"""Keys that do not come through: SSH, multiplexers and terminals take them, or they are others."""

_NAMED: Final = frozenset(
    {"enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end"}
    | {"pageup", "pagedown", "up", "down", "left", "right"}
    | {"f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f12"}
)
"""Keys that are no characters."""

_RENAMED: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Names of characters in Unicode that Textual calls otherwise."""

_NO_KEY: Final = "unbound"
"""A name that no key has: Textual takes an empty list for none at all."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of commands that have others than those of the table.

    Attributes:
        keys: Keys by the names of commands, as Textual spells them.
    """

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, command: Command) -> tuple[str, ...]:
        """Return the keys of a command, the one to show first."""
        return self.keys.get(command.name, command.keys)

    def shown(self, command: Command) -> str:
        """Return the keys of a command as people know them."""
        return " ".join(key_sign(key) for key in self.of(command))

    @property
    def for_textual(self) -> dict[str, str]:
        """What Textual is told."""
        return {name: ",".join(keys) or _NO_KEY for name, keys in self.keys.items()}


def keymap_of(settings: Mapping[str, object], name: str) -> Keymap:
    """Read a keymap.

    Args:
        settings: What its TOML says.
        name: What the user knows it by, for sentences.

    Raises:
        BadSetting: A profile, a command or a key is not known, a key cannot be used, or one key
            would mean two things in a pane.
    """
    unknown = sorted(settings.keys() - {"profile", "keys"})
    if unknown:
        raise BadSetting(
            f"{name}: “{clean(unknown[0])}” means nothing; write “profile” and “[keys]”."
        )
    profile = settings.get("profile", "")
    if profile and profile not in PROFILES:
        raise BadSetting(
            f"{name}: there is no profile “{clean(str(profile))}”: write nle or losslesscut."
        )
    own = settings.get("keys", {})
    if not isinstance(own, dict):
        raise BadSetting(f"{name}: “keys” is no table: write [keys] and a line for each command.")
    wanted = {command: _keys(command, keys, name) for command, keys in own.items()}
    keymap = Keymap(MappingProxyType({**PROFILES.get(str(profile), {}), **wanted}))
    _check(keymap, name)
    return keymap


def _keys(command: str, keys: object, name: str) -> tuple[str, ...]:
    try:
        known = command_named(command)
    except KeyError as error:
        raise BadSetting(
            f"{name}: there is no command “{clean(command)}”; cliptui keys --names lists them."
        ) from error
    if known.takes_key:
        raise BadSetting(f"{name}: “{command}” is what digits and signs do, so its keys stay.")
    listed = [keys] if isinstance(keys, str) else keys
    if not isinstance(listed, list):
        raise BadSetting(f'{name}: “{command}” needs a list of keys, such as ["i", "f5"].')
    return tuple(_key(key, command, name) for key in listed)


def _key(key: object, command: str, name: str) -> str:
    """Return a key as Textual spells it."""
    if not isinstance(key, str):
        raise BadSetting(f"{name}: “{command}” has a key that is no text: write it in quotes.")
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    spelled = "+".join((*modifiers, _spelled(last)))
    is_known = last in _NAMED or (len(last) == 1 and last.isprintable()) or _is_character(last)
    if not is_known or not set(modifiers) <= {"ctrl", "shift"}:
        raise BadSetting(f"{name}: “{command}” has the key “{clean(key)}”, which is none.")
    if spelled in NEVER:
        raise BadSetting(
            f"{name}: “{command}” has the key “{clean(key)}”, "
            "which does not come through everywhere."
        )
    return spelled


def _spelled(character: str) -> str:
    if len(character) != 1 or character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


def _is_character(name: str) -> bool:
    """Tell whether a name is that of a character, such as `question_mark`."""
    return any(_spelled(chr(code)) == name for code in range(0x20, 0x7F))


def _check(keymap: Keymap, name: str) -> None:
    for contexts in PANES.values():
        taken: dict[str, Command] = {}
        for command in (each for context in contexts for each in commands_of(context)):
            for key in keymap.of(command):
                other = taken.setdefault(key, command)
                if other is not command:
                    raise BadSetting(
                        f"{name}: the key “{key_sign(key)}” would mean both “{other.name}” and "
                        f"“{command.name}”: give one of them another."
                    )
