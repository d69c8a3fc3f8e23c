"""A terminal of our own: runs the real program in a pty and keeps every byte that it writes."""

import codecs
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import pyte

_COLOURS = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


class Terminal:
    """The program under test, and the screen that it draws.

    Args:
        argv: The command line after `python -m cliptui`, or a whole one with `program`.
        columns: Width in cells.
        rows: Height in cells.
        environ: Variables to set besides those of this process.
        program: What to run in place of cliptui.
        answers: What the terminal answers to which questions, by the bytes of each.

    Attributes:
        written: Every byte that the program has written.
        screen: The screen, as pyte understands those bytes.
    """

    def __init__(
        self,
        *argv: str,
        columns: int = 80,
        rows: int = 24,
        environ: Mapping[str, str] | None = None,
        program: tuple[str, ...] = (sys.executable, "-m", "cliptui"),
        answers: Mapping[bytes, bytes] | None = None,
    ) -> None:
        self._answers = answers or {}
        self._questions = re.compile(b"|".join(map(re.escape, self._answers)) or b"(?!)")
        self._heard = 0
        self.written = bytearray()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._fed = 0
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started_s = time.perf_counter()
        self._process = subprocess.Popen(
            [*program, *argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, **_COLOURS, **(environ or {})},
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    @property
    def pid(self) -> int:
        """The number of the program's process."""
        return self._process.pid

    @property
    def text(self) -> str:
        """What is on the screen, one line a row."""
        new = bytes(self.written[self._fed :])
        self._fed += len(new)
        self._stream.feed(self._decoder.decode(new))
        return "\n".join(self.screen.display)

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.killpg(self._process.pid, number)

    def hang_up(self) -> None:
        """Take the terminal away, as when a connection drops and nobody sends a signal."""
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDWR)

    def wait_for_stop(self) -> None:
        """Wait until the program has been stopped, as by a shell's job control."""
        os.waitid(os.P_PID, self._process.pid, os.WSTOPPED | os.WNOWAIT)

    def read(self, wait_s: float) -> bool:
        """Take what the program writes within a time; return whether it wrote anything."""
        ready, _, _ = select.select([self._master], [], [], wait_s)
        if not ready:
            return False
        try:
            chunk = os.read(self._master, 65536)
        except OSError:  # the program has ended, and with it its terminal
            return False
        self.written += chunk
        self._answer()
        return bool(chunk)

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size, as a person does with a window."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)
        self.signal(signal.SIGWINCH)  # it is not the program's controlling terminal

    def _answer(self) -> None:
        if not self._answers:
            return  # and don't search all that was ever written
        for question in self._questions.finditer(self.written, self._heard):
            self._heard = question.end()
            os.write(self._master, self._answers[question[0]])

    def wait_for(self, is_there: Callable[[str], bool], timeout_s: float = 20) -> str:
        """Wait until the screen shows something, and return the screen."""
        deadline = time.monotonic() + timeout_s
        while not is_there(self.text):
            if time.monotonic() > deadline:
                raise AssertionError(f"This never came on the screen:\n{self.text}")
            self.read(0.05)
        return self.text

    def wait_for_text(self, wanted: str, timeout_s: float = 20) -> str:
        """Wait until the screen shows a text, and return the screen."""
        return self.wait_for(lambda text: wanted in text, timeout_s)

    def wait_for_bytes(self, wanted: bytes, start: int = 0, timeout_s: float = 20) -> float:
        """Wait until bytes are written after a position; return when, by `perf_counter`."""
        deadline = time.monotonic() + timeout_s
        while self.written.find(wanted, start) < 0:
            if time.monotonic() > deadline:
                raise AssertionError(f"Never written: {wanted!r}")
            self.read(0.5)
        return time.perf_counter()

    def wait_for_end(self, timeout_s: float = 10) -> int:
        """Wait until the program has ended, and return its exit code."""
        deadline = time.monotonic() + timeout_s
        while self._process.poll() is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"It does not end:\n{self.text}")
            self.read(0.05)
        while self.read(0.05):
            pass
        return self._process.returncode
