"""How quickly the scenes of the demo library are found, and how rightly.

Run `python -m tests.benchmarks.scenes [FILE…]`; files are measured after the library. The peer
is a plain decoding of the whole file, run in turn with ours; a ratio of 1 means that looking for
scenes costs nothing beyond decoding. That of the processor's time holds on a busy machine too. What
is found is held against the hard cuts that the programme of the library names.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import av

from cliptui.media.index import FrameIndex
from cliptui.media.scenes import look_through
from cliptui.media.spread import merged
from cliptui.media.walk import read_index
from tests.demo import ASSETS, hard_cuts

RUNS = 5


def main() -> None:
    """Measure and print."""
    hits = finds = cuts = 0
    for name, truth in hard_cuts().items():
        path = ASSETS / name
        index = read_index(path)
        expected = set(merged(index, truth))
        found = set(merged(index, look(path, index, quickly=False)))
        hits, finds, cuts = hits + len(found & expected), finds + len(found), cuts + len(expected)
        tell(path, index)
    recall, precision = hits / cuts, hits / finds
    for path in map(Path, sys.argv[1:]):
        tell(path, read_index(path))
    sys.stdout.write(f"recall {recall:.3f} ({hits} of {cuts}), precision {precision:.3f}\n")


def tell(path: Path, index: FrameIndex) -> None:
    """Print how long a file takes, beside a plain decoding of it."""
    ours, peers, quick = [], [], []
    for _ in range(RUNS):
        peers.append(spent(lambda: decode(path)))
        ours.append(spent(lambda: look(path, index, quickly=False)))
        quick.append(spent(lambda: look(path, index, quickly=True)))
    (own_s, own_cpu_s), (peer_s, peer_cpu_s), (quick_s, _) = map(medians, (ours, peers, quick))
    line = (
        f"{path.name:30} {index.frame_count / own_s:6.0f} fps   "
        f"decoding {index.frame_count / peer_s:6.0f} fps   ratio {peer_s / own_s:.2f}, "
        f"of the processor's time {peer_cpu_s / own_cpu_s:.2f}   keyframes {1000 * quick_s:4.0f} ms"
    )
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Return how long some work takes, by the clock and of the processor's time."""
    began_s, began_cpu_s = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began_s, time.process_time() - began_cpu_s


def medians(times: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the median of each of the two."""
    by_clock, of_processor = zip(*times, strict=True)
    return statistics.median(by_clock), statistics.median(of_processor)


def decode(path: Path) -> None:
    """Decode a file as quickly as it goes."""
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for _ in container.decode(video=0):
            pass


def look(path: Path, index: FrameIndex, *, quickly: bool) -> list[int]:
    """Return the cuts of a file."""
    looks = look_through(path, index, range(index.frame_count), quickly=quickly)
    return [number for number, is_cut in looks if is_cut]


if __name__ == "__main__":
    main()
