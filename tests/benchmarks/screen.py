"""How quick the screen is, seen from a terminal.

Run `python -m tests.benchmarks.screen`. Each figure is the median of several runs on the demo
library in a pty; the peer is the smallest Textual app with a table, run in turn with ours.
"""

import re
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.terminal import Terminal

RUNS = 7
STEPS = 40
SCRUBS = 25
PAUSE_S = 0.3
ANSWERS = {b"\x1b[6n": b"\x1b[1;1R"}
STATE = "CLIPTUI_STATE_DIR"
PICTURE = "▄".encode()
PEER = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header

class Peer(App):
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Header()
        yield DataTable()
        yield Footer()
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("name", "duration")
        for row in range(6):
            table.add_row(f"demo library {row}", "0:20")

Peer().run()
"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {"CLIPTUI_STATE_DIR": folder}
        run_once(environ, 120, 40)  # byte code and file cache, as on any second start
        ours, pictures, peers = [], [], []
        for _ in range(RUNS):
            peers.append(peer_start())
            first, picture = run_once(environ, 120, 40)
            ours.append(first)
            pictures.append(picture)
        tell("start → first content, 120×40", ours, peers)
        tell("start → first picture, 120×40", pictures)
        for columns, rows in ((80, 24), (120, 40)):
            numbers, frames = step_times(environ, columns, rows)
            tell(f"key → number, {columns}×{rows}", numbers)
            tell(f"key → new picture, {columns}×{rows}", frames)
            decoded, cached = scrub_times(environ, columns, rows)
            tell(f"scrub → decoded picture, {columns}×{rows}", decoded)
            tell(f"scrub → cached picture, {columns}×{rows}", cached, decoded, "decoded")
            tell(
                f"key → answer while playing, {columns}×{rows}",
                playing_times(environ, columns, rows),
            )
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    sys.stdout.write(f"{'peak memory of any run':40} {peak_mb:7.0f} MB\n")


def tell(
    what: str, times_s: list[float], peers_s: list[float] | None = None, peer_name: str = "peer"
) -> None:
    """Print the median and the 95th percentile in milliseconds, and the ratio to a peer."""
    ordered = sorted(times_s)
    median, late = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
    line = f"{what:40} {1000 * median:7.0f} ms   p95 {1000 * late:5.0f} ms"
    if peers_s:
        peer = statistics.median(peers_s)
        line += f"   {peer_name} {1000 * peer:5.0f} ms, ratio {median / peer:.2f}"
    sys.stdout.write(line + "\n")


def run_once(environ: dict[str, str], columns: int, rows: int) -> tuple[float, float]:
    """Return when the first content and the first picture came, in seconds from the start."""
    with Terminal(columns=columns, rows=rows, environ=environ) as terminal:
        first = terminal.wait_for_bytes(b"demo library") - terminal.started_s
        picture = terminal.wait_for_bytes(PICTURE) - terminal.started_s
        terminal.send("q")
        terminal.wait_for_end()
    return first, picture


def peer_start() -> float:
    """Return when the first row of the peer's table came, in seconds from its start."""
    program = (sys.executable, "-c", PEER)
    with Terminal(columns=120, rows=40, program=program) as terminal:
        first = terminal.wait_for_bytes(b"demo library 0") - terminal.started_s
        terminal.send("q")
        terminal.wait_for_end()
    return first


def step_times(environ: dict[str, str], columns: int, rows: int) -> tuple[list[float], list[float]]:
    """Return how long the number and the picture took after each → of many, in seconds."""
    numbers, pictures = [], []
    with (
        tempfile.TemporaryDirectory() as folder,  # where no playhead is kept of an earlier run
        Terminal(columns=columns, rows=rows, environ=environ | {STATE: folder}) as terminal,
    ):
        terminal.wait_for_bytes(PICTURE)
        terminal.send("\r")
        terminal.wait_for_text("f 0")
        settle(terminal)
        for step in range(1, STEPS + 1):
            position, pressed = len(terminal.written), time.perf_counter()
            terminal.send("\x1b[C")
            number = f"f {step} ".encode()
            numbers.append(terminal.wait_for_bytes(number, position) - pressed)
            pictures.append(terminal.wait_for_bytes(PICTURE, position) - pressed)
            settle(terminal)
        terminal.send("q")
    return numbers, pictures


def scrub_times(
    environ: dict[str, str], columns: int, rows: int
) -> tuple[list[float], list[float]]:
    """Return how long pictures took after jumps of ten seconds: there, and back over the same."""
    with (
        tempfile.TemporaryDirectory() as folder,  # where nothing is kept of an earlier run
        Terminal(columns=columns, rows=rows, environ=environ | {STATE: folder}) as terminal,
    ):
        open_long_clip(terminal)
        there = [scrub(terminal, "w") for _ in range(SCRUBS)]
        back = [scrub(terminal, "b") for _ in range(SCRUBS)]
        terminal.send("q")
    return there, back


def playing_times(environ: dict[str, str], columns: int, rows: int) -> list[float]:
    """Return how long the answers to keys took that were pressed while pictures played."""
    # One that does not say how far it has got is sent four frames a second.
    with Terminal(columns=columns, rows=rows, environ=environ, answers=ANSWERS) as terminal:
        open_long_clip(terminal)
        terminal.send(" ")
        times = []
        for _ in range(STEPS):
            pause_ends = time.perf_counter() + PAUSE_S
            while time.perf_counter() < pause_ends:
                terminal.read(PAUSE_S / 4)
            position, pressed = len(terminal.written), time.perf_counter()
            terminal.send("i")
            times.append(terminal.wait_for_bytes(b"Go to the last frame", position) - pressed)
        terminal.send("q")
    return times


def open_long_clip(terminal: Terminal) -> None:
    """Open the clip of ten minutes, and wait until all of it is painted."""
    terminal.wait_for_bytes(PICTURE)
    terminal.send("/ten\r")
    terminal.wait_for_text("Ten minutes by the clock")
    terminal.send("\r")
    terminal.wait_for(lambda text: bool(re.search(r"f \d+ ", text)))  # it may be opened again
    settle(terminal)


def scrub(terminal: Terminal, key: str) -> float:
    """Return how long a new picture took after a key."""
    position, pressed = len(terminal.written), time.perf_counter()
    terminal.send(key)
    took_s = terminal.wait_for_bytes(PICTURE, position) - pressed
    settle(terminal)
    return took_s


def settle(terminal: Terminal) -> None:
    """Wait until nothing more is written."""
    while terminal.read(0.3):
        pass


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main()
