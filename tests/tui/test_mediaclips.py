"""The mediaclips on the screen: browsed, searched, written, published, deleted, purged."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from cliptui.cli.benches import Serving, open_bench
from cliptui.cli.places import Folder
from cliptui.clip.draft import DraftState, NewDraft, WatchedDraft
from cliptui.clip.mediaclip import Chapter, MediaClip
from cliptui.errors import Unreachable
from cliptui.jobs.bench import Bench
from cliptui.server.converter import Convert
from cliptui.tui.app import make_app
from cliptui.tui.screens.mediaclip_form import MediaClipForm
from cliptui.tui.screens.mediaclips import MediaClipsScreen
from cliptui.tui.widgets.lines import Notice
from tests.demo import demo_copy
from tests.fakes import FakeService, make_asset, make_bench
from tests.records import FakeRecords
from tests.tui.driving import Desk, running

A1 = f"{1:032x}"


def clip(number: int, title: str = "", **members: object) -> MediaClip:
    made = MediaClip(str(number), title or f"Clip {number}", "draft", length_s=60)
    return replace(made, **members)  # type: ignore[arg-type]


class Clips:
    """The screen of mediaclips, over a desk that is driven."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.press = desk.press

    @property
    def screen(self) -> MediaClipsScreen:
        found = [s for s in self.desk.app.screen_stack if isinstance(s, MediaClipsScreen)]
        return found[0]

    @property
    def titles(self) -> list[str]:
        return [each.title for each in self.screen.clips.items]

    async def told(self, words: str) -> None:
        await self.desk.until(lambda: words in self.screen.notice.text)


@asynccontextmanager
async def at_clips(records: FakeRecords, *, is_open: bool = False) -> AsyncIterator[Clips]:
    service = FakeService([make_asset(1)])
    async with running(service, bench=replace(make_bench(service), records=records)) as desk:
        if is_open:
            await desk.open_first()
        await desk.press("Y")
        clips = Clips(desk)
        await desk.until(lambda: desk.app.screen is clips.screen and clips.screen.found)
        yield clips


async def test_they_are_listed_and_what_is_known_of_one_is_shown() -> None:
    film = clip(
        2, "Cup final", author="Billy", tags=("sport", "live"), chapters=(Chapter("Goal", 2.0),),
        description="The whole match.", status="published",
    )  # fmt: skip
    async with at_clips(FakeRecords([film, clip(1)])) as clips:
        assert clips.screen.notice.text == "2 mediaclips."
        assert clips.titles == ["Cup final", "Clip 1"]
        facts = str(clips.screen.facts.render())
        for words in ("published", "by Billy", "# sport, live", "Goal", "The whole match."):
            assert words in facts
        await clips.press("j")
        assert "Clip 1" in str(clips.screen.facts.render())
        await clips.press("escape")
        assert clips.desk.app.screen is clips.desk.screen


async def test_a_query_narrows_them_and_one_that_finds_nothing_hints_at_the_field() -> None:
    records = FakeRecords([clip(1, "Cup final"), clip(2, "Harbour")])
    async with at_clips(records) as clips:
        await clips.press("slash", *"title:cup", "enter")
        await clips.told("1 mediaclip.")
        assert clips.titles == ["Cup final"]
        clips.screen.query_input.value = ""
        await clips.press("slash", *"nosuch:cup", "enter")
        await clips.told("0 of 2 mediaclips: check the field names in the query.")
        assert clips.titles == []
        for key in ("enter", "p", "d", "X", "m", "M"):
            await clips.press(key)
        await clips.press("slash", "escape")
        assert clips.desk.app.screen is clips.screen


async def test_a_long_list_is_asked_for_a_page_at_a_time() -> None:
    records = FakeRecords([clip(number) for number in range(120, 0, -1)])
    async with at_clips(records) as clips:
        assert len(clips.titles) == 50
        await clips.press("G")
        await clips.desk.until(lambda: len(clips.titles) == 100)
        await clips.press("G")
        await clips.desk.until(lambda: len(clips.titles) == 120)
        assert clips.screen.notice.text == "120 mediaclips."


