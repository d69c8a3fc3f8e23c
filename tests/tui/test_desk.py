"""The main screen at work, on a service that lives in the test."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest
from textual.widgets import Input, Static

from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.draft import DraftState
from cliptui.errors import RequestRefused, Unreachable
from cliptui.jobs.bench import Bench
from cliptui.tui.app import make_app
from cliptui.tui.commands import COMMANDS
from cliptui.tui.screens.keys import KeysScreen
from cliptui.tui.widgets import library
from cliptui.tui.widgets.picture import Picture
from tests.fakes import FakeService, make_asset, make_bench
from tests.tui.driving import Desk, running


def service_of(count: int = 3) -> FakeService:
    return FakeService([make_asset(number) for number in range(count)])


async def test_the_whole_job_takes_enter_i_o_s() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("w", "i", "greater_than_sign", "o", "s")
        await desk.until(lambda: service.saved)
        draft = service.saved[0]
        # 10 s and 11 s at 25 fps; OUT keeps the frame that is seen, so one frame more.
        assert (draft.start_ms, draft.stop_ms) == (10_000, 11_040)
        assert draft.title == "Asset 0 00:00:10:00"
        service.finish("draft1", "f" * 32)
        await desk.until(lambda: desk.screen.drafts[0].state is DraftState.DONE)
        assert "clip " + "f" * 32 in desk.shown("#status")
        await desk.press("tab", "enter")
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.name == "the clip")


@dataclass
class ThoughtfulService(FakeService):
    """Tells of an asset when the test lets it."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def asset(self, asset_id: str) -> Asset:
        await self.gate.wait()
        return await super().asset(asset_id)


async def test_what_is_typed_while_an_asset_opens_is_not_lost() -> None:
    service = ThoughtfulService([make_asset(1)])
    async with running(service) as desk:
        await desk.press("enter", "w", "i", "w", "o", "s")
        assert desk.screen.desk is None
        service.gate.set()
        await desk.until(lambda: service.saved)
        assert (service.saved[0].start_ms, service.saved[0].stop_ms) == (10_000, 20_040)


async def test_keys_typed_at_an_asset_that_does_not_open_touch_no_other() -> None:
    service = ThoughtfulService([make_asset(1), make_asset(2)])
    service.gate.set()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("escape", "j")
        service.library.pop()
        service.gate.clear()
        await desk.press("enter", "i", "w", "o", "s")
        service.gate.set()
        await desk.until(lambda: "There is no asset" in desk.notice)
        await desk.pilot.pause(0.2)
        assert service.saved == []
        assert desk.screen.viewer.desk is not None
        assert desk.screen.viewer.desk.marks.in_frame is None


async def test_escape_gives_up_an_opening_and_what_was_typed_meanwhile() -> None:
    service = ThoughtfulService([make_asset(1)])
    async with running(service) as desk:
        await desk.press("enter", "i", "escape")
        service.gate.set()
        await desk.pilot.pause(0.2)
        assert desk.screen.viewer.desk is None
        await desk.press("enter")
        await desk.until(lambda: desk.screen.desk is not None)
        assert desk.screen.desk is not None
        assert desk.screen.desk.marks.in_frame is None


async def test_a_timecode_typed_while_an_asset_opens_is_read_whole() -> None:
    service = ThoughtfulService([make_asset(1)])
    async with running(service) as desk:
        await desk.press("enter", *"500", "enter", "i", "right")
        service.gate.set()
        await desk.until(lambda: desk.screen.desk is not None)
        await desk.until(lambda: desk.playhead == 126)
        assert desk.screen.viewer.desk is not None
        assert desk.screen.viewer.desk.marks.in_frame == 125


async def test_enter_before_the_list_is_there_says_so() -> None:
    service = FakeService([])
    async with running(service) as desk:
        await desk.press("enter")
        assert desk.notice == "This library is empty."


async def test_an_error_goes_when_what_it_was_about_is_over() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("g", *"101", "%", "enter")
        await desk.until(lambda: "101%" in desk.notice)
        await desk.press("escape")
        await desk.until(lambda: desk.notice == "")


async def test_a_picture_that_failed_is_fetched_again_when_it_is_looked_at_again() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        service.error = Unreachable("No connection.")
        await desk.press("w")
        await desk.until(lambda: "No connection." in desk.shown("#picture"))
        service.error = None
        await desk.press("escape", "tab")
        await desk.until(lambda: desk.screen.viewer.picture.shown)


