"""How long a mark takes until it is on the disk, and how many are lost by kills.

Run `python -m tests.benchmarks.journal [KILLS]`. The peer is the same text appended to a file with
fdatasync, run in turn with ours on the same disk: that of CLIPTUI_BENCH_DIR, if it is set.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cliptui.clip.desk import Desk
from cliptui.clip.desk_text import write_desk
from cliptui.jobs.bench import Bench
from cliptui.jobs.journal import Journal
from cliptui.store import Store
from tests.fakes import FakeService, make_asset

ROUNDS = 20
MARKS = 50
KILLS = 1000


def main() -> None:
    """Measure and print."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    with tempfile.TemporaryDirectory(dir=os.environ.get("CLIPTUI_BENCH_DIR")) as name:
        folder = Path(name)
        ours_ms, peers_ms = mark_times_ms(folder)
        size_kb = (folder / "cliptui.db").stat().st_size / 1024
        tell("a mark, until it is on the disk", ours_ms)
        tell("peer: append and fdatasync", peers_ms)
        ratio = statistics.median(ours_ms) / statistics.median(peers_ms)
        sys.stdout.write(f"ratio of the medians {ratio:.1f}\n")
        sys.stdout.write(f"the store after {len(ours_ms)} marks with undo: {size_kb:.0f} kB\n")
        sys.stdout.flush()
        sys.stdout.write(f"{kills} kills: {killed(folder, kills)}\n")


def mark_times_ms(folder: Path, rounds: int = ROUNDS) -> tuple[list[float], list[float]]:
    """Keep marks, and append the same text to a file in turn; return how long each took."""
    store = Store.open(folder / "cliptui.db", writes_behind=True)
    journal = Journal(Bench(FakeService([]), store, "here", time.time))
    ours_ms: list[float] = []
    peers_ms: list[float] = []
    desk = opened()
    for _ in range(rounds):
        for _ in range(MARKS):
            desk = desk.with_in((desk.marks.in_frame or 0) + 1)
            text = write_desk(desk)
            ours_ms.append(timed(partial(journal.remember, "a1", text)))
        with (folder / "peer").open("ab", buffering=0) as peer:
            append_text = partial(append, peer.fileno(), text)
            peers_ms.extend(timed(append_text) for _ in range(MARKS))
    store.close()
    return ours_ms, peers_ms


def killed(folder: Path, kills: int) -> dict[str, int]:
    """Kill what writes marks, and return how many were written, lost and rescued."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.store.killing", str(kills), "1", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    counted: dict[str, int] = json.loads(told.stdout)
    return counted


def opened() -> Desk:
    """Return a desk on a long asset."""
    asset = make_asset(1, frame_count=100_000)
    assert asset.timing is not None
    return Desk(asset, asset.timing)


def append(descriptor: int, text: str) -> None:
    """Write a line to a file and wait for the disk."""
    os.write(descriptor, text.encode() + b"\n")
    os.fdatasync(descriptor)


def timed(act: Callable[[], None]) -> float:
    """Return how long something takes, in milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def tell(what: str, times_ms: list[float]) -> None:
    """Print a line of a table."""
    ordered = sorted(times_ms)
    p99 = ordered[len(ordered) * 99 // 100]
    p50 = statistics.median(ordered)
    sys.stdout.write(
        f"{what:34} p50 {p50:7.2f} ms   p99 {p99:7.2f} ms   max {ordered[-1]:7.2f} ms\n"
    )


if __name__ == "__main__":
    main()