async def test_the_form_saves_only_what_was_changed() -> None:
    records = FakeRecords([clip(1, "Cup", author="Billy")])
    async with at_clips(records) as clips:
        await clips.press("e")
        await clips.desk.until(lambda: isinstance(clips.desk.app.screen, MediaClipForm))
        form = clips.desk.app.screen
        assert isinstance(form, MediaClipForm)
        form.description.text = "A match."
        await clips.press(*" final", "tab", "tab", *"sport, live", "enter")
        await clips.told("“Cup final” is saved.")
        kept = records.kept[0]
        assert (kept.title, kept.author, kept.tags) == ("Cup final", "Billy", ("sport", "live"))
        assert kept.description == "A match."
        await clips.press("e", "escape")
        assert records.kept[0] is kept


async def test_one_is_published_and_hidden_again() -> None:
    records = FakeRecords([clip(1, "Cup")])
    async with at_clips(records) as clips:
        await clips.press("p")
        await clips.told("“Cup” is published.")
        assert records.kept[0].status == "published"
        await clips.press("p")
        await clips.told("“Cup” is hidden from everybody.")
        assert records.kept[0].status == "draft"


async def test_what_was_deleted_comes_back_with_u_and_what_was_purged_does_not() -> None:
    records = FakeRecords([clip(1, "Cup"), clip(2, "Harbour")])
    async with at_clips(records) as clips:
        await clips.press("u")
        await clips.told("Nothing was deleted here.")
        await clips.press("d")
        await clips.told("“Cup” is deleted; u brings it back.")
        assert clips.titles == ["Harbour"]
        await clips.press("u")
        await clips.told("“Cup” is back.")
        assert clips.titles == ["Cup", "Harbour"]
        await clips.press("X", *"no", "enter")
        await clips.told("Nothing was removed.")
        await clips.press("X", *"yes", "enter")
        await clips.told("removed for ever.")
        assert len(records.kept) == 1


async def test_markers_become_chapters_and_chapters_markers_of_the_asset_that_is_shown() -> None:
    records = FakeRecords(
        [clip(1, "Film", chapters=(Chapter("Goal", 2.0),)), clip(2)], shows={A1: "1"}
    )
    async with at_clips(records, is_open=True) as clips:
        await clips.press("M")
        await clips.told("1 chapter is a marker on the desk now.")
        await clips.press("escape")
        desk = clips.desk
        await desk.press("w", "m")
        await desk.until(lambda: desk.screen.desk and len(desk.screen.desk.sheet.markers) == 2)
        assert desk.screen.desk is not None
        assert [m.frame for m in desk.screen.desk.sheet.markers] == [50, 250]
        await desk.press("Y")
        await desk.until(lambda: clips.screen.found)
        await clips.press("m")
        await clips.told("“Film” has the markers as chapters.")
        assert records.kept[0].chapters == (Chapter("Goal", 2.0), Chapter("00:00:10:00", 10.0))
        await clips.press("j", "m")
        await clips.told("“Clip 2” is not the asset that is open")


async def test_a_failure_is_told_on_the_screen_itself() -> None:
    records = FakeRecords([clip(1, "Cup")])
    async with at_clips(records) as clips:
        records.error = Unreachable("No connection.")
        await clips.press("p")
        await clips.told("No connection.")
        assert clips.screen.notice.is_error
        records.error = None
        await clips.press("r")
        await clips.told("1 mediaclip.")


async def test_on_a_read_only_desk_nothing_is_changed() -> None:
    service, records = FakeService([make_asset(1)]), FakeRecords([clip(1, "Cup")])
    bench = replace(make_bench(service), records=records, is_read_only=True)
    async with running(service, bench=bench) as desk:
        await desk.press("Y")
        await desk.until(lambda: Clips(desk).screen.found)
        await desk.press("p", "d", "X", "e")
        assert desk.app.screen is Clips(desk).screen
        assert (records.kept[0].status, records.hidden) == ("draft", set())


