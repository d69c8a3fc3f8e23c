"""How quick the media engine is, beside its peers on the same files, in turn.

Run `CLIPTUI_TEST_MEDIA=FOLDER python -m tests.benchmarks.media`. Two films of 40 seconds in 1080p
are made first, in a temporary folder; the folder of real files is for probing and indexing, and
may be left out. Peers are the `ffmpeg` command, where there is one, and PyAV used plainly: a
seek, then decoding up to the frame. Each figure is a median; the ratio is ours to the peer's.
"""

import asyncio
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
from av.video.frame import PictureType
from av.video.stream import VideoStream

from cliptui.errors import Unreadable
from cliptui.media.pictures import PictureFormat
from cliptui.media.probe import read_facts
from cliptui.media.walk import read_index
from cliptui.media.worker import MediaWorker

SIZE = (1920, 1080)
FILM_S = 40
BIT_RATE = 8_000_000
RATE = 30
PLACES = 24
STEPS = 40
SMALL_PX = 320
JPEG = PictureFormat.JPEG
LONG_FILM = Path(__file__).parents[2] / "assets" / "Ten minutes by the clock.mp4"
PAUSE_S = 0.05  # between two keys of somebody who looks at what he steps through


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        for gop in (250, 30):
            path = make_film(Path(folder) / f"gop{gop}.mp4", gop)
            asyncio.run(measure_film(path, f"1080p GOP {gop}"))
            tell_index(path, f"1080p GOP {gop}")
    tell_index(LONG_FILM, "ten minutes, small")
    tell_probe()


