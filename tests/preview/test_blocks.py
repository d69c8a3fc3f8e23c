"""Half blocks: cell for cell what rich-pixels shows, in fewer pieces."""

from io import StringIO
from itertools import pairwise

import pytest
from PIL import Image
from rich.color_triplet import ColorTriplet
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich_pixels import Pixels

from cliptui.preview.blocks import RunRenderer, half_blocks
from tests.preview.pictures import noise, real, smooth

Cell = tuple[ColorTriplet, ColorTriplet]

PICTURES = {
    "noise": noise(30, 20),
    "one column": noise(1, 8),
    "one row of cells": noise(40, 2),
    "plain": Image.new("RGB", (40, 20), (1, 2, 3)),
    "smooth": smooth(60, 34),
    "a landscape": real("Harbour at dawn.mp4").resize((60, 34), Image.Resampling.BOX),
    "a portrait": real("Evening at the fair.mov").resize((20, 36), Image.Resampling.BOX),
    "grey": noise(30, 20).convert("L"),
    "with a palette": noise(30, 20).quantize(16),
}
each_picture = pytest.mark.parametrize("name", PICTURES)


def cells(pixels: Pixels) -> list[list[Cell]]:
    """Return the upper and the lower colour of each cell, whichever character shows them."""
    console = Console(file=StringIO(), width=500, color_system="truecolor")
    return [
        [cell(character, segment.style) for segment in line for character in segment.text]
        for line in Segment.split_lines(console.render(pixels))
    ]


def cell(character: str, style: Style | None) -> Cell:
    assert style is not None
    assert character in "▄ "
    lower = style.color if character == "▄" else style.bgcolor
    assert style.bgcolor is not None
    assert lower is not None
    return (style.bgcolor.get_truecolor(), lower.get_truecolor())


def segments(pixels: Pixels) -> list[Segment]:
    return [piece for piece in Console().render(pixels) if piece.text != "\n"]


@each_picture
def test_each_cell_shows_what_plain_rich_pixels_shows(name: str) -> None:
    image = PICTURES[name]
    assert cells(half_blocks(image)) == cells(Pixels.from_image(image))


@pytest.mark.parametrize("size", [(20, 10), (20, 11), (7, 3)], ids=str)
def test_scaling_first_is_as_with_plain_rich_pixels(size: tuple[int, int]) -> None:
    image = noise(30, 20)
    expected = Pixels.from_image(image, resize=size)
    assert cells(Pixels.from_image(image, resize=size, renderer=RunRenderer())) == cells(expected)


@pytest.mark.parametrize("height_px", [1, 3, 35])
def test_an_odd_last_row_of_pixels_has_black_below_it(height_px: int) -> None:
    image = noise(12, height_px)
    padded = Image.new("RGB", (12, height_px + 1))
    padded.paste(image)
    assert cells(half_blocks(image)) == cells(Pixels.from_image(padded))


@each_picture
def test_equal_neighbours_are_one_piece(name: str) -> None:
    drawn = half_blocks(PICTURES[name])
    changes = sum(sum(left != right for left, right in pairwise(line)) + 1 for line in cells(drawn))
    assert len(segments(drawn)) == changes


def test_a_plain_picture_takes_one_piece_a_line() -> None:
    assert [piece.text for piece in segments(half_blocks(PICTURES["plain"]))] == [" " * 40] * 10
