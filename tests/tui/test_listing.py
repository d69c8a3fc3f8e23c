"""The list of assets: its order, and keys that are typed before it is there."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE
from cliptui.errors import Unreachable
from cliptui.jobs.bench import Bench
from cliptui.tui.app import make_app
from cliptui.tui.screens import opening
from tests.fakes import FakeService, make_asset, make_bench
from tests.tui.driving import Desk, running


async def test_the_list_is_sorted_by_the_service_and_stays_so() -> None:
    service = FakeService([make_asset(number) for number in range(3)])
    async with running(service) as desk:
        await desk.press("S")
        assert desk.notice == "Assets by name. S again: longest first."
        await desk.until(lambda: "test library · by name" in desk.shown("TopLine"))
        await desk.press("r")
        await desk.until(lambda: service.orders[1:] == ["desc", "desc"])
        await desk.press("slash", "2")
        await desk.until(lambda: len(desk.screen.library.assets.items) == 1)
        assert service.orders[-1] == "desc"
        await desk.press("escape", "S", "S", "S")
        await desk.until(lambda: desk.screen.library.listing.order == NEWEST_FIRST)
        assert "·" not in desk.shown("TopLine")


@dataclass
class SlowToList(FakeService):
    """Lists its assets when the test lets it."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def assets(
        self, *, query: str = "", order: str = NEWEST_FIRST, skip: int = 0, limit: int = PAGE_SIZE
    ) -> Sequence[Asset]:
        await self.gate.wait()
        return await super().assets(query=query, order=order, skip=skip, limit=limit)


async def opened(service: SlowToList) -> Bench:
    return make_bench(service)


async def test_keys_typed_before_the_list_is_there_wait_for_it() -> None:
    service = SlowToList([make_asset(number) for number in range(3)])
    app = make_app(lambda: opened(service), "test")
    async with app.run_test() as pilot:
        desk = Desk(app, pilot)
        await desk.press("j", "enter", "i")
        assert "asset" not in {asked[0] for asked in service.asked}
        service.gate.set()
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.marks.in_frame == 0)
        assert desk.shown("InfoLine").startswith("Asset 1")


async def test_keys_that_need_no_list_do_not_wait_and_escape_ends_the_wait() -> None:
    service = SlowToList([make_asset(0)])
    app = make_app(lambda: opened(service), "test")
    async with app.run_test() as pilot:
        desk = Desk(app, pilot)
        await desk.press("K")
        assert desk.notice.startswith("Colours")
        await desk.press("enter", "escape", "K")
        await desk.until(lambda: desk.notice.startswith("Colours"))
        service.gate.set()
        await desk.until(lambda: desk.screen.library.current)
        assert desk.screen.desk is None


async def test_a_list_that_does_not_come_holds_no_key_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "LIST_PATIENCE_S", 0.01)
    app = make_app(lambda: opened(SlowToList([make_asset(0)])), "test")
    async with app.run_test() as pilot:
        desk = Desk(app, pilot)
        await desk.press("enter")
        await desk.until(lambda: desk.notice == "Loading the list…")


async def test_a_list_that_fails_holds_no_key() -> None:
    service = SlowToList([make_asset(0)], error=Unreachable("No connection."))
    app = make_app(lambda: opened(service), "test")
    async with app.run_test() as pilot:
        desk = Desk(app, pilot)
        await desk.press("enter")
        service.gate.set()
        await desk.until(lambda: "No connection" in desk.notice)
        await desk.press("K", "H")
        await desk.until(lambda: "Colours" in desk.over)
