"""Encoded pictures become pixels of the right number and colour, or a sentence."""

import struct
import zlib
from fractions import Fraction
from io import BytesIO

import pytest
from PIL import Image

from cliptui.errors import BadPicture
from cliptui.preview.fit import CellSize
from cliptui.preview.picture import as_png, to_pixels, width_px
from tests.preview.pictures import encoded, smooth

AREA = CellSize(16, 9)
DAMAGED = "The service sent a damaged picture for this frame."
NO_PICTURE = "The service sent something that is no picture."
KINDS = ("PNG", "JPEG", "WEBP")
SAMPLES = {kind: encoded(smooth(64, 36), kind) for kind in KINDS}


def sentence(data: bytes) -> str:
    with pytest.raises(BadPicture) as caught:
        to_pixels(data, AREA)
    return str(caught.value)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG, its check sum right."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_claiming(width_px: int, height_px: int) -> bytes:
    """Return a PNG of a few bytes whose header claims a size, made by hand."""
    header = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_becomes_a_pixel_a_column_and_two_pixels_a_row(kind: str) -> None:
    image = to_pixels(encoded(smooth(160, 90), kind), CellSize(40, 30))
    # 40 columns are 40 · 90/160 = 22.5 pixels high, which is 11.25 rows of two.
    assert (image.mode, image.size) == ("RGB", (40, 22))


def test_the_cells_of_the_terminal_decide_the_shape() -> None:
    image = to_pixels(encoded(smooth(160, 90)), CellSize(40, 30), Fraction(1))
    # In square cells 40 columns take 22.5 rows.
    assert image.size == (40, 2 * 22)


@pytest.mark.parametrize("kind", KINDS)
def test_the_width_of_a_picture_is_told_without_decoding_it(kind: str) -> None:
    assert width_px(SAMPLES[kind]) == 64


def test_the_width_of_what_is_no_picture_is_refused() -> None:
    with pytest.raises(BadPicture):
        width_px(b"<html>")


def test_a_png_stays_as_it_is() -> None:
    assert as_png(SAMPLES["PNG"]) == SAMPLES["PNG"]


def test_another_picture_becomes_a_png_of_the_same_size_and_colours() -> None:
    written = BytesIO()
    Image.new("RGB", (1920, 1080), (10, 200, 30)).save(written, "WEBP", lossless=True)
    with Image.open(BytesIO(as_png(written.getvalue()))) as image:
        assert (image.format, image.size) == ("PNG", (1920, 1080))
        assert image.getpixel((1919, 1079)) == (10, 200, 30)


def test_a_damaged_picture_does_not_become_a_png() -> None:
    with pytest.raises(BadPicture):
        as_png(SAMPLES["JPEG"][:400])
