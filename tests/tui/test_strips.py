"""Lines with their bytes ready are lines like any other to whatever takes them apart."""

from io import StringIO

import pytest
from rich.console import Console
from rich.style import Style
from textual.strip import Strip

from cliptui.preview import kitty
from cliptui.preview.cells import Cells
from cliptui.preview.fit import CellSize
from cliptui.preview.glyphs import Blocks
from cliptui.preview.sgr import Pen
from cliptui.tui.strips import (
    AnsiStrip,
    Frame,
    cell_strips,
    few_colour_strips,
    placeholder_strips,
)
from tests.preview.emulator import Emulator
from tests.preview.pictures import noise

CONSOLE = Console(file=StringIO(), width=200, color_system="truecolor", force_terminal=True)
FRAME = Frame(16, Style(bgcolor="#102030"))
CELLS = Cells.of(noise(10, 4), Blocks.HALF)


def strips() -> list[Strip]:
    return cell_strips(CELLS, Pen().lines(CELLS), FRAME)


def look(text: str) -> list[tuple[str, str, str]]:
    """Return character, front and back of each cell that some bytes draw."""
    emulator = Emulator(16, 1)
    emulator.feed(text)
    row = emulator.screen.buffer[0]
    return [(row[x].data, row[x].fg, row[x].bg) for x in range(16)]


def colours_of(look_of: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Return the upper and lower colour of each cell, whichever character shows them."""
    sides = {"▄": (2, 1), "▀": (1, 2), " ": (2, 2), "█": (1, 1)}
    return [(cell[sides[cell[0]][0]], cell[sides[cell[0]][1]]) for cell in look_of]


def test_bytes_and_segments_of_a_line_look_the_same() -> None:
    for strip in strips():
        fast = look(strip.render(CONSOLE))
        slow = look(Strip(list(strip), strip.cell_length).render(CONSOLE))
        assert colours_of(fast) == colours_of(slow)
        assert strip.cell_length == 16


def test_segments_are_made_only_when_something_asks_for_them() -> None:
    strip = strips()[0]
    assert isinstance(strip, AnsiStrip)
    strip.render(CONSOLE)
    strip.divide([16])
    strip.crop(0, 16)
    assert not strip.has_segments
    strip.crop(2, 9)
    assert strip.has_segments


def test_a_piece_of_a_line_is_that_piece() -> None:
    strip = strips()[1]
    whole = colours_of(look(strip.render(CONSOLE)))
    piece = strip.crop(2, 9)
    assert piece.cell_length == 7
    assert colours_of(look(piece.render(CONSOLE)))[:7] == whole[2:9]
    joined = Strip.join(strip.divide([5, 16]))
    assert colours_of(look(joined.render(CONSOLE))) == whole


@pytest.mark.parametrize("colours", ["256", "standard"])
def test_a_terminal_of_few_colours_gets_no_others(colours: str) -> None:
    few = Console(file=StringIO(), width=200, color_system=colours, force_terminal=True)  # type: ignore[arg-type]
    frame = Frame(16, Style(bgcolor="black"))
    text = "".join(strip.render(few) for strip in few_colour_strips(noise(10, 4), few, frame))
    assert "▄" in text
    assert "8;2;" not in text
    assert ("8;5;" in text) == (colours == "256")


def test_placeholders_keep_their_numbers_in_any_piece() -> None:
    strip = placeholder_strips(CellSize(10, 3), FRAME)[2]
    assert kitty.placeholders(2, 10) in strip.render(CONSOLE)
    assert strip.crop(5, 7).text == kitty.placeholder(2, 2) + kitty.placeholder(2, 3)
