"""The lower pane: its tabs, the drafts and clips of the service, and what is done with them."""

from dataclasses import replace

import pytest

from cliptui.clip.draft import Clip, DraftState, NewDraft
from cliptui.errors import Unreachable
from cliptui.jobs.bench import Bench
from tests.fakes import FakeService, make_asset, make_bench
from tests.tui.driving import Desk, running

FIRST, SECOND = f"{1:032x}", f"{2:032x}"


def service_with_drafts() -> FakeService:
    service = FakeService([make_asset(1, name="Cup final"), make_asset(2, name="Harbour")])
    service.saved = [
        NewDraft(FIRST, "Goal", 4000, 8000),
        NewDraft(SECOND, "Boat", 10_000, 12_000),
    ]
    return service


async def show_drafts(desk: Desk) -> None:
    await desk.press("J", "J")
    await desk.until(lambda: desk.screen.lower.drafts.items)


async def test_one_key_goes_through_the_tabs_and_the_line_above_tells_which_is_shown() -> None:
    async with running(service_with_drafts()) as desk:
        assert "[Status" in desk.shown("TabLine")
        assert desk.screen.query_one("LowerPane").size.height == 5
        await desk.press("J")
        await desk.until(lambda: "[Clips 0]" in desk.shown("TabLine"))
        await desk.press("J")
        await desk.until(lambda: "[Drafts 2]" in desk.shown("TabLine"))
        assert desk.focus == "drafts"
        await desk.press("J")
        assert desk.focus == "status"
        await desk.pilot.click("TabLine", offset=(3, 0))
        await desk.until(lambda: "[Clips 0]" in desk.shown("TabLine"))


async def test_drafts_are_listed_newest_first_and_those_of_the_opened_asset_marked() -> None:
    async with running(service_with_drafts(), size=(120, 40)) as desk:
        await desk.open_first()
        await show_drafts(desk)
        boat, goal, *_ = desk.shown("#drafts").splitlines()
        assert boat.startswith("○ saved        Boat")
        assert goal.startswith("○ saved      ▸ Goal")
        assert "00:00:04.000-00:00:08.000" in goal
        assert "2026-11-21 12:00" in goal


async def test_enter_opens_a_draft_with_its_marks_and_saving_makes_another() -> None:
    service = service_with_drafts()
    async with running(service) as desk:
        await show_drafts(desk)
        await desk.press("j", "enter")
        await desk.until(lambda: desk.screen.desk is not None)
        assert desk.screen.desk is not None
        assert desk.screen.desk.marks.in_frame == 100
        assert desk.screen.desk.marks.out_frame == 200
        assert desk.playhead == 100
        assert "another draft" in desk.notice
        await desk.press("s", "s")  # these frames are drafted already
        await desk.until(lambda: len(service.saved) == 3)
        assert service.deleted == set()


async def test_an_edited_draft_is_saved_anew_and_only_then_deleted() -> None:
    service = service_with_drafts()
    async with running(service) as desk:
        await show_drafts(desk)
        await desk.press("j", "E")
        await desk.until(lambda: "Editing “Goal”" in desk.notice)
        await desk.press("right", "i", "s")
        await desk.until(lambda: service.deleted)
        assert service.deleted == {"draft1"}
        assert service.saved[2] == NewDraft(FIRST, "Goal", 4040, 8000)
        acts = [c[0] for c in service.asked if c[0] in ("save_draft", "delete_draft")]
        assert acts == ["save_draft", "delete_draft"]
        titles = [kept.draft.draft_id for kept in desk.screen.lower.drafts.items]
        assert "draft1" not in titles


async def test_another_clip_saved_while_editing_deletes_nothing() -> None:
    service = service_with_drafts()
    async with running(service) as desk:
        await show_drafts(desk)
        await desk.press("j", "E")
        await desk.until(lambda: "Editing" in desk.notice)
        await desk.press("end", "b", "b", "i", "w", "o", "s")
        await desk.until(lambda: desk.screen.drafts)
        await desk.pilot.pause(0.1)
        assert service.deleted == set()


async def test_a_deleted_draft_is_kept_by_undo_and_gone_after_the_time_of_grace() -> None:
    service = service_with_drafts()
    async with running(service) as desk:
        await show_drafts(desk)
        await desk.press("d")
        assert "“Boat” is deleted in 8 s: u keeps it." in desk.notice
        assert "deleting: u" in desk.shown("#drafts")
        await desk.press("u")
        assert desk.notice == "“Boat” is kept."
        assert "deleting" not in desk.shown("#drafts")
        assert service.deleted == set()
        desk.screen.lower.drafts.grace_s = 0.01
        await desk.press("d")
        await desk.until(lambda: service.deleted == {"draft2"})
        await desk.until(lambda: "Boat" not in desk.shown("#drafts"))


