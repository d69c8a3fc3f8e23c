"""Small pictures: those that come are drawn, and the others are not drawn anew."""

from collections.abc import AsyncIterator

from PIL import Image
from textual.app import App, ComposeResult
from textual.geometry import Region

from cliptui.preview.display import Display
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.tiles import Tile, Tiles
from tests.fakes import picture


class Watched(Tiles):
    """Tiles that keep which parts of them were to be drawn anew."""

    def __init__(self) -> None:
        self.sight = Sight()
        super().__init__(self.sight)
        self.drawn: list[Region | None] = []

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> "Watched":
        self.drawn += regions or [None]
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class Stage(App[None]):
    """Six tiles, three a row."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = Watched()

    def compose(self) -> ComposeResult:
        yield self.shown

    def on_mount(self) -> None:
        self.shown.tiles = tuple(Tile(f"tile {place}") for place in range(6))


async def coming() -> AsyncIterator[tuple[int, bytes]]:
    for place in (4, 0, 9):
        yield place, picture(40 * place)


async def test_only_the_tiles_whose_pictures_have_come_are_drawn_anew() -> None:
    app = Stage()
    async with app.run_test(size=(62, 20)) as pilot:
        await pilot.pause()
        shown = app.shown
        assert (shown.grid.columns, shown.grid.tile.rows) == (3, 9)
        shown.drawn.clear()
        await shown.put_as_they_come(coming())
        assert shown.drawn == [Region(21, 10, 20, 10), Region(0, 0, 20, 10)]
        assert [bool(tile.image) for tile in shown.tiles] == [True, *[False] * 3, True, False]
        await pilot.pause()
        middle = shown.size.width // 2
        assert shown.render_line(14).crop(middle - 3, middle + 3).text.strip()  # blocks of it
        assert not shown.render_line(4).crop(middle - 3, middle + 3).text.strip()


async def test_a_picture_that_comes_too_late_for_its_place_is_left_out() -> None:
    app = Stage()
    async with app.run_test(size=(62, 20)):
        app.shown.tiles = (Tile("one"),)
        app.shown.put({3: Image.new("RGB", (16, 9))})
        assert app.shown.tiles == (Tile("one"),)


async def test_where_pictures_are_off_there_are_only_the_captions() -> None:
    app = Stage()
    async with app.run_test(size=(62, 20)):
        shown = app.shown
        shown.put(dict.fromkeys(range(6), Image.new("RGB", (16, 9), "red")))
        assert "▀" in "".join(shown.render_line(y).text for y in range(20)).replace("▄", "▀")
        shown.sight.way = Display.OFF
        shown.reload()
        lines = {shown.render_line(y).text.strip() for y in range(20)}
        assert {line.split()[0] for line in lines if line} == {"tile"}
        assert {word for line in lines for word in line.split()} == {"tile", *"012345"}
