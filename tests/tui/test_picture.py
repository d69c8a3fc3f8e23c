"""The picture alone: a thumbnail at once, the frame itself at rest, nothing asked for twice."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image
from textual.app import App, ComposeResult

from cliptui.jobs.frames import FrameFeed
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.picture import Picture, Shot
from tests.fakes import FakeService, make_asset
from tests.tui.driving import PATIENCE_S

ASSET = make_asset(1)
THUMBNAIL = (200, 0, 0)
FRAME = (0, 0, 200)


def plain(colour: tuple[int, int, int]) -> bytes:
    written = BytesIO()
    Image.new("RGB", (160, 90), colour).save(written, "PNG")
    return written.getvalue()


@dataclass
class TwoColours(FakeService):
    """Thumbnails of one colour, frames of another, which come when a test lets them."""

    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        await super().frame(asset_id, ms, width_px)
        await self.may_answer.wait()
        return plain(FRAME)

    async def thumbs(self, asset_id: str, start_ms: int, stop_ms: int) -> list[bytes]:
        return [plain(THUMBNAIL) for _ in await super().thumbs(asset_id, start_ms, stop_ms)]


class Stage(App[None]):
    """The picture alone."""

    def __init__(self, service: TwoColours) -> None:
        super().__init__()
        self.picture = Picture(Sight())
        self.service = service

    def compose(self) -> ComposeResult:
        yield self.picture

    def on_mount(self) -> None:
        self.picture.feed = FrameFeed(self.service)

    def go_to(self, frame: int) -> None:
        timing = ASSET.timing
        assert timing is not None
        self.picture.wish = Shot(ASSET.asset_id, timing.start_ms(frame), timing, frame)

    @property
    def colour(self) -> object:
        """What is shown, however many colours the terminal of the tests has."""
        given = self.picture._given
        return given and given.image.getpixel((0, 0))

    def asked(self, name: str) -> list[object]:
        return [call[2] for call in self.service.asked if call[0] == name]

    async def until(self, is_so: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < deadline
            await asyncio.sleep(0.005)


@asynccontextmanager
async def staged() -> AsyncIterator[Stage]:
    app = Stage(TwoColours([ASSET]))
    async with app.run_test(size=(40, 12)):
        yield app


async def test_a_thumbnail_is_shown_at_once_and_the_frame_itself_when_the_playhead_rests() -> None:
    async with staged() as stage:
        stage.service.may_answer.set()
        stage.go_to(0)
        await stage.until(lambda: stage.asked("thumbs"))  # of the second in which it rests
        await stage.until(lambda: stage.picture.is_sharp)
        stage.service.may_answer.clear()
        stage.go_to(1)
        await stage.until(lambda: stage.colour == THUMBNAIL)
        assert (stage.picture.shown and stage.picture.shown.frame, stage.picture.is_sharp) == (
            1,
            False,
        )
        stage.service.may_answer.set()
        await stage.until(lambda: stage.picture.is_sharp)
        assert stage.colour == FRAME
        stage.go_to(0)
        stage.go_to(1)  # what was seen sharp is sharp at once
        assert stage.colour == FRAME
        assert stage.asked("frame") == [0, 40]


async def test_a_frame_that_is_slow_to_come_is_not_asked_for_again_meanwhile() -> None:
    async with staged() as stage:
        stage.go_to(250)
        await stage.until(lambda: stage.picture._has_rested)
        assert stage.asked("frame") == [10_000]
        stage.service.may_answer.set()
        await stage.until(lambda: stage.picture.is_sharp)
        assert stage.asked("frame") == [10_000]
