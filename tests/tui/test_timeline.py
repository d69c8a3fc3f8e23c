"""The line of timecodes and the ruler."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from cliptui.clip import marking
from cliptui.clip.desk import Desk
from cliptui.clip.draft import WatchedDraft
from cliptui.clip.points import PointKind, edges
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Marker, Sheet
from cliptui.clip.suggestion import Suggestion, Suggestions
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing, VariableTiming
from cliptui.tui.widgets.ruler import Ruler, deepest_zoom, ruler_text, stretch_of
from cliptui.tui.widgets.timeline import marks_text, playhead_text, takes_text, timecodes_text
from tests.fakes import make_asset

NTSC = ConstantTiming(FrameRate.of(Fraction(30000, 1001)), 1800)


def desk(timing: Timing, marks: Marks | None = None, playhead: int = 0) -> Desk:
    asset = replace(make_asset(1), timing=timing)
    return Desk(asset, timing, playhead, Sheet.of(marks or Marks()))


def cells_of(desk: Desk, drafts: Sequence[WatchedDraft], width: int) -> str:
    return ruler_text(desk, drafts, width, stretch_of(desk, 0)).plain


def test_the_playhead_is_told_as_label_frame_and_seconds() -> None:
    # 365 frames of 30000/1001 fps are 12.178833 s; the label is 12 s and 5 frames.
    assert playhead_text(desk(NTSC, playhead=365)).plain == "00:00:12;05  f 365  12.179 s"


def test_out_names_the_last_frame_of_the_clip() -> None:
    text = marks_text(desk(NTSC, Marks(300, 600)), 80).plain
    assert text == "IN 00:00:10;00  OUT 00:00:19;29  DUR 00:00:10;00"


def test_a_wide_line_tells_the_length_in_frames() -> None:
    assert "300 f, OUT included" in marks_text(desk(NTSC, Marks(300, 600)), 120).plain


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
    cells = cells_of(desk(NTSC, Marks(0, 1800), playhead=900), (), 21)
    assert cells == "[▶━━━━━━━━┃━━━━━━━━◀]"


def test_the_ruler_shows_drafts_of_this_asset_only() -> None:
    mine = WatchedDraft("a", make_asset(1).asset_id, "", 0, 30_030, 0.0)
    other = replace(mine, asset_id="other", stop_ms=60_060)
    cells = cells_of(desk(NTSC, playhead=1799), (mine, other), 21)
    assert cells == "═" * 10 + "─" * 10 + "┃"


def test_the_first_and_last_frame_are_at_the_ends_of_the_ruler() -> None:
    assert cells_of(desk(NTSC, playhead=0), (), 80).index("┃") == 0
    assert cells_of(desk(NTSC, playhead=1799), (), 80).index("┃") == 79


def test_a_ruler_of_a_single_frame_can_be_drawn() -> None:
    one = ConstantTiming(FrameRate(Fraction(25)), 1)
    assert cells_of(desk(one, Marks(0, 1)), (), 20)[0] == "┃"


def test_several_selections_are_told_apart_without_colour() -> None:
    sheet = Sheet.of(Marks(0, 400), Marks(600, 1000), Marks(1400, 1401), Marks(1700))
    several = replace(desk(NTSC, playhead=1200), sheet=replace(sheet, current=1))
    assert cells_of(several, (), 31) == "[─────]───[▶━━━◀]───┃──◇────[──"
    last = replace(several, sheet=replace(sheet, current=2))
    assert cells_of(last, (), 31) == "[─────]───[─────]───┃──◆────[──"


@pytest.mark.parametrize(
    ("last_frame", "cells"),
    [(659, "◆──"), (660, "▶◀──"), (720, "▶━◀──"), (780, "[▶◀]──")],
)
def test_a_selection_of_few_cells_can_still_be_seen(last_frame: int, cells: str) -> None:
    # 1800 frames in 31 cells: the cell changes every 60 frames
    narrow = cells_of(desk(NTSC, Marks(600, last_frame + 1)), (), 31)
    assert narrow[10:].startswith(cells)


def test_markers_suggestions_breaks_and_drafts_have_signs_of_their_own() -> None:
    sheet = Sheet().with_marker(Marker(300, "kick"))
    landmarks = (
        *edges(Selection(600, 840), PointKind.BREAK),
        *edges(Selection(900, 1140), PointKind.DRAFT),
    )
    suggestions = Suggestions.of([Suggestion(Selection(1200, 1440), "Goal")])
    full = replace(
        desk(NTSC, playhead=60), sheet=sheet, landmarks=landmarks, suggestions=suggestions
    )
    assert cells_of(full, (), 31) == "─┃───v────╳╳╳╳─════─┊┄┄┄───────"


def test_the_current_selection_is_seen_where_scenes_leave_no_gap() -> None:
    scenes = [Suggestion(Selection(start, start + 600)) for start in (0, 600, 1200)]
    here = replace(desk(NTSC, Marks(480, 900), playhead=1799), suggestions=Suggestions.of(scenes))
    assert cells_of(here, (), 31) == "┊┄┄┄┄┄┄┄[▶━━━◀]┄┄┄┄┄┊┄┄┄┄┄┄┄┄┄┃"


def test_what_is_saved_can_be_seen_within_the_current_selection() -> None:
    draft = WatchedDraft("a", make_asset(1).asset_id, "", 0, 20_020, 0.0)
    saved = cells_of(desk(NTSC, Marks(0, 1200), playhead=1799), (draft,), 31)
    assert saved == "[▶" + "═" * 8 + "━" * 8 + "◀]" + "─" * 10 + "┃"  # 600 frames are drafted


@pytest.mark.parametrize("zoom", range(6))
@pytest.mark.parametrize("playhead", [0, 1, 449, 900, 1798, 1799])
def test_a_zoomed_ruler_always_shows_the_playhead(zoom: int, playhead: int) -> None:
    here = desk(NTSC, playhead=playhead)
    stretch = stretch_of(here, zoom)
    assert stretch.frame_count == max(48, 1800 // 4**zoom)
    assert 0 <= stretch.in_frame <= playhead < stretch.out_frame <= 1800
    assert "┃" in ruler_text(here, (), 40, stretch).plain


def test_a_zoomed_ruler_stands_still_while_the_playhead_steps() -> None:
    starts = {stretch_of(desk(NTSC, playhead=frame), 2).in_frame for frame in range(900, 1000)}
    assert len(starts) <= 3


class Watched(Ruler):
    """A ruler that counts how often it was to be drawn anew."""

    drawn = 0

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> "Watched":
        self.drawn += 1
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class Stage(App[None]):
    """A ruler alone."""

    def compose(self) -> ComposeResult:
        yield Watched()


async def test_a_ruler_is_drawn_anew_only_if_that_changes_a_cell() -> None:
    async with Stage().run_test(size=(60, 3)) as pilot:
        ruler = pilot.app.query_one(Watched)
        ruler.desk = opened = desk(ConstantTiming(FrameRate(Fraction(25)), 15_000))
        await pilot.pause()
        drawn = ruler.drawn
        ruler.desk = opened.moved_to(20)
        await pilot.pause()
        assert (ruler.drawn, ruler.render().plain[0]) == (drawn, "┃")
        ruler.desk = opened.moved_to(7000)
        await pilot.pause()
        assert (ruler.drawn, ruler.render().plain[0]) == (drawn + 1, "─")
        ruler.zoom = 1
        assert ruler.drawn == drawn + 2


def test_a_short_asset_is_not_zoomed() -> None:
    one = ConstantTiming(FrameRate(Fraction(25)), 1)
    assert (deepest_zoom(desk(one)), stretch_of(desk(one), 3)) == (0, Selection(0, 1))


def test_the_line_of_selections_is_empty_until_there_is_something_to_say() -> None:
    assert takes_text(desk(NTSC, Marks(0, 10)), 80).plain.strip() == ""
    two = replace(desk(NTSC), sheet=Sheet.of(Marks(600, 700, "B"), Marks(0, 10, "A")))
    assert takes_text(two, 80).plain.startswith("1/2 “A”  ")
    trimmed = marking.next_trim(two)
    assert takes_text(trimmed, 80).plain.endswith(" TRIM IN")
    assert takes_text(trimmed, 80).cell_len == 80


def test_titles_and_labels_of_any_length_fit_into_the_line() -> None:
    wide = replace(
        desk(NTSC),
        sheet=Sheet.of(Marks(0, 10, "語" * 200)).with_marker(Marker(0, "x" * 500)),
    )
    assert takes_text(wide, 60).cell_len == 60
