"""Pixels by each protocol: the image that comes out at the other end, and what takes it away."""

import re
import unicodedata
from base64 import b64decode
from io import BytesIO
from itertools import pairwise, product

import pytest
from PIL import Image

from cliptui.preview import kitty, sixel
from cliptui.preview.diacritics import DIACRITICS
from cliptui.preview.display import Display
from cliptui.preview.fit import CellSize
from cliptui.preview.pixels import Screen, erase, pixel_frame
from tests.preview.frames import frame
from tests.preview.pictures import colours, noise

SIZE = CellSize(40, 11)
SCREEN = Screen((8, 16))
CHUNK = re.compile(r"\x1b_G([^;\x1b]*);([^\x1b]*)\x1b\\")


def pictured() -> Image.Image:
    return frame("Harbour at dawn.mp4", 3)


def psnr_db(one: Image.Image, other: Image.Image) -> float:
    import math  # noqa: PLC0415  only here

    pairs = zip(colours(one), colours(other), strict=True)
    squares = [(a - b) ** 2 for two in pairs for a, b in zip(*two, strict=True)]
    return 10 * math.log10(255**2 / (sum(squares) / len(squares)))


def quality_db(decoded: Image.Image) -> float:
    wanted = pictured().resize(decoded.size, Image.Resampling.BILINEAR)
    return psnr_db(wanted, decoded.convert("RGB"))


def keys_of(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split(","))


@pytest.mark.parametrize("is_resting", [False, True])
def test_kitty_gets_a_png_in_chunks_under_one_id(is_resting: bool) -> None:  # noqa: FBT001
    text = pixel_frame(Display.KITTY, pictured(), SIZE, SCREEN, is_resting=is_resting)
    assert CHUNK.sub("", text) == ""
    chunks = [(keys_of(head), data) for head, data in CHUNK.findall(text)]
    head = chunks[0][0]
    assert {key: head[key] for key in "aUifcr"} == {
        "a": "T", "U": "1", "i": str(kitty.IMAGE_ID), "f": "100", "c": "40", "r": "11",
    }  # fmt: skip
    assert [keys["m"] for keys, _ in chunks] == ["1"] * (len(chunks) - 1) + ["0"]
    assert {keys["q"] for keys, _ in chunks} == {"2"}  # no answer that could come as keys
    assert max(len(data) for _, data in chunks) <= 4096
    with Image.open(BytesIO(b64decode("".join(data for _, data in chunks)))) as image:
        assert image.format == "PNG"
        assert quality_db(image) >= 28
    assert len(text) < 60_000


def test_placeholders_number_their_cells() -> None:
    place = "\U0010eeee"
    assert kitty.placeholders(2, 3) == place + DIACRITICS[2] + DIACRITICS[0] + place * 2
    assert kitty.placeholder(2, 1) == place + DIACRITICS[2] + DIACRITICS[1]
    red, green, blue = kitty.COLOUR
    assert red << 16 | green << 8 | blue == kitty.IMAGE_ID


def test_the_diacritics_are_marks_above_that_nothing_takes_apart() -> None:
    # The rule that kitty's documentation states, asked of Python's own table of Unicode.
    assert len(DIACRITICS) == 297
    assert all(first < second for first, second in pairwise(DIACRITICS))
    for mark in DIACRITICS:
        facts = (unicodedata.category(mark), unicodedata.combining(mark))
        assert facts == ("Mn", 230)
        assert unicodedata.decomposition(mark) == ""


@pytest.mark.parametrize("is_resting", [False, True])
def test_iterm_gets_a_jpeg_that_fills_its_cells(is_resting: bool) -> None:  # noqa: FBT001
    text = pixel_frame(Display.ITERM, pictured(), SIZE, SCREEN, is_resting=is_resting)
    match = re.fullmatch(r"\x1b\]1337;File=([^:]*):([A-Za-z0-9+/=]*)\x07", text)
    assert match is not None
    options = dict(pair.split("=") for pair in match[1].split(";"))
    data = b64decode(match[2])
    assert options == {
        "inline": "1", "size": str(len(data)), "width": "40", "height": "11",
        "preserveAspectRatio": "0", "doNotMoveCursor": "1",
    }  # fmt: skip
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.size) == ("JPEG", (160, 88))  # half of 8×16 pixels a cell
        assert quality_db(image) >= (30 if is_resting else 28)


def drawn_by_sixels(text: str) -> Image.Image:
    """Draw sixels by the rules of DEC's manual, sixel by sixel."""
    match = re.fullmatch(r'\x1bP0;1q"1;1;(\d+);(\d+)(.*)\x1b\\', text)
    assert match is not None
    image = Image.new("RGB", (int(match[1]), int(match[2])))
    told: dict[int, tuple[int, ...]] = {}
    x = top = colour = 0
    for token in re.finditer(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)(.)|([?-~])|([$-])", match[3]):
        number, red, green, blue, count, repeated, single, move = token.groups()
        if number is not None:
            colour = int(number)
            if red is not None:
                levels = (int(red), int(green), int(blue))
                told[colour] = tuple(round(level * 255 / 100) for level in levels)
        elif move is not None:
            x, top = 0, top + 6 * (move == "-")
        else:
            bits, width = ord(repeated or single) - 63, int(count or 1)
            for column, bit in product(range(x, x + width), range(6)):
                if bits >> bit & 1:
                    image.putpixel((column, top + bit), told[colour])
            x += width
    return image


def test_sixels_draw_the_image_pixel_by_pixel() -> None:
    text = pixel_frame(Display.SIXEL, pictured(), SIZE, SCREEN, is_resting=True)
    image = drawn_by_sixels(text)
    assert image.size == (320, 176)
    assert quality_db(image) >= 28


def test_sixels_of_few_colours_are_exact_to_the_percent_in_which_they_are_told() -> None:
    source = noise(13, 8).quantize(8).convert("RGB")
    drawn = drawn_by_sixels(sixel.frame(source))
    pairs = zip(colours(source), colours(drawn), strict=True)
    assert max(abs(a - b) for two in pairs for a, b in zip(*two, strict=True)) <= 2


def test_images_are_taken_away_at_the_end() -> None:
    taken = keys_of(erase(Display.KITTY, SCREEN).removeprefix("\x1b_G").removesuffix("\x1b\\"))
    assert taken == {"a": "d", "d": "I", "i": str(kitty.IMAGE_ID), "q": "2"}
    assert erase(Display.ITERM, SCREEN) == erase(Display.SIXEL, SCREEN) == "\x1b[2J"
    assert erase(Display.HALF, SCREEN) == ""


def test_in_tmux_each_sequence_is_handed_through_by_itself() -> None:
    screen = Screen((8, 16), in_tmux=True)
    text = pixel_frame(Display.KITTY, noise(160, 88), SIZE, screen, is_resting=True)
    plain = pixel_frame(Display.KITTY, noise(160, 88), SIZE, SCREEN, is_resting=True)
    # tmux takes what stands between these, and makes each pair of escapes one.
    wrapped = re.findall(r"\x1bPtmux;((?:\x1b\x1b|[^\x1b])*)\x1b\\", text)
    assert "".join(wrapped).replace("\x1b\x1b", "\x1b") == plain
    assert len(wrapped) == len(CHUNK.findall(plain)) > 1
    assert erase(Display.KITTY, screen).startswith("\x1bPtmux;\x1b\x1b_Ga=d")
