"""Every layout and every state of the screen, as text that people can read.

The texts lie in `__snapshots__`. After a change, look at the difference before it is accepted with
`pytest tests/tui/test_states.py --snapshot-update`.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.draft import Clip, NewDraft, WatchedDraft
from cliptui.errors import AccessRefused, CliptuiError, RequestRefused, ServiceBusy, Unreachable
from cliptui.jobs.bench import Bench
from cliptui.preview.display import Display
from cliptui.tui.app import make_app
from cliptui.tui.preferences import Preferences
from cliptui.tui.sight import Sight
from cliptui.tui.widgets import library
from tests.fakes import FakeMemory, FakeService, make_asset
from tests.tui.driving import Desk

SNAPSHOTS = Path(__file__).parent / "__snapshots__"
NOW_S = 1_800_000_000.0
NAMES = ("Cup final", "Harbour at dawn", "Night drive", "Over the alps")


class ScreenText(SingleFileSnapshotExtension):
    """Keeps what a terminal shows as a file of text."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:  # noqa: ARG003  syrupy's way
        return str(SNAPSHOTS)

    @classmethod
    def _get_file_basename(
        cls,
        *,
        test_location: PyTestLocation,
        index: SnapshotIndex,  # noqa: ARG003
    ) -> str:
        return test_location.snapshot_name.partition("[")[2].removesuffix("]")


def screen_text(desk: Desk) -> str:
    """Return what the terminal shows, one line a row."""
    strips = desk.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


@dataclass
class SlowService(FakeService):
    """Gives frames, lists and assets only while its gates are open."""

    frames: asyncio.Event = field(default_factory=asyncio.Event)
    lists: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.frames.set()
        self.lists.set()

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        await self.frames.wait()
        return await super().frame(asset_id, ms, width_px)

    async def assets(
        self, *, query: str = "", order: str = "", skip: int = 0, limit: int = 100
    ) -> list[Asset]:
        await self.lists.wait()
        return list(await super().assets(query=query, order=order, skip=skip, limit=limit))


def make_service() -> SlowService:
    created_ms = 1_790_000_000_000
    service = SlowService(
        [replace(make_asset(n, name=x), created_ms=created_ms) for n, x in enumerate(NAMES, 1)],
        label="test library",
    )
    service.saved = [NewDraft(f"{1:032x}", "Goal", 4000, 8000)]
    return service


@asynccontextmanager
async def showing(
    service: FakeService,
    size: tuple[int, int] = (80, 24),
    *,
    bench: Bench | None = None,
    preferences: Preferences | None = None,
) -> AsyncIterator[Desk]:
    """Run the app without pictures, whose cells are proved elsewhere."""
    opened = bench or make_bench(service)

    async def open_bench() -> Bench:
        return opened

    app = make_app(open_bench, "test", Sight(Display.OFF), preferences=preferences)
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot)
        await desk.until(lambda: desk.screen.bench is not None)
        await desk.pilot.pause()
        yield desk


def make_bench(service: FakeService, *drafts: WatchedDraft) -> Bench:
    memory = FakeMemory({draft.draft_id: draft for draft in drafts})
    return Bench(service, memory, "test", now=lambda: NOW_S)


async def mark(desk: Desk) -> None:
    await desk.until(lambda: desk.screen.library.current)
    await desk.open_first()
    await desk.press("w", "i", "w", "o", "b")
    await desk.until(lambda: "the last frame" in desk.notice)


SIZES = [(60, 18), (80, 24), (100, 30), (120, 40), (160, 50), (200, 60)]


