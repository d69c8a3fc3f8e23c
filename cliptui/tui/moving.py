"""Going to another place: the desk there takes the place of this one, and the old one is closed."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Final

from textual import on
from textual.app import SuspendNotSupported
from textual.message import Message

from cliptui.clip.desk import Desk
from cliptui.jobs.bench import Bench
from cliptui.jobs.places import OpensPlaces, PlaceChoice
from cliptui.tui.attempts import attempt
from cliptui.tui.keyboard import Keyboard
from cliptui.tui.messages import MessageLog
from cliptui.tui.screens.desk import DeskScreen
from cliptui.tui.screens.mediaclips import MediaClipsScreen
from cliptui.tui.screens.places import PlacesScreen
from cliptui.tui.sight import Sight
from cliptui.tui.stalling import PatientApp
from cliptui.tui.widgets.canvas import Canvas
from cliptui.tui.widgets.lines import Notice

_GROUP: Final = "place"


class MovingApp(PatientApp):
    """An app whose desk can go to another place without being started again.

    What belongs to a place (marks, drafts, what is being saved) belongs to the desk screen and
    to its bench; a move makes a new one of both, so that nothing of one place gets to another.
    """

    _desk_screen: DeskScreen
    _keyboard: Keyboard
    _sight: Sight
    _messages: MessageLog
    _places: OpensPlaces | None

    @dataclass
    class PlaceOpened(Message):
        """A place is open, and can be gone to."""

        bench: Bench

    def action_choose_place(self) -> None:
        """Ask where to go."""
        if self._places is None:
            self._desk_screen.notice = Notice("There is no other place to go to here.")
            return
        bench = self._desk_screen.bench
        here = bench.place if bench else None
        screen = PlacesScreen(self._places.choices(), here, self._places.named)
        self.push_screen(screen, self._go_to)

    def action_show_mediaclips(self) -> None:
        """Show the mediaclips of the place."""
        desk, bench = self._desk_screen, self._desk_screen.bench
        if bench is None or bench.records is None:
            desk.notice = Notice("Nobody keeps mediaclips here.")
            return

        def take_desk(changed: Desk) -> None:
            desk.viewer.desk = changed

        screen = MediaClipsScreen(
            bench.records,
            self._sight,
            desk.viewer.desk,
            take_desk,
            may_change=not bench.is_read_only,
        )
        self.push_screen(screen)

    def canvases(self) -> list[Canvas]:
        """Return what shows pictures on the topmost screen that shows any."""
        shown = (list(screen.query(Canvas)) for screen in reversed(self.screen_stack))
        return next(filter(None, shown), [])

    def give_up_moving(self) -> None:
        """Stop opening a place; the one that is open stays so."""
        self.workers.cancel_group(self, _GROUP)

    def _go_to(self, choice: PlaceChoice | None) -> None:
        bench = self._desk_screen.bench
        if choice is None or self._places is None:
            return
        if bench is not None and choice.key == bench.place:
            self._desk_screen.notice = Notice(f"This is {choice.label} already.")
            return
        self._keyboard.hold()
        self._desk_screen.notice = Notice(f"Opening {choice.label}… esc stays here.")
        attempt(self, partial(self._open_place, self._places, choice), _GROUP)

    async def _open_place(self, places: OpensPlaces, choice: PlaceChoice) -> None:
        try:
            self._desk_screen.close()  # marks that cannot be written keep one here
            if choice.asks:
                self._unlock(places, choice)
            self.post_message(self.PlaceOpened(await places.open(choice)))
        finally:
            self._keyboard.go_on()

    def _unlock(self, places: OpensPlaces, choice: PlaceChoice) -> None:
        try:
            with self.suspend():
                places.unlock(choice)
        except SuspendNotSupported:
            places.unlock(choice)

    @on(PlaceOpened)
    async def _move(self, event: PlaceOpened) -> None:
        self.workers.cancel_group(self, "open")  # the first place may not be there yet
        left = self._desk_screen
        order = left.library.order  # it is the user's, whatever the place
        at_work = [w for w in self.workers if left in w.node.ancestors_with_self]
        while self.screen is not left:
            self.pop_screen()
        self._desk_screen = DeskScreen(
            event.bench.service.label, self._keyboard, self._sight, self._messages
        )
        await self._put_in_place_of(left, event.bench.place)
        self._desk_screen.library.order = order
        self._desk_screen.bench = event.bench
        if self._places is not None:
            await asyncio.gather(*(w.wait() for w in at_work), return_exceptions=True)
            await self._places.close_all_but(event.bench)

    async def _put_in_place_of(self, left: DeskScreen, place: str) -> None:
        """Show the new desk and take the old one away; Textual cannot switch a first screen."""
        mode = self.current_mode
        self.add_mode(place, lambda: self._desk_screen)
        await self.switch_mode(place)
        if mode == self.DEFAULT_MODE:
            await left.remove()
        else:
            await self.remove_mode(mode)
