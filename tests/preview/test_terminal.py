"""What a terminal tells about its cells, asked of a real pty."""

import fcntl
import os
import struct
import termios
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from cliptui.preview.terminal import cell_aspect

Resize = Callable[[int, int, int, int], int]


@pytest.fixture
def resized() -> Iterator[Resize]:
    """Return a function that makes a pty of so many rows, columns and pixels."""
    descriptors: list[int] = []

    def make(rows: int, columns: int, width_px: int, height_px: int) -> int:
        descriptors.extend(os.openpty())
        size = struct.pack("HHHH", rows, columns, width_px, height_px)
        fcntl.ioctl(descriptors[-1], termios.TIOCSWINSZ, size)
        return descriptors[-1]

    yield make
    for descriptor in descriptors:
        os.close(descriptor)


@pytest.mark.parametrize(
    ("size", "aspect"),
    [
        ((24, 80, 640, 384), Fraction(1, 2)),  # cells of 8×16 pixels
        ((40, 120, 1080, 840), Fraction(9, 21)),  # cells of 9×21 pixels
        ((24, 80, 800, 240), Fraction(1)),  # square cells, the widest that are believed
        ((24, 80, 400, 480), Fraction(1, 4)),  # the narrowest that are believed
    ],
)
def test_the_aspect_is_that_of_a_cell_of_the_window(
    resized: Resize, size: tuple[int, int, int, int], aspect: Fraction
) -> None:
    assert cell_aspect(resized(*size)) == aspect


@pytest.mark.parametrize(
    "size",
    [
        (24, 80, 0, 0),  # most terminals do not tell pixels
        (0, 0, 640, 384),
        (24, 80, 640, 0),
        (24, 80, 810, 240),  # cells wider than high
        (24, 80, 390, 480),  # cells more than four times as high as wide
        (1, 1, 65535, 1),
    ],
    ids=str,
)
def test_what_is_missing_or_nonsense_is_taken_for_one_half(
    resized: Resize, size: tuple[int, int, int, int]
) -> None:
    assert cell_aspect(resized(*size)) == Fraction(1, 2)


def test_a_file_has_cells_of_one_half(tmp_path: Path) -> None:
    with (tmp_path / "no terminal").open("w") as file:
        assert cell_aspect(file.fileno()) == Fraction(1, 2)