TRANSPORT: tuple[tuple[str, int], ...] = (
    ("right", 1),
    ("full_stop full_stop", 2),
    ("right right left", 1),
    ("comma", 0),
    ("greater_than_sign", 25),
    ("shift+right shift+right shift+left", 25),
    ("w", 250),
    ("w w b", 250),
    ("w less_than_sign", 225),
    ("end", 1499),
    ("end right", 1499),
    ("end home", 0),
    ("g 1 2 0 5 enter", 305),
    ("equals_sign f 4 2 enter", 42),
    ("1 0 full_stop enter", 250),
    ("w plus 5 enter", 255),
    ("w minus 5 enter", 245),
    ("5 0 % enter", 750),
    ("5 escape right", 1),
    ("g enter right", 1),
)


async def test_transport_keys_move_the_playhead() -> None:
    reached = []
    async with running(service_of()) as desk:
        await desk.open_first()
        for keys, frame in TRANSPORT:
            await desk.press("home", *keys.split())
            reached.append((keys, desk.playhead))
            assert reached[-1] == (keys, frame)


async def test_a_time_that_means_no_frame_is_told_and_can_be_mended() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press(*"1299", "enter")
        await desk.until(lambda: "does not exist at 25 fps" in desk.notice)
        assert desk.playhead == 0
        await desk.press("backspace", "backspace", "0", "1", "enter")
        await desk.until(lambda: desk.playhead == 301)


async def test_out_before_in_is_refused_and_nothing_is_lost() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("w", "i", "b", "o")
        await desk.until(lambda: "OUT must come after IN" in desk.notice)
        assert desk.screen.notice.is_error
        assert desk.screen.viewer.desk is not None
        assert desk.screen.viewer.desk.marks.in_frame == 250


@pytest.mark.parametrize(
    ("keys", "sentence"), [(["s"], "There is no IN yet"), (["i", "s"], "There is no OUT yet")]
)
async def test_saving_without_a_mark_says_which_key_sets_it(keys: list[str], sentence: str) -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press(*keys)
        await desk.until(lambda: sentence in desk.notice)
        assert service.saved == []


async def test_marks_are_undone_and_redone_from_every_pane() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("w", "i", "w", "i")
        await desk.press("tab", "u")
        viewer = desk.screen.viewer
        await desk.until(lambda: viewer.desk and viewer.desk.marks.in_frame == 250)
        await desk.press("U")
        await desk.until(lambda: viewer.desk and viewer.desk.marks.in_frame == 500)


async def test_marks_are_still_there_when_an_asset_is_opened_again() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("w", "i", "escape", "j", "enter")
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.name == "Asset 1")
        await desk.press("escape", "k", "enter")
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.name == "Asset 0")
        assert desk.screen.desk is not None
        assert desk.screen.desk.marks.in_frame == 250


async def test_keys_of_the_viewer_without_an_asset_say_how_to_open_one() -> None:
    async with running(service_of()) as desk:
        for key in ("right", "s", "g", "5"):
            desk.screen.notice = replace(desk.screen.notice, text="")
            await desk.press("escape", "tab", key)
            await desk.until(lambda: "press Enter" in desk.notice)


async def test_the_list_is_searched_with_the_services_query() -> None:
    service = FakeService([make_asset(1, name="Harbour"), make_asset(2, name="Cup final")])
    async with running(service) as desk:
        await desk.press("slash", *"cup")
        await desk.until(lambda: ("assets", "cup*", 0) in service.asked)
        await desk.until(lambda: len(desk.screen.library.listing.assets) == 1)
        await desk.press("enter", "enter")
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.name == "Cup final")


async def test_a_search_begins_with_the_first_that_is_found_and_arrows_choose() -> None:
    names = ("Harbour", "Cup 1", "Cup 2", "Cup 3", "Fair")
    service = FakeService([make_asset(n, name=name) for n, name in enumerate(names)])
    async with running(service) as desk:
        library = desk.screen.library
        await desk.press("G", "slash", *"cup")
        await desk.until(lambda: len(library.listing.assets) == 3)
        assert library.current == service.library[1]
        await desk.press("down", "down", "up")
        await desk.until(lambda: library.current == service.library[2])
        await desk.press("enter", "enter")
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.name == "Cup 2")


async def test_a_search_that_is_typed_before_the_service_is_there_waits_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(library, "_TYPING_PAUSE_S", 0)
    service = FakeService([make_asset(1, name="Harbour"), make_asset(2, name="Cup final")])
    is_there = asyncio.Event()

    async def open_bench() -> Bench:
        await is_there.wait()
        return make_bench(service)

    app = make_app(open_bench, "test")
    async with app.run_test() as pilot:
        desk = Desk(app, pilot)
        await desk.press("slash", *"cup")
        listed = desk.screen.library
        await desk.until(lambda: listed.filter_input.value == "cup")
        await desk.until(lambda: all(w.is_finished for w in listed.workers if w.node is listed))
        is_there.set()
        await desk.until(lambda: desk.screen.library.current == service.library[1])
        assert ("assets", "", 0) not in service.asked


