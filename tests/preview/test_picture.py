"""Encoded pictures become pixels of the right number and colour, or a sentence."""

import struct
import warnings
import zlib
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cliptui.errors import BadPicture
from cliptui.preview.fit import CellSize
from cliptui.preview.picture import MAX_PIXELS, mean_colour, to_pixels
from tests.preview.pictures import colours, encoded, farthest, means, noise, smooth

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


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_each_pixel_is_the_mean_of_what_it_stands_for(kind: str) -> None:
    source = noise(160, 90)
    pixels = to_pixels(encoded(source, kind), CellSize(16, 5), Fraction(9, 16))
    columns, rows = pixels.size
    assert (160 % columns, 90 % rows) == (0, 0)
    # Pillow rounds between its passes across and down, which may cost one level.
    assert farthest(means(source, columns, rows), colours(pixels)) <= 1


def test_a_jpeg_that_is_decoded_at_a_fraction_of_its_size_still_shows_its_means() -> None:
    source = smooth(256, 128)
    pixels = to_pixels(encoded(source, "JPEG"), CellSize(16, 9))
    columns, rows = pixels.size
    assert farthest(means(source, columns, rows), colours(pixels)) <= 4


def test_a_picture_smaller_than_the_area_is_enlarged_without_new_colours() -> None:
    source = Image.new("RGB", (2, 1), (255, 0, 0))
    source.putpixel((1, 0), (0, 0, 255))
    pixels = to_pixels(encoded(source), CellSize(8, 4), Fraction(1, 2))
    assert pixels.size == (8, 4)
    assert set(colours(pixels)) == {(255, 0, 0), (0, 0, 255)}


@pytest.mark.parametrize("mode", ["L", "P", "LA", "RGBA", "I;16", "1"])
def test_greys_palettes_and_transparency_become_plain_colours(mode: str) -> None:
    pixels = to_pixels(encoded(Image.new(mode, (16, 9))), AREA)
    assert (pixels.mode, set(colours(pixels))) == ("RGB", {(0, 0, 0)})


def test_a_palette_with_transparency_warns_nobody() -> None:
    image = Image.new("P", (16, 9))
    image.putpalette([10, 20, 30] * 256)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pixels = to_pixels(with_transparency(image), AREA)
    assert set(colours(pixels)) == {(10, 20, 30)}


def with_transparency(image: Image.Image) -> bytes:
    image.info["transparency"] = bytes(range(256))
    return encoded(image)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>502 Bad Gateway</html>",
        b"\x89PNG\r\n\x1a\n",
        encoded(smooth(16, 9), "GIF"),
        encoded(smooth(16, 9), "BMP"),
        encoded(smooth(16, 9), "TIFF"),
    ],
    ids=["nothing", "a page", "a start", "GIF", "BMP", "TIFF"],
)
def test_what_is_no_picture_of_a_kind_that_services_send_is_told_so(data: bytes) -> None:
    assert sentence(data) == NO_PICTURE


@pytest.mark.parametrize("kind", KINDS)
def test_half_a_picture_is_damaged(kind: str) -> None:
    whole = encoded(noise(64, 36), kind)
    assert sentence(whole[: len(whole) // 2]) == DAMAGED


PNG = encoded(noise(64, 36))
PIXELS_AT = PNG.index(b"IDAT") - 4
PNGS = {
    "five megabytes of text in a few bytes": (
        PNG[:PIXELS_AT]
        + chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(5_000_000)))
        + PNG[PIXELS_AT:]
    ),
    "a chunk that is too short": PNG[:PIXELS_AT] + chunk(b"pHYs", b"x") + PNG[PIXELS_AT:],
    "pixels that are longer than their chunk says": (
        PNG[:PIXELS_AT] + struct.pack(">I", 100) + PNG[PIXELS_AT + 4 :]
    ),
}


@pytest.mark.parametrize("kind", PNGS)
def test_whatever_is_wrong_with_the_parts_of_a_png_is_damage(kind: str) -> None:
    assert sentence(PNGS[kind]) == DAMAGED


def test_a_flipped_bit_in_the_pixels_of_a_png_is_damage() -> None:
    data = bytearray(encoded(noise(64, 36)))
    data[data.index(b"IDAT") + 40] ^= 0xFF
    assert sentence(bytes(data)) == DAMAGED


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8),
    st.floats(0.1, 1),
)
def test_no_damage_does_worse_than_a_wrong_picture_or_a_sentence(
    kind: str, changes: list[tuple[float, int]], share: float
) -> None:
    data = bytearray(SAMPLES[kind])
    for place, value in changes:
        data[int(place * len(data))] = value
    outcome = pixels_or_sentence(bytes(data[: int(share * len(data)) + 1]))
    if isinstance(outcome, str):
        assert outcome.startswith("The service sent ")
    else:
        assert outcome.width <= AREA.columns
        assert outcome.height <= 2 * AREA.rows


def pixels_or_sentence(data: bytes) -> Image.Image | str:
    try:
        return to_pixels(data, AREA)
    except BadPicture as error:
        return str(error)


def test_a_small_file_that_claims_to_be_huge_is_refused_unread() -> None:
    assert sentence(png_claiming(20_000, 20_000)) == "The service sent a picture that is too large."


@pytest.mark.parametrize(("width_px", "height_px"), [(8000, 5001), (10_000, 10_000)])
def test_a_picture_of_more_than_8k_is_refused_with_its_size(width_px: int, height_px: int) -> None:
    # The second one is one that Pillow itself would warn of.
    expected = f"The service sent a picture of {width_px}×{height_px} pixels."
    assert sentence(png_claiming(width_px, height_px)) == expected


def test_8k_is_not_too_large() -> None:
    assert MAX_PIXELS >= 7680 * 4320
    assert sentence(png_claiming(8000, 5000)) == DAMAGED  # it got as far as its pixels


@pytest.mark.parametrize("kind", KINDS)
def test_the_mean_colour_is_that_of_all_pixels(kind: str) -> None:
    picture = smooth(64, 36)
    mean = picture.resize((1, 1), Image.Resampling.BOX).tobytes()
    found = mean_colour(encoded(picture, kind))
    assert max(abs(ours - its) for ours, its in zip(found, mean, strict=True)) <= 3


def test_what_is_no_picture_has_no_colour() -> None:
    with pytest.raises(BadPicture, match=NO_PICTURE):
        mean_colour(b"rubbish")
