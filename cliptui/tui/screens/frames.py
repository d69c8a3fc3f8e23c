"""The frame picker: every frame of this second, to choose one."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from fractions import Fraction
from string import ascii_uppercase
from typing import Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from cliptui.clip.desk import Desk
from cliptui.clip.hints import LETTERS
from cliptui.clip.timing import frames_within
from cliptui.jobs.frames import FrameFeed
from cliptui.tui.attempts import attempt
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.tiles import Tile, Tiles

_NAMES: Final = LETTERS + ascii_uppercase
_SPAN_S: Final = Fraction(1)
_HINT: Final = "letters and arrows choose · Enter goes there · esc"


class FramesScreen(ModalScreen[int | None]):
    """Shows the frames of the second under the playhead; ends with the one that was chosen.

    Args:
        sight: What the terminal can show.
        desk: The opened asset and its playhead.
        feed: Gives the pictures.
    """

    CSS_PATH = "frames.tcss"
    BINDINGS = [  # noqa: RUF012  Textual's type
        Binding("escape,semicolon", "dismiss", "Close"),
        Binding("enter", "go", "Go"),
        Binding("left", "move(-1, 0)", show=False),
        Binding("right", "move(1, 0)", show=False),
        Binding("up", "move(0, -1)", show=False),
        Binding("down", "move(0, 1)", show=False),
    ]

    def __init__(self, sight: Sight, desk: Desk, feed: FrameFeed) -> None:
        super().__init__()
        self._sight = sight
        self._desk = desk
        self._feed = feed
        self._frames = frames_within(desk.timing, desk.playhead, _SPAN_S)

    def compose(self) -> ComposeResult:
        """Build the screen."""
        tiles = Tiles(self._sight)
        names = _NAMES.ljust(len(self._frames))
        tiles.tiles = tuple(
            Tile(f"{name} {frame}") for name, frame in zip(names, self._frames, strict=False)
        )
        tiles.chosen = self._desk.playhead - self._frames.start
        yield tiles
        yield Static(markup=False)

    def on_mount(self) -> None:
        """Get the pictures, if any are shown."""
        self._tell()
        if self.query_one(Tiles).has_pictures:
            attempt(self, self._fetch, "frames")

    def on_key(self, event: Key) -> None:
        """Choose the frame that a letter names."""
        place = _NAMES.find(event.character) if event.character else -1
        if 0 <= place < len(self._frames):
            event.stop()
            event.prevent_default()
            self._choose(place)

    def action_move(self, across: int, down: int) -> None:
        """Choose a frame beside, above or below."""
        tiles = self.query_one(Tiles)
        self._choose((tiles.chosen or 0) + across + down * tiles.grid.columns)

    def action_go(self) -> None:
        """Go to the frame that is chosen."""
        self.dismiss(self._chosen)

    @property
    def _chosen(self) -> int:
        return self._frames[self.query_one(Tiles).chosen or 0]

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._frames):
            self.query_one(Tiles).chosen = place
            self._tell()

    def _tell(self) -> None:
        label = self._desk.timing.label(self._chosen)
        self.query_one(Static).update(f"{label}  f {self._chosen}  {_HINT}")

    async def _fetch(self) -> None:
        """Ask for all pictures at once; then for those that have not come with the others."""
        await self._feed.warm(self._desk.asset.asset_id, self._desk.timing, self._desk.playhead)
        async with aclosing(self._pictures()) as coming:
            await self.query_one(Tiles).put_as_they_come(coming)

    async def _pictures(self) -> AsyncGenerator[tuple[int, bytes], None]:
        width_px = self.query_one(Tiles).tile_px
        for place, frame in enumerate(self._frames):
            ms = self._desk.timing.start_ms(frame)
            yield place, await self._feed.picture(self._desk.asset.asset_id, ms, width_px)