async def test_a_search_without_result_says_so_and_escape_shows_all() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.press("slash", *"nothing")
        await desk.until(lambda: "No asset matches “nothing”" in desk.shown("#picture"))
        await desk.press("escape")
        await desk.until(lambda: len(desk.screen.library.listing.assets) == 3)


async def test_escape_on_the_list_ends_a_search_that_was_made() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.press("slash", *"asset 1", "enter")
        await desk.until(lambda: desk.screen.library.listing.query == "asset 1*")
        await desk.press("escape")
        await desk.until(lambda: len(desk.screen.library.listing.assets) == 3)
        assert not desk.screen.library.filter_input.display


async def test_pages_are_loaded_as_the_list_is_scrolled() -> None:
    service = service_of(250)
    opened = make_bench(service)
    async with running(service, bench=opened) as desk:
        assert len(desk.screen.library.listing.assets) == 100
        await desk.press("G")
        await desk.until(lambda: len(desk.screen.library.listing.assets) == 200)
        await desk.press("G")
        await desk.until(lambda: desk.screen.library.listing.is_complete)
        skips = [asked[2] for asked in service.asked if asked[0] == "assets"]
        assert skips == [0, 100, 200]


async def test_an_empty_library_is_told_as_such() -> None:
    async with running(FakeService([])) as desk:
        await desk.until(lambda: "This library is empty." in desk.shown("#picture"))


async def test_an_asset_with_an_error_shows_its_reason_and_cannot_be_opened() -> None:
    broken = replace(
        make_asset(1, name="torn"), state=AssetState.ERROR, reason="It holds no video."
    )
    async with running(FakeService([broken])) as desk:
        await desk.until(lambda: "It holds no video." in desk.shown("#picture"))
        await desk.press("enter")
        await desk.until(lambda: desk.notice == "“torn” cannot be opened. It holds no video.")


async def test_an_asset_that_is_not_ready_yet_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(library, "_LOOK_AGAIN_S", 0.05)
    service = FakeService([replace(make_asset(1), state=AssetState.SLICING)])
    async with running(service) as desk:
        assert "slicing" in desk.shown("#assets")
        service.library[0] = make_asset(1)
        await desk.until(lambda: "1:00" in desk.shown("#assets"))
        asked = len(service.asked)
        await desk.pilot.pause(0.2)
        lists = [call for call in service.asked[asked:] if call[0] == "assets"]
        assert lists == []  # a ready list is left alone


async def test_an_error_of_the_service_is_told_and_refresh_tries_again() -> None:
    service = service_of()
    service.error = Unreachable("The service does not answer.")
    async with running(service) as desk:
        await desk.until(lambda: desk.notice == "The service does not answer.")
        assert desk.screen.notice.is_error
        assert "r tries again." in desk.shown("#picture")
        service.error = None
        await desk.press("r")
        await desk.until(lambda: len(desk.screen.library.listing.assets) == 3)


async def test_a_refused_draft_is_told_and_the_marks_stay() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o")
        service.error = RequestRefused("Uplynk: beam is not allowed.")
        await desk.press("s")
        await desk.until(lambda: "beam is not allowed" in desk.notice)
        assert desk.screen.viewer.desk is not None
        assert desk.screen.viewer.desk.marks.out_frame - 1 == 250  # type: ignore[operator]


async def test_a_frame_that_cannot_be_had_is_told_in_place_of_the_picture() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        service.error = RequestRefused("This frame is damaged.")
        await desk.press("w")
        await desk.until(lambda: "This frame is damaged." in desk.shown("#picture"))


@dataclass
class SlowService(FakeService):
    """Gives a frame only when the test lets it."""

    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        encoded = await super().frame(asset_id, ms, width_px)
        await self.gate.acquire()
        return encoded


async def test_only_the_newest_of_many_wishes_is_fetched() -> None:
    service = SlowService([make_asset(1)])
    async with running(service) as desk:
        await desk.open_first()
        await desk.until(lambda: any(asked[0] == "frame" for asked in service.asked))
        await desk.press(*["right"] * 30)
        assert desk.playhead == 30  # the keys did not wait for any picture
        for _ in range(40):
            service.gate.release()
        picture = desk.screen.viewer.picture
        await desk.until(lambda: picture.shown and picture.shown.frame == 30)
        frames = [asked[2] for asked in service.asked if asked[0] == "frame"]
        assert len(frames) <= 3


