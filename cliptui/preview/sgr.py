"""Cells → terminal bytes, saying only what changes.

A colour is said only where it differs from the one that is set, and a cell is drawn as its
mirror image, front and back exchanged, where that says less.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PIL import Image

from cliptui.preview.cells import Cells
from cliptui.preview.glyphs import Blocks

RESET: Final = "\x1b[m"
_MAX_COLOURS: Final = 65536


class _ColourTexts(dict[int, str]):
    """`r;g;b` of colours as Pillow lays them out in memory: red in the lowest byte."""

    def __missing__(self, colour: int) -> str:
        if len(self) >= _MAX_COLOURS:
            self.clear()
        text = f"2;{colour & 255};{colour >> 8 & 255};{colour >> 16 & 255}"
        self[colour] = text
        return text


@dataclass(frozen=True, slots=True)
class CellRow:
    """One row of cells, as numbers.

    Attributes:
        fronts: Front colours, each as 0xAABBGGRR.
        backs: Back colours, likewise.
        masks: Masks.
    """

    fronts: memoryview
    backs: memoryview
    masks: bytes


class Pen:
    """Draws rows of cells; keeps the spelling of colours that it has used."""

    def __init__(self) -> None:
        self._texts = _ColourTexts()

    def lines(self, cells: Cells) -> list[str]:
        """Return each row as terminal bytes; each starts and ends with no colour set."""
        return [self._run(row, 0, cells.columns, cells.blocks) for row in cell_rows(cells)]

    def runs(
        self, cells: Cells, chosen: Image.Image, most_cells: int
    ) -> Iterator[tuple[int, int, str]]:
        """Yield the runs of chosen cells, row by row.

        Args:
            cells: What to draw.
            chosen: Grey image: 255 for cells to draw, else 0.
            most_cells: How long a run may be; a longer one comes in pieces.

        Yields:
            Row, first column, terminal bytes.
        """
        marks, width = chosen.tobytes(), cells.columns
        for y, row in enumerate(cell_rows(cells)):
            line = marks[y * width : (y + 1) * width]
            end = 0
            while (start := line.find(b"\xff", end)) >= 0:
                end = line.find(b"\0", start)
                end = min(width if end < 0 else end, start + most_cells)
                yield y, start, self._run(row, start, end, cells.blocks)

    def _run(self, row: CellRow, start: int, end: int, blocks: Blocks) -> str:
        """Return some cells of a row."""
        glyphs, texts = blocks.glyphs, self._texts
        full = len(glyphs) - 1
        front_set = back_set = -1
        pieces: list[str] = []
        add = pieces.append
        for front, back, mask in zip(
            row.fronts[start:end], row.backs[start:end], row.masks[start:end], strict=True
        ):
            shape = mask
            if front == back:
                shape = full if back_set != back == front_set else 0
            elif (front_set != front == back_set != back) or (
                back_set != back == front_set != front
            ):
                front, back, shape = back, front, full - mask  # noqa: PLW2901  the mirror image
            if shape == 0 or front == front_set:
                if shape != full and back != back_set:
                    add(f"\x1b[48;{texts[back]}m")
                    back_set = back
            elif shape == full or back == back_set:
                add(f"\x1b[38;{texts[front]}m")
                front_set = front
            else:
                add(f"\x1b[38;{texts[front]};48;{texts[back]}m")
                front_set, back_set = front, back
            add(glyphs[shape])
        add(RESET)
        return "".join(pieces)


def cell_rows(cells: Cells) -> list[CellRow]:
    """Return the rows of a picture as numbers, as loops want them."""
    width = cells.columns
    fronts, backs = _numbers(cells.front), _numbers(cells.back)
    masks = cells.masks.tobytes()
    cuts = pairwise(range(0, width * cells.rows + 1, width))
    return [CellRow(fronts[at:end], backs[at:end], masks[at:end]) for at, end in cuts]


def _numbers(colours: Image.Image) -> memoryview:
    """Return each pixel as one number; the alpha makes equal colours equal numbers."""
    return memoryview(colours.convert("RGBA").tobytes()).cast("I")
