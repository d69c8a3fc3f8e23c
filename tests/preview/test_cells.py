"""Pixels become cells, and cells terminal bytes that show just those pixels."""

from collections.abc import Iterator
from functools import cache
from io import StringIO
from itertools import product

import av
import pytest
from PIL import Image
from rich.console import Console
from rich.segment import Segment
from rich_pixels import Pixels

from cliptui.preview.blocks import half_blocks, segments
from cliptui.preview.cells import Cells
from cliptui.preview.glyphs import Blocks
from cliptui.preview.patch import EXACT, LEAST, MOST, Aim, Patcher, Place
from cliptui.preview.sgr import Pen
from tests.preview.emulator import Emulator
from tests.preview.pictures import ASSETS, colour, colours, farthest, noise, smooth

SIZE = (30, 12)
REAL = ("Cup final.mp4", "Harbour at dawn.mp4", "Night drive.mp4")
each_kind = pytest.mark.parametrize("blocks", Blocks)


def pixels_of(image: Image.Image, blocks: Blocks, size: tuple[int, int] = SIZE) -> Image.Image:
    wanted = (size[0] * blocks.across, size[1] * blocks.down)
    return image.convert("RGB").resize(wanted, Image.Resampling.BOX)


@cache
def real_frames(name: str, count: int = 8, step: int = 3) -> tuple[Image.Image, ...]:
    """Return some frames of a clip of the demo library, a few frames apart."""

    def taken() -> Iterator[Image.Image]:
        with av.open(ASSETS / name) as container:
            for number, frame in enumerate(container.decode(video=0)):
                if number >= count * step:
                    return
                if number % step == 0:
                    yield frame.to_image()  # type: ignore[no-untyped-call]

    return tuple(taken())


def all_pictures(blocks: Blocks) -> dict[str, Image.Image]:
    made = {"noise": noise(300, 200), "smooth": smooth(300, 200), "plain": smooth(1, 1)}
    made |= {name: real_frames(name)[2] for name in REAL}
    return {name: pixels_of(image, blocks) for name, image in made.items()}


def shown_by(text: str, blocks: Blocks, size: tuple[int, int] = SIZE) -> Image.Image:
    emulator = Emulator(*size)
    emulator.feed(text)
    return emulator.picture(blocks, size, (0, 0))


def placed(lines: list[str]) -> str:
    return "".join(f"\x1b[{row + 1};1H{line}" for row, line in enumerate(lines))


def parts_as_pixels(cells: Cells) -> Image.Image:
    """Return what the cells claim to show."""
    across, down = cells.blocks.across, cells.blocks.down
    width = cells.columns * across
    pixels = bytearray(3 * width * cells.rows * down)
    for number, part in enumerate(cells.parts):
        part_row, part_column = divmod(number, across)
        taken = part.tobytes()
        for row, channel in product(range(cells.rows), range(3)):
            start, stop = (3 * width * (row * down + part_row + each) for each in (0, 1))
            first, last = (3 * cells.columns * (row + each) + channel for each in (0, 1))
            pixels[start + 3 * part_column + channel : stop : 3 * across] = taken[first:last:3]
    return Image.frombytes("RGB", (width, cells.rows * down), bytes(pixels))


def rich_text(lines: list[list[Segment]]) -> str:
    """Return segments as Rich writes them to a terminal of all colours."""
    console = Console(file=StringIO(), width=500, color_system="truecolor", force_terminal=True)
    rendered = []
    for line in lines:
        with console.capture() as capture:
            for piece in line:
                console.print(piece.text, style=piece.style, end="", highlight=False)
        rendered.append(capture.get())
    return placed(rendered)


@pytest.mark.parametrize("name", all_pictures(Blocks.HALF))
def test_the_fast_way_shows_what_rich_pixels_shows(name: str) -> None:
    pixels = all_pictures(Blocks.HALF)[name]
    reference = list(Segment.split_lines(Console().render(Pixels.from_image(pixels))))
    expected = shown_by(rich_text(reference), Blocks.HALF)
    assert expected.tobytes() == pixels.tobytes()
    fast = placed(Pen().lines(Cells.of(pixels, Blocks.HALF)))
    assert shown_by(fast, Blocks.HALF).tobytes() == expected.tobytes()
    assert len(fast) < len(rich_text(reference))


