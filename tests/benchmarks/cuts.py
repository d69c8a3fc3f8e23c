"""How quickly clips are cut, beside ffmpeg on the same files.

Run `python -m tests.benchmarks.cuts [FILE …]`; without files, on two of the demo library. It needs
`ffmpeg` and `ffprobe`. Ours and ffmpeg's run in turn; each time is the median of several. Lossless
stands beside `-c copy` from the keyframe before, which keeps no frame exactly; exact beside the
same encoder, preset and quality.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cliptui.media.cuts import cut
from cliptui.media.index import FrameIndex
from cliptui.media.modes import CutMode, CutReport
from cliptui.media.walk import read_index
from tests.demo import ASSETS

RUNS = 5
LONGEST_S = 20
X264 = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-c:a", "aac", "-b:a", "160k")
COPY = ("-c", "copy")
DEMO = ("Night drive.mp4", "Cup final.mp4")


def main() -> None:
    """Measure and print."""
    if shutil.which("ffmpeg") is None:
        sys.exit("This benchmark needs ffmpeg.")
    files = [Path(name) for name in sys.argv[1:]] or [ASSETS / name for name in DEMO]
    with tempfile.TemporaryDirectory() as folder:
        for path in files:
            compare(path, Path(folder))


def compare(path: Path, folder: Path) -> None:
    """Print both modes for one file, each beside its peer."""
    index = read_index(path)
    starts_ms = index.starts_ms
    first = index.frame_count // 3
    stop = min(index.frame_count - 1, index.shown_at(starts_ms[first] + 1000 * LONGEST_S))
    frames = range(first, stop)
    # Half a frame before the first, as our printed commands do, so that none is missed.
    start_s = (starts_ms[first - 1] + starts_ms[first]) / 2000
    length_s = (starts_ms[stop] - starts_ms[first]) / 1000
    sys.stdout.write(f"{path.name}: {len(frames)} frames, {length_s:.1f} s\n")
    for mode, options in ((CutMode.LOSSLESS, COPY), (CutMode.EXACT, X264)):
        count = () if mode is CutMode.LOSSLESS else ("-frames:v", str(len(frames)))
        own, peer = folder / f"{mode}.mp4", folder / f"{mode}-ffmpeg.mp4"
        command = ["ffmpeg", "-v", "error", "-y", "-ss", f"{start_s:.6f}", "-i", str(path)]
        command += ["-t", f"{length_s:.6f}", *options, *count]
        command += ["-movflags", "+faststart", str(peer)]
        own_s, peer_s = [], []
        for _ in range(RUNS):
            peer_s.append(seconds(partial(run, command)))
            own_s.append(seconds(partial(ours, path, index, frames, own, mode)))
        report = ours(path, index, frames, own, mode)
        tell(mode, report, (own, own_s), (peer, peer_s))


def tell(
    asked: CutMode,
    report: CutReport,
    own: tuple[Path, list[float]],
    peer: tuple[Path, list[float]],
) -> None:
    """Print time, frames and bytes of ours and of ffmpeg's, and the ratio of the times."""
    medians = [statistics.median(times_s) for _, times_s in (own, peer)]
    sys.stdout.write(
        f"  {asked:9} as {report.mode:9} {medians[0]:7.3f} s, ffmpeg {medians[1]:7.3f} s, "
        f"ratio {medians[0] / medians[1]:5.2f}   frames {shown(own[0])}, ffmpeg {shown(peer[0])}   "
        f"bytes {own[0].stat().st_size}, ffmpeg {peer[0].stat().st_size}\n"
    )


def ours(path: Path, index: FrameIndex, frames: range, target: Path, mode: CutMode) -> CutReport:
    """Cut with the program's own code."""
    return cut(
        path,
        index,
        frames,
        target,
        title="benchmark",
        mode=mode,
        on_progress=lambda _: None,
        is_cancelled=lambda: False,
    )


def run(command: list[str]) -> None:
    """Run ffmpeg."""
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def shown(path: Path) -> int:
    """Return how many frames ffprobe decodes of a file."""
    command = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-count_frames"]
    command += ["-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(told.split(",")[0].split()[0])


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    began_s = time.perf_counter()
    work()
    return time.perf_counter() - began_s


if __name__ == "__main__":
    main()
