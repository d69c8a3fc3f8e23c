"""How much memory the process that shows frames holds.

Run `python -m tests.benchmarks.memory [FILM]`; without a film, one of 40 seconds in 1080p is made
first. Four copies of it are opened, a frame shown of each; then come 2,000 frames at random places,
in turn from all four. The peer is OpenCV with one of them open, in a process of its own, where
`--peer PYTHON` names an interpreter that has it. It needs Linux, which tells the memory in `/proc`.
"""

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from cliptui.media.pictures import PictureFormat
from cliptui.media.running import Life
from cliptui.media.worker import MediaWorker
from tests.benchmarks.media import SMALL_PX, make_film

FILES = 4
SEEKS = 2000
TELL_EVERY = 200
PROMISE_MB = 250
PROMISE_GROWTH_MB = 15
FOR_EVER = Life(most_orders=10 * SEEKS, memory_bytes=2**40)
OPENCV = """
import cv2, sys
film = cv2.VideoCapture(sys.argv[1])
film.set(cv2.CAP_PROP_POS_FRAMES, 100)
film.read()
print([line for line in open("/proc/self/status") if line.startswith("VmRSS")][0].split()[1])
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("film", nargs="?", type=Path)
    parser.add_argument("--peer", default="")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        film = told.film or make_film(Path(folder) / "film.mp4", 30)
        copies = [Path(folder) / f"{number}{film.suffix}" for number in range(FILES)]
        for copy in copies:
            shutil.copyfile(film, copy)
        asyncio.run(measure(copies))
        tell_peer(told.peer, copies[0])


async def measure(films: list[Path]) -> None:
    """Print what our process holds with four files open, and as it goes from place to place."""
    worker = MediaWorker(life=FOR_EVER)
    counts = [(await worker.describe(film)).index.frame_count for film in films]
    for film, count in zip(films, counts, strict=True):
        await worker.frame(film, count // 2 - 1, picture=PictureFormat.JPEG)
    held = memory_of(lambda: worker._looking.pid)
    sys.stdout.write(f"{FILES} files open: {held:.0f} MB (promise {PROMISE_MB})\n")
    chance = random.Random(0)  # noqa: S311  repeatable, no secret
    steps = [held]
    for number in range(SEEKS):
        which = number % FILES
        place = chance.randrange(counts[which])
        await worker.frame(films[which], place, width_px=SMALL_PX, picture=PictureFormat.JPEG)
        if not (number + 1) % TELL_EVERY:
            steps.append(memory_of(lambda: worker._looking.pid))
            sys.stdout.write(f"after {number + 1:5} seeks: {steps[-1]:.0f} MB\n")
            sys.stdout.flush()
    late = steps[-1] - steps[len(steps) // 2]
    sys.stdout.write(
        f"growth {steps[-1] - held:+.0f} MB (promise {PROMISE_GROWTH_MB}), "
        f"in the second half {late:+.0f} MB; most {max(steps):.0f} MB\n"
    )
    await worker.aclose()


def memory_of(pid: Callable[[], int | None]) -> float:
    """Return how much memory a process holds, in MB."""
    pages = Path(f"/proc/{pid()}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def tell_peer(python: str, film: Path) -> None:
    """Print what OpenCV holds with one file open."""
    if not python:
        sys.stdout.write("OpenCV: not asked for\n")
        return
    answer = subprocess.run(
        [python, "-c", OPENCV, str(film)], capture_output=True, text=True, check=False
    )
    if answer.returncode:
        sys.stdout.write("OpenCV: not installed\n")
    else:
        sys.stdout.write(f"OpenCV, one file open: {int(answer.stdout) * 1024 / 1e6:.0f} MB\n")


if __name__ == "__main__":
    main()
