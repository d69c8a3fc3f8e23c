"""Text from outside, made safe to show.

Names, titles and error texts come from files and services, so anybody may have written them:
escape codes, bidi controls, characters of no width. Every such string passes `clean` where it
is decoded (in `wire`, or where a file name is read), so that nothing later need be careful.
"""

import unicodedata
from typing import Final

MAX_LENGTH: Final = 512
"""Characters kept of a string from outside; the last of a longer one is an ellipsis."""

_MAX_COMBINING: Final = 4
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_CONTROL_PICTURES: Final = 0x2400
_DELETE: Final = 0x7F
_JOINERS: Final = "\u200c\u200d"
_UNSAFE_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})


def clean(text: str, max_length: int = MAX_LENGTH) -> str:
    """Make a string from outside safe for a terminal and for a layout of cells.

    Control characters become their visible pictures (ESC is shown as ␛); format characters
    (bidi, zero-width, tags), line separators and surrogates become U+FFFD; joiners vanish; a
    base character keeps at most four combining marks.

    Args:
        text: Any string at all.
        max_length: Characters to keep, 1 or more, counting the ellipsis that marks a cut.

    Returns:
        A string without any control or format character.
    """
    shown: list[str] = []
    combining = 0
    for character in text:
        if character in _JOINERS:
            continue
        combining = combining + 1 if _is_mark(character) else 0
        if combining > _MAX_COMBINING:
            continue
        if len(shown) >= max_length:
            shown[-1] = "…"
            break
        shown.append(_visible(character))
    return "".join(shown)


def _is_mark(character: str) -> bool:
    """Return whether it joins its base; `unicodedata.combining` leaves out half of those."""
    return unicodedata.category(character).startswith("M")


def _visible(character: str) -> str:
    """Return the character, or what is shown in its place."""
    code = ord(character)
    if code < ord(" "):
        return chr(_CONTROL_PICTURES + code)
    if code == _DELETE:
        return "\N{SYMBOL FOR DELETE}"
    if unicodedata.category(character) in _UNSAFE_CATEGORIES:
        return _REPLACEMENT
    return character
