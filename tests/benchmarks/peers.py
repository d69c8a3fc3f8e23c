"""How quick the media engine is beside OpenCV and PySceneDetect, on the same files.

Run `python -m tests.benchmarks.peers --peer PYTHON [FILE …]`, where PYTHON is an interpreter that
has `opencv-python-headless` and `scenedetect`, which this project does not need:
`python -m venv peers && peers/bin/pip install opencv-python-headless scenedetect`. Without it only
our own figures are printed.

Random frames in full, as JPEG: ours through the process that decodes, OpenCV's in an open file, in
turn; without files, in 12 seconds of 1080p in H.264, HEVC, VP9 and AV1 that `ffmpeg` makes first.
Then scenes of the demo library, against the hard cuts that its programme names; found means within
a frame.
"""

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from cliptui.media.index import FrameIndex
from cliptui.media.pictures import PictureFormat
from cliptui.media.scenes import look_through
from cliptui.media.spread import merged
from cliptui.media.walk import read_index
from cliptui.media.worker import MediaWorker
from tests.benchmarks.media import make_film, timed
from tests.demo import ASSETS, hard_cuts

PLACES = 20
RUNS = 3
FILM_S = 12
ENCODERS = {
    "hevc.mp4": ["libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:keyint=250"],
    "vp9.webm": ["libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "250"],
    "av1.mp4": ["libsvtav1", "-preset", "12", "-g", "250"],
}
OPENCV = """
import sys, time
import cv2
film = cv2.VideoCapture(sys.argv[1])
print("ready", flush=True)
for line in sys.stdin:
    began = time.perf_counter()
    film.set(cv2.CAP_PROP_POS_FRAMES, int(line))
    is_there, picture = film.read()
    if is_there:
        cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])
    print(time.perf_counter() - began if is_there else "none", flush=True)
"""
SCENEDETECT = """
import sys, time
from scenedetect import ContentDetector, detect
began = time.perf_counter()
scenes = detect(sys.argv[1], ContentDetector())
print(time.perf_counter() - began, *(start.frame_num for start, _ in scenes[1:]))
"""


class Peer:
    """A program that shows one file, which it keeps open."""

    def __init__(self, python: str, path: Path) -> None:
        command = [python or sys.executable, "-c", OPENCV, str(path)]
        pipe = subprocess.PIPE
        self._program = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True, bufsize=1
        )
        self.is_there = self._line() == "ready"

    def show(self, number: int) -> float | None:
        """Return how long a frame took; None if it did not come."""
        assert self._program.stdin is not None
        self._program.stdin.write(f"{number}\n")
        answer = self._line()
        return None if answer in {"none", ""} else float(answer)

    def close(self) -> None:
        """End the program."""
        self._program.communicate()

    def _line(self) -> str:
        assert self._program.stdout is not None
        return self._program.stdout.readline().strip()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--peer", default="")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for path in told.files or films(Path(folder)):
            asyncio.run(tell_frames(path, told.peer))
    for name, truth in hard_cuts().items():
        tell_scenes(ASSETS / name, truth, told.peer)


def films(folder: Path) -> Iterable[Path]:
    """Make the films; leave out those for which `ffmpeg` has no encoder."""
    first = make_film(folder / "h264.mp4", 250)
    yield first
    for name, encoder in ENCODERS.items():
        command = ["ffmpeg", "-v", "quiet", "-i", str(first), "-t", str(FILM_S), "-c:v", *encoder]
        made = subprocess.run([*command, str(folder / name)], check=False, capture_output=True)
        if made.returncode:
            sys.stdout.write(f"{name}: not made, ffmpeg cannot\n")
        else:
            yield folder / name


async def tell_frames(path: Path, python: str) -> None:
    """Print what a random frame takes."""
    worker, peer = MediaWorker(), Peer(python, path)
    count = (await worker.describe(path)).index.frame_count
    chance = random.Random(path.name)  # noqa: S311  repeatable, no secret
    ours, theirs, missing = list[float](), list[float](), 0
    await worker.frame(path, 0, picture=PictureFormat.JPEG)
    for _ in range(PLACES):
        number = chance.randrange(count)
        ours.append(await timed(worker.frame(path, number, picture=PictureFormat.JPEG)))
        if peer.is_there:
            took_s = peer.show(number)
            missing += took_s is None
            theirs += [] if took_s is None else [took_s]
    peer.close()
    await worker.aclose()
    name = "OpenCV" if peer.is_there else "OpenCV not installed"
    row(f"{path.name}, random frame", ours, name, theirs, f"{missing} missing" * bool(missing))


def tell_scenes(path: Path, truth: Iterable[int], python: str) -> None:
    """Print what the scenes of a file take, and how many of its cuts are found."""
    index = read_index(path)
    expected = merged(index, truth)
    ours, theirs, found = list[float](), list[float](), set[int]()
    hits = ""
    for _ in range(RUNS):
        ours.append(seconds(lambda: found.update(scenes_of(path, index))))
        command = [python or sys.executable, "-c", SCENEDETECT, str(path)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if not answer.returncode:
            took_s, *places = answer.stdout.split()
            theirs.append(float(took_s))
            hits = f", {found_of(expected, map(int, places))}"
    name = "PySceneDetect" if theirs else "PySceneDetect not installed"
    of = f"of {len(expected)} cuts: {found_of(expected, found)}{hits}"
    row(f"{path.name}, {index.frame_count} frames", ours, name, theirs, of)


def scenes_of(path: Path, index: FrameIndex) -> list[int]:
    """Return the frames with which scenes begin."""
    looked_at = look_through(path, index, range(index.frame_count))
    return [number for number, is_cut in looked_at if is_cut]


def found_of(expected: Iterable[int], found: Iterable[int]) -> int:
    """Return how many cuts were found, to within a frame."""
    near = {place + off for place in found for off in (-1, 0, 1)}
    return sum(place in near for place in expected)


def row(what: str, ours: list[float], peer: str, theirs: list[float], more: str) -> None:
    """Print medians in milliseconds, and the ratio of ours to the peer's."""
    own_s = statistics.median(ours)
    line = f"{what:44} {1000 * own_s:7.0f} ms   {peer}"
    if theirs:
        peer_s = statistics.median(theirs)
        line += f" {1000 * peer_s:7.0f} ms   ratio {own_s / peer_s:.2f}"
    sys.stdout.write(f"{line}   {more}\n")
    sys.stdout.flush()


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    began_s = time.perf_counter()
    work()
    return time.perf_counter() - began_s


if __name__ == "__main__":
    main()
