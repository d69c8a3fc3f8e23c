"""`cliptui FOLDER` in a real terminal: it opens, and q leaves it."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from select import select

import pytest

from cliptui.cli.exits import ExitCode
from tests.cli.program import program

WITHIN_S = 20


def read_until(descriptor: int, wanted: bytes) -> bytes:
    """Return what came from a terminal up to some text."""
    seen, deadline_s = b"", time.monotonic() + WITHIN_S
    while wanted not in seen and time.monotonic() < deadline_s:
        if select([descriptor], [], [], 0.1)[0]:
            seen += os.read(descriptor, 65536)
    assert wanted in seen
    return seen


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """Return both ends of a terminal of 80×24 cells: the one to read, and the program's."""
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 640, 384))
    yield controller, terminal
    os.close(terminal)
    os.close(controller)


def test_a_folder_opens_in_a_terminal_and_q_leaves_it(library: Path, ends: tuple[int, int]) -> None:
    controller, terminal = ends
    environ = {**os.environ, "TERM": "xterm-256color", "SSH_CONNECTION": "here there"}
    with subprocess.Popen(
        program(library), stdin=terminal, stdout=terminal, stderr=terminal, env=environ
    ) as process:
        read_until(controller, b"Harbour")
        os.write(controller, b"q")
        read_until(controller, b"\x1b[?1049l")  # the terminal is given back
        assert process.wait(WITHIN_S) == 0


def test_output_into_a_file_opens_no_screen_even_where_there_is_a_terminal_for_input(
    library: Path, ends: tuple[int, int]
) -> None:
    _, terminal = ends
    ended = subprocess.run(
        program(library), stdin=terminal, stdout=subprocess.PIPE, stderr=terminal, check=False
    )
    assert (ended.returncode, ended.stdout) == (ExitCode.NO_TERMINAL, b"")
