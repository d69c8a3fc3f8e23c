"""How many cells a picture takes: within the area, as large as can be, its shape right."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.preview.fit import USUAL_CELL_ASPECT, CellSize, Grid, fit, grid_of

HALF_A_CELL = Fraction(1, 2)

sizes_px = st.integers(1, 10_000)
areas = st.builds(CellSize, st.integers(1, 400), st.integers(1, 150))
aspects = st.fractions(Fraction(1, 4), Fraction(1), max_denominator=40)


def ideal_columns(width_px: int, height_px: int, rows: int, aspect: Fraction) -> Fraction:
    """Return the width, in cells, of a picture so many rows high."""
    return Fraction(rows * width_px, height_px) / aspect


@given(sizes_px, sizes_px, areas, aspects)
def test_a_picture_is_at_least_one_cell_and_never_larger_than_the_area(
    width_px: int, height_px: int, area: CellSize, aspect: Fraction
) -> None:
    size = fit(width_px, height_px, area, aspect)
    assert 1 <= size.columns <= area.columns
    assert 1 <= size.rows <= area.rows


@given(sizes_px, sizes_px, areas, aspects)
def test_a_picture_fills_the_area_in_one_direction(
    width_px: int, height_px: int, area: CellSize, aspect: Fraction
) -> None:
    size = fit(width_px, height_px, area, aspect)
    assert size.columns == area.columns or size.rows == area.rows


@given(sizes_px, sizes_px, areas, aspects)
def test_the_shape_is_right_to_half_a_cell_unless_that_leaves_nothing(
    width_px: int, height_px: int, area: CellSize, aspect: Fraction
) -> None:
    size = fit(width_px, height_px, area, aspect)
    columns = ideal_columns(width_px, height_px, size.rows, aspect)
    rows = size.columns / ideal_columns(width_px, height_px, 1, aspect)
    is_thin = (size.columns == 1 and columns < 1) or (size.rows == 1 and rows < 1)
    is_right = min(abs(columns - size.columns), abs(rows - size.rows)) <= HALF_A_CELL
    assert is_thin or is_right


@pytest.mark.parametrize(
    ("width_px", "height_px", "area", "expected"),
    [
        (1920, 1080, CellSize(46, 13), CellSize(46, 13)),  # 46 / (13 · 2) is 1.77, nearly 16:9
        (1920, 1080, CellSize(80, 10), CellSize(36, 10)),  # bars left and right
        (1920, 1080, CellSize(40, 30), CellSize(40, 11)),  # bars above and below
        (1080, 1920, CellSize(46, 13), CellSize(15, 13)),  # a telephone held upright
        (100, 100, CellSize(50, 10), CellSize(20, 10)),  # a square of cells half as wide as high
        (10_000, 1, CellSize(40, 10), CellSize(40, 1)),
        (1, 10_000, CellSize(40, 10), CellSize(1, 10)),
    ],
)
def test_usual_cells_are_half_as_wide_as_they_are_high(
    width_px: int, height_px: int, area: CellSize, expected: CellSize
) -> None:
    assert fit(width_px, height_px, area) == expected
    assert fit(width_px, height_px, area, Fraction(1, 2)) == expected


def test_square_cells_take_as_many_columns_as_the_picture_has_shape() -> None:
    assert fit(1600, 900, CellSize(100, 9), Fraction(1)) == CellSize(16, 9)


def test_the_usual_aspect_is_one_half() -> None:
    assert Fraction(1, 2) == USUAL_CELL_ASPECT


@pytest.mark.parametrize(
    ("columns", "rows", "is_empty"), [(1, 1, False), (0, 5, True), (5, 0, True), (-1, 5, True)]
)
def test_a_size_without_a_cell_is_empty(columns: int, rows: int, *, is_empty: bool) -> None:
    assert CellSize(columns, rows).is_empty is is_empty


@given(st.integers(1, 60), st.integers(20, 200), st.integers(6, 60))
def test_a_grid_has_room_for_all_its_pictures_and_their_lines(
    count: int, columns: int, rows: int
) -> None:
    grid = grid_of(count, CellSize(columns, rows))
    down = -(-count // grid.columns)
    fits = any(
        (columns + 1) // across - 1 >= 4 and rows // -(-count // across) - 1 >= 1
        for across in range(1, count + 1)
    )
    if fits:
        assert grid.columns * (grid.tile.columns + 1) - 1 <= columns
        assert down * (grid.tile.rows + 1) <= rows
    assert grid.tile.columns >= 4
    assert grid.tile.rows >= 1


@given(st.integers(1, 60), st.integers(20, 200), st.integers(6, 60), st.integers(1, 60))
def test_no_other_grid_shows_larger_pictures(
    count: int, columns: int, rows: int, across: int
) -> None:
    def shown(tile: CellSize) -> int:
        size = fit(16, 9, tile)
        return size.columns * size.rows

    width, height = (columns + 1) // across - 1, rows // -(-count // across) - 1
    if across <= count and width >= 4 and height >= 1:
        assert shown(grid_of(count, CellSize(columns, rows)).tile) >= shown(CellSize(width, height))


def test_twelve_pictures_in_four_lines_are_in_one_row() -> None:
    assert grid_of(12, CellSize(120, 4)) == Grid(12, CellSize(9, 3))
