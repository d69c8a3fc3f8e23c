"""The characters that show parts of a cell, known without loading Pillow."""

from enum import StrEnum
from typing import Final

_QUADRANTS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_FIRST_SEXTANT: Final = 0x1FB00
_OLDER_SEXTANTS: Final = {0: " ", 0b010101: "▌", 0b101010: "▐", 0b111111: "█"}


class Blocks(StrEnum):
    """The characters that a picture is drawn with."""

    HALF = "half"
    QUAD = "quad"
    SEXTANT = "sextant"

    @property
    def across(self) -> int:
        """How many parts of a cell lie side by side."""
        return 1 if self is Blocks.HALF else 2

    @property
    def down(self) -> int:
        """How many parts of a cell lie one above the other."""
        return 3 if self is Blocks.SEXTANT else 2

    @property
    def glyphs(self) -> str:
        """The character of each mask, by its number."""
        return _GLYPHS[self]


def _sextant(mask: int) -> str:
    # Unicode left out the four that it had already.
    skipped = sum(mask > older for older in _OLDER_SEXTANTS)
    return _OLDER_SEXTANTS.get(mask) or chr(_FIRST_SEXTANT + mask - skipped)


_GLYPHS: Final = {
    Blocks.HALF: " ▀▄█",
    Blocks.QUAD: _QUADRANTS,
    Blocks.SEXTANT: "".join(_sextant(mask) for mask in range(64)),
}
