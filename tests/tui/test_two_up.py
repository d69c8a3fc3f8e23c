"""The two-up: what is marked, with its pictures, beside the picture that is worked on."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from textual import on
from textual.app import App, ComposeResult

from cliptui.clip.desk import Desk
from cliptui.errors import CliptuiError, Unreachable
from cliptui.jobs.frames import FrameFeed
from cliptui.tui.attempts import Failed
from cliptui.tui.screens.compare import CompareScreen
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.two_up import TwoUp
from tests.fakes import FakeService, make_asset
from tests.tui.driving import PATIENCE_S, running

ASSET = make_asset(1)
assert ASSET.timing is not None
EMPTY = Desk(ASSET, ASSET.timing)
MARKED = EMPTY.with_in(250).with_out_after(275)
CAPTIONS = ["IN 00:00:10:00", "OUT 00:00:11:00", "DUR 00:00:01:01  26 f", "cut off 00:00:11:01"]


class Stage(App[None]):
    """The two-up alone."""

    def __init__(self, service: FakeService) -> None:
        super().__init__()
        self.shown = TwoUp(Sight(), rest_s=0)
        self.service = service
        self.missed: list[CliptuiError] = []
        self.failed: list[CliptuiError] = []

    def compose(self) -> ComposeResult:
        yield self.shown

    def on_mount(self) -> None:
        self.shown.feed = FrameFeed(self.service)

    @property
    def captions(self) -> list[str]:
        return [tile.caption for tile in self.shown.tiles]

    @property
    def has_picture(self) -> list[bool]:
        return [tile.image is not None for tile in self.shown.tiles]

    def asked(self) -> list[object]:
        """Return the times of the frames that were asked for since the last look."""
        asked = [call[2] for call in self.service.asked if call[0] == "frame"]
        self.service.asked.clear()
        return asked

    async def until(self, is_so: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < deadline
            await asyncio.sleep(0.005)

    @on(TwoUp.Missed)
    def take_missed(self, event: TwoUp.Missed) -> None:
        self.missed.append(event.error)

    @on(Failed)
    def take_failed(self, event: Failed) -> None:
        self.failed.append(event.error)


@asynccontextmanager
async def staged(service: FakeService | None = None) -> AsyncIterator[Stage]:
    app = Stage(service or FakeService([ASSET]))
    async with app.run_test(size=(44, 14)):
        yield app


ALL = [True, True, False, True]  # beside the length there is no picture


async def test_what_is_marked_so_far_is_told_at_once_and_its_pictures_come() -> None:
    async with staged() as stage:
        stage.shown.desk = EMPTY
        assert (stage.captions, stage.shown.has_class("-empty")) == ([], True)
        stage.shown.desk = EMPTY.with_in(250)
        assert stage.captions == ["IN 00:00:10:00", "OUT"]
        stage.shown.desk = MARKED
        assert (stage.captions, stage.shown.has_class("-empty")) == (CAPTIONS, False)
        await stage.until(lambda: stage.has_picture == ALL)
        assert [tile.is_dim for tile in stage.shown.tiles] == [False, False, False, True]
        assert stage.shown.grid.columns == 2
        stage.shown.desk = EMPTY.with_out_after(1499)  # nothing is cut off at the end
        assert stage.captions == ["IN", "OUT 00:00:59:24"]


async def test_a_frame_that_stays_marked_keeps_its_picture_and_is_not_asked_for_again() -> None:
    async with staged() as stage:
        stage.shown.desk = MARKED
        await stage.until(lambda: stage.has_picture == ALL)
        assert stage.asked() == [10_000, 11_000, 11_040]
        stage.shown.desk = EMPTY.with_in(250).with_out_after(276)
        # What was cut off is the last frame now.
        assert stage.has_picture == [True, True, False, False]
        await stage.until(lambda: stage.has_picture == ALL)
        stage.shown.desk = stage.shown.desk.moved_to(900)
        assert stage.asked() == [11_080]


@dataclass
class SlowService(FakeService):
    """A service whose frames come when a test lets them."""

    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        encoded = await super().frame(asset_id, ms, width_px)
        await self.may_answer.wait()
        return encoded


async def test_a_picture_on_its_way_is_not_put_to_marks_that_have_changed() -> None:
    service = SlowService([ASSET])
    async with staged(service) as stage:
        service.may_answer.set()
        stage.shown.desk = MARKED
        await stage.until(lambda: stage.has_picture == ALL)
        before = [tile.image for tile in stage.shown.tiles]
        service.may_answer.clear()
        stage.asked()
        stage.shown.desk = EMPTY.with_in(500).with_out_after(800)
        await stage.until(lambda: service.asked)  # a frame of the other marks is on its way
        stage.shown.desk = MARKED.moved_to(3)
        service.may_answer.set()
        await stage.until(lambda: stage.has_picture == ALL)
        sizes = [tile.image and tile.image.tobytes() for tile in stage.shown.tiles]
        assert sizes == [image and image.tobytes() for image in before]


async def test_that_pictures_are_missing_is_told_only_to_who_has_asked_for_them() -> None:
    error = Unreachable("No answer at all.")
    async with staged(FakeService([ASSET], error=error)) as stage:
        stage.shown.desk = MARKED
        await stage.until(lambda: stage.missed)
        assert (stage.missed, stage.failed) == ([error], [])
        await stage.push_screen(CompareScreen(Sight(), MARKED, FrameFeed(stage.service)))
        await stage.until(lambda: stage.failed == [error])


async def test_in_a_large_terminal_it_is_beside_the_picture_while_something_is_marked() -> None:
    async with running(FakeService([ASSET]), (160, 50)) as desk:
        shown = desk.screen.query_one(TwoUp)
        await desk.open_first()
        assert not shown.is_on_screen
        await desk.press("w", "i", "greater_than_sign", "o")
        assert [tile.caption for tile in shown.tiles] == CAPTIONS
        await desk.until(lambda: [bool(tile.image) for tile in shown.tiles] == ALL)
        assert shown.is_on_screen
