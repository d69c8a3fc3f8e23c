"""Images as sixels, for a picture that rests: too many bytes for one that moves.

A sixel is a column of six pixels; a band of them is drawn colour by colour.
https://vt100.net/docs/vt3xx-gp/chapter14.html
"""

from itertools import groupby
from typing import Final

from PIL import Image

_COLOURS: Final = 128
_BAND: Final = 6
_FIRST: Final = 63
_SHORTEST_RUN: Final = 4


def frame(image: Image.Image) -> str:
    """Return what shows an image from the cursor on, pixel by pixel.

    Args:
        image: An RGB image, as many pixels as the cells that it shall fill have.
    """
    palette = image.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours = palette.getpalette() or []
    data, width = palette.tobytes(), palette.width
    used = sorted(set(data))
    head = "".join(
        "#{};2;{};{};{}".format(
            number, *(round(100 * level / 255) for level in colours[number * 3 : number * 3 + 3])
        )
        for number in used
    )
    rows = [data[at : at + width] for at in range(0, len(data), width)]
    bands = [_band(rows[at : at + _BAND]) for at in range(0, len(rows), _BAND)]
    return f'\x1bP0;1q"1;1;{palette.width};{palette.height}{head}{"-".join(bands)}\x1b\\'


def _band(rows: list[bytes]) -> str:
    """Return up to six rows, a line for each colour in them, one over the other."""
    return "$".join(f"#{number}{_line(rows, number)}" for number in sorted(set(b"".join(rows))))


def _line(rows: list[bytes], number: int) -> str:
    table = bytes(int(level == number) for level in range(256))
    sixels = [0] * len(rows[0])
    for bit, row in enumerate(rows):
        if number in row:
            weight = 1 << bit
            for column, is_set in enumerate(row.translate(table)):
                if is_set:
                    sixels[column] |= weight
    return "".join(_run(chr(_FIRST + value), len(list(run))) for value, run in groupby(sixels))


def _run(sixel: str, count: int) -> str:
    return f"!{count}{sixel}" if count >= _SHORTEST_RUN else sixel * count
