"""The real program in terminals of several kinds: what it asks, shows, and leaves behind."""

import re
from pathlib import Path

import pytest

from cliptui.preview import kitty
from tests.demo import demo_copy
from tests.terminal import Terminal

pytestmark = pytest.mark.unmeasured

CUP = "Cup final.mp4"
ASKED_LAST = b"\x1b[c"
CURSOR = {b"\x1b[6n": b"\x1b[1;1R"}
NAME = b"\x1b[>0q"
ERASED = kitty.erase().encode()
SHELL = b"\x1b[?1049l"
KITTY = CURSOR | {
    ASKED_LAST: b"\x1bP>|kitty(0.40.0)\x1b\\\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?62;c"
}
WEZTERM = CURSOR | {ASKED_LAST: b"\x1bP>|WezTerm 20240203\x1b\\\x1b[6;16;8t\x1b[?62;4;c"}
FOOT = CURSOR | {ASKED_LAST: b"\x1bP>|foot(1.21.0)\x1b\\\x1b[6;16;8t\x1b[?62;4;22c"}
PLAIN = CURSOR | {ASKED_LAST: b"\x1b[?1;2c"}
# The patience is that of a link, so that a busy machine does not answer too late.
FAR = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return demo_copy(tmp_path / "library", CUP)


def left(terminal: Terminal) -> bytes:
    """Quit, and return all that was written from then on."""
    position = len(terminal.written)
    terminal.send("q")
    assert terminal.wait_for_end() == 0
    return bytes(terminal.written[position:])


def test_in_kitty_placeholders_show_the_image_and_the_end_takes_it_away(library: Path) -> None:
    with Terminal(str(library), answers=KITTY, environ=FAR) as terminal:
        terminal.wait_for_bytes(b"\x1b_Ga=T,U=1,")
        terminal.wait_for_bytes(kitty.placeholders(0, 5).encode())
        written = left(terminal)
    assert ERASED in written
    assert written.index(ERASED) < written.index(SHELL)


def test_in_kitty_a_screen_over_it_shows_blocks_and_then_the_image_again(library: Path) -> None:
    with Terminal(str(library), answers=KITTY, environ=FAR, columns=120) as terminal:
        terminal.wait_for_bytes(b"\x1b_Ga=T,U=1,")
        start = len(terminal.written)
        terminal.send("?")
        terminal.wait_for_bytes("▄".encode(), start)
        start = len(terminal.written)
        terminal.send("q")
        terminal.wait_for_bytes(kitty.placeholders(0, 5).encode(), start)
        left(terminal)


def test_in_wezterm_the_image_is_drawn_over_its_cells_and_again_after_a_screen(
    library: Path,
) -> None:
    image = b"\x1b]1337;File=inline=1;"
    with Terminal(str(library), answers=WEZTERM, environ=FAR) as terminal:
        terminal.wait_for_bytes(image)
        terminal.send("?")
        terminal.wait_for_text("Show every key.")
        start = len(terminal.written)
        terminal.send("q")
        terminal.wait_for_bytes(image, start)
        written = left(terminal)
    assert written.index(b"\x1b[2J") < written.index(SHELL)


def test_sixels_are_drawn_once_the_picture_rests(library: Path) -> None:
    words = (str(library), "--preview", "sixel")
    with Terminal(*words, answers=FOOT, environ=FAR) as terminal:
        terminal.wait_for_bytes(b'\x1bP0;1q"1;1;')
        start = len(terminal.written)
        terminal.send("\r")
        terminal.wait_for_text("f 0 ")
        terminal.wait_for_bytes(b"\x1b[48;2;", start)  # blocks first, while it may move
        terminal.wait_for_bytes(b'\x1bP0;1q"1;1;', start)
        left(terminal)


def test_before_the_shell_has_the_terminal_images_are_taken_away(library: Path) -> None:
    with Terminal(str(library), answers=KITTY, environ=FAR) as terminal:
        terminal.wait_for_bytes(b"\x1b_Ga=T,U=1,")
        start = len(terminal.written)
        terminal.send("\x1a")
        terminal.wait_for_stop()
        terminal.wait_for_bytes(SHELL, start)
        assert ERASED in terminal.written[start:]


