"""How quick a skim is, beside a plain decoding of the keyframes alone, in turn on the same files.

Run `python -m tests.benchmarks.skims [FILE…]`; without files, two films of 40 seconds in 1080p
are made first, in a temporary folder. The peer is PyAV with `skip_frame=NONKEY`, which scales and
encodes each keyframe as ours does; `alone` is its decoding without that. Ours is measured within
this process, then through the worker with all that the program adds. A few pictures of many
keyframes are also held against the peer that decodes them all, since nothing else is to be had
from it. Each figure is a median; the ratio is ours to the peer's.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

import av

from cliptui.media.opening import never_mind
from cliptui.media.pictures import PictureFormat, encode
from cliptui.media.rendering import Renderer
from cliptui.media.skimming import Look, skim
from cliptui.media.spread import keyframe_numbers
from cliptui.media.walk import read_index
from cliptui.media.worker import MediaWorker
from tests.benchmarks.media import make_film, spent

RUNS = 7
WIDTH_PX = 320
FEW = 12
LOOK = Look(WIDTH_PX, PictureFormat.JPEG)


def main() -> None:
    """Measure and print."""
    files = [Path(name) for name in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        if not files:
            files = [make_film(Path(folder) / f"1080p, GOP {gop}.mp4", gop) for gop in (30, 250)]
        for path in files:
            asyncio.run(tell(path))


async def tell(path: Path) -> None:
    """Print how long a file takes."""
    index = read_index(path)
    keyframes = keyframe_numbers(index)
    few = keyframes[:: max(1, len(keyframes) // FEW)]
    every, some, alone, peers, asked, coloured = [], [], [], [], [], []
    worker = MediaWorker()
    await worker.survey.skim(path, 0, index.end_ms, 1, width_px=WIDTH_PX)
    for _ in range(RUNS):
        alone.append(spent(lambda: plainly(path, shows=False)))
        peers.append(spent(lambda: plainly(path, shows=True)))
        every.append(spent(lambda: skim(path, index, keyframes, LOOK, never_mind)))
        some.append(spent(lambda: skim(path, index, few, LOOK, never_mind)))
        started_s = time.perf_counter()
        await worker.survey.skim(path, 0, index.end_ms, len(keyframes), width_px=WIDTH_PX)
        asked.append(time.perf_counter() - started_s)
    for _ in range(2):
        started_s = time.perf_counter()
        await worker.survey.colours(path, 100)
        coloured.append(time.perf_counter() - started_s)
    await worker.aclose()
    peer_s, alone_s = statistics.median(peers), statistics.median(alone)
    lines = [
        (f"plain PyAV, {len(keyframes)} keyframes", peers),
        ("  alone, without pictures", alone),
        (f"skim of all {len(keyframes)}", every),
        (f"skim of {len(few)}", some),
        (f"about {len(keyframes)} through the worker", asked),
    ]
    sys.stdout.write(f"{path.name}\n")
    for what, times in lines:
        median_s = statistics.median(times)
        sys.stdout.write(
            f"  {what:36} {1000 * median_s:7.1f} ms   to plain {median_s / peer_s:.2f}   "
            f"to decoding alone {median_s / alone_s:.2f}\n"
        )
    first_ms, second_ms = (1000 * time_s for time_s in coloured)
    sys.stdout.write(f"  100 colours: {first_ms:.1f} ms, the second time {second_ms:.2f} ms\n")


def plainly(path: Path, *, shows: bool) -> None:
    """Decode the keyframes as most programs do."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "NONE"
        stream.codec_context.skip_frame = "NONKEY"
        renderer = Renderer(Fraction(1))
        for frame in container.decode(stream):
            if shows:
                encode(renderer.render(frame, WIDTH_PX), PictureFormat.JPEG)


if __name__ == "__main__":
    main()
