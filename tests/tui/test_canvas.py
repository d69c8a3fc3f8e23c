"""The canvas in a real terminal: whatever happens to the screen, no cell is ever left wrong."""

import signal
import sys
from fractions import Fraction

import pytest

from cliptui.preview import kitty
from cliptui.preview.cells import Cells
from cliptui.preview.fit import CellSize
from cliptui.preview.glyphs import Blocks
from cliptui.preview.picture import scaled
from tests.preview.emulator import picture_of
from tests.preview.frames import frame
from tests.preview.pictures import colours
from tests.preview.test_cells import parts_as_pixels
from tests.terminal import Terminal
from tests.tui.stage import BURST, SIDE

pytestmark = pytest.mark.unmeasured

ANSWERS = {b"\x1b[6n": b"\x1b[1;1R"}
DIRECT = b"\x1b[?2026h"
CLIP = "Cup final.mp4"


class Watched:
    """The stage in a terminal, and what should be on it."""

    def __init__(self, terminal: Terminal, blocks: Blocks, source: str) -> None:
        self.terminal = terminal
        self.blocks = blocks
        self.source = source

    def press(self, keys: str) -> None:
        self.terminal.send(keys)

    def settle(self, number: int) -> None:
        """Wait until a picture is said to be shown exactly, and all of it has been read."""
        self.terminal.wait_for_text(f"exact {number}.")
        self.catch_up()

    def catch_up(self) -> None:
        while self.terminal.read(0.15):
            pass

    def wrong_cells(self, number: int) -> int:
        """Return how many parts of cells do not show what they should."""
        _ = self.terminal.text
        screen = self.terminal.screen
        area = CellSize(screen.columns - SIDE, screen.lines - 1)
        pixels = scaled(frame(self.source, number), area, Fraction(1, 2), self.blocks)
        cells = Cells.of(pixels, self.blocks)
        left = SIDE + (area.columns - cells.columns) // 2
        top = (area.rows - cells.rows) // 2
        size = (cells.columns, cells.rows)
        seen = picture_of(screen, self.blocks, size, (left, top))
        pairs = zip(colours(seen), colours(parts_as_pixels(cells)), strict=True)
        return sum(one != other for one, other in pairs)


def staged(blocks: Blocks = Blocks.HALF, source: str = CLIP, *more: str) -> Terminal:
    program = (sys.executable, "-m", "tests.tui.stage", blocks.value, source, *more)
    return Terminal(columns=70, rows=20, program=program, answers=ANSWERS)


@pytest.mark.parametrize("source", [CLIP, "noise"])
@pytest.mark.parametrize("blocks", Blocks)
def test_a_picture_at_rest_is_exact_after_any_motion(blocks: Blocks, source: str) -> None:
    with staged(blocks, source) as terminal:
        watched = Watched(terminal, blocks, source)
        terminal.wait_for_text("ready")
        watched.press("n")
        watched.settle(1)
        assert watched.wrong_cells(1) == 0
        watched.press("b")
        watched.settle(1 + BURST)
        assert watched.wrong_cells(1 + BURST) == 0
        assert DIRECT in terminal.written  # the cells were written, not the lines


def test_no_cell_is_wrong_after_whatever_happens_to_the_screen() -> None:
    with staged() as terminal:
        watched = Watched(terminal, Blocks.HALF, CLIP)
        terminal.wait_for_text("ready")
        number = 0
        happenings = {
            "a modal screen while it plays": ("bm", "x"),
            "a toast while it plays": ("bt", ""),
            "a repaint beside it": ("bkkk", "k"),
            "a look away and back": ("b\x1b[O\x1b[I", ""),
        }
        for name, (during, after) in happenings.items():
            watched.press(during)
            number += BURST
            watched.settle(number)
            watched.press(after)
            if "toast" in name:
                terminal.wait_for(lambda text: "toast" not in text)
            watched.press("n")
            number += 1
            watched.settle(number)
            assert (name, watched.wrong_cells(number)) == (name, 0)


def test_no_cell_is_wrong_after_the_terminal_became_another_size() -> None:
    with staged() as terminal:
        watched = Watched(terminal, Blocks.HALF, CLIP)
        terminal.wait_for_text("ready")
        watched.press("b")
        for number, size in enumerate([(60, 22), (83, 17), (70, 20)]):
            terminal.resize(*size)
            watched.settle(BURST + number)
            watched.press("n")
            watched.settle(BURST + number + 1)
            assert (size, watched.wrong_cells(BURST + number + 1)) == (size, 0)


def test_no_cell_is_wrong_after_the_shell_had_the_terminal() -> None:
    with staged() as terminal:
        watched = Watched(terminal, Blocks.HALF, CLIP)
        terminal.wait_for_text("ready")
        watched.press("n")
        watched.settle(1)
        watched.press("z")
        terminal.wait_for_stop()
        watched.catch_up()
        terminal.screen.reset()
        terminal.signal(signal.SIGCONT)
        terminal.wait_for_text("exact 1.")
        watched.press("n")
        watched.settle(2)
        assert watched.wrong_cells(2) == 0


def test_under_a_cap_even_the_first_picture_comes_in_pieces_and_becomes_exact() -> None:
    with staged(Blocks.HALF, "noise", "40000") as terminal:
        watched = Watched(terminal, Blocks.HALF, "noise")
        terminal.wait_for_text("ready")
        watched.press("n")
        watched.settle(1)
        assert watched.wrong_cells(1) == 0


def test_an_image_that_is_too_large_for_the_cap_gives_way_to_blocks() -> None:
    answers = ANSWERS
    program = (sys.executable, "-m", "tests.tui.stage", "iterm", "noise", "5000")
    with Terminal(columns=70, rows=20, program=program, answers=answers) as terminal:
        watched = Watched(terminal, Blocks.HALF, "noise")
        terminal.wait_for_text("ready")
        watched.press("n")
        terminal.wait_for_text("exact 1.", timeout_s=60)
        assert b"1337;File" not in terminal.written
        assert watched.wrong_cells(1) == 0


def test_a_crash_takes_images_away_before_the_screen_is_left() -> None:
    program = (sys.executable, "-m", "tests.tui.stage", "kitty", CLIP)
    with Terminal(columns=70, rows=20, program=program, answers=ANSWERS) as terminal:
        terminal.wait_for_text("ready")
        terminal.send("n")
        terminal.wait_for_bytes(b"\x1b_Ga=T,U=1,")
        start = len(terminal.written)
        terminal.send("e")
        terminal.wait_for_end()
        written = bytes(terminal.written[start:])
    assert b"ZeroDivisionError" in written
    assert written.index(kitty.erase().encode()) < written.index(b"\x1b[?1049l")