@pytest.mark.parametrize("size", SIZES, ids=[f"layout-{w}x{h}" for w, h in SIZES])
async def test_layout(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    service = make_service()
    saved = WatchedDraft("draft1", f"{1:032x}", "Goal", 4000, 8000, NOW_S - 75)
    async with showing(service, size, bench=make_bench(service, saved)) as desk:
        await mark(desk)
        assert screen_text(desk) == snapshot(extension_class=ScreenText)


async def nothing(desk: Desk) -> None:
    await desk.pilot.pause()


async def save(desk: Desk) -> None:
    await mark(desk)
    await desk.press("s")
    await desk.until(lambda: desk.screen.drafts or desk.screen.notice.is_error)


def failing(error: CliptuiError) -> FakeService:
    service = make_service()
    service.error = error
    return service


async def list_failed(desk: Desk) -> None:
    await desk.until(lambda: desk.screen.notice.is_error)


async def listed(desk: Desk) -> None:
    await desk.until(lambda: desk.screen.library.listing.assets)


def of_one(asset: Asset) -> FakeService:
    return FakeService([asset])


SLICING = replace(make_asset(1, name="live now"), state=AssetState.SLICING)
BROKEN = replace(make_asset(1, name="torn"), state=AssetState.ERROR, reason="It holds no video.")
ACCESS = (
    "The service refuses access (HTTP 401). Check the account, its key, and this computer's clock."
)
Act = Callable[[Desk], Awaitable[None]]
STATES: dict[str, tuple[FakeService, Act]] = {
    "empty-list": (of_one(BROKEN), nothing),
    "not-ready": (of_one(SLICING), listed),
    "asset-failed": (of_one(BROKEN), listed),
    "offline": (failing(Unreachable("No connection to host.")), list_failed),
    "access-refused": (failing(AccessRefused(ACCESS)), list_failed),
    "busy": (failing(ServiceBusy("The service cannot answer now (HTTP 429).")), list_failed),
    "saved": (make_service(), save),
}
STATES["empty-list"][0].library.clear()


@pytest.mark.parametrize("state", STATES)
async def test_state(
    state: str, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "_LOOK_AGAIN_S", 60)
    service, act = STATES[state]
    async with showing(service) as desk:
        await act(desk)
        await desk.pilot.pause()
        assert screen_text(desk) == snapshot(extension_class=ScreenText)


@pytest.mark.parametrize("name", ["first-run"])
async def test_the_first_run(name: str, snapshot: SnapshotAssertion) -> None:
    assert name
    likes = Preferences(is_first_run=True)
    async with showing(make_service(), preferences=likes) as desk:
        await listed(desk)
        assert screen_text(desk) == snapshot(extension_class=ScreenText)


@pytest.mark.parametrize("name", ["loading-list"])
async def test_a_list_that_has_not_come(name: str, snapshot: SnapshotAssertion) -> None:
    assert name
    service = make_service()
    service.lists.clear()
    async with showing(service) as desk:
        await desk.until(lambda: "Loading the list" in screen_text(desk))
        assert screen_text(desk) == snapshot(extension_class=ScreenText)


@pytest.mark.parametrize("name", ["save-refused"])
async def test_a_refused_save(name: str, snapshot: SnapshotAssertion) -> None:
    assert name
    service = make_service()
    async with showing(service) as desk:
        await mark(desk)
        service.error = RequestRefused("The service refuses this: title is too long.")
        await desk.press("s")
        await desk.until(lambda: desk.screen.notice.is_error)
        assert screen_text(desk) == snapshot(extension_class=ScreenText)


SAVED = WatchedDraft("draft1", f"{1:032x}", "Goal", 4000, 8000, NOW_S - 75)
PROGRESS = {
    "converting": (SAVED, Clip("c", "draft1", "", is_complete=False, progress=0.4)),
    "stalled": (replace(SAVED, saved_at_s=NOW_S - 1000), None),
    "failed": (SAVED, Clip("c", "draft1", "", is_complete=False, failure="The file is gone.")),
    "done": (SAVED, Clip("c", "draft1", f"{2:032x}", is_complete=True)),
}


@pytest.mark.parametrize("name", PROGRESS)
async def test_progress(name: str, snapshot: SnapshotAssertion) -> None:
    saved, clip = PROGRESS[name]
    service = make_service()
    if clip is not None:
        service.clip_of["draft1"] = clip
    async with showing(service, bench=make_bench(service, saved)) as desk:
        word = "stalled?" if name == "stalled" else name
        await desk.until(lambda: word in desk.shown("#status"))
        if name == "done":
            await desk.until(lambda: "instead of 100" in desk.notice)
        assert screen_text(desk) == snapshot(extension_class=ScreenText)


@pytest.mark.parametrize("name", ["no-answer"])
async def test_a_service_that_gives_no_answer(name: str, snapshot: SnapshotAssertion) -> None:
    assert name
    service = failing(Unreachable("No connection to host."))
    async with showing(service, bench=make_bench(service, SAVED)) as desk:
        await desk.until(lambda: "no answer 1:15" in desk.shown("#status"))
        await list_failed(desk)
        assert screen_text(desk) == snapshot(extension_class=ScreenText)


@pytest.mark.parametrize("name", ["read-only"])
async def test_a_read_only_desk(name: str, snapshot: SnapshotAssertion) -> None:
    assert name
    service = make_service()
    bench = replace(make_bench(service), is_read_only=True)
    async with showing(service, bench=bench) as desk:
        await mark(desk)
        await desk.press("s")
        await desk.until(lambda: desk.screen.notice.is_error)
        assert screen_text(desk) == snapshot(extension_class=ScreenText)


@pytest.mark.parametrize("name", ["too-small"])
async def test_a_terminal_that_is_too_small(name: str, snapshot: SnapshotAssertion) -> None:
    assert name
    async with showing(make_service(), (59, 17)) as desk:
        assert screen_text(desk) == snapshot(extension_class=ScreenText)


@pytest.mark.parametrize("name", ["drafts-tab", "clips-tab"])
async def test_a_tab(name: str, snapshot: SnapshotAssertion) -> None:
    service = make_service()
    service.finish("draft1", "f" * 32)
    async with showing(service, (100, 30)) as desk:
        await mark(desk)
        await desk.press("J")
        await desk.until(lambda: desk.screen.lower.clips.items)
        if name == "drafts-tab":
            await desk.press("J", "d")
        assert screen_text(desk) == snapshot(extension_class=ScreenText)
