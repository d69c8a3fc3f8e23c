"""Lists: their cursor, what they draw, and how they grow."""

from dataclasses import replace

from rich.style import Style
from rich.text import Text

from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.tui.widgets.assets import draw_asset, fit_name, fit_text, length_label
from cliptui.tui.widgets.rows import RowStyles
from cliptui.tui.widgets.status import draw_draft
from tests.fakes import FakeService, make_asset
from tests.tui.driving import running

PLAIN = RowStyles(Style(), Style(), Style(), Style())
DRAFT = WatchedDraft("d1", "a1", "Goal", 2000, 5000, 0.0)
NOW_S = 75.0


def test_an_asset_is_drawn_with_name_and_duration_in_just_its_cells() -> None:
    row = draw_asset(make_asset(1, name="Cup final", frame_count=1500), 28, PLAIN)
    assert row.plain == "● Cup final             1:00"


def test_a_long_name_is_cut_and_the_cut_is_shown() -> None:
    row = draw_asset(make_asset(1, name="A very long name of an asset"), 20, PLAIN)
    assert row.plain == "● A very… asset 1:00"


def test_a_long_name_keeps_its_end_which_tells_clips_of_one_film_apart() -> None:
    assert fit_name("bbb_480p_30s 00:00:10:00", 21) == "bbb_480p_3…0:00:10:00"
    assert fit_name("日本語日本語", 9) == "日本…本語"
    assert fit_name("a name", 9) == "a name   "
    assert fit_name("a name", 5) == "a na…"


def test_wide_characters_take_two_cells() -> None:
    assert fit_text("日本", 5) == "日本 "
    assert fit_text("日本語", 4) == "日 …"  # two cells, one that the next sign does not fit, and …


def test_an_asset_that_is_not_ready_tells_its_state_instead_of_its_duration() -> None:
    broken = replace(make_asset(1, name="x"), state=AssetState.ERROR)
    assert draw_asset(broken, 20, PLAIN).plain == "✗ x            error"


def test_durations_are_written_as_people_do() -> None:
    assert [length_label(s) for s in (65.0, 3599.7, 0.94)] == ["1:05", "1:00:00", "0.9 s"]


def test_a_finished_draft_tells_the_asset_of_its_clip() -> None:
    done = replace(DRAFT, state=DraftState.DONE, clip_asset_id="f" * 32)
    row = draw_draft(done, 80, PLAIN, NOW_S).plain
    assert len(row) == 80
    assert row.startswith("✓ done             Goal")
    assert row.endswith("  clip " + "f" * 32)


def test_a_title_is_worth_more_than_an_identifier() -> None:
    title = "bbb_480p_30s 00:00:10:00"
    done = replace(DRAFT, title=title, state=DraftState.DONE, clip_asset_id="f" * 32)
    row = draw_draft(done, 80, PLAIN, NOW_S).plain
    assert row == f"✓ done             {title}".ljust(80)


def test_a_failed_draft_tells_why() -> None:
    failed = replace(DRAFT, state=DraftState.FAILED, failure="The disk is full.")
    assert "The disk is full." in draw_draft(failed, 80, PLAIN, NOW_S).plain


def test_a_draft_that_is_converted_tells_how_much_of_its_clip_is_made() -> None:
    half = replace(DRAFT, state=DraftState.CONVERTING, progress=0.4)
    assert draw_draft(half, 40, PLAIN, NOW_S).plain.startswith("◐ converting 40 %  Goal")
    begun = replace(half, progress=0.0)
    assert draw_draft(begun, 40, PLAIN, NOW_S).plain.startswith("◐ converting 1:15  Goal")


def test_a_wide_row_tells_the_times_of_a_draft() -> None:
    assert "00:00:02.000-00:00:05.000" in draw_draft(DRAFT, 120, PLAIN, NOW_S).plain


async def test_the_cursor_stays_within_the_list() -> None:
    async with running(FakeService([make_asset(n) for n in range(3)])) as desk:
        assets = desk.screen.library.assets
        await desk.press("k")
        assert assets.cursor == 0
        await desk.press("G", "j")
        assert assets.cursor == 2
        await desk.press("g")
        assert assets.cursor == 0


async def test_page_keys_move_by_what_is_in_sight() -> None:
    async with running(FakeService([make_asset(n) for n in range(60)])) as desk:
        assets = desk.screen.library.assets
        await desk.press("pagedown")
        assert assets.size.height - 1 == assets.cursor
        await desk.press("pageup")
        assert assets.cursor == 0


async def test_the_cursor_stays_on_its_asset_when_new_ones_come() -> None:
    service = FakeService([make_asset(n) for n in range(3)])
    async with running(service) as desk:
        await desk.press("j")
        service.library.insert(0, make_asset(99, name="new"))
        await desk.press("r")
        await desk.until(lambda: len(desk.screen.library.listing.assets) == 4)
        current = desk.screen.library.current
        assert current is not None
        assert current.name == "Asset 1"


async def test_the_wheel_scrolls_and_a_click_chooses() -> None:
    async with running(FakeService([make_asset(n) for n in range(60)])) as desk:
        await desk.pilot.click("#assets", offset=(4, 3))
        assert desk.screen.library.assets.cursor == 3
        await desk.pilot.click("#assets", offset=(4, 5), times=2)
        await desk.until(lambda: desk.screen.desk is not None)
        assert desk.screen.desk is not None
        assert desk.screen.desk.asset.name == "Asset 5"


async def test_a_hundred_thousand_rows_cost_no_more_than_those_in_sight() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        assets = desk.screen.library.assets
        drawn: list[Asset] = []
        draw = assets._draw

        def counted(asset: Asset, width: int, styles: RowStyles) -> Text:
            drawn.append(asset)
            return draw(asset, width, styles)

        assets._draw = counted
        asset = make_asset(2)
        assets.items = tuple(replace(asset, asset_id=str(n)) for n in range(100_000))
        await desk.press("G")
        assert assets.cursor == 99_999
        assert 0 < len(drawn) < 20 * assets.size.height
