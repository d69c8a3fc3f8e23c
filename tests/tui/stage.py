"""A small app around one canvas, run in a pty by the tests: keys show pictures and cover them.

Run as `python -m tests.tui.stage BLOCKS SOURCE`. The last line tells what the canvas shows.
"""

import asyncio
import sys
import time
from functools import partial

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.events import AppFocus, CursorPosition, Event
from textual.screen import ModalScreen
from textual.widgets import Static

from cliptui.preview.display import Display
from cliptui.preview.pace import Pace
from cliptui.preview.probe import Asked
from cliptui.tui.driver import TerminalDriver
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.canvas import Canvas
from tests.preview.frames import frame

SIDE = 10
BURST = 30


class Cover(ModalScreen[None]):
    """Lies over the middle of everything, the rest tinted."""

    BINDINGS = [Binding("x", "dismiss")]  # noqa: RUF012  Textual's type
    CSS = "Cover { align: center middle; } Cover Static { width: 12; height: 3; background: red; }"

    def compose(self) -> ComposeResult:
        yield Static("cover")


class Stage(App[None]):
    """Shows numbered pictures of a source."""

    CSS = (
        f"#side {{ width: {SIDE}; background: blue; }} Canvas {{ width: 1fr; }}"
        "#upper { height: 1fr; } #told { height: 1; }"
    )
    BINDINGS = [  # noqa: RUF012  Textual's type
        Binding(key, action)
        for key, action in {
            "n": "next",
            "b": "burst",
            "m": "cover",
            "t": "toast",
            "k": "beside",
            "z": "suspend_process",
            "q": "quit",
            "e": "crash",
        }.items()
    ]

    def __init__(self, way: str, source: str) -> None:
        super().__init__(driver_class=partial(TerminalDriver, asked=Asked()))  # type: ignore[arg-type]
        most = int(sys.argv[3]) if len(sys.argv) > 3 else None
        pace = Pace(time.monotonic, most_bytes_per_s=most)
        self.canvas = Canvas(Sight(Display(way), pace=pace), widget_id="canvas")
        self.source = source
        self.number = 0
        self.paints = 0

    def compose(self) -> ComposeResult:
        with Horizontal(id="upper"):
            yield Static("side", id="side")
            yield self.canvas
        yield Static("ready", id="told")

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))

    async def on_event(self, event: Event) -> None:
        if isinstance(event, CursorPosition):
            self.canvas.take_answer(event.time)
        else:
            await super().on_event(event)

    def on_app_focus(self, event: AppFocus) -> None:
        del event
        self.canvas.repaint()

    def on_resize(self) -> None:
        if self.number:
            self.call_after_refresh(self.show_now)

    def show_now(self) -> None:
        self.canvas.show(frame(self.source, self.number))

    def action_next(self) -> None:
        self.number += 1
        self.show_now()

    async def action_burst(self) -> None:
        self.run_worker(self.play())

    async def play(self) -> None:
        for _ in range(BURST):
            self.action_next()
            await asyncio.sleep(0.02)

    def action_cover(self) -> None:
        self.push_screen(Cover())

    def action_toast(self) -> None:
        self.notify("toast " * 30, timeout=0.4)

    def action_beside(self) -> None:
        self.paints += 1
        self.query_one("#side", Static).update(f"side {self.paints}")

    def action_crash(self) -> None:
        raise ZeroDivisionError

    def on_canvas_shown(self, event: Canvas.Shown) -> None:
        if event.is_exact:
            self.screen_stack[0].query_one("#told", Static).update(f"exact {self.number}.")


if __name__ == "__main__":
    Stage(*sys.argv[1:3]).run()
