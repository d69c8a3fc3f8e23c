"""How much of the desk fits into a terminal."""

from typing import Final

from textual.geometry import Size

_LEAST: Final = Size(60, 18)
_ROOMY: Final = Size(160, 50)
_STRIP: Final = Size(120, 40)

TOO_SMALL: Final = (
    f"This terminal is too small: cliptui needs {_LEAST.width}×{_LEAST.height} cells.\n"
    "Make it larger, or work on the command line: cliptui --help"
)
"""What is said in place of the desk."""

WIDTHS: Final = [(0, "-slim"), (72, "-narrow"), (100, "-wide")]
HEIGHTS: Final = [(0, "-flat"), (22, "-low"), (32, "-high")]
"""Columns and rows from which the screen has a class."""


def is_too_small(size: Size) -> bool:
    """Whether nobody can work in so few cells."""
    return size.width < _LEAST.width or size.height < _LEAST.height


def is_roomy(size: Size) -> bool:
    """Whether there is room for what is dropped first: the inspector and the two-up."""
    return size.width >= _ROOMY.width and size.height >= _ROOMY.height


def has_strip(size: Size) -> bool:
    """Whether there is room for the filmstrip beside everything else."""
    return size.width >= _STRIP.width and size.height >= _STRIP.height
