"""How true blocks are to the picture, in decibels, beside rich-pixels and libchafa.

Run `python -m tests.benchmarks.quality [FILE …]`; without files, on the demo library. One frame
of each film is drawn at 120×34 cells by each way; what a terminal then shows, as pyte
understands it, is compared with the frame scaled by Lanczos to the pixels of these cells. libchafa
takes part where `chafa.py` is installed, with the same blocks as ours and at its most careful.
"""

import math
import sys
from collections.abc import Callable
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import av
from PIL import Image, ImageChops, ImageStat
from rich.console import Console
from rich_pixels import Pixels

from cliptui.preview.cells import Cells
from cliptui.preview.fit import CellSize
from cliptui.preview.glyphs import Blocks
from cliptui.preview.patch import Patcher
from cliptui.preview.picture import scaled
from tests.preview.emulator import Emulator
from tests.preview.pictures import ASSETS

SIZE = CellSize(120, 34)
CELL_PX = (8, 16)
FRAME = 60
DEMO = ("Cup final.mp4", "Night drive.mp4", "Harbour at dawn.mp4")
Drawing = Callable[[Image.Image], str]


def frame_of(path: Path) -> Image.Image:
    """Return a frame of a film, decoded from its start on, cut to the shape of the cells."""
    with av.open(path) as container:
        for number, frame in enumerate(container.decode(video=0)):
            image: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
            if number == FRAME:
                break
    wanted = SIZE.columns * CELL_PX[0] / (SIZE.rows * CELL_PX[1])
    height = min(image.height, round(image.width / wanted))
    width = min(image.width, round(height * wanted))
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return image.crop((left, top, left + width, top + height))


def ours(blocks: Blocks) -> Drawing:
    def draw(image: Image.Image) -> str:
        cells = Cells.of(scaled(image, SIZE, blocks=blocks), blocks)
        return "\r\n".join(Patcher().lines(cells))

    return draw


def rich_pixels(image: Image.Image) -> str:
    console = Console(file=StringIO(), width=500, color_system="truecolor", force_terminal=True)
    with console.capture() as taken:
        console.print(Pixels.from_image(image, resize=(SIZE.columns, SIZE.rows * 2)), end="")
    return taken.get().replace("\n", "\r\n")


def chafa(blocks: Blocks) -> Drawing:
    import chafa as lib  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415

    tag = lib.SymbolTags
    tags = {
        Blocks.HALF: tag.CHAFA_SYMBOL_TAG_VHALF,
        Blocks.QUAD: tag.CHAFA_SYMBOL_TAG_QUAD,
        Blocks.SEXTANT: tag.CHAFA_SYMBOL_TAG_SEXTANT,
    }

    def draw(image: Image.Image) -> str:
        symbols = lib.SymbolMap()
        symbols.add_by_tags(tags[blocks] | tag.CHAFA_SYMBOL_TAG_SPACE | tag.CHAFA_SYMBOL_TAG_SOLID)
        config = lib.CanvasConfig()
        config.width, config.height = SIZE.columns, SIZE.rows
        config.canvas_mode = lib.CanvasMode.CHAFA_CANVAS_MODE_TRUECOLOR
        config.work_factor = 1.0
        config.set_symbol_map(symbols)
        canvas = lib.Canvas(config)
        rgb, kind = image.tobytes(), lib.PixelType.CHAFA_PIXEL_RGB8
        canvas.draw_all_pixels(kind, rgb, *image.size, image.width * 3)
        text: str = canvas.print(fallback=True).decode().replace("\n", "\r\n")
        return text

    return draw


def psnr_db(one: Image.Image, other: Image.Image) -> float:
    squares = ImageStat.Stat(ImageChops.difference(one, other)).sum2
    return 10 * math.log10(255**2 * 3 * one.width * one.height / sum(squares))


def quality_db(image: Image.Image, text: str, blocks: Blocks) -> float:
    """Return how true what a terminal shows after a text is to a picture."""
    terminal = Emulator(SIZE.columns + 1, SIZE.rows + 1)
    terminal.feed(text)
    parts = terminal.picture(blocks, (SIZE.columns, SIZE.rows), (0, 0))
    full_px = (SIZE.columns * CELL_PX[0], SIZE.rows * CELL_PX[1])
    shown = parts.resize(full_px, Image.Resampling.NEAREST)
    return psnr_db(shown, image.resize(full_px, Image.Resampling.LANCZOS))


def main() -> None:
    """Measure and print."""
    paths = [Path(word) for word in sys.argv[1:]] or [ASSETS / name for name in DEMO]
    ways: dict[str, tuple[Drawing, Blocks]] = {"rich-pixels": (rich_pixels, Blocks.HALF)}
    for blocks in Blocks:
        ways[f"ours, {blocks}"] = (ours(blocks), blocks)
        if find_spec("chafa"):
            ways[f"libchafa, {blocks}"] = (chafa(blocks), blocks)
    sys.stdout.write(f"{'':20}" + "".join(f"{path.stem[:14]:>16}" for path in paths) + "    mean\n")
    images = [frame_of(path) for path in paths]
    for label, (draw, blocks) in ways.items():
        values = [quality_db(image, draw(image), blocks) for image in images]
        shown = "".join(f"{value:13.1f} dB" for value in values)
        sys.stdout.write(f"{label:20}{shown}{sum(values) / len(values):8.1f}\n")


if __name__ == "__main__":
    main()