def test_answers_that_come_late_do_not_become_keys(library: Path) -> None:
    late = (
        "\x1b_Gi=31;OK\x1b\\\x1bP>|io(1)\x1b\\\x1b[6;16;8t\x1b[?62;4;22c\x1b[0n"
        "\x1bP1$r0m\x1b\\\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\"
    )
    with Terminal(str(library), answers=CURSOR) as terminal:
        terminal.wait_for_text("▄")
        terminal.send("\r")
        terminal.wait_for_text("f 0 ")
        for piece in re.findall(".{1,5}", late, re.DOTALL):
            terminal.send(piece)
        terminal.send("\x1b[C")
        shown = terminal.wait_for_text("f 1 ")
        assert "Go to the last frame" not in shown  # an `i` would have set an in point
        assert "Go to the first frame" not in shown  # and an `o` an out point
        left(terminal)


def test_keys_typed_while_the_terminal_is_asked_are_carried_out(library: Path) -> None:
    with Terminal(str(library), answers=PLAIN, environ=FAR) as terminal:
        terminal.wait_for_bytes(ASKED_LAST)
        terminal.send("?")
        terminal.wait_for_text("Show every key.")
        terminal.send("q")
        left(terminal)


def test_v_goes_through_the_ways_and_f_shows_what_they_take(library: Path) -> None:
    with Terminal(str(library), answers=KITTY, environ=FAR, columns=100) as terminal:
        terminal.wait_for_bytes(b"\x1b_Ga=T,U=1,")
        for way in ("off", "half", "quad", "sextant"):
            terminal.send("V")
            terminal.wait_for_text(f"Pictures: {way}.")
            wanted = re.compile("are off" if way == "off" else "[▀▄▌▐]")
            terminal.wait_for(lambda text, wanted=wanted: bool(wanted.search(text)))  # type: ignore[misc]
        assert ERASED in terminal.written
        terminal.send("F")
        terminal.wait_for(lambda text: bool(re.search(r"\d+ fps \d+ kB/s", text)))
        terminal.send("F")
        terminal.wait_for(lambda text: "kB/s" not in text)
        left(terminal)


@pytest.mark.parametrize("way", ["quad", "sextant", "off"])
def test_the_command_line_says_how_pictures_are_shown(library: Path, way: str) -> None:
    sign = {
        "quad": "▙▟▛▜▚▞",
        "sextant": "\U0001fb00\U0001fb39\U0001fb2d",
        "off": ["Pictures are off."],
    }[way]
    with Terminal(str(library), "--preview", way, answers=PLAIN, environ=FAR) as terminal:
        terminal.wait_for(lambda text: any(each in text for each in sign))
        left(terminal)


@pytest.mark.parametrize(
    ("environ", "answers", "has_all_colours"),
    [
        ({"LC_TERMINAL": "iTerm2"}, PLAIN, True),
        ({}, PLAIN, False),
        ({}, CURSOR | {ASKED_LAST: b"\x1bP>|VTE(7600)\x1b\\\x1b[?65;1c"}, True),
        ({"LC_TERMINAL": "iTerm2", "NO_COLOR": "1"}, PLAIN, False),
    ],
    ids=["known by a variable", "unknown", "known by its answer", "not wanted"],
)
def test_all_colours_are_used_where_ssh_has_dropped_colorterm(
    library: Path, environ: dict[str, str], answers: dict[bytes, bytes], *, has_all_colours: bool
) -> None:
    words = (str(library), "--preview", "half")
    hidden = {"COLORTERM": "", **FAR, **environ}
    with Terminal(*words, answers=answers, environ=hidden) as terminal:
        terminal.wait_for_text("▄")
        left(terminal)
    assert (b"8;2;" in terminal.written) == has_all_colours


def test_a_terminal_that_never_answers_shows_pictures_all_the_same(library: Path) -> None:
    with Terminal(str(library)) as terminal:
        terminal.wait_for_text("▄")
        terminal.send("\r")
        terminal.wait_for_text("f 0 ")
        left(terminal)
