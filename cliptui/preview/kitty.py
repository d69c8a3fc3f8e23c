"""Images by the graphics protocol of kitty, at places that are text.

An image is sent under one id and shown wherever cells hold placeholders in the colour of that
id, so it moves, is covered and goes away with the text. A new frame takes the place of the one
before under the same id; the placeholders stay. Frames are PNGs of few colours: the protocol
knows no JPEG. https://sw.kovidgoyal.net/kitty/graphics-protocol/
"""

from base64 import standard_b64encode
from io import BytesIO
from typing import Final

from PIL import Image

from cliptui.preview.diacritics import DIACRITICS

IMAGE_ID: Final = 0xC11B07
COLOUR: Final = (IMAGE_ID >> 16, IMAGE_ID >> 8 & 255, IMAGE_ID & 255)
"""The front colour of placeholders, which names the image."""

MOST_CELLS: Final = len(DIACRITICS)
"""Wider or higher placeholders cannot be numbered."""

_PLACEHOLDER: Final = "\U0010eeee"
_CHUNK: Final = 4096
_COLOURS_MOVING: Final = 64
_COLOURS_RESTING: Final = 256


def frame(image: Image.Image, columns: int, rows: int, *, is_resting: bool) -> str:
    """Return what shows an image wherever the placeholders are.

    Args:
        image: An RGB image.
        columns: Width of the placeholders.
        rows: Their height.
        is_resting: Whether it stays for a while and is worth more bytes.
    """
    colours = _COLOURS_RESTING if is_resting else _COLOURS_MOVING
    file = BytesIO()
    palette = image.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette.save(file, "PNG", compress_level=6)
    data = standard_b64encode(file.getvalue()).decode()
    chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    first = f"a=T,U=1,i={IMAGE_ID},f=100,c={columns},r={rows},"
    return "".join(
        f"\x1b_G{'' if number else first}q=2,m={int(number < len(chunks) - 1)};{chunk}\x1b\\"
        for number, chunk in enumerate(chunks)
    )


def erase() -> str:
    """Return what takes the image away from everywhere, and its memory back."""
    return f"\x1b_Ga=d,d=I,i={IMAGE_ID},q=2\x1b\\"


def placeholders(row: int, columns: int) -> str:
    """Return the text that shows a row of the image: each cell after the first follows on."""
    return _PLACEHOLDER + DIACRITICS[row] + DIACRITICS[0] + _PLACEHOLDER * (columns - 1)


def placeholder(row: int, column: int) -> str:
    """Return the text that shows one cell of the image, wherever it stands."""
    return _PLACEHOLDER + DIACRITICS[row] + DIACRITICS[column]


def through_tmux(text: str) -> str:
    """Wrap escape sequences so that tmux hands them to the terminal outside."""
    return "".join(
        "\x1bPtmux;" + part.replace("\x1b", "\x1b\x1b") + "\x1b\\"
        for part in text.replace("\x1b\\", "\x1b\\\0").split("\0")
        if part
    )
