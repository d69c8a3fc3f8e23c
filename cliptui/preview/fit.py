"""How many cells a picture takes, with its shape right."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

USUAL_CELL_ASPECT: Final = Fraction(1, 2)
"""Width of a cell over its height where the terminal does not tell."""

_USUAL_SHAPE: Final = (16, 9)


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


_LEAST_TILE: Final = CellSize(4, 1)
"""Less shows nothing."""


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


@dataclass(frozen=True, slots=True)
class Grid:
    """Pictures side by side and below each other, each with a line of text above it.

    Attributes:
        columns: How many are side by side.
        tile: The cells of each picture, without its line and the gap beside it.
    """

    columns: int
    tile: CellSize


def grid_of(count: int, area: CellSize, cell_aspect: Fraction = USUAL_CELL_ASPECT) -> Grid:
    """Return the grid that shows some pictures as large as possible.

    Args:
        count: How many there are, 1 or more.
        area: The cells that there are; not empty. Where they are too few, pictures keep the
            least size, and the last ones lie outside.
        cell_aspect: Width of a cell over its height.
    """
    grids = [_grid(columns, count, area) for columns in range(1, count + 1)]

    def size_of(grid: Grid) -> int:
        shown = fit(*_USUAL_SHAPE, grid.tile, cell_aspect)
        return shown.columns * shown.rows

    return max(grids, key=lambda grid: (_holds(grid, count, area), size_of(grid)))


def _grid(columns: int, count: int, area: CellSize) -> Grid:
    rows = -(-count // columns)
    across, down = (area.columns + 1) // columns - 1, area.rows // rows - 1
    return Grid(columns, CellSize(max(across, _LEAST_TILE.columns), max(down, _LEAST_TILE.rows)))


def _holds(grid: Grid, count: int, area: CellSize) -> bool:
    across = grid.columns * (grid.tile.columns + 1) - 1
    down = -(-count // grid.columns) * (grid.tile.rows + 1)
    return across <= area.columns and down <= area.rows
