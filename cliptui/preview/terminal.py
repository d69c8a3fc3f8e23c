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


def cell_aspect(descriptor: int) -> Fraction:
    """Return the width of a terminal's cell over its height, as its window size tells.

    Args:
        descriptor: File descriptor of the terminal.

    Returns:
        The aspect, or one half where the terminal does not tell, or tells nonsense.
    """
    try:
        answer = fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(_WINDOW_SIZE.size))
    except OSError:
        return USUAL_CELL_ASPECT  # no terminal: nothing will be drawn for its cells
    rows, columns, width_px, height_px = _WINDOW_SIZE.unpack(answer)
    if not all((rows, columns, width_px, height_px)):
        return USUAL_CELL_ASPECT
    aspect = Fraction(width_px, columns) / Fraction(height_px, rows)
    narrowest, widest = _PLAUSIBLE
    return aspect if narrowest <= aspect <= widest else USUAL_CELL_ASPECT
