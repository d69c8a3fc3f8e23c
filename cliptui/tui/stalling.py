"""An app that never waits for its terminal."""

from typing import Final

from rich.console import RenderableType
from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

from cliptui.tui.driver import TerminalDriver

HELD: Final = 15
"""Writes that may wait for the terminal before nothing more is drawn: half of what would block."""

LOOK_S: Final = 0.1
"""How often to see whether a terminal that stands still goes on."""


class PatientApp(App[None]):
    """An app that goes on while its terminal takes nothing: a link that stalls, a pane held back.

    Textual's own would stop at the write for which there is no room, and with it every timer,
    every key and every call. Here nothing is drawn until the terminal goes on, and then all is.
    """

    _looking: Timer | None = None

    @property
    def is_held(self) -> bool:
        """Whether the terminal stands still, so that it does not show what is on the screen."""
        return self._looking is not None

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Draw, unless the terminal stands still. Textual has no public name for this."""
        if self._looking is None and self._waiting_writes() > HELD:
            self._looking = self.set_interval(LOOK_S, self._look)
        super()._display(screen, None if self.is_held else renderable)

    def _look(self) -> None:
        """Draw all of the screen once the terminal has taken what there was for it."""
        if self._looking is not None and not self._waiting_writes():
            self._looking.stop()
            self._looking = None
            self.screen.refresh(layout=True)

    def _waiting_writes(self) -> int:
        driver = self._driver
        return driver.waiting_writes if isinstance(driver, TerminalDriver) else 0
