"""What a picture costs: CPU and bytes a frame, and its delay, beside what others offer.

Run `python -m tests.benchmarks.preview`. All work on the same frames of the demo library at
120×34 cells, in turns; a peer that is not installed is left out. Times are CPU times of this
process, or of the peer's process with its own decoding of the same frames as PNG files.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from io import BytesIO, StringIO
from pathlib import Path

import av
from PIL import Image
from rich.console import Console
from rich.segment import Segment
from rich_pixels import Pixels
from textual.strip import Strip

from cliptui.preview.blocks import half_blocks
from cliptui.preview.cells import Cells
from cliptui.preview.display import Display
from cliptui.preview.fit import CellSize
from cliptui.preview.glyphs import Blocks
from cliptui.preview.patch import Aim, Patcher, Place
from cliptui.preview.picture import decoded, scaled
from cliptui.preview.pixels import Screen, pixel_frame
from tests.preview.pictures import ASSETS
from tests.terminal import Terminal

FRAMES = 30
SIZE = (120, 34)
CLIPS = {"hard": "Cup final.mp4", "middle": "Night drive.mp4", "calm": "Harbour at dawn.mp4"}
EVERYTHING = 10**9
MS = 1000
Encoder = Callable[[list[Image.Image]], list[int]]


@cache
def sources(name: str) -> list[Image.Image]:
    """Return frames of a clip in full size."""
    taken: list[Image.Image] = []
    with av.open(ASSETS / name) as container:
        for frame in container.decode(video=0):
            taken.append(frame.to_image())  # type: ignore[no-untyped-call]
            if len(taken) == FRAMES:
                break
    return taken


def pixels_of(image: Image.Image, blocks: Blocks) -> Image.Image:
    return scaled(image, CellSize(*SIZE), blocks=blocks)


def rich_plain(images: list[Image.Image]) -> list[int]:
    return [_textual_bytes(Pixels.from_image(pixels_of(image, Blocks.HALF))) for image in images]


def rich_runs(images: list[Image.Image]) -> list[int]:
    return [_textual_bytes(half_blocks(pixels_of(image, Blocks.HALF))) for image in images]


def _textual_bytes(pixels: Pixels) -> int:
    console = Console(file=StringIO(), width=500, color_system="truecolor")
    lines = Segment.split_lines(console.render(pixels))
    return sum(len(Strip(line).render(console).encode()) for line in lines)


def full(blocks: Blocks) -> Encoder:
    def encode(images: list[Image.Image]) -> list[int]:
        patcher = Patcher()
        made = [patcher.lines(Cells.of(pixels_of(image, blocks), blocks)) for image in images]
        return [sum(len(line.encode()) for line in lines) for lines in made]

    return encode


def patches(blocks: Blocks, budget_bytes: int, *, is_exact: bool = False) -> Encoder:
    def encode(images: list[Image.Image]) -> list[int]:
        patcher = Patcher()
        shown = Cells.of(pixels_of(images[0], blocks), blocks)
        sizes = []
        for image in images[1:]:
            pixels = pixels_of(image, blocks)
            exact = Aim(Cells.of(pixels, blocks))
            aim = exact if is_exact else patcher.aim(shown, pixels, budget_bytes)
            patch = patcher.patch(shown, aim, Place(0, 0), EVERYTHING)
            shown = patch.shown
            sizes.append(patch.bytes_count)
        return sizes

    return encode


def images_by(display: Display) -> Encoder:
    def encode(images: list[Image.Image]) -> list[int]:
        screen, size = Screen((8, 16)), CellSize(*SIZE)
        made = [pixel_frame(display, image, size, screen, is_resting=False) for image in images]
        return [len(text) for text in made]

    return encode


def chafa(images: list[Image.Image]) -> list[int]:
    """Encode by libchafa, half blocks, from the same small pictures times four."""
    import chafa as lib  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415

    symbols = lib.SymbolMap()
    symbols.add_by_tags(lib.SymbolTags.CHAFA_SYMBOL_TAG_VHALF)
    config = lib.CanvasConfig()
    config.width, config.height = SIZE
    config.canvas_mode = lib.CanvasMode.CHAFA_CANVAS_MODE_TRUECOLOR
    config.set_symbol_map(symbols)
    sizes = []
    for image in images:
        small = image.resize((SIZE[0] * 4, SIZE[1] * 8), Image.Resampling.BOX)
        canvas = lib.Canvas(config)
        kind = lib.PixelType.CHAFA_PIXEL_RGB8
        canvas.draw_all_pixels(kind, small.tobytes(), *small.size, small.width * 3)
        sizes.append(len(canvas.print(fallback=True)))
    return sizes


def program(*argv: str) -> Encoder:
    """Encode by a program that reads the frames as files."""

    def encode(images: list[Image.Image]) -> list[int]:
        with tempfile.TemporaryDirectory() as folder:
            for number, image in enumerate(images):
                image.save(Path(folder) / f"{number:03}.png", compress_level=1)
            files = sorted(str(path) for path in Path(folder).iterdir())
            words = [word for part in argv for word in (files if part == "FILES" else [part])]
            ended = subprocess.run(words, capture_output=True, check=True, env=os.environ)
        return [len(ended.stdout) // len(images)] * len(images)

    return encode


def methods() -> dict[str, Encoder]:
    known = {
        "rich-pixels, Strip.render": rich_plain,
        "rich-pixels, our runs": rich_runs,
        "half, full": full(Blocks.HALF),
        "half, exact patches": patches(Blocks.HALF, EVERYTHING, is_exact=True),
        "half, patches": patches(Blocks.HALF, EVERYTHING),
        "half, patches of 25 kB": patches(Blocks.HALF, 25_000),
        "half, patches of 12 kB": patches(Blocks.HALF, 12_000),
        "quad, full": full(Blocks.QUAD),
        "quad, patches": patches(Blocks.QUAD, EVERYTHING),
        "sextant, patches": patches(Blocks.SEXTANT, EVERYTHING),
        "iTerm2 JPEG": images_by(Display.ITERM),
        "kitty PNG": images_by(Display.KITTY),
    }
    if find_spec("chafa"):
        known["libchafa, half"] = chafa
    if shutil.which("timg"):
        known["timg, half"] = program("timg", "-ph", f"-g{SIZE[0]}x{SIZE[1]}", "FILES")
    if shutil.which("mpv"):
        quiet = ("--really-quiet", "--no-config", "--vo=tct", "--untimed")
        geometry = (f"--vo-tct-width={SIZE[0]}", f"--vo-tct-height={SIZE[1]}")
        known["mpv tct"] = program("mpv", *quiet, *geometry, "FILES")
    return known


def cpu_s() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def compared() -> None:
    """Print CPU and bytes a frame of each method on each clip."""
    sys.stdout.write(f"{'':28}" + "".join(f"{kind:>20}" for kind in CLIPS) + "\n")
    baseline: dict[str, float] = {}
    for label, encode in methods().items():
        shown = []
        for kind, name in CLIPS.items():
            images = sources(name)
            started_s = cpu_s()
            sizes = encode(images)
            took_ms = MS * (cpu_s() - started_s) / len(sizes)
            baseline.setdefault(kind, took_ms)
            mean, late = sum(sizes) / len(sizes), sorted(sizes)[int(0.95 * (len(sizes) - 1))]
            ratio = baseline[kind] / took_ms
            shown.append(f"{took_ms:5.1f}ms ×{ratio:<4.0f}{mean / 1000:4.0f}/{late / 1000:3.0f}kB")
        sys.stdout.write(f"{label:28}" + " ".join(shown) + "\n")


def whole_app() -> None:
    """Print what a whole app takes for a frame that is new to it, CPU and bytes, in a pty.

    And how late ours is written: the median from when a decoded picture is there.
    """
    for way in ("rich-pixels in Textual", "ours, whole lines", "ours"):
        shown = []
        for name in CLIPS.values():
            words = (sys.executable, "-m", "tests.benchmarks.player", way, name)
            answers = {b"\x1b[6n": b"\x1b[1;1R"}
            with Terminal(columns=130, rows=36, program=words, answers=answers) as terminal:
                read_for(terminal, 3)
                start, before_s = len(terminal.written), app_cpu_s(terminal.pid)
                read_for(terminal, 5)
                written = bytes(terminal.written[start:])
                took_s = app_cpu_s(terminal.pid) - before_s
                late = f" {lateness(terminal)} ms late" if way.startswith("ours") else ""
            sign = b"\x1b[6n" if way.startswith("ours") else b"frame "
            count = max(1, written.count(sign))
            shown.append(
                f"{MS * took_s / count:5.1f}ms{len(written) / count / 1000:4.0f}kB{late}  "
            )
        sys.stdout.write(f"app: {way:23}" + " ".join(shown) + "\n")


def lateness(terminal: Terminal) -> str:
    """Return what the player says of its delay, in milliseconds; the plain way never comes to."""
    asked = len(terminal.written)
    terminal.send("t")
    terminal.wait_for_bytes(b" ms.", asked)
    [late] = re.findall(rb"late ([\d.]+) ms", terminal.written[asked:])[:1]
    return f"{late.decode():>4}"


def read_for(terminal: Terminal, seconds: float) -> None:
    ends_s = time.perf_counter() + seconds
    while time.perf_counter() < ends_s:
        terminal.read(0.05)


def app_cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    sys.stdout.write(f"{SIZE[0]}×{SIZE[1]} cells: CPU a frame, × faster, mean/p95 bytes\n")
    compared()
    whole_app()
    file = BytesIO()
    sources(CLIPS["hard"])[0].save(file, "JPEG", quality=85)
    started_s = cpu_s()
    for _ in range(FRAMES):
        scaled(decoded(file.getvalue(), (SIZE[0], SIZE[1] * 2)), CellSize(*SIZE))
    sys.stdout.write(f"JPEG to pixels {MS * (cpu_s() - started_s) / FRAMES:.1f} ms\n")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main()
