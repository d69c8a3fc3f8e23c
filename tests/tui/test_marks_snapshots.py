"""How several selections and the forms look; these snapshots lie beside the tests."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select, TextArea

from cliptui.clip.draft import Draft
from cliptui.clip.points import PointKind, edges
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Marker, Sheet
from cliptui.clip.suggestion import Suggestion, Suggestions
from cliptui.jobs.bench import Bench
from cliptui.tui.app import ClipApp, make_app
from cliptui.tui.screens.export import ExportScreen
from cliptui.tui.screens.save_form import SaveFormScreen
from cliptui.tui.screens.takes import TakesScreen
from cliptui.tui.widgets.library import Library
from tests.fakes import make_asset, make_bench
from tests.tui.driving import Desk, is_whole
from tests.tui.test_saving import WithProfiles

pytestmark = pytest.mark.unmeasured

Compare = Callable[..., bool]

FILM = make_asset(1, name="Cup final, second half", frame_count=15_000)
"""Ten minutes at 25 frames per second."""


def app_on_film() -> ClipApp:
    service = WithProfiles([FILM, make_asset(2, name="Interviews")])
    bench = make_bench(service)

    async def open_bench() -> Bench:
        return bench

    return make_app(open_bench, "sports library")


async def worked_at(pilot: Pilot[None]) -> Desk:
    """Open the film and mark three selections with titles, a marker, and what others know."""
    app = pilot.app
    assert isinstance(app, ClipApp)
    desk = Desk(app, pilot)
    await desk.until(lambda: desk.screen.query(Library) and desk.screen.library.current)
    await desk.open_first()
    opened = desk.screen.viewer.desk
    assert opened is not None
    takes = (
        Marks(250, 1751, "Kick-off"),
        Marks(3250, 4001, "First goal"),
        Marks(9000, 9251),
        Marks(14_000),
    )
    pause = edges(Selection(7000, 7600), PointKind.BREAK)
    suggestion = Suggestion(Selection(12_000, 13_200), "Final whistle", "scene")
    desk.screen.viewer.desk = replace(
        opened,
        playhead=3500,
        sheet=Sheet(takes, 1, (Marker(3500, "offside?"), Marker(5000))),
        landmarks=pause,
        suggestions=Suggestions.of([suggestion]),
    )
    drafted = Draft("d", FILM.asset_id, "Kick-off", Fraction(10), Fraction("70.04"), "")
    desk.screen.viewer.listed = (drafted,)
    picture = desk.screen.viewer.picture
    await desk.until(lambda: picture.shown and picture.shown.frame == desk.playhead)
    await desk.until(lambda: is_whole(desk.screen))
    return desk


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["marks-80x24", "marks-120x40"])
def test_several_selections(size: tuple[int, int], snap_compare: Compare) -> None:
    async def mark(pilot: Pilot[None]) -> None:
        await worked_at(pilot)

    assert snap_compare(app_on_film(), terminal_size=size, run_before=mark)


@pytest.mark.parametrize("size", [(80, 24)], ids=["takes-80x24"])
def test_the_list_of_selections(size: tuple[int, int], snap_compare: Compare) -> None:
    async def show(pilot: Pilot[None]) -> None:
        desk = await worked_at(pilot)
        await desk.press("L", "space")
        await desk.until(lambda: isinstance(desk.app.screen, TakesScreen))

    assert snap_compare(app_on_film(), terminal_size=size, run_before=show)


@pytest.mark.parametrize("size", [(80, 24)], ids=["save-form-80x24"])
def test_the_save_form(size: tuple[int, int], snap_compare: Compare) -> None:
    async def show(pilot: Pilot[None]) -> None:
        desk = await worked_at(pilot)
        await desk.press("S")
        form = desk.app.screen
        assert isinstance(form, SaveFormScreen)
        await desk.until(lambda: form.profiles)
        form.query_one(Select).value = "p1"
        form.query_one(TextArea).text = "league = Second\nrights = EU"
        form.query_one(Input).cursor_blink = False
        await desk.until(lambda: "ignores rights" in str(form.words.render()))

    assert snap_compare(app_on_film(), terminal_size=size, run_before=show)


@pytest.mark.parametrize("size", [(80, 24)], ids=["export-80x24"])
def test_the_export(size: tuple[int, int], snap_compare: Compare) -> None:
    async def show(pilot: Pilot[None]) -> None:
        desk = await worked_at(pilot)
        await desk.press("e", "j")
        await desk.until(lambda: isinstance(desk.app.screen, ExportScreen))

    assert snap_compare(app_on_film(), terminal_size=size, run_before=show)
