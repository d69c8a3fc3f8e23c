"""What the terminal tells about itself."""

import fcntl
import struct
import termios
from fractions import Fraction
from typing import Final

from cliptui.preview.fit import USUAL_CELL_ASPECT

_WINDOW_SIZE: Final = struct.Struct("HHHH")
_PLAUSIBLE: Final = (Fraction(1, 4), Fraction(1))
"""The narrowest and the widest cells that any font has; anything else is a wrong answer."""


def cell_px(descriptor: int) -> tuple[Fraction, Fraction] | None:
    """Return the width and height of a terminal's cell in pixels, as its window size tells.

    Args:
        descriptor: File descriptor of the terminal.

    Returns:
        None where the terminal does not tell.
    """
    try:
        answer = fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(_WINDOW_SIZE.size))
    except OSError:
        return None  # no terminal: nothing will be drawn for its cells
    rows, columns, width_px, height_px = _WINDOW_SIZE.unpack(answer)
    if not all((rows, columns, width_px, height_px)):
        return None
    return Fraction(width_px, columns), Fraction(height_px, rows)


def cell_aspect(descriptor: int, told_px: tuple[int, int] | None = None) -> Fraction:
    """Return the width of a terminal's cell over its height.

    Args:
        descriptor: File descriptor of the terminal.
        told_px: Width and height of a cell as the terminal told when it was asked, if it did.

    Returns:
        The aspect, or one half where the terminal does not tell, or tells nonsense.
    """
    width_px, height_px = cell_px(descriptor) or told_px or (0, 0)
    if not (width_px and height_px):
        return USUAL_CELL_ASPECT
    aspect = Fraction(width_px) / Fraction(height_px)
    narrowest, widest = _PLAUSIBLE
    return aspect if narrowest <= aspect <= widest else USUAL_CELL_ASPECT
