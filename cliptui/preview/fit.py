"""How many cells a picture takes, with its shape right."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

USUAL_CELL_ASPECT: Final = Fraction(1, 2)
"""Width of a cell over its height where the terminal does not tell."""


@dataclass(frozen=True, slots=True)
class CellSize:
    """A size on the screen.

    Attributes:
        columns: Width in cells.
        rows: Height in cells.
    """

    columns: int
    rows: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be shown in it."""
        return self.columns < 1 or self.rows < 1


def fit(
    width_px: int, height_px: int, area: CellSize, cell_aspect: Fraction = USUAL_CELL_ASPECT
) -> CellSize:
    """Return the largest size within an area that keeps a picture's shape.

    Args:
        width_px: Width of the picture in square pixels, 1 or more.
        height_px: Height of the picture, likewise.
        area: The cells that there are; not empty.
        cell_aspect: Width of a cell over its height.

    Returns:
        A size of at least one cell that fits into the area; the rest is letterbox.
    """
    columns_per_row = Fraction(width_px, height_px) / cell_aspect
    columns = round(area.rows * columns_per_row)
    if columns <= area.columns:
        return CellSize(max(1, columns), area.rows)
    return CellSize(area.columns, max(1, round(area.columns / columns_per_row)))
