"""Looking closer: letters, frames of a second, in and out, the picture alone, a frame as a file."""

from pathlib import Path

import pytest

from cliptui.clip.hints import Hints
from cliptui.clip.selection import Selection
from cliptui.clip.survey import Rgb
from cliptui.errors import Unreachable
from cliptui.preview.display import Display
from cliptui.tui.screens.compare import CompareScreen
from cliptui.tui.screens.frames import FramesScreen
from cliptui.tui.widgets.barcode import Barcode, barcode_segments
from cliptui.tui.widgets.filmstrip import Filmstrip, part_label
from cliptui.tui.widgets.tiles import Tiles
from cliptui.tui.widgets.two_up import TwoUp
from tests.fakes import FakeService, make_asset, picture
from tests.tui.driving import Desk, running
from tests.tui.test_timeline import NTSC

SIZES = [(80, 24), (120, 40)]
each_size = pytest.mark.parametrize("size", SIZES, ids=str)


def captions(tiles: Tiles) -> list[str]:
    return [tile.caption for tile in tiles.tiles]


def strip_of(desk: Desk) -> Filmstrip:
    return desk.screen.query_one(Filmstrip)


@each_size
async def test_h_and_a_letter_jump_and_the_next_one_goes_deeper(size: tuple[int, int]) -> None:
    async with running(FakeService([make_asset(1)]), size) as desk:
        await desk.open_first()
        await desk.press("h", "d")
        assert desk.playhead == 250  # the third of twelve parts of 1500 frames
        await desk.press("a", "s")
        assert desk.playhead == 250 + 0 + 1
        # Parts of 125, then 10 or 11 frames: what is left is one frame, so the letters are over.
        assert desk.screen.viewer.has_focus
        picture_pane = desk.screen.viewer.picture
        await desk.until(lambda: picture_pane.shown and picture_pane.shown.frame == 251)


@each_size
async def test_backspace_goes_back_up_and_esc_leaves_the_playhead_there(
    size: tuple[int, int],
) -> None:
    async with running(FakeService([make_asset(1)]), size) as desk:
        await desk.open_first()
        await desk.press("h", "f")
        below = captions(strip_of(desk))
        await desk.press("backspace")
        assert captions(strip_of(desk)) != below
        await desk.press("g")
        assert desk.playhead == 500
        await desk.press("escape")
        assert (desk.screen.viewer.has_focus, desk.playhead) == (True, 500)
        await desk.press("right")
        assert desk.playhead == 501


async def test_letters_mean_nothing_else_while_they_jump() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.open_first()
        await desk.press("h", "i", "z", "1", "question_mark")
        assert desk.screen.desk is not None
        assert (desk.playhead, desk.screen.desk.marks.is_empty) == (0, True)
        assert desk.app.screen is desk.screen


async def test_at_80_columns_the_filmstrip_takes_the_place_of_the_picture_while_used() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.open_first()
        assert not strip_of(desk).is_on_screen
        await desk.press("h")
        await desk.until(lambda: strip_of(desk).size.area)
        assert not desk.screen.viewer.picture.is_on_screen
        await desk.until(lambda: all(tile.image for tile in strip_of(desk).tiles))
        await desk.press("escape")
        await desk.until(lambda: desk.screen.viewer.picture.is_on_screen)


async def test_at_120_columns_the_filmstrip_is_always_there_and_shows_where_one_is() -> None:
    service = FakeService([make_asset(1)])
    async with running(service, (120, 40)) as desk:
        assert not strip_of(desk).is_on_screen  # nothing is open
        await desk.open_first()
        await desk.until(lambda: all(tile.image for tile in strip_of(desk).tiles))
        assert captions(strip_of(desk))[:3] == ["a 0:00", "s 0:05", "d 0:10"]
        await desk.press("w", "greater_than_sign")
        await desk.until(lambda: strip_of(desk).chosen == 2)
        assert [call for call in service.asked if call[0] == "skim"] == [
            ("skim", make_asset(1).asset_id, 0, 60_000, 12)
        ]


async def test_a_filmstrip_without_pictures_jumps_all_the_same() -> None:
    service = FakeService([make_asset(1)])
    async with running(service) as desk:
        await desk.open_first()
        service.error = Unreachable("No answer.")
        await desk.press("h", "s")
        assert desk.playhead == 125
        higher = desk.screen.active_bindings["backspace"].binding
        assert desk.app.get_key_display(higher) == "⌫"


async def test_where_pictures_are_off_no_small_ones_are_asked_for_either() -> None:
    service = FakeService([make_asset(1)])
    async with running(service, (160, 50)) as desk:
        await desk.press("V", "V", "V")
        assert desk.screen.viewer.picture.display_way is Display.OFF
        await desk.open_first()
        service.asked.clear()
        await desk.press("i", "w", "o", "h", "s", "escape", "semicolon", "escape", "v", "escape")
        assert not {"strip", "two-up", "frames"} & {worker.group for worker in desk.app.workers}
        assert not {"frame", "thumbs", "skim"} & {call[0] for call in service.asked}
        await desk.press("V")
        strip = desk.app.screen.query_one(Filmstrip)
        await desk.until(lambda: all(tile.image for tile in strip.tiles))
        two_up = desk.app.screen.query_one(TwoUp)
        await desk.until(lambda: two_up.tiles[0].image)


