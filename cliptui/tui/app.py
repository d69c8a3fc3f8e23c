"""The app: one screen at work, and one door for errors."""

import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import constants, on
from textual.app import App
from textual.binding import Binding
from textual.command import Provider
from textual.events import AppFocus, CursorPosition, Event, Key
from textual.message_pump import MessagePump

from cliptui.errors import CliptuiError, StoreError
from cliptui.jobs.bench import Bench
from cliptui.jobs.places import OpensPlaces
from cliptui.preview.probe import Asked
from cliptui.tui.attempts import Failed, Told, attempt
from cliptui.tui.bindings import CommandProvider, contexts_at
from cliptui.tui.commands import key_sign
from cliptui.tui.driver import TerminalDriver
from cliptui.tui.keyboard import Keyboard
from cliptui.tui.keymap import Keymap
from cliptui.tui.messages import MessageLog
from cliptui.tui.moving import MovingApp
from cliptui.tui.preferences import Preferences
from cliptui.tui.screens.desk import DeskScreen
from cliptui.tui.screens.keys import KeysScreen
from cliptui.tui.screens.messages import MessagesScreen
from cliptui.tui.sight import Sight
from cliptui.tui.themes import DEFAULT, HIGH_CONTRAST, THEMES, theme_after
from cliptui.tui.widgets.lines import Notice

BenchOpener = Callable[[], Awaitable[Bench]]


class ClipApp(MovingApp):
    """The clip desk.

    Args:
        open_bench: Opens the service; called once the screen is painted, so that no import and
            no network stands before the first picture.
        place: What the service is called until it is there.
        sight: What the terminal can show, and how fast.
        asked: What the terminal was asked at the start; None if it was not.
        preferences: What the user likes.
        places: Where else one can go; None for nowhere.
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
        sight: Sight | None = None,
        asked: Asked | None = None,
        preferences: Preferences | None = None,
        places: OpensPlaces | None = None,
    ) -> None:
        # Where Textual serves a browser it has a driver of its own. Any driver is only ever called.
        is_ours = constants.DRIVER is None
        driver = partial(TerminalDriver, asked=asked or Asked()) if is_ours else None
        super().__init__(driver_class=driver)  # type: ignore[arg-type]
        self._sight = sight or Sight()
        self._open_bench = open_bench
        self._places = places
        self._keyboard = Keyboard(super().on_event, self._pumps_of_keys, self._must_wait)
        self._preferences = preferences or Preferences()
        self._messages = MessageLog(time.time)
        self._desk_screen = DeskScreen(place, self._keyboard, self._sight, self._messages)
        self._colours = self._preferences.theme if self._preferences.theme in THEMES else DEFAULT

    def get_default_screen(self) -> DeskScreen:
        """Return the screen that is always there."""
        return self._desk_screen

    @property
    def keymap(self) -> Keymap:
        """The keys of the commands."""
        return self._preferences.keymap

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as people know it, for the footer."""
        return binding.key_display or key_sign(binding.key)

    def action_show_keys(self) -> None:
        """Show every key, those of the pane in use first."""
        self.push_screen(KeysScreen(self.keymap, contexts_at(self.focused)))

    def action_show_log(self) -> None:
        """Show the last messages; an error among them is thereby read."""
        self.push_screen(MessagesScreen(self._messages.entries))
        self._desk_screen.end_error()

    def action_next_theme(self) -> None:
        """Show the desk in the next colours, now and at the next start."""
        self._colours = theme_after(self._colours)
        self.theme = THEMES[self._colours]
        self._desk_screen.notice = Notice(f"Colours: {self._colours}.")
        try:
            self._preferences.keep_theme(self._colours)
        except StoreError as error:
            self.show_error(error)

    def on_mount(self) -> None:
        """Open the service once the screen is painted."""
        self.register_theme(HIGH_CONTRAST)
        self.theme = THEMES[self._colours]
        self.set_keymap(self.keymap.for_textual)
        self._desk_screen.notice = Notice(self._preferences.welcome)
        attempt(self, self._keyboard.run, "keyboard")
        self.app_resume_signal.subscribe(self, self._paint_anew)
        self.call_after_refresh(lambda: attempt(self, self._open, "open"))

    async def on_event(self, event: Event) -> None:
        """Take keys from the terminal to the keyboard; esc does not wait for an opening."""
        if isinstance(event, CursorPosition):
            for canvas in self.canvases():
                canvas.take_answer(event.time)
        elif not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
        elif event.key == "escape" and self._keyboard.is_held:
            self._keyboard.drop()
            self._desk_screen.give_up_opening()
            self.give_up_moving()
        else:
            self._keyboard.press(event)

    def on_app_focus(self, event: AppFocus) -> None:
        """Draw pictures anew when the terminal is looked at again: it may be another one."""
        del event
        for canvas in self.canvases():
            canvas.repaint()

    def show_error(self, error: CliptuiError) -> None:
        """Tell the user of an error; the one door for all of them.

        Keys that were typed ahead are forgotten: they were meant for what has failed.
        """
        self._keyboard.drop()
        self._desk_screen.notice = Notice.of(error)

    def close(self) -> None:
        """Write what could not be written, for the last time, once the screen is gone.

        Raises:
            StoreError: It still cannot be; the sentence says how much is lost.
        """
        self._desk_screen.close()

    @on(Failed)
    def _tell(self, event: Failed) -> None:
        self.show_error(event.error)

    @on(Told)
    def _say(self, event: Told) -> None:
        self._desk_screen.notice = Notice(event.sentence)

    def _pumps_of_keys(self) -> set[MessagePump]:
        node = self.focused or self.screen
        return {self, *node.ancestors_with_self}

    def _must_wait(self, key: Key) -> bool:
        is_over = self.screen is not self._desk_screen
        return not is_over and self._desk_screen.awaits_list_for(key.key, self.keymap)

    def _paint_anew(self, _: App[None]) -> None:
        """Paint the screen after the shell has had the terminal; Textual leaves it blank."""
        self.screen.refresh(layout=True)

    async def _open(self) -> None:
        try:
            self._desk_screen.bench = await self._open_bench()
        except CliptuiError as error:
            self._desk_screen.library.post_message(Failed(error))  # which says so in its place


def make_app(
    open_bench: BenchOpener,
    place: str,
    sight: Sight | None = None,
    asked: Asked | None = None,
    preferences: Preferences | None = None,
    places: OpensPlaces | None = None,
) -> ClipApp:
    """Return the app, for the command line, the demo and the tests alike."""
    return ClipApp(open_bench, place, sight, asked, preferences, places)
