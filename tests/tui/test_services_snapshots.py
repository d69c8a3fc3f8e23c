"""How the place picker looks; these snapshots lie beside the tests."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from cliptui.jobs.bench import Bench
from cliptui.jobs.places import PlaceChoice
from cliptui.tui.app import ClipApp, make_app
from cliptui.tui.screens.places import PlacesScreen
from cliptui.tui.widgets.library import Library
from tests.tui.driving import Desk
from tests.tui.test_places import HOME, WORK, FakePlaces

Compare = Callable[..., bool]

DEMO = PlaceChoice("demo", "demo library", "folder", "/usr/lib/python3/cliptui/demo_library")
FILMS = PlaceChoice("bb", "film archive", "bluebillywig", "https://films.example")


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
