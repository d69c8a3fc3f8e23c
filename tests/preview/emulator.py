"""What a terminal shows after some bytes, as pyte understands them, part of cell by part."""

from functools import cache
from itertools import product

import pyte
from PIL import Image

from cliptui.preview.glyphs import Blocks

BLACK = "000000"

# Which parts of a cell each character fills, told by the names that Unicode gives them and not
# by the tables under test: quarters in the order upper left, upper right, lower left, lower right.
QUARTERS = {
    " ": "0000", "▀": "1100", "▄": "0011", "█": "1111", "▌": "1010", "▐": "0101",
    "▘": "1000", "▝": "0100", "▖": "0010", "▗": "0001",
    "▚": "1001", "▞": "0110", "▛": "1110", "▜": "1101", "▙": "1011", "▟": "0111",
}  # fmt: skip


@cache
def sixths(character: str) -> str:
    """Return which sixths a character fills, row by row, by the name that Unicode gives it."""
    import unicodedata  # noqa: PLC0415  only sextants need names

    if character in " █▌▐":
        return {" ": "000000", "█": "111111", "▌": "101010", "▐": "010101"}[character]
    name = unicodedata.name(character)
    assert name.startswith("BLOCK SEXTANT-")
    filled = name.removeprefix("BLOCK SEXTANT-")
    return "".join("1" if str(number) in filled else "0" for number in range(1, 7))


class Emulator:
    """A terminal of so many columns and rows."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)

    def feed(self, text: str) -> None:
        """Write to it."""
        self._stream.feed(text)

    def picture(self, blocks: Blocks, size: tuple[int, int], at: tuple[int, int]) -> Image.Image:
        """Return the pixels that some cells show, one a part of a cell.

        Args:
            blocks: How the cells are parted.
            size: Columns and rows of the picture.
            at: Its first column and row.
        """
        return picture_of(self.screen, blocks, size, at)


def picture_of(
    screen: pyte.Screen, blocks: Blocks, size: tuple[int, int], at: tuple[int, int]
) -> Image.Image:
    """Return the pixels that some cells of a screen show, one a part of a cell."""
    across, down = blocks.across, blocks.down
    image = Image.new("RGB", (size[0] * across, size[1] * down))
    for row, column in product(range(size[1]), range(size[0])):
        cell = screen.buffer[at[1] + row][at[0] + column]
        filled = _filled(cell.data, blocks)
        for number, is_front in enumerate(filled):
            y, x = divmod(number, across)
            colour = cell.fg if (is_front == "1") != cell.reverse else cell.bg
            image.putpixel((column * across + x, row * down + y), _rgb(colour))
    return image


def _filled(character: str, blocks: Blocks) -> str:
    if blocks is Blocks.SEXTANT:
        return sixths(character)
    quarters = QUARTERS[character]
    return quarters if blocks is Blocks.QUAD else quarters[0] + quarters[2]


@cache
def _rgb(colour: str) -> tuple[int, int, int]:
    return (int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16))