def tell(what: str, times_s: list[float], peers: dict[str, list[float]] | None = None) -> None:
    """Print the median and the 95th percentile in milliseconds, and the ratio to each peer."""
    ordered = sorted(times_s)
    median, late = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
    mean = statistics.fmean(ordered)
    line = f"{what:42} p50 {1000 * median:7.1f}  mean {1000 * mean:7.1f}  p95 {1000 * late:7.1f} ms"
    for name, peer_times in (peers or {}).items():
        if peer_times:
            peer = statistics.median(peer_times)
            line += f"   {name} {1000 * peer:6.1f} ms, ratio {median / peer:.2f}"
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def make_film(path: Path, gop: int) -> Path:
    """Write a film that moves: a test picture under noise, in H.264 with B-frames."""
    with av.open(str(path), "w") as output:
        options = {"preset": "veryfast", "g": str(gop), "keyint_min": str(gop), "sc_threshold": "0"}
        stream = output.add_stream("libx264", rate=RATE, options=options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = SIZE
        stream.pix_fmt, stream.bit_rate = "yuv420p", BIT_RATE
        stream.codec_context.thread_type = "FRAME"
        graph = av.filter.Graph()
        source = graph.add("testsrc2", f"size=480x270:rate={RATE}")
        noise = graph.add("noise", "alls=24:allf=t")
        scale = graph.add("scale", f"{SIZE[0]}:{SIZE[1]}:flags=bilinear")
        graph.link_nodes(
            source, noise, scale, graph.add("format", "yuv420p"), graph.add("buffersink")
        ).configure()
        for number in range(FILM_S * RATE):
            frame = graph.vpull()
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            frame.pict_type = PictureType.NONE  # the source says of each that it is a keyframe
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


async def measure_film(path: Path, name: str) -> None:
    """Measure everything that is done with one open film."""
    worker = MediaWorker()
    await worker.describe(path)
    await worker.frame(path, 0, width_px=SMALL_PX, picture=JPEG)
    await tell_random(worker, path, name)
    await tell_steps(worker, path, name)
    await tell_thumbs(worker, path, name)
    await worker.aclose()


async def tell_random(worker: MediaWorker, path: Path, name: str) -> None:
    chance = random.Random(name)  # noqa: S311  repeatable, no secret
    ours: list[float] = []
    peers: dict[str, list[float]] = {"ffmpeg -ss": [], "plain PyAV": []}
    for _ in range(PLACES):
        number = chance.randrange(FILM_S * RATE)
        ours.append(await timed(worker.frame(path, number, picture=JPEG)))
        peers["plain PyAV"].append(spent(partial(plainly, path, number)))
        if shutil.which("ffmpeg"):
            peers["ffmpeg -ss"].append(spent(partial(by_command, path, number, 1)))
    tell(f"{name}: random frame, hot", ours, peers)


async def tell_steps(worker: MediaWorker, path: Path, name: str) -> None:
    for way in (1, -1):
        for pause_s, manner in ((PAUSE_S, "at leisure"), (0.0, "held down")):
            times = []
            here = FILM_S * RATE // 2 + round(100 * pause_s)
            for _ in range(STEPS):
                here += way
                times.append(await timed(small(worker, path, here)))
                await asyncio.sleep(pause_s)
            tell(f"{name}: step {way:+}, {SMALL_PX} px, {manner}", times)


async def tell_thumbs(worker: MediaWorker, path: Path, name: str) -> None:
    cold, hot = [], []
    peers: dict[str, list[float]] = {"ffmpeg -ss": []}
    for second in range(3, FILM_S - 3, 5):
        first = second * RATE + 11
        cold.append(await timed(thumbs(worker, path, first)))
        hot.append(await timed(thumbs(worker, path, first + RATE)))
        if shutil.which("ffmpeg"):
            peers["ffmpeg -ss"].append(spent(partial(by_command, path, first, RATE)))
    tell(f"{name}: a second of thumbs, cold", cold, peers)
    tell(f"{name}: the next second, hot", hot)


async def small(worker: MediaWorker, path: Path, number: int) -> bytes:
    return await worker.frame(path, number, width_px=SMALL_PX, picture=JPEG)


async def thumbs(worker: MediaWorker, path: Path, first: int) -> list[bytes]:
    numbers = range(first, first + RATE)
    return await worker.frames(path, numbers, width_px=SMALL_PX, picture=JPEG)


def plainly(path: Path, number: int) -> None:
    """Show a frame as most programs do: open, seek, decode up to it."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        unit = stream.time_base or Fraction(1)
        target = round(Fraction(number, RATE) / unit)
        container.seek(target, stream=stream)
        for frame in container.decode(stream):
            if frame.pts is not None and frame.pts >= target:
                frame.to_image().save(os.devnull, format="JPEG")  # type: ignore[no-untyped-call]
                return


def by_command(path: Path, number: int, count: int) -> None:
    """Have `ffmpeg` write a frame in full, or a second of small ones."""
    scale = [] if count == 1 else ["-vf", f"scale={SMALL_PX}:-2"]
    place_s = f"{(number - 0.5) / RATE:.4f}"
    command = ["ffmpeg", "-v", "quiet", "-ss", place_s, "-i", str(path), *scale]
    subprocess.run(
        [*command, "-frames:v", str(count), "-f", "image2pipe", "-c:v", "mjpeg", "-"],
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        check=True,
    )


def tell_index(path: Path, name: str) -> None:
    times, peers = [], []
    for _ in range(7):
        started_s = time.perf_counter()
        count = read_index(path).frame_count
        times.append(time.perf_counter() - started_s)
        started_s = time.perf_counter()
        with av.open(str(path)) as container:
            packets = sum(1 for _ in container.demux(video=0))
        peers.append(time.perf_counter() - started_s)
        assert packets == count + 1
    tell(f"{name}: index of {count} packets", times, {"demuxing alone": peers})
    rate = count / statistics.median(times)
    sys.stdout.write(f"{name}: index{'':25} {rate:9.0f} packets/s\n")


def tell_probe() -> None:
    folder = os.environ.get("CLIPTUI_TEST_MEDIA", "")
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file()) if folder else []
    opened, described, peers = [], [], []
    for path in files:
        try:
            index = read_index(path)
        except Unreadable:
            continue
        for _ in range(3):
            described.append(spent(partial(read_index, path)))
            opened.append(spent(partial(read_facts, path, index)))
            if shutil.which("ffprobe"):
                peers.append(spent(partial(by_ffprobe, path)))
    if opened:
        tell("real files: index", described)
        tell("real files: facts", opened, {"ffprobe": peers})


def by_ffprobe(path: Path) -> None:
    command = ["ffprobe", "-v", "quiet", "-show_streams", str(path)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


def spent(work: Callable[[], object]) -> float:
    started_s = time.perf_counter()
    work()
    return time.perf_counter() - started_s


async def timed(work: Awaitable[object]) -> float:
    started_s = time.perf_counter()
    await work
    return time.perf_counter() - started_s


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main()
