"""How many colours a terminal has, known before Textual is loaded.

Textual and Rich go by `COLORTERM`, which SSH does not hand on; they would then take a terminal
of all colours for one of 256, or of 16. Other variables that SSH does hand on tell better.
"""

from collections.abc import Mapping
from typing import Final

TRUECOLOR: Final = "truecolor"
TEXTUAL_VARIABLE: Final = "TEXTUAL_COLOR_SYSTEM"

_TERMS: Final = (
    "xterm-kitty", "xterm-ghostty", "wezterm", "alacritty", "foot", "contour", "rio", "mintty",
)  # fmt: skip
_TERM_ENDINGS: Final = ("-direct", "-truecolor")
_PROGRAMS: Final = ("iTerm.app", "WezTerm", "vscode", "ghostty", "rio", "Hyper", "Tabby", "mintty")
_NAMES: Final = (
    "kitty", "ghostty", "wezterm", "iterm2", "foot", "contour", "konsole", "vte", "mintty", "rio",
    "alacritty", "xterm.js", "warp", "zellij",
)  # fmt: skip
_TMUX_FEATURE: Final = "RGB"


def colours_by_environment(environ: Mapping[str, str]) -> str | None:
    """Return `truecolor` if the environment shows that the terminal has all colours, else None.

    Args:
        environ: The environment. What the user has set for Textual, or `NO_COLOR`, is theirs: None.
    """
    if environ.get("NO_COLOR") or environ.get(TEXTUAL_VARIABLE):
        return None
    if "TMUX" in environ:
        return None  # tmux stands between; its own features tell
    term = environ.get("TERM", "")
    is_known = (
        environ.get("COLORTERM", "").lower() in (TRUECOLOR, "24bit")
        or term.startswith(_TERMS)
        or term.endswith(_TERM_ENDINGS)
        or environ.get("LC_TERMINAL") == "iTerm2"
        or environ.get("TERM_PROGRAM") in _PROGRAMS
        or "WT_SESSION" in environ
        or int_or_zero(environ.get("VTE_VERSION", "")) >= _FIRST_VTE
    )
    return TRUECOLOR if is_known else None


_FIRST_VTE: Final = 3600
"""The first version of VTE, 0.36, that shows all colours."""


def colours_by_answers(name: str, tmux_features: str) -> str | None:
    """Return `truecolor` if a terminal's own answer shows that it has all colours, else None.

    Args:
        name: What it calls itself.
        tmux_features: What tmux says of the terminal outside, if it runs in tmux.
    """
    is_known = name.lower().startswith(_NAMES) or _TMUX_FEATURE in tmux_features.split(",")
    return TRUECOLOR if is_known else None


def int_or_zero(text: str) -> int:
    """Return a whole number, or zero where the text is none."""
    return int(text) if text.isdecimal() else 0