@each_kind
@pytest.mark.parametrize("name", all_pictures(Blocks.HALF))
def test_bytes_and_segments_show_what_the_cells_say(name: str, blocks: Blocks) -> None:
    cells = Cells.of(all_pictures(blocks)[name], blocks)
    expected = parts_as_pixels(cells).tobytes()
    assert shown_by(placed(Pen().lines(cells)), blocks).tobytes() == expected
    lines = [segments(cells, row) for row in range(cells.rows)]
    assert shown_by(rich_text(lines), blocks).tobytes() == expected


@each_kind
def test_an_image_of_two_colours_in_each_cell_is_shown_as_it_is(blocks: Blocks) -> None:
    # Dark and light parts in every pattern there is: no cell needs a third colour.
    patterns = 2 ** (blocks.across * blocks.down)
    pixels = Image.new("RGB", (patterns * blocks.across, blocks.down), (10, 60, 20))
    for pattern in range(patterns):
        for part in range(blocks.across * blocks.down):
            if pattern >> part & 1:
                y, x = divmod(part, blocks.across)
                pixels.putpixel((pattern * blocks.across + x, y), (250, 200, 240))
    text = placed(Pen().lines(Cells.of(pixels, blocks)))
    assert shown_by(text, blocks, (patterns, 1)).tobytes() == pixels.tobytes()


@pytest.mark.parametrize("blocks", [Blocks.QUAD, Blocks.SEXTANT])
def test_the_colours_of_a_cell_are_the_means_of_its_darker_and_its_lighter_parts(
    blocks: Blocks,
) -> None:
    pixels = noise(blocks.across * 6, blocks.down * 6).convert("L").convert("RGB")
    cells = Cells.of(pixels, blocks)
    for row in range(6):
        for column in range(6):
            box = (column * blocks.across, row * blocks.down)
            field = pixels.crop((*box, box[0] + blocks.across, box[1] + blocks.down))
            levels = [pixel[0] for pixel in colours(field)]
            mean = round(sum(levels) / len(levels))
            for side, above in ((cells.front, True), (cells.back, False)):
                group = [level for level in levels if (level > mean) is above]
                expected = sum(group) / len(group)
                assert colour(side, column, row)[0] == pytest.approx(expected, abs=0.51)


def test_a_cell_is_said_in_as_few_colours_as_it_needs() -> None:
    red, blue = (255, 0, 0), (0, 0, 255)
    pixels = Image.new("RGB", (3, 2), red)
    pixels.paste(blue, (0, 1, 1, 2))  # red over blue
    pixels.paste(blue, (1, 0, 2, 1))  # blue over red: the mirror image, no new colour
    (line,) = Pen().lines(Cells.of(pixels, Blocks.HALF))
    assert line == "\x1b[38;2;0;0;255;48;2;255;0;0m▄▀ \x1b[m"


def sequence(name: str, blocks: Blocks) -> list[Image.Image]:
    if name == "noise":
        return [pixels_of(noise(60, 60, seed), blocks) for seed in range(5)]
    return [pixels_of(frame, blocks) for frame in real_frames(name)]


@each_kind
@pytest.mark.parametrize("name", ["noise", *REAL])
@pytest.mark.parametrize("threshold", [EXACT, LEAST, MOST])
@pytest.mark.parametrize("limit_bytes", [10**6, 1500])
def test_after_each_patch_the_screen_shows_what_the_patch_says(
    name: str, blocks: Blocks, threshold: int, limit_bytes: int
) -> None:
    patcher, place = Patcher(), Place(3, 2)
    emulator = Emulator(SIZE[0] + 6, SIZE[1] + 4)
    shown = Cells.plain(SIZE, (0, 0, 0), blocks)
    base = [f"\x1b[{row + 3};4H{line}" for row, line in enumerate(patcher.lines(shown))]
    emulator.feed("".join(base))
    for pixels in sequence(name, blocks)[:3]:
        wanted = Cells.of(pixels, blocks)
        patch = patcher.patch(shown, Aim(wanted, threshold), place, limit_bytes)
        emulator.feed(patch.text)
        shown = patch.shown
        seen = emulator.picture(blocks, SIZE, (3, 2))
        assert seen.tobytes() == parts_as_pixels(shown).tobytes()
        assert patch.bytes_count == len(patch.text.encode()) <= limit_bytes
        if patch.is_whole:
            off = farthest(colours(parts_as_pixels(wanted)), colours(seen))
            assert off <= threshold


