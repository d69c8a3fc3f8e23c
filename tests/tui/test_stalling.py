"""A terminal that takes nothing holds nothing up but what is shown on it."""

import io
import os
from queue import Queue

import pytest
from textual.app import ComposeResult
from textual.drivers._writer_thread import WriterThread
from textual.widgets import Static

from cliptui.preview.probe import Asked
from cliptui.tui.driver import MOST_WAITING, TerminalDriver
from cliptui.tui.stalling import HELD, PatientApp


class Drawing(PatientApp):
    def compose(self) -> ComposeResult:
        yield Static("nothing yet", id="words")

    def say(self, words: str) -> None:
        self.query_one("#words", Static).update(words)


def stalled(app: PatientApp, waiting: int) -> tuple[TerminalDriver, Queue[str | None]]:
    """Return a driver whose terminal has so much to take, and what that is."""
    driver = TerminalDriver(app, asked=Asked())
    writer = WriterThread(io.StringIO())  # never started: it takes nothing
    writer._queue = Queue()
    for number in range(waiting):
        writer.write(f"{number}")
    driver._writer_thread = writer
    return driver, writer._queue


async def test_nothing_is_drawn_while_the_terminal_stands_still_and_all_is_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Drawing()
    async with app.run_test() as pilot:
        driver, waiting = stalled(app, HELD + 1)
        with monkeypatch.context() as patch:
            patch.setattr(app, "_driver", driver)
            app.say("while it stands still")
            while not app.is_held:
                await pilot.pause()
            app._look()
            held = [app.is_held]  # it still has something to take
            waiting.queue.clear()
            app._look()
            app._look()
            assert [*held, app.is_held] == [True, False]
            assert app.screen._layout_required  # and so everything is drawn
        await pilot.pause()


async def test_what_is_written_beside_the_screen_is_left_out_rather_than_waited_for() -> None:
    driver, waiting = stalled(PatientApp(), MOST_WAITING)
    driver.write("a bell")
    driver.write("another one")
    assert waiting.qsize() == MOST_WAITING + 1


async def test_the_end_is_written_however_much_is_waiting() -> None:
    driver, waiting = stalled(PatientApp(), MOST_WAITING + 1)
    driver.stop_application_mode()
    assert "\x1b[?1049l" in waiting.queue


async def test_a_program_that_is_continued_by_a_hang_up_leaves_the_terminal_alone() -> None:
    driver = TerminalDriver(PatientApp(), asked=Asked())
    here, there = os.pipe()  # no terminal, as one is none after it has hung up
    driver.fileno = here
    driver.resume_application_mode()
    assert driver._writer_thread is None
    os.close(here)
    os.close(there)
