"""Asking a terminal, played by the other end of a real pty."""

import os
import termios
import threading
import time
from collections.abc import Iterator

import pytest

from cliptui.preview.probe import Answers, Asked, read_answers

KITTY = b"\x1bP>|kitty(0.40.0)\x1b\\\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?2026;2$y\x1b[?62;c"
FOOT = b"\x1bP>|foot(1.21.0)\x1b\\\x1b[6;16;8t\x1b[?2026;2$y\x1b[?62;4;22;28;29c"
OLD = b"\x1b[?1;2c"
TERM = {"TERM": "xterm-256color"}
LONG_S = 20.0
KNOWN = Answers(has_sync=True, is_complete=True)


@pytest.fixture
def pty() -> Iterator[tuple[int, int]]:
    master, slave = os.openpty()
    yield master, slave
    os.close(master)
    os.close(slave)


def modes(slave: int) -> list[object]:
    return termios.tcgetattr(slave)[:4]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (
            KITTY,
            Answers(
                "kitty(0.40.0)", has_kitty=True, has_sync=True, cell_px=(10, 20), is_complete=True
            ),
        ),
        (
            FOOT,
            Answers(
                "foot(1.21.0)", has_sixel=True, has_sync=True, cell_px=(8, 16), is_complete=True
            ),
        ),
        (OLD, Answers(is_complete=True)),
        (b"", Answers()),
    ],
    ids=["kitty", "foot", "old", "dumb"],
)
def test_answers_are_read(sent: bytes, expected: Answers) -> None:
    assert read_answers(sent) == expected


def test_the_terminal_is_asked_in_one_piece_whose_end_every_terminal_answers(
    pty: tuple[int, int],
) -> None:
    master, slave = pty
    Asked.ask(slave, slave, TERM)
    questions = os.read(master, 4096)
    assert questions.endswith(b"\x1b[c")
    for part in (b"\x1b[>0q", b"\x1b_Gi=31,", b"\x1b[16t", b"\x1b[?2026$p"):
        assert part in questions


def test_answers_that_come_while_other_things_are_done_are_there_at_once(
    pty: tuple[int, int],
) -> None:
    master, slave = pty
    asked = Asked.ask(slave, slave, TERM)
    os.write(master, KITTY)
    assert asked.answers(0).name == "kitty(0.40.0)"


def test_slow_answers_are_waited_for_until_the_last_one(pty: tuple[int, int]) -> None:
    master, slave = pty
    asked = Asked.ask(slave, slave, TERM)

    def answer() -> None:
        for at in range(0, len(FOOT), 7):
            os.write(master, FOOT[at : at + 7])

    thread = threading.Thread(target=answer)
    thread.start()
    assert asked.answers(LONG_S) == read_answers(FOOT)
    thread.join()


def test_a_terminal_that_never_answers_is_not_waited_for_longer_than_said(
    pty: tuple[int, int],
) -> None:
    _, slave = pty
    started_s = time.monotonic()
    assert Asked.ask(slave, slave, TERM).answers(0.05) == Answers()
    assert time.monotonic() - started_s < LONG_S


def test_what_was_typed_among_the_answers_is_kept(pty: tuple[int, int]) -> None:
    master, slave = pty
    asked = Asked.ask(slave, slave, TERM)
    os.write(master, b"\r1" + KITTY[:30] + KITTY[30:] + "é\x1b_Gi=3".encode())
    asked.answers(LONG_S)
    # The mode report is for Textual, and the unfinished answer for the filter of the driver.
    assert asked.take_typed() == b"\r1\x1b[?2026;2$y" + "é\x1b_Gi=3".encode()
    assert asked.take_typed() == b""


def test_answers_are_not_echoed_and_the_modes_come_back(pty: tuple[int, int]) -> None:
    _, slave = pty
    before = modes(slave)
    asked = Asked.ask(slave, slave, TERM)
    flags = termios.tcgetattr(slave)[3]
    assert not flags & (termios.ECHO | termios.ICANON)
    asked.restore()
    assert modes(slave) == before


@pytest.mark.parametrize("term", ["", "dumb", "linux"])
def test_terminals_that_would_print_the_questions_are_not_asked(
    pty: tuple[int, int], term: str
) -> None:
    master, slave = pty
    before = modes(slave)
    asked = Asked.ask(slave, slave, {"TERM": term})
    os.set_blocking(master, False)
    with pytest.raises(BlockingIOError):
        os.read(master, 1)
    assert (asked.answers(LONG_S), asked.take_typed(), modes(slave)) == (Answers(), b"", before)


def test_the_terminal_of_apple_is_not_asked_what_it_would_print(pty: tuple[int, int]) -> None:
    master, slave = pty
    Asked.ask(slave, slave, {**TERM, "TERM_PROGRAM": "Apple_Terminal"})
    assert b"$p" not in os.read(master, 4096)
