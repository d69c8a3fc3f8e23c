"""Driving the app in tests: start it on a service, wait for what shall happen."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import textual.app
import textual.pilot
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static
from textual.widgets._footer import FooterKey

from cliptui.jobs.bench import Bench
from cliptui.tui.app import ClipApp, make_app
from cliptui.tui.preferences import Preferences
from cliptui.tui.screens.desk import DeskScreen
from cliptui.tui.widgets.barcode import Barcode
from cliptui.tui.widgets.tiles import Tiles
from tests.fakes import FakeService, make_bench
from tests.tui.settling import settle

PATIENCE_S = 10

# Pilot has no setting for how it waits; these two call what they find by this name.
for waiting in (textual.app, textual.pilot):
    vars(waiting)["wait_for_idle"] = settle


class Desk:
    """The app under test, with what a test looks at most."""

    def __init__(self, app: ClipApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> DeskScreen:
        """The main screen, also while another one lies over it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, DeskScreen)
        return screen

    @property
    def playhead(self) -> int:
        """The frame under the playhead."""
        assert self.screen.viewer.desk is not None
        return self.screen.viewer.desk.playhead

    @property
    def notice(self) -> str:
        """What the message line says."""
        return self.screen.notice.text

    @property
    def focus(self) -> str | None:
        """The identifier of the widget that has the focus."""
        return self.screen.focused.id if self.screen.focused else None

    async def press(self, *keys: str) -> None:
        """Press keys and let their messages be handled."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < deadline, f"It did not happen; the screen says: {self.notice}"
            await asyncio.sleep(0.01)
        await self.pilot.pause()

    async def open_first(self) -> None:
        """Open the first asset of the list."""
        await self.press("enter")
        await self.until(lambda: self.screen.desk is not None)

    @property
    def footer(self) -> str:
        """What the footer shows."""
        keys = self.screen.query(FooterKey)
        return "  ".join(f"{key.key_display} {key.description}" for key in keys)

    @property
    def over(self) -> str:
        """What the screen on top shows in its widgets of text."""
        lines = [
            widget.render_line(y).text
            for widget in self.app.screen.query(Static)
            for y in range(widget.size.height)
        ]
        return "\n".join(line.rstrip() for line in lines)

    def shown(self, selector: str) -> str:
        """Return the text that a widget shows, one line a row."""
        widget = self.screen.query_one(selector)
        lines = [widget.render_line(y) for y in range(widget.size.height)]
        return "\n".join(strip.text.rstrip() for strip in lines)


def is_whole(screen: Screen[Any]) -> bool:
    """Whether all small pictures have come that a screen shows, themselves, and the colours."""
    shown = [tiles for tiles in screen.query(Tiles) if tiles.is_on_screen and tiles.has_pictures]
    has_colours = all(row.colours for row in screen.query(Barcode))
    is_getting = any(work.node in shown and not work.is_finished for work in screen.app.workers)
    return (
        has_colours
        and not is_getting
        and all(
            tile.image
            for tiles in shown
            for tile in tiles.tiles
            if not tile.caption.startswith("DUR")
        )
    )


@asynccontextmanager
async def running(
    service: FakeService,
    size: tuple[int, int] = (80, 24),
    bench: Bench | None = None,
    preferences: Preferences | None = None,
) -> AsyncIterator[Desk]:
    """Run the app on a service until its list is there."""
    opened = bench or make_bench(service)

    async def open_bench() -> Bench:
        return opened

    app = make_app(open_bench, "test", preferences=preferences)
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot)
        await desk.until(lambda: service.asked)
        library = desk.screen.library
        await desk.until(lambda: library.current or library.listing.is_complete or service.error)
        yield desk
