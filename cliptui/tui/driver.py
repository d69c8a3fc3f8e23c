"""Between Textual and the terminal: answers are not keys, and nothing is left behind.

The driver of Textual, with three things added. What the terminal answers late never reaches the
parser as keys; what was typed while the terminal was being asked at the start is not lost; and
whatever leaves the screen (the end, the shell, a crash) first takes pixel images away.
"""

import os
import selectors
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any, Final

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from cliptui.preview.answers import AnswerFilter
from cliptui.preview.probe import Asked

if TYPE_CHECKING:
    from textual.app import App

_READ_BYTES: Final = 4096

MOST_WAITING: Final = 25
"""With more writes waiting than these, what is written beside the screen is left out."""


class TerminalDriver(LinuxDriver):
    """Textual's driver for terminals on POSIX systems.

    Args:
        app: The app.
        asked: What was asked at the start and came with it.
        debug: As with Textual.
        mouse: As with Textual.
        size: As with Textual.
    """

    def __init__(
        self,
        app: "App[Any]",
        *,
        asked: Asked,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._asked = asked
        self._erasers: dict[str, str] = {}
        self._is_leaving = False

    @property
    def waiting_writes(self) -> int:
        """How many writes wait for the terminal to take them."""
        writer = self._writer_thread
        # Textual tells by no other way, and blocks the event loop once thirty wait.
        return writer._queue.qsize() if writer is not None else 0  # noqa: SLF001

    def write(self, data: str) -> None:
        """Write to the terminal without ever waiting for it, but for the end.

        The screen is not drawn on a terminal that stands still (`PatientApp`); what comes here
        all the same, such as a bell, is not worth blocking the event loop.
        """
        if self._is_leaving or self.waiting_writes <= MOST_WAITING:
            super().write(data)

    def erase_at_end(self, name: str, text: str) -> None:
        """Have something written before the screen is left, whatever the reason.

        Args:
            name: Whose it is; what was asked for by this name before is replaced.
            text: What takes its images away; empty for nothing.
        """
        self._erasers[name] = text

    def start_application_mode(self) -> None:
        """Take the terminal over, from the modes it had before it was asked anything."""
        self._asked.restore()
        self._is_leaving = False
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def resume_application_mode(self) -> None:
        """Take the terminal over again, if it is still there.

        The system continues a program not only after a stop but also when its terminal hangs up.
        """
        if os.isatty(self.fileno):
            super().resume_application_mode()

    def stop_application_mode(self) -> None:
        """Take images away, then give the terminal back."""
        self._is_leaving = True
        if self._writer_thread is not None:
            self.write("".join(self._erasers.values()))
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the end, answers taken out."""
        parser = XTermParser(self._debug)
        answers = AnswerFilter()
        decode = getincrementaldecoder("utf-8")("replace").decode

        def hand_on(text: str) -> None:
            for message in parser.feed(text) if text else ():
                self.process_message(message)

        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            hand_on(answers.feed(decode(self._asked.take_typed())))
            while not self.exit_event.is_set():
                if selector.select(answers.patience_s):
                    sent = os.read(self.fileno, _READ_BYTES)
                    if not sent:
                        return  # hung up: a signal of the system ends the program
                    hand_on(answers.feed(decode(sent)))
                else:
                    hand_on(answers.give_up() if answers.is_holding else "")
                for message in parser.tick():
                    self.process_message(message)
