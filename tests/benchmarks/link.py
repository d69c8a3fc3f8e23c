"""Pictures and keys on a thin line, simulated: rate, delay, and a buffer that hides the rate.

Run `python -m tests.benchmarks.link`. A proxy stands between a program in a pty and a terminal
that answers: bytes leave it at the rate of the line, half a round trip late, and answers and keys
take the other half. Ours plays pictures at 25 a second by its pace; the peer is what Textual does
by itself, the same pictures by rich-pixels in a Static. A key is pressed now and then, and its
effect is looked for where the line ends.
"""

import os
import select
import statistics
import sys
import time
from collections import deque
from pathlib import Path

from tests.terminal import Terminal

SECONDS = 12.0
KEY_EVERY_S = 1.0
ROUND_TRIP_S = 0.080
BUFFER = 2_000_000
LINES = (1_000_000, 10_000_000)
SOURCE = "Cup final.mp4"
COLUMNS, ROWS = 130, 36
QUESTION, ANSWER = b"\x1b[6n", b"\x1b[1;1R"


class Line:
    """A link with a rate, a delay and a buffer.

    Args:
        terminal: The program at its near end.
        bits_per_s: Its rate.
    """

    def __init__(self, terminal: Terminal, bits_per_s: float) -> None:
        self._master = terminal._master
        self._bytes_per_s = bits_per_s / 8
        self._buffered: deque[bytes] = deque()
        self._size = 0
        self._credit = 0.0
        self._arriving: deque[tuple[float, bytes]] = deque()
        self._returning: deque[tuple[float, bytes]] = deque()
        self._tail = b""
        self._last_s = time.perf_counter()
        self.seen = bytearray()

    def press(self, key: bytes) -> None:
        """Send a key from the far end."""
        self._returning.append((time.perf_counter() + ROUND_TRIP_S / 2, key))

    def run(self, seconds: float) -> None:
        """Let bytes pass both ways for a time."""
        ends_s = time.perf_counter() + seconds
        while time.perf_counter() < ends_s:
            wants = [self._master] if self._size < BUFFER else []
            if select.select(wants, [], [], 0.002)[0]:
                chunk = os.read(self._master, 65536)
                self._buffered.append(chunk)
                self._size += len(chunk)
            self._carry(time.perf_counter())

    def _carry(self, now_s: float) -> None:
        elapsed_s, self._last_s = now_s - self._last_s, now_s
        self._credit = min(self._credit + elapsed_s * self._bytes_per_s, self._bytes_per_s / 20)
        while self._buffered and self._credit >= 1:
            chunk = self._buffered.popleft()
            part, rest = chunk[: int(self._credit)], chunk[int(self._credit) :]
            if rest:
                self._buffered.appendleft(rest)
            self._credit -= len(part)
            self._size -= len(part)
            self._arriving.append((now_s + ROUND_TRIP_S / 2, part))
        while self._arriving and self._arriving[0][0] <= now_s:
            self._arrive(self._arriving.popleft()[1], now_s)
        while self._returning and self._returning[0][0] <= now_s:
            os.write(self._master, self._returning.popleft()[1])

    def _arrive(self, part: bytes, now_s: float) -> None:
        self.seen += part
        asked = (self._tail + part).count(QUESTION) - self._tail.count(QUESTION)
        self._tail = (self._tail + part)[-(len(QUESTION) - 1) :]
        for _ in range(asked):
            self._returning.append((now_s + ROUND_TRIP_S / 2, ANSWER))


def measured(way: str, bits_per_s: float) -> tuple[float, list[float]]:
    """Return frames a second at the far end, and the seconds from keys to their effects."""
    program = (sys.executable, "-m", "tests.benchmarks.player", way, SOURCE, str(int(bits_per_s)))
    with Terminal(columns=COLUMNS, rows=ROWS, program=program, environ={"SSH_TTY": "x"}) as player:
        line = Line(player, bits_per_s)
        line.run(3)
        start, late_s = len(line.seen), []
        started_s = time.perf_counter()
        for number in range(1, int(SECONDS / KEY_EVERY_S) + 1):
            pressed_s, told = time.perf_counter(), f"key {number}.".encode()
            line.press(b"k")
            while told not in line.seen[start:] and time.perf_counter() < pressed_s + SECONDS:
                line.run(0.004)
            late_s.append(time.perf_counter() - pressed_s)
            if late_s[-1] >= SECONDS:
                break
            line.run(max(0.0, pressed_s + KEY_EVERY_S - time.perf_counter()))
        frames = line.seen[start:].count(b"\x1b[?2026h" if way == "ours" else b"frame ")
        return frames / (time.perf_counter() - started_s), late_s


def main() -> None:
    """Measure and print."""
    sys.stdout.write(f"{COLUMNS - 10}×{ROWS - 2} cells, {1000 * ROUND_TRIP_S:.0f} ms round trip\n")
    for bits_per_s in LINES:
        for way in ("ours", "rich-pixels in Textual"):
            fps, late_s = measured(way, bits_per_s)
            median, worst = statistics.median(late_s), max(late_s)
            shown = "no answer" if median >= SECONDS else f"{1000 * median:5.0f} ms"
            sys.stdout.write(
                f"{bits_per_s / 1e6:4.0f} Mbit/s  {way:24} {fps:5.1f} fps"
                f"   key median {shown}, worst {1000 * worst:6.0f} ms\n"
            )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main()
