"""The app: one screen at work, and one door for errors."""

from collections.abc import Awaitable, Callable
from fractions import Fraction
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import App
from textual.command import Provider
from textual.events import Key
from textual.widgets import Input

from cliptui.errors import CliptuiError
from cliptui.jobs.bench import Bench
from cliptui.preview.fit import USUAL_CELL_ASPECT
from cliptui.tui.attempts import Failed, attempt
from cliptui.tui.bindings import CommandProvider
from cliptui.tui.screens.desk import DeskScreen
from cliptui.tui.widgets.lines import Notice

BenchOpener = Callable[[], Awaitable[Bench]]


class ClipApp(App[None]):
    """The clip desk.

    Args:
        open_bench: Opens the service; called once the screen is painted, so that no import and
            no network stands before the first picture.
        place: What the service is called until it is there.
        cell_aspect: Width of a terminal's cell over its height.
    """

    TITLE = "cliptui"
    # Textual loads no style sheet of a default screen by itself.
    CSS_PATH = Path(__file__).parent / "screens" / "desk.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {CommandProvider}
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        open_bench: BenchOpener,
        place: str,
        cell_aspect: Fraction = USUAL_CELL_ASPECT,
    ) -> None:
        super().__init__()
        self._open_bench = open_bench
        self._desk_screen = DeskScreen(place, cell_aspect)

    def get_default_screen(self) -> DeskScreen:
        """Return the screen that is always there."""
        return self._desk_screen

    def on_mount(self) -> None:
        """Open the service once the screen is painted."""
        self.call_after_refresh(lambda: attempt(self, self._open, "open"))

    def on_key(self, event: Key) -> None:
        """Give an entry the letters that were on their way to what had the focus before it.

        A terminal sends keys faster than messages are handled: after `1` has opened the entry of
        a timecode, the next digits may be in another widget's queue already. An entry takes all
        letters that reach it, so one that comes here while it has the focus is such a late one.
        """
        if isinstance(self.focused, Input) and event.is_printable and event.character:
            event.prevent_default()
            self.focused.insert_text_at_cursor(event.character)

    def show_error(self, error: CliptuiError) -> None:
        """Tell the user of an error; the one door for all of them."""
        self._desk_screen.notice = Notice(str(error), is_error=True)

    @on(Failed)
    def _tell(self, event: Failed) -> None:
        self.show_error(event.error)

    async def _open(self) -> None:
        self._desk_screen.bench = await self._open_bench()


def make_app(
    open_bench: BenchOpener, place: str, cell_aspect: Fraction = USUAL_CELL_ASPECT
) -> ClipApp:
    """Return the app, for the command line, the demo and the tests alike."""
    return ClipApp(open_bench, place, cell_aspect)
