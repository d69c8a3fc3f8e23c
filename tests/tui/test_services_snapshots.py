"""How the place picker and the mediaclips look; these snapshots lie beside the tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cliptui.clip.mediaclip import Chapter, MediaClipEdit
from cliptui.jobs.bench import Bench
from cliptui.jobs.places import PlaceChoice
from cliptui.tui.app import ClipApp, make_app
from cliptui.tui.screens.mediaclips import MediaClipsScreen
from cliptui.tui.screens.places import PlacesScreen
from cliptui.tui.widgets.canvas import Canvas
from cliptui.tui.widgets.library import Library
from tests.demo import demo_copy
from tests.tui.driving import Desk
from tests.tui.test_places import HOME, WORK, FakePlaces
from tests.tui.test_snapshots import CLIPS, DemoApp

pytestmark = pytest.mark.unmeasured

Compare = Callable[..., bool]

DEMO = PlaceChoice("demo", "demo library", "folder", "/usr/lib/python3/cliptui/demo_library")
FILMS = PlaceChoice("bb", "film archive", "bluebillywig", "https://films.example")


def is_exact(canvas: Canvas) -> bool:
    """Whether a picture is on the screen that rests: before, a busy machine gets a coarser one."""
    return canvas._given is not None and canvas._given.is_exact and canvas._is_done


class MorePlaces(FakePlaces):
    """Four places."""

    def choices(self) -> tuple[PlaceChoice, ...]:
        return (HOME, DEMO, WORK, FILMS)


@pytest.mark.parametrize("size", [(80, 24)], ids=["places-80x24"])
def test_the_place_picker(size: tuple[int, int], snap_compare: Compare) -> None:
    places = MorePlaces()

    async def open_bench() -> Bench:
        return await places.open(HOME)

    async def ask(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, ClipApp)
        desk = Desk(pilot.app, pilot)
        await desk.until(lambda: desk.screen.query(Library) and desk.screen.library.current)
        await desk.until(lambda: desk.screen.viewer.picture.shown)
        await desk.press("at", "j", "j")
        await desk.until(lambda: isinstance(desk.app.screen, PlacesScreen))

    app = make_app(open_bench, HOME.label, places=places)
    assert snap_compare(app, terminal_size=size, run_before=ask)


@pytest.mark.parametrize("size", [(80, 24)], ids=["mediaclips-80x24"])
def test_the_mediaclips(size: tuple[int, int], tmp_path: Path, snap_compare: Compare) -> None:
    async def look(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, ClipApp)
        desk = Desk(pilot.app, pilot)
        await desk.until(lambda: desk.screen.query(Library) and desk.screen.library.current)
        bench = desk.screen.bench
        assert bench is not None
        assert bench.records is not None
        record = await bench.records.mediaclip_of(desk.screen.library.listing.assets[0].asset_id)
        assert record is not None
        edit = MediaClipEdit(
            description="The second half, with both goals.",
            author="Billy",
            tags=("sport", "live"),
            chapters=(Chapter("Kick-off", 0.0), Chapter("First goal", 6.0)),
        )
        await bench.records.edit_mediaclip(record, edit)
        await desk.press("Y")
        screen = desk.app.screen
        assert isinstance(screen, MediaClipsScreen)
        await desk.until(lambda: screen.found and screen.picture.shown)
        await desk.until(lambda: is_exact(screen.picture))

    app = DemoApp(demo_copy(tmp_path / "demo", *CLIPS))
    assert snap_compare(app, terminal_size=size, run_before=look)
