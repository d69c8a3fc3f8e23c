"""The colours of an asset: asked for once, kept, and reckoned where a service has none."""

from dataclasses import replace
from typing import cast

from cliptui.clip.catalogue import ClipService
from cliptui.clip.survey import Rgb
from cliptui.jobs.bench import Bench
from cliptui.jobs.colours import COLOURS, colours_of
from tests.fakes import FakeMemory, FakeService, make_asset
from tests.jobs.test_frames import FakeShelf

ASSET = replace(make_asset(1), changed_ms=7)


def bench(service: ClipService, shelf: FakeShelf | None = None) -> Bench:
    return Bench(service, FakeMemory(), "here", lambda: 0.0, pictures=shelf)


async def test_the_colours_are_those_of_the_service() -> None:
    service = FakeService([])
    colours = await colours_of(bench(service), ASSET)
    assert colours == tuple(Rgb(place * 255 // COLOURS, 128, 0) for place in range(COLOURS))
    assert service.asked == [("colours", ASSET.asset_id, COLOURS)]


async def test_what_was_found_in_an_earlier_run_is_not_asked_for_again() -> None:
    service, shelf = FakeService([]), FakeShelf()
    first = await colours_of(bench(service, shelf), ASSET)
    assert first == await colours_of(bench(service, shelf), ASSET)
    assert len(service.asked) == 1
    await colours_of(bench(service, shelf), replace(ASSET, changed_ms=8))
    assert len(service.asked) == 2


async def test_where_nothing_tells_of_changes_nothing_is_kept() -> None:
    shelf = FakeShelf()
    await colours_of(bench(FakeService([]), shelf), replace(ASSET, changed_ms=0))
    assert shelf.kept == {}


async def test_a_service_that_has_no_colours_is_asked_for_a_few_small_pictures() -> None:
    service = FakeService([])

    class Plain:
        frame = service.frame

    colours = await colours_of(bench(cast("ClipService", Plain())), ASSET)
    assert [call[2] for call in service.asked] == [60_000 * place // 16 for place in range(16)]
    assert set(service.widths_px) == {64}
    # The fake's picture: 36 rows blue above, 35 brown below, and a bar in the middle.
    assert all(abs(red - green) < 40 and blue < 140 for red, green, blue in colours)
