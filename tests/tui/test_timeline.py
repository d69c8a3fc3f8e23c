"""The line of timecodes and the ruler."""

from dataclasses import replace
from fractions import Fraction

from cliptui.clip.desk import Desk
from cliptui.clip.draft import WatchedDraft
from cliptui.clip.selection import Marks
from cliptui.clip.sheet import Sheet
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing, VariableTiming
from cliptui.tui.widgets.timeline import marks_text, playhead_text, ruler_cells, timecodes_text
from tests.fakes import make_asset

NTSC = ConstantTiming(FrameRate.of(Fraction(30000, 1001)), 1800)


def desk(timing: Timing, marks: Marks | None = None, playhead: int = 0) -> Desk:
    asset = replace(make_asset(1), timing=timing)
    return Desk(asset, timing, playhead, Sheet.of(marks or Marks()))


def test_the_playhead_is_told_as_label_frame_and_seconds() -> None:
    # 365 frames of 30000/1001 fps are 12.178833 s; the label is 12 s and 5 frames.
    assert playhead_text(desk(NTSC, playhead=365)).plain == "00:00:12;05  f 365  12.179 s"


def test_out_names_the_last_frame_of_the_clip() -> None:
    text = marks_text(desk(NTSC, Marks(300, 600)), 80).plain
    assert text == "IN 00:00:10;00  OUT 00:00:19;29  DUR 00:00:10;00"


def test_a_wide_line_tells_the_length_in_frames() -> None:
    assert "300 f, last frame shown" in marks_text(desk(NTSC, Marks(300, 600)), 120).plain


def test_a_missing_mark_is_told_as_such() -> None:
    text = marks_text(desk(NTSC, Marks(300)), 80).plain
    assert text == "IN 00:00:10;00  OUT --:--:--:--  DUR --:--:--:--"


def test_a_variable_rate_is_told_in_clock_times() -> None:
    timing = VariableTiming((0, 40, 1040, 1100), 1200)
    text = marks_text(desk(timing, Marks(1, 3)), 80).plain
    assert text == "IN 00:00:00.040  OUT 00:00:01.040  DUR 00:00:01.060"


def test_everything_fits_into_eighty_cells_after_ten_hours() -> None:
    timing = ConstantTiming(FrameRate.of(Fraction(30000, 1001)), 1_200_000)
    late = desk(timing, Marks(1_000_000, 1_100_000), playhead=1_078_919)
    text = timecodes_text(late, 80)
    assert text.cell_len == 80
    assert text.plain.endswith("  f 1078919")


def test_the_playhead_stands_at_the_right_edge() -> None:
    text = timecodes_text(desk(NTSC, Marks(300, 600), playhead=365), 80).plain
    assert len(text) == 80
    assert text.endswith("00:00:12;05  f 365  12.179 s")


def test_the_ruler_shows_marks_and_playhead_without_colour() -> None:
    cells = ruler_cells(desk(NTSC, Marks(0, 1800), playhead=900), (), 21)
    assert cells == "[▶────────┃────────◀]"


def test_the_ruler_shows_drafts_of_this_asset_only() -> None:
    mine = WatchedDraft("a", make_asset(1).asset_id, "", 0, 30_030, 0.0)
    other = replace(mine, asset_id="other", stop_ms=60_060)
    cells = ruler_cells(desk(NTSC, playhead=1799), (mine, other), 21)
    assert cells == "═" * 10 + "─" * 10 + "┃"


def test_the_first_and_last_frame_are_at_the_ends_of_the_ruler() -> None:
    assert ruler_cells(desk(NTSC, playhead=0), (), 80).index("┃") == 0
    assert ruler_cells(desk(NTSC, playhead=1799), (), 80).index("┃") == 79


def test_a_ruler_of_a_single_frame_can_be_drawn() -> None:
    one = ConstantTiming(FrameRate(Fraction(25)), 1)
    assert ruler_cells(desk(one, Marks(0, 1)), (), 20)[0] == "┃"
