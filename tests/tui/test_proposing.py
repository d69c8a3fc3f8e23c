"""Clips that a service proposes appear while they are found, and are accepted with one key."""

import os
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from cliptui.cli.benches import Serving, open_bench
from cliptui.cli.places import Folder
from cliptui.clip.asset import Break
from cliptui.clip.mediaclip import Chapter, MediaClip
from cliptui.clip.points import PointKind, spans
from cliptui.clip.run import RunState
from cliptui.clip.selection import Selection
from cliptui.clip.survey import Scenes
from cliptui.errors import AccessRefused
from cliptui.jobs.bench import Bench
from cliptui.server.converter import Convert
from cliptui.tui.app import make_app
from cliptui.tui.screens.ask import AskScreen
from tests.demo import demo_copy, hard_cuts
from tests.fakes import FakeService, make_asset, make_bench
from tests.records import FakeRecords, FakeSuggester
from tests.tui.driving import Desk, running

A1 = f"{1:032x}"
GUESS = Scenes((0, 20_000), is_complete=False)


@dataclass
class WithScenes(FakeService):
    """Knows scenes: at first a guess."""

    known: Scenes = GUESS

    async def can_find_scenes(self) -> bool:
        return True

    async def scenes(self, asset_id: str) -> Scenes:
        assert asset_id == A1
        return self.known


def suggested(desk: Desk) -> list[tuple[int, int, str]]:
    opened = desk.screen.viewer.desk
    assert opened is not None
    return [
        (each.selection.in_frame, each.selection.out_frame, each.origin)
        for each in opened.suggestions.items
    ]


async def ask_for_clips(desk: Desk, wish: str = "") -> None:
    await desk.press("A")
    await desk.until(lambda: isinstance(desk.app.screen, AskScreen))
    await desk.press(*wish, "enter")


async def test_auto_clips_appear_as_they_are_found_and_a_accepts_one() -> None:
    service, suggester = FakeService([make_asset(1)]), FakeSuggester()
    bench = replace(make_bench(service), suggester=suggester)
    async with running(service, bench=bench) as desk:
        await desk.open_first()
        await ask_for_clips(desk, "2 goals")
        await desk.until(lambda: suggester.asked == [(A1, "2 goals")])
        suggester.find((10_000, 14_000))
        await desk.until(lambda: "1 auto clip so far" in desk.notice)
        assert suggested(desk) == [(250, 350, "auto clip")]
        await desk.until(lambda: "┄" in desk.shown("Ruler"))
        suggester.find((10_000, 14_000), (30_000, 32_000), state=RunState.COMPLETE)
        await desk.until(lambda: "2 auto clips in “Asset 1”" in desk.notice)
        await desk.press("n", "n", "a", "s")
        await desk.until(lambda: service.saved)
        assert (service.saved[0].start_ms, service.saved[0].stop_ms) == (30_000, 32_000)


async def test_what_was_chosen_stays_so_while_more_is_found() -> None:
    service, suggester = FakeService([make_asset(1)]), FakeSuggester()
    async with running(service, bench=replace(make_bench(service), suggester=suggester)) as desk:
        await desk.open_first()
        suggester.find((10_000, 14_000))
        await ask_for_clips(desk)
        await desk.until(lambda: "1 auto clip so far" in desk.notice)
        await desk.press("n")
        suggester.find((2000, 4000), (10_000, 14_000), state=RunState.COMPLETE)
        await desk.until(lambda: "2 auto clips" in desk.notice)
        opened = desk.screen.viewer.desk
        assert opened is not None
        assert opened.suggestions.chosen is not None
        assert opened.suggestions.chosen.selection == Selection(250, 350)


async def test_suggestions_belong_to_their_asset_and_are_there_when_it_is_opened_again() -> None:
    service = FakeService([make_asset(1), make_asset(2)])
    suggester = FakeSuggester()
    async with running(service, bench=replace(make_bench(service), suggester=suggester)) as desk:
        await desk.open_first()
        await ask_for_clips(desk)
        await desk.until(lambda: suggester.asked)
        await desk.press("escape", "j", "enter")
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.name == "Asset 2")
        suggester.find((10_000, 14_000), state=RunState.COMPLETE)
        await desk.until(lambda: "1 auto clip in “Asset 1”" in desk.notice)
        assert suggested(desk) == []
        await desk.press("escape", "k", "enter")
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.name == "Asset 1")
        await desk.until(lambda: suggested(desk) == [(250, 350, "auto clip")])