async def test_a_late_picture_of_another_asset_is_not_shown() -> None:
    service = SlowService([make_asset(1), make_asset(2)])
    shown: list[object] = []
    async with running(service) as desk:
        await desk.until(lambda: any(asked[0] == "frame" for asked in service.asked))
        desk.screen.viewer.picture._lines = []
        await desk.press("j")
        service.gate.release()
        await desk.until(lambda: len([a for a in service.asked if a[0] == "frame"]) == 2)
        shown += desk.screen.viewer.picture._lines
        assert shown == []


async def test_while_the_playhead_rests_the_frames_around_it_are_fetched() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.until(lambda: any(asked[0] == "thumbs" for asked in service.asked))
        await desk.press("right", "right", "right")
        picture = desk.screen.viewer.picture
        # Where it rests the frame itself is asked for, but no second thumbnails of this second.
        await desk.until(lambda: picture.shown and picture.shown.frame == 3 and picture.is_sharp)
        asked = [call for call in service.asked if call[0] == "thumbs"]
        assert [call[2:] for call in asked] == [(0, 1000)]


async def test_drafts_of_earlier_sessions_are_followed_again() -> None:
    service = service_of()
    bench = make_bench(service)
    async with running(service, bench=bench) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o", "s")
        await desk.until(lambda: service.saved)
        await desk.until(lambda: desk.screen.drafts)
    service.finish("draft1", "e" * 32)
    async with running(service, bench=bench) as desk:
        await desk.until(lambda: desk.screen.drafts[0].state is DraftState.DONE)


async def test_the_keys_screen_shows_every_command_of_the_table() -> None:
    async with running(service_of(), size=(120, 160)) as desk:
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, KeysScreen))
        shown = "\n".join(
            strip.text
            for table in desk.app.screen.query(Static)
            for strip in (table.render_line(y) for y in range(table.size.height))
        )
        assert [command.name for command in COMMANDS if command.sentence not in shown] == []
        await desk.press("j", "k", "escape")
        await desk.until(lambda: desk.app.screen is desk.screen)


async def test_the_palette_offers_every_command_and_runs_it() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("colon")
        await desk.pilot.pause()
        await desk.press(*"first frame")
        await desk.pilot.pause(0.3)
        await desk.press("enter")
        await desk.pilot.pause(0.3)
        assert desk.playhead == 0


async def test_a_terminal_that_is_too_small_says_so_and_comes_back() -> None:
    async with running(service_of()) as desk:
        await desk.pilot.resize_terminal(59, 24)
        await desk.until(lambda: "too small" in desk.shown("#too-small"))
        await desk.pilot.resize_terminal(80, 17)
        assert "cliptui --help" in desk.shown("#too-small")
        await desk.pilot.resize_terminal(60, 18)
        await desk.until(lambda: not desk.screen.query_one("#too-small").display)
        assert desk.screen.query_one(Picture).size.area > 0


HOSTILE = "take [/b] two [@click=app.quit]quit[/] [bold"


async def test_names_are_never_taken_for_markup() -> None:
    service = FakeService([make_asset(1, name=HOSTILE)])
    async with running(service, size=(160, 40)) as desk:
        assert "take [/b] two …]quit[/] [bold" in desk.shown("#assets")
        await desk.open_first()
        assert HOSTILE in desk.shown("InfoLine")
        await desk.press("i", "w", "o", "s")
        await desk.until(lambda: HOSTILE in desk.shown("#status"))
        service.error = RequestRefused(f"Refused: {HOSTILE}")
        await desk.press("s")
        await desk.until(lambda: HOSTILE in desk.shown("MessageLine"))


async def test_converting_on_request_is_refused_where_the_service_does_it_itself() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o", "s", "tab")
        await desk.until(lambda: desk.screen.drafts)
        await desk.press("C")
        await desk.until(lambda: "does not wait to be asked" in desk.notice)


async def test_an_unfinished_clip_cannot_be_opened_yet() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o", "s", "tab")
        await desk.until(lambda: desk.screen.drafts)
        await desk.press("enter")
        await desk.until(lambda: "no finished clip here yet" in desk.notice)


async def test_an_unproved_rate_is_shown_with_a_tilde() -> None:
    timing = make_asset(1).timing
    guessed = replace(make_asset(1), timing=replace(timing, is_proved=False))  # type: ignore[type-var]
    async with running(FakeService([guessed])) as desk:
        await desk.open_first()
        assert "~25 fps" in desk.shown("InfoLine")


async def test_typing_in_the_filter_is_not_taken_for_commands() -> None:
    async with running(service_of()) as desk:
        await desk.press("slash", "q", "i", "o")
        await desk.until(lambda: desk.screen.query_one("#filter", Input).value == "qio")


async def test_redraw_and_the_message_line_stay_alive() -> None:
    async with running(service_of()) as desk:
        await desk.press("ctrl+l")
        assert "Asset 0" in desk.shown("#assets")
