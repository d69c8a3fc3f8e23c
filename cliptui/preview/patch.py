"""Only the cells that changed enough, within a number of bytes.

What is compared with is what the screen shows, not the frame before, so that slow changes add up
until they are sent. A budget is held by choosing beforehand, from a histogram of all changes, how
much must change, and if that is not enough, by coarser pixels; a limit is held by leaving the
rest for the next time.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from PIL import Image
from PIL.Image import Resampling

from cliptui.preview.cells import Cells
from cliptui.preview.sgr import Pen

EXACT: Final = 0
"""The threshold at which every cell is sent that differs at all."""

LEAST: Final = 6
"""Changes of up to so many levels of 255 are not sent while pictures move: nobody sees them."""

MOST: Final = 16
"""Above this, shadows of the picture before would be seen."""

_BYTES_PER_CELL: Final = {1: 30.0, 2: 10.0, 4: 6.0}
"""What a changed cell takes at first, by how many pixels are made one."""

_MOST_BYTES_PER_RUN: Final = 16
_MOST_BYTES_PER_CELL: Final = 42
_LEARNING: Final = 0.3
_ROOM: Final = 1.3
"""How far a budget may be exceeded before coarser pixels are taken."""
_LEVELS: Final = 255


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the screen a picture lies: the column and row of its first cell, from 0."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Aim:
    """What to bring the screen to.

    Attributes:
        cells: What it should show.
        threshold: Levels of 255 that a cell may be off.
        coarseness: How many pixels across and down were made one.
    """

    cells: Cells
    threshold: int = EXACT
    coarseness: int = 1


@dataclass(frozen=True, slots=True)
class Patch:
    """What to write to bring the screen closer to a picture.

    Attributes:
        text: Terminal bytes; empty where nothing is to be sent.
        bytes_count: Their number, in UTF-8.
        shown: What the screen shows once they are written.
        is_whole: Whether nothing was left out to keep the limit.
    """

    text: str
    bytes_count: int
    shown: Cells
    is_whole: bool = True


class Patcher:
    """Makes patches; learns how many bytes a changed cell takes."""

    def __init__(self) -> None:
        self._pen = Pen()
        self._bytes_per_cell = dict(_BYTES_PER_CELL)

    def lines(self, cells: Cells) -> list[str]:
        """Return every row of a picture as terminal bytes."""
        return self._pen.lines(cells)

    def aim(self, shown: Cells, pixels: Image.Image, budget_bytes: int) -> Aim:
        """Choose how truly to show a moving picture so that a patch keeps to a budget.

        Args:
            shown: What the screen shows.
            pixels: The picture, with one pixel for each part of its cells.
            budget_bytes: Bytes to aim at.
        """
        for coarseness in sorted(self._bytes_per_cell):
            cells = Cells.of(_coarse(pixels, coarseness), shown.blocks)
            kept = list(accumulate(shown.difference(cells).histogram()))
            per_cell = self._bytes_per_cell[coarseness]
            needed = [(kept[-1] - same) * per_cell for same in kept[: MOST + 1]]
            levels = range(LEAST, MOST)
            chosen = next((level for level in levels if needed[level] <= budget_bytes), MOST)
            if needed[chosen] <= budget_bytes * _ROOM:
                break
        return Aim(cells, chosen, coarseness)

    def patch(self, shown: Cells, aim: Aim, place: Place, limit_bytes: int) -> Patch:
        """Return what to write so that no cell is further off than the aim allows.

        Args:
            shown: What the screen shows.
            aim: What it should show; of the same size and blocks.
            place: Where the picture lies.
            limit_bytes: The patch is never longer; cells that do not fit are left out.
        """
        same = aim.threshold + 1
        chosen = shown.difference(aim.cells).point([0] * same + [_LEVELS] * (_LEVELS + 1 - same))
        count = chosen.histogram()[_LEVELS]
        if not count:
            return Patch("", 0, shown)
        pieces: list[str] = []
        size = 0
        most_cells = max(1, (limit_bytes - _MOST_BYTES_PER_RUN) // _MOST_BYTES_PER_CELL)
        for row, column, text in self._pen.runs(aim.cells, chosen, most_cells):
            piece = f"\x1b[{place.row + row + 1};{place.column + column + 1}H{text}"
            longer = size + len(piece.encode())
            if longer > limit_bytes:
                sent = shown.with_cells_of(aim.cells, _before(chosen, row, column))
                return Patch("".join(pieces), size, sent, is_whole=False)
            pieces.append(piece)
            size = longer
        learnt = self._bytes_per_cell[aim.coarseness]
        self._bytes_per_cell[aim.coarseness] += _LEARNING * (size / count - learnt)
        return Patch("".join(pieces), size, shown.with_cells_of(aim.cells, chosen))


def _coarse(pixels: Image.Image, coarseness: int) -> Image.Image:
    """Make squares of pixels one colour each."""
    if coarseness == 1:
        return pixels
    return pixels.reduce(coarseness).resize(pixels.size, Resampling.NEAREST)


def _before(chosen: Image.Image, row: int, column: int) -> Image.Image:
    """Return the chosen cells that come before one in reading order."""
    marks, end = chosen.tobytes(), row * chosen.width + column
    return Image.frombytes("L", chosen.size, marks[:end].ljust(len(marks), b"\0"))