async def test_undo_in_the_picture_takes_back_marks_and_no_deletion() -> None:
    service = service_with_drafts()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i")
        await show_drafts(desk)
        await desk.press("d", "escape", "tab", "u")
        assert desk.screen.desk is not None
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.marks.is_empty)
        assert "deleting" in desk.shown("#drafts")


async def test_leaving_before_the_time_of_grace_keeps_the_draft() -> None:
    service = service_with_drafts()
    async with running(service) as desk:
        await show_drafts(desk)
        await desk.press("d", "q")
    assert service.deleted == set()


@pytest.mark.parametrize("tabs", [2, 0], ids=["drafts", "status"])
async def test_a_failed_draft_is_tried_again(tabs: int) -> None:
    service = FakeService([make_asset(1)])
    bench = make_bench(service)
    async with running(service, bench=bench) as desk:
        await desk.open_first()
        await desk.press("w", "i", "w", "o", "s")
        await desk.until(lambda: desk.screen.drafts)
        service.clip_of["draft1"] = Clip("c", "draft1", "", is_complete=False, failure="Torn.")
        await desk.until(lambda: desk.screen.drafts[0].state is DraftState.FAILED)
        await desk.press("tab", *["J"] * tabs)
        if tabs:
            await desk.until(lambda: "✗ failed" in desk.shown("#drafts"))
        await desk.press("R")
        await desk.until(lambda: len(service.saved) == 2)
        await desk.until(lambda: service.deleted == {"draft1"})
        assert service.saved[0] == service.saved[1]
        await desk.until(lambda: "Torn" not in desk.shown("#status"))


async def test_only_failed_drafts_are_tried_again() -> None:
    service = service_with_drafts()
    async with running(service) as desk:
        await show_drafts(desk)
        await desk.press("R")
        await desk.until(lambda: "Only a draft that has failed" in desk.notice)
        assert len(service.saved) == 2


async def test_finished_clips_of_every_session_are_listed_opened_and_compared() -> None:
    service = service_with_drafts()
    service.finish("draft1", "f" * 32)
    async with running(service, size=(100, 30)) as desk:
        await desk.press("J")
        await desk.until(lambda: "Goal" in desk.shown("#clips"))
        assert "not compared" in desk.shown("#clips")
        await desk.press("C")
        # The made-up clip has 1500 frames where 100 were marked.
        await desk.until(lambda: "1500 f instead of 100" in desk.notice)
        assert "✗ differs" in desk.shown("#clips")
        await desk.press("enter")
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.name == "the clip")


async def test_a_clip_whose_draft_is_gone_cannot_be_compared_and_says_so() -> None:
    service = service_with_drafts()
    service.finish("draft9", "f" * 32)
    async with running(service) as desk:
        await desk.press("J")
        await desk.until(lambda: "its draft is gone" in desk.shown("#clips"))
        await desk.press("C")
        await desk.until(lambda: "has forgotten the draft" in desk.notice)


async def test_a_clip_of_an_earlier_session_rings_no_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[str] = []
    monkeypatch.setattr("cliptui.tui.screens.desk.announce", lambda _, words: rung.append(words))
    service = FakeService([make_asset(1)])
    bench = make_bench(service)
    async with running(service, bench=bench) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o", "s")
        await desk.until(lambda: desk.screen.drafts)
        service.finish("draft1", "e" * 32)
        await desk.until(lambda: "instead of" in desk.notice)
    assert len(rung) == 1
    async with running(service, bench=bench) as desk:
        await desk.until(lambda: desk.screen.drafts)
        await desk.press("tab")
    assert len(rung) == 1


def read_only(service: FakeService) -> Bench:
    return replace(make_bench(service), is_read_only=True)


async def test_a_read_only_desk_marks_but_never_saves_or_deletes() -> None:
    service = service_with_drafts()
    async with running(service, bench=read_only(service)) as desk:
        assert "read-only" in desk.shown("TopLine")
        await desk.open_first()
        await desk.press("i", "w", "o")
        await desk.until(lambda: desk.notice.endswith("251 f."))
        await desk.press("s")
        await desk.until(lambda: "read-only: nothing is saved or deleted" in desk.notice)
        assert desk.screen.desk is not None
        assert desk.screen.desk.marks.is_complete
        for key in ("d", "E", "R"):
            await desk.press("escape")
            await show_drafts(desk)
            await desk.press(key)
        assert len(service.saved) == 2
        assert not service.deleted
        assert "deleting" not in desk.shown("#drafts")


async def test_a_list_that_cannot_be_had_is_told_and_refresh_tries_again() -> None:
    service = service_with_drafts()
    async with running(service) as desk:
        service.error = Unreachable("No connection.")
        await desk.press("J", "J")
        await desk.until(lambda: desk.notice == "No connection.")
        service.error = None
        await desk.press("r")
        await desk.until(lambda: "Boat" in desk.shown("#drafts"))
