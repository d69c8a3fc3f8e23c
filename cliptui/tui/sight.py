"""What one knows of the terminal that pictures are shown on."""

import time
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from cliptui.preview.display import Abilities, Display
from cliptui.preview.fit import USUAL_CELL_ASPECT
from cliptui.preview.pace import Pace

if TYPE_CHECKING:  # these load Pillow, which would add a tenth to the start
    from cliptui.preview.patch import Patcher
    from cliptui.preview.pixels import Screen

USUAL_CELL_PX = (8, 16)
"""Width and height of a cell where the terminal does not tell."""


def _usual_pace() -> Pace:
    return Pace(time.monotonic)


@dataclass
class Sight:
    """What the terminal can show, and how fast.

    Attributes:
        way: How pictures are shown now; what is built later begins with it.
        can: The ways that there are.
        cell_aspect: Width of a cell over its height.
        cell_px: Width and height of a cell in pixels.
        pace: Tells how much the link takes.
    """

    way: Display = Display.HALF
    can: Abilities = field(default_factory=Abilities)
    cell_aspect: Fraction = USUAL_CELL_ASPECT
    cell_px: tuple[int, int] = USUAL_CELL_PX
    pace: Pace = field(default_factory=_usual_pace)

    @cached_property
    def patcher(self) -> "Patcher":
        """Makes the bytes of cells; one for all pictures, as they share their colours."""
        from cliptui.preview.patch import Patcher  # noqa: PLC0415  loads Pillow

        return Patcher()

    @property
    def screen(self) -> "Screen":
        """What images of pixels are made for."""
        from cliptui.preview.pixels import Screen  # noqa: PLC0415  loads Pillow

        return Screen(self.cell_px, self.can.in_tmux)