async def test_a_search_that_finds_nothing_or_fails_says_so() -> None:
    service, suggester = FakeService([make_asset(1)]), FakeSuggester()
    async with running(service, bench=replace(make_bench(service), suggester=suggester)) as desk:
        await desk.open_first()
        suggester.find(state=RunState.COMPLETE)
        await ask_for_clips(desk)
        await desk.until(lambda: desk.notice == "No auto clip was found in “Asset 1”.")
        suggester.now = replace(suggester.now, state=RunState.ERROR, failure="It has no sound.")
        await ask_for_clips(desk)
        failed = "The search for clips has failed. It has no sound."
        await desk.until(lambda: desk.notice == failed)
        suggester.error = AccessRefused("The key is not taken.")
        await ask_for_clips(desk)
        await desk.until(lambda: desk.notice == "The key is not taken.")


async def test_where_nothing_looks_for_clips_the_key_says_what_to_do() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.open_first()
        await desk.press("A", "escape")
        assert not isinstance(desk.app.screen, AskScreen)
        await ask_for_clips(desk)
        await desk.until(lambda: "Nothing looks for clips here" in desk.notice)


async def test_scenes_are_suggested_at_once_and_put_right_when_they_are_known() -> None:
    service = WithScenes([make_asset(1)])
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("C")
        await desk.until(lambda: "2 scenes so far" in desk.notice)
        assert suggested(desk) == [(0, 500, "scene"), (500, 1500, "scene")]
        service.known = Scenes((0, 20_000, 40_000), is_complete=True)
        await desk.until(lambda: "3 scenes in" in desk.notice)
        assert suggested(desk)[-1] == (1000, 1500, "scene")
        await desk.press("down")
        assert desk.playhead == 500


async def test_a_service_without_scenes_says_so() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.open_first()
        await desk.press("C")
        await desk.until(lambda: "does not look for scenes" in desk.notice)


async def test_chapters_of_the_mediaclip_are_suggested_with_their_titles() -> None:
    service = FakeService([make_asset(1)])
    clip = MediaClip("7", "Film", "draft", chapters=(Chapter("Opening", 2.0), Chapter("End", 40.0)))
    bench = replace(make_bench(service), records=FakeRecords([clip], shows={A1: "7"}))
    async with running(service, bench=bench) as desk:
        await desk.open_first()
        await desk.until(
            lambda: suggested(desk) == [(50, 1000, "chapter"), (1000, 1500, "chapter")]
        )
        await desk.press("n", "a", "s")
        await desk.until(lambda: service.saved)
        assert service.saved[0].title == "Opening"


async def test_chapters_that_cannot_be_had_are_told_and_nothing_else_is_lost() -> None:
    service = FakeService([make_asset(1)])
    records = FakeRecords([], error=AccessRefused("The secret is not taken."))
    async with running(service, bench=replace(make_bench(service), records=records)) as desk:
        await desk.open_first()
        await desk.until(lambda: "The chapters of this asset are not known." in desk.notice)


async def test_a_clip_that_the_embedded_server_suggests_is_accepted_and_drafted(
    tmp_path: Path, state_dir: Path
) -> None:
    name = "Night drive.mp4"
    folder = Folder(demo_copy(tmp_path / "demo", name), "demo")
    environ = {**os.environ, "CLIPTUI_STATE_DIR": str(state_dir)}
    async with AsyncExitStack() as stack:
        bench = await stack.enter_async_context(
            open_bench(folder, environ, Serving(convert=Convert.OFF))
        )

        async def opened() -> Bench:
            return bench

        app = make_app(opened, "demo")
        async with app.run_test(size=(80, 24)) as pilot:
            desk = Desk(app, pilot)
            await desk.until(lambda: desk.screen.library.current)
            await desk.open_first()
            await ask_for_clips(desk, "2 clips")
            await desk.until(lambda: "auto clips in “" in desk.notice)
            starts = {start for start, _, _ in suggested(desk)}
            assert starts <= {0, *hard_cuts()[name]}
            await desk.press("home", "n", "a", "s")
            await desk.until(lambda: desk.screen.status.items)
            assert desk.screen.desk is not None
            assert bench.records is not None
            record = await bench.records.mediaclip_of(desk.screen.desk.asset.asset_id)
            assert record is not None
            assert record.title == desk.screen.desk.asset.name
        assert len(await bench.service.drafts()) == 1


async def test_the_breaks_of_an_asset_are_on_its_desk_when_it_is_opened() -> None:
    asset = replace(make_asset(1), breaks=(Break(20_000, 24_000, "ad break", is_ad=True),))
    async with running(FakeService([asset])) as desk:
        await desk.open_first()
        await desk.until(lambda: suggested(desk))
        opened = desk.screen.viewer.desk
        assert opened is not None
        assert spans(opened.landmarks, PointKind.BREAK) == (Selection(500, 600),)
        assert suggested(desk) == [
            (0, 500, "part"),
            (600, 1500, "part"),
        ]