async def test_where_nobody_keeps_mediaclips_the_key_says_so() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.press("Y")
        assert desk.notice == "Nobody keeps mediaclips here."


async def test_a_finished_clip_is_registered_with_its_title() -> None:
    service, records = FakeService([make_asset(1)]), FakeRecords([])
    bench = replace(make_bench(service), records=records)
    done = WatchedDraft("d1", A1, "Goal", 0, 1000, 0.0, DraftState.DONE, clip_asset_id="c" * 32)
    bench.memory.watch(bench.place, done)
    async with running(service, bench=bench) as desk:
        await desk.press("tab", "tab")
        for _ in range(2):  # the second time it is there already
            desk.screen.status.focus()
            await desk.press("M")
            await desk.until(lambda: "“Goal” is a mediaclip now" in desk.notice)
            assert [each.title for each in records.kept] == ["Goal"]
            desk.screen.notice = Notice()


async def test_a_clip_of_any_session_is_registered_from_the_tab_of_clips() -> None:
    service, records = FakeService([make_asset(1)]), FakeRecords([])
    service.saved = [NewDraft(A1, "Goal", 0, 1000)]
    service.finish("draft1", "c" * 32)
    bench = replace(make_bench(service), records=records)
    async with running(service, bench=bench) as desk:
        await desk.press("J")
        await desk.until(lambda: "Goal" in desk.shown("#clips"))
        await desk.press("M")
        await desk.until(lambda: "“Goal” is a mediaclip now" in desk.notice)
        assert [each.title for each in records.kept] == ["Goal"]


async def test_there_is_nothing_to_register_without_a_finished_clip() -> None:
    service = FakeService([make_asset(1)])
    async with running(service) as desk:
        desk.screen.status.focus()
        await desk.press("M")
        await desk.until(lambda: desk.notice == "Nobody keeps mediaclips here.")
    bench = replace(make_bench(service), records=FakeRecords([]))
    async with running(service, bench=bench) as desk:
        desk.screen.status.focus()
        await desk.press("M")
        await desk.until(lambda: desk.notice == "There is no finished clip here yet.")


async def test_mediaclips_of_a_folder_are_shown_written_and_brought_back(
    tmp_path: Path, state_dir: Path
) -> None:
    folder = Folder(demo_copy(tmp_path / "demo", "Cup final.mp4", "Night drive.mp4"), "demo")
    environ = {**os.environ, "CLIPTUI_STATE_DIR": str(state_dir)}
    async with open_bench(folder, environ, Serving(convert=Convert.OFF)) as bench:

        async def opened() -> Bench:
            return bench

        app = make_app(opened, "demo")
        async with app.run_test(size=(80, 24)) as pilot:
            desk, clips = Desk(app, pilot), Clips(Desk(app, pilot))
            await desk.until(lambda: desk.screen.library.current)
            await desk.open_first()
            await desk.press("w", "m", "Y")
            await desk.until(lambda: desk.app.screen is clips.screen and clips.screen.found)
            await desk.until(lambda: clips.screen.picture.shown)
            await clips.press("m")
            await clips.told("has the markers as chapters.")
            await clips.press("p")
            await clips.told("is hidden from everybody.")
            await clips.press("e")
            await desk.until(lambda: isinstance(desk.app.screen, MediaClipForm))
            await clips.press("tab", "tab", *"sport", "enter")
            await clips.told("is saved.")
            await clips.press("d")
            await clips.told("is deleted; u brings it back.")
            await clips.press("u")
            await clips.told("is back.")
            current = clips.screen.clips.items[0]
            assert (current.title, current.tags) == ("Cup final", ("sport",))
            assert [chapter.start_s for chapter in current.chapters] == [10.0]