@each_kind
def test_what_a_limit_cut_off_is_sent_by_the_next_patches(blocks: Blocks) -> None:
    patcher, shown = Patcher(), Cells.plain(SIZE, (0, 0, 0), blocks)
    wanted = Cells.of(pixels_of(noise(60, 60), blocks), blocks)
    patches = 0
    while shown.difference(wanted).getextrema() != (0, 0):
        shown = patcher.patch(shown, Aim(wanted), Place(0, 0), 2000).shown
        patches += 1
        assert patches < 60
    assert patches > 1


@each_kind
def test_even_the_smallest_limit_brings_the_screen_closer(blocks: Blocks) -> None:
    patcher, shown = Patcher(), Cells.plain(SIZE, (0, 0, 0), blocks)
    wanted = Cells.of(pixels_of(noise(60, 60), blocks), blocks)
    for _ in range(5):
        patch = patcher.patch(shown, Aim(wanted), Place(999, 999), 100)
        assert 0 < patch.bytes_count <= 100
        shown = patch.shown


def test_nothing_is_sent_for_a_picture_that_is_shown_already() -> None:
    cells = Cells.of(pixels_of(noise(60, 60), Blocks.HALF), Blocks.HALF)
    patch = Patcher().patch(cells, Aim(cells), Place(0, 0), 10**6)
    assert (patch.text, patch.bytes_count, patch.is_whole) == ("", 0, True)


def test_changes_too_small_to_send_add_up_until_they_are_sent() -> None:
    patcher, shown = Patcher(), Cells.plain((4, 2), (100, 100, 100), Blocks.HALF)
    sent = []
    for level in range(101, 115):
        wanted = Cells.plain((4, 2), (level, 100, 100), Blocks.HALF)
        patch = patcher.patch(shown, Aim(wanted, LEAST), Place(0, 0), 10**6)
        shown = patch.shown
        if patch.text:
            sent.append(level)
    assert sent == [107, 114]  # each is the first that is more than six from what is shown


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("budget_bytes", [12_000, 25_000])
def test_a_budget_is_kept_on_real_frames(name: str, budget_bytes: int) -> None:
    size = (120, 34)
    patcher, shown = Patcher(), Cells.plain(size, (0, 0, 0), Blocks.HALF)
    sizes = []
    for frame in real_frames(name, 30, 1):
        aim = patcher.aim(shown, pixels_of(frame, Blocks.HALF, size), budget_bytes)
        patch = patcher.patch(shown, aim, Place(0, 0), 10**6)
        shown = patch.shown
        sizes.append(patch.bytes_count)
    assert sum(sizes) / len(sizes) <= 1.2 * budget_bytes
    assert sorted(sizes)[int(0.95 * len(sizes))] <= 1.8 * budget_bytes


def test_with_room_to_spare_a_moving_picture_is_shown_in_full_detail() -> None:
    shown = Cells.plain(SIZE, (0, 0, 0), Blocks.HALF)
    aim = Patcher().aim(shown, pixels_of(noise(60, 60), Blocks.HALF), 10**6)
    assert (aim.threshold, aim.coarseness) == (LEAST, 1)


def test_half_blocks_of_rich_pixels_remain_the_reference() -> None:
    pixels = all_pictures(Blocks.HALF)["noise"]
    lines = list(Segment.split_lines(Console().render(half_blocks(pixels))))
    assert shown_by(rich_text(lines), Blocks.HALF).tobytes() == pixels.tobytes()
