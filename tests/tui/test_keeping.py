"""What is at work is kept and comes back; what cannot be sent or written is said."""

import pytest

from cliptui.clip.kept import KeptDesk
from cliptui.errors import RequestRefused, StoreError, Unreachable
from cliptui.jobs.bench import Bench
from cliptui.tui import keeping
from tests.fakes import FakeMemory, FakeService, make_asset
from tests.tui.driving import Desk, running

A0, A1 = (f"{number:032x}" for number in (0, 1))


def service_of(count: int = 2) -> FakeService:
    return FakeService([make_asset(number) for number in range(count)])


def bench_with(service: FakeService, memory: FakeMemory, told: str = "") -> Bench:
    return Bench(service, memory, "test", lambda: 1_800_000_000.0, told=told)


async def open_second(desk: Desk) -> None:
    await desk.press("escape", "j", "enter")
    await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.asset_id == A1)


async def test_an_asset_that_is_opened_again_is_as_it_was_left_with_its_undo() -> None:
    memory, service = FakeMemory(), service_of()
    async with running(service, bench=bench_with(service, memory)) as desk:
        await desk.open_first()
        await desk.press("w", "i", "w", "o")
        await open_second(desk)
        await desk.press("escape", "k", "enter")
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.asset_id == A0)
        assert desk.playhead == 500
        assert "Restored" not in desk.notice
    async with running(service, bench=bench_with(service, memory_of_before(memory))) as desk:
        await desk.open_first()
        await desk.until(lambda: "Restored" in desk.notice)
        assert desk.notice.startswith("Restored, at 00:00:20:00. 00:00:10:00 to 00:00:20:00, 251 f")
        assert "00:00:10:00" in desk.shown("MarksLine")
        await desk.press("u", "u")
        assert desk.notice == "Undone. Nothing is marked."


def memory_of_before(memory: FakeMemory) -> FakeMemory:
    desks = {key: KeptDesk(desk.text, 1.0, is_own=False) for key, desk in memory.desks.items()}
    return FakeMemory(desks=desks)


async def test_what_was_kept_and_does_not_fit_is_told_and_the_asset_opened_afresh() -> None:
    memory, service = FakeMemory(desks={A0: KeptDesk("nonsense", 1.0, is_own=False)}), service_of()
    async with running(service, bench=bench_with(service, memory)) as desk:
        await desk.open_first()
        await desk.until(lambda: "it is opened afresh" in desk.notice)
        assert desk.playhead == 0


async def test_a_full_disk_is_told_once_and_all_is_written_when_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping, "RETRY_S", 0.02)
    memory, service = FakeMemory(), service_of()
    async with running(service, bench=bench_with(service, memory)) as desk:
        await desk.open_first()
        memory.error = StoreError("The disk is full.")
        await desk.press("w", "i")
        await desk.until(lambda: memory.desks)
        assert desk.screen.desk is not None
        assert desk.screen.desk.marks.in_frame == 250
        assert "250" not in memory.desks[A0].text
        memory.error = None
        await desk.until(lambda: "on the disk again" in desk.notice)
        assert '"in":250' in memory.desks[A0].text


async def test_the_end_tells_what_could_not_be_written() -> None:
    memory, service = FakeMemory(), service_of()
    async with running(service, bench=bench_with(service, memory)) as desk:
        desk.app.close()
        await desk.open_first()
        memory.error = StoreError("The disk is full.")
        await desk.press("i")
        await desk.until(lambda: "disk is full" in desk.notice or desk.screen.desk)
        with pytest.raises(StoreError, match="changes on 1 assets could not be kept"):
            desk.app.close()


async def test_what_the_opening_of_the_store_has_to_tell_is_said() -> None:
    service = service_of()
    bench = bench_with(service, FakeMemory(), told="What cliptui remembers was damaged.")
    async with running(service, bench=bench) as desk:
        assert desk.notice == "What cliptui remembers was damaged."


async def test_a_save_without_a_service_waits_and_is_counted_until_it_is_sent() -> None:
    memory, service = FakeMemory(), service_of()
    async with running(service, bench=bench_with(service, memory)) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o")
        service.error = Unreachable("No connection to the service.")
        await desk.press("s")
        await desk.until(lambda: "1 unsent" in desk.shown("TopLine"))
        told = "1 draft is kept here and sent later. No connection to the service."
        await desk.until(lambda: desk.notice == told)
        await desk.until(lambda: "offline  1 unsent" in desk.shown("TopLine"))
        assert (service.saved, len(memory.outbox)) == ([], 1)
        service.error = None
        await desk.press("escape", "s", "s")  # what is new wakes what waits
        await desk.until(lambda: len(service.saved) == 2)
        await desk.until(lambda: "2 saved" in desk.shown("TopLine"))
        assert "unsent" not in desk.shown("TopLine")


async def test_what_an_earlier_session_could_not_send_is_sent_at_the_start() -> None:
    memory, service = FakeMemory(), service_of()
    async with running(service, bench=bench_with(service, memory)) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o")
        service.error = Unreachable("No connection.")
        await desk.press("s")
        await desk.until(lambda: memory.outbox and "No connection" in desk.notice)
    service.error = None
    async with running(service, bench=bench_with(service, memory)) as desk:
        await desk.until(lambda: desk.screen.drafts)
        assert len(service.saved) == 1


async def test_a_refused_save_is_told_and_stays_counted() -> None:
    memory, service = FakeMemory(), service_of()
    async with running(service, bench=bench_with(service, memory)) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o")
        service.error = RequestRefused("The title is too long.")
        await desk.press("s")
        await desk.until(lambda: desk.notice == "The title is too long.")
        await desk.until(lambda: "1 unsent" in desk.shown("TopLine"))


async def test_a_save_that_cannot_be_kept_is_told_and_not_sent() -> None:
    memory, service = FakeMemory(), service_of()
    async with running(service, bench=bench_with(service, memory)) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o")
        memory.error = StoreError("The disk is full.")
        await desk.press("s")
        await desk.until(lambda: desk.notice == "The disk is full.")
        assert service.saved == []