async def test_letters_jump_after_a_click_on_the_filmstrip_too() -> None:
    async with running(FakeService([make_asset(1)]), (120, 40)) as desk:
        await desk.open_first()
        await desk.pilot.click(Filmstrip)
        await desk.press("d", "escape", "right")
        assert desk.playhead == 251


def test_a_part_is_told_by_seconds_or_where_it_is_short_by_frames() -> None:
    hints = Hints(Selection(0, 1800), 12)
    assert part_label(NTSC, 450, hints) == "0:15"
    deeper = Hints(Selection(450, 600), 12)
    assert part_label(NTSC, 462, deeper) == "15;12"


@each_size
async def test_the_frame_picker_shows_every_frame_of_the_second_and_goes_to_the_chosen_one(
    size: tuple[int, int],
) -> None:
    service = FakeService([make_asset(1)])
    async with running(service, size) as desk:
        await desk.open_first()
        await desk.press("w", "right", "right", "semicolon")
        assert isinstance(desk.app.screen, FramesScreen)
        tiles = desk.app.screen.query_one(Tiles)
        await desk.until(lambda: all(tile.image for tile in tiles.tiles))
        assert captions(tiles)[:2] == ["a 250", "s 251"]
        assert (len(tiles.tiles), tiles.chosen) == (25, 2)
        columns = tiles.grid.columns
        assert columns > 1
        await desk.press("g", "right", "down", "enter")
        assert desk.playhead == 250 + 4 + 1 + columns
        calls = [call for call in service.asked if call[0] == "thumbs"]
        assert calls.count(("thumbs", make_asset(1).asset_id, 10_000, 11_000)) == 1


async def test_the_frame_picker_is_left_without_a_choice_by_esc() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.open_first()
        await desk.press("w", "semicolon", "left", "up", "e", "escape")
        assert (desk.playhead, desk.app.screen) == (250, desk.screen)


@each_size
async def test_v_shows_in_out_and_the_first_frame_that_is_cut_off(size: tuple[int, int]) -> None:
    async with running(FakeService([make_asset(1)]), size) as desk:
        await desk.open_first()
        await desk.press("w", "i", "greater_than_sign", "o", "v")
        assert isinstance(desk.app.screen, CompareScreen)
        tiles = desk.app.screen.query_one(Tiles)
        assert captions(tiles) == [
            "IN 00:00:10:00",
            "OUT 00:00:11:00",
            "DUR 00:00:01:01  26 f",
            "cut off 00:00:11:01",
        ]
        await desk.until(lambda: [bool(tile.image) for tile in tiles.tiles].count(True) == 3)
        assert [tile.is_dim for tile in tiles.tiles] == [False, False, False, True]
        await desk.press("v")
        assert len(desk.app.screen_stack) == 1


async def test_of_a_clip_up_to_the_end_nothing_is_cut_off() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.open_first()
        await desk.press("w", "i", "end", "o", "v")
        assert len(captions(desk.app.screen.query_one(Tiles))) == 3


async def test_without_out_v_says_what_is_missing() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.open_first()
        await desk.press("i", "v")
        assert "There is no OUT yet" in desk.notice


async def test_f_leaves_the_picture_the_timecodes_the_ruler_and_the_message() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.open_first()
        await desk.press("f")
        await desk.until(lambda: desk.screen.viewer.picture.size == (80, 21))
        shown = {
            name: desk.screen.query(name).first().is_on_screen
            for name in ("MarksLine", "Ruler", "MessageLine", "TopLine", "Library", "Footer")
        }
        assert [name for name, is_shown in shown.items() if is_shown] == [
            "MarksLine",
            "Ruler",
            "MessageLine",
        ]
        await desk.press("f")
        await desk.until(lambda: desk.screen.viewer.picture.size.width == 51)


async def test_whatever_takes_the_keys_ends_the_full_picture() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.open_first()
        await desk.press("f", "escape")
        await desk.until(lambda: desk.screen.library.is_on_screen)
        assert desk.screen.library.has_focus_within


async def test_c_writes_the_frame_to_a_file_here_and_says_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.open_first()
        await desk.press("w", "c")
        await desk.until(lambda: "Asset 1 00-00-10-00 f250.png" in desk.notice)
        assert (tmp_path / "Asset 1 00-00-10-00 f250.png").read_bytes() == picture(10_000)


async def test_the_colours_of_the_opened_asset_are_shown_in_one_row() -> None:
    service = FakeService([make_asset(1)])
    async with running(service) as desk:
        await desk.open_first()
        row = desk.screen.query_one(Barcode)
        await desk.until(lambda: row.colours)
        assert row.size == (80, 1)
        assert len({segment.style for segment in row.render_line(0)}) == 80


def test_each_cell_of_the_row_shows_two_moments() -> None:
    colours = [Rgb(red, 0, 0) for red in (0, 50, 100, 150)]
    styles = [segment.style for segment in barcode_segments(colours, 2)]
    reds = [
        colour.triplet.red
        for style in styles
        if style is not None
        for colour in (style.color, style.bgcolor)
        if colour is not None and colour.triplet is not None
    ]
    assert reds == [0, 50, 100, 150]
