"""Scrubbing: small pictures at once, the exact one at rest, and going back costs nothing."""

from dataclasses import dataclass, field, replace

from cliptui.preview.display import Display
from tests.fakes import FakeService, make_asset, make_bench
from tests.jobs.test_frames import FakeShelf
from tests.tui.driving import Desk, running


@dataclass
class Asked:
    """What was asked of a service for single frames: the times and the widths."""

    service: FakeService
    skipped: int = field(init=False)

    def __post_init__(self) -> None:
        self.skipped = len(self.service.widths_px)

    @property
    def widths_px(self) -> list[int | None]:
        return self.service.widths_px[self.skipped :]


async def shows(desk: Desk, frame: int) -> None:
    picture = desk.screen.viewer.picture
    await desk.until(lambda: picture.shown and picture.shown.frame == frame)


async def test_a_wide_picture_is_asked_for_small_first_and_in_full_when_the_key_rests() -> None:
    service = FakeService([make_asset(1)])
    async with running(service) as desk:
        await desk.open_first()
        picture = desk.screen.viewer.picture
        picture.show_by(Display.ITERM)  # whose pixels are eight a column
        asked = Asked(service)
        await desk.press("w")
        await desk.until(lambda: picture.full_px in asked.widths_px)
        assert (picture.small_px, picture.full_px) == (240, 51 * 8)
        assert asked.widths_px[0] == picture.small_px


async def test_going_back_to_what_was_seen_needs_no_request_and_no_waiting() -> None:
    service = FakeService([make_asset(1)])
    async with running(service) as desk:
        await desk.open_first()
        for frame in (250, 500, 750):
            await desk.press("w")
            await shows(desk, frame)
        service.asked.clear()
        picture = desk.screen.viewer.picture
        desk.screen.viewer.go_to(500)
        assert picture.shown is not None
        assert picture.shown.frame == 500  # by the time the move is done, without a turn between
        assert [call for call in service.asked if call[0] == "frame"] == []


async def test_pictures_seen_in_an_earlier_run_are_not_asked_for_again() -> None:
    asset, shelf = replace(make_asset(1), changed_ms=7), FakeShelf()
    asked = []
    for _ in range(2):
        service = FakeService([asset])
        bench = replace(make_bench(service), pictures=shelf)
        async with running(service, bench=bench) as desk:
            await desk.open_first()
            await desk.press("w")
            await shows(desk, 250)
            await desk.until(lambda: (asset.asset_id, 7, "10960") in shelf.kept)
        asked.append([call for call in service.asked if call[0] in ("frame", "thumbs")])
    assert asked[0] != []
    assert asked[1] == []
