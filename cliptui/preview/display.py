"""How pictures are shown: by which characters, or by which protocol for pixels."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cliptui.preview.glyphs import Blocks
from cliptui.preview.probe import Answers


class Display(StrEnum):
    """A way to show pictures."""

    HALF = "half"
    QUAD = "quad"
    SEXTANT = "sextant"
    KITTY = "kitty"
    ITERM = "iterm"
    SIXEL = "sixel"
    OFF = "off"

    @property
    def blocks(self) -> Blocks:
        """The characters that are drawn with, also where pixels cannot be shown."""
        is_blocks = self in (Display.HALF, Display.QUAD, Display.SEXTANT)
        return Blocks(self.value) if is_blocks else Blocks.HALF

    @property
    def is_pixels(self) -> bool:
        """Whether it is a protocol for pixels."""
        return self in (Display.KITTY, Display.ITERM, Display.SIXEL)


_KITTY_NAMES: Final = ("kitty", "ghostty")
"""Terminals that show kitty images by placeholders; Konsole and WezTerm do not."""

_ITERM_NAMES: Final = ("iterm2", "wezterm")

_TEXT_DRIVER: Final = "TEXTUAL_DRIVER"
"""Set where Textual serves a browser."""


@dataclass(frozen=True, slots=True)
class Tmux:
    """What tmux says.

    Attributes:
        has_passthrough: Whether it hands images on to the terminal outside.
        outside: `TERM` of the terminal outside.
        features: What it knows of that terminal.
    """

    has_passthrough: bool = False
    outside: str = ""
    features: str = ""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a terminal can show.

    Attributes:
        displays: The ways that work, the best one that costs nothing in quality first.
        in_tmux: Whether images must be handed through tmux.
        only_these: Whether another one would do harm, so that not even the user may want it.
    """

    displays: tuple[Display, ...] = (Display.HALF, Display.QUAD, Display.SEXTANT, Display.OFF)
    in_tmux: bool = False
    only_these: bool = False

    def next_after(self, display: Display) -> Display:
        """Return the way that comes after one, round and round."""
        ways = self.displays
        return ways[(ways.index(display) + 1) % len(ways)] if display in ways else ways[0]


def abilities(answers: Answers, environ: Mapping[str, str], tmux: Tmux | None) -> Abilities:
    """Return what a terminal can show.

    Args:
        answers: What it has told.
        environ: The environment.
        tmux: What tmux says, if the program runs in it.
    """
    blocks = (Display.HALF, Display.QUAD, Display.SEXTANT)
    if _TEXT_DRIVER in environ:
        return Abilities((*blocks, Display.OFF), only_these=True)
    if tmux is not None:
        is_kitty = tmux.has_passthrough and tmux.outside.removeprefix("xterm-") in _KITTY_NAMES
        shown = (*blocks, Display.KITTY) if is_kitty else blocks
        return Abilities((*shown, Display.OFF), in_tmux=True, only_these=True)
    name = answers.name.lower()
    found = {
        Display.KITTY: answers.has_kitty and name.startswith(_KITTY_NAMES),
        Display.ITERM: name.startswith(_ITERM_NAMES) or environ.get("LC_TERMINAL") == "iTerm2",
        Display.SIXEL: answers.has_sixel,
    }
    pixels = tuple(display for display, is_found in found.items() if is_found)
    return Abilities((*blocks, *pixels, Display.OFF))


def chosen(wanted: str, blocks: Blocks, can: Abilities) -> Display:
    """Return the way to start with.

    Args:
        wanted: A way, or `auto` for pixels that may move where there are any, else blocks.
        blocks: The characters for `auto`, and in place of pixels where those cannot be.
        can: What the terminal can show.
    """
    if wanted == "auto":
        moving = [way for way in (Display.KITTY, Display.ITERM) if way in can.displays]
        return moving[0] if moving and blocks is Blocks.HALF else Display(blocks.value)
    display = Display(wanted)
    is_barred = can.only_these and display not in can.displays
    return Display(blocks.value) if is_barred else display
