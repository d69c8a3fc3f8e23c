"""An app that plays pictures, ours or the plain way of Textual, for the link to be measured on.

Run as `python -m tests.benchmarks.player WAY SOURCE`, where WAY is `ours`, `ours, whole lines`,
or anything else for the plain way; `k` is answered in the last line, and `t` by how late pictures
were written.
"""

import os
import statistics
import sys
import time
from functools import partial

from rich_pixels import Pixels
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.events import CursorPosition, Event
from textual.widgets import Static

from cliptui.preview.fit import CellSize
from cliptui.preview.pace import Pace, link_of
from cliptui.preview.picture import scaled
from cliptui.preview.probe import Asked
from cliptui.tui.driver import TerminalDriver
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.canvas import Canvas
from tests.preview.frames import frame

FPS = 25


class Player(App[None]):
    """Plays a source for ever."""

    CSS = (
        "#side { width: 10; } Canvas, #plain { width: 1fr; height: 1fr; }"
        "#upper { height: 1fr; } #keys { height: 1; }"
    )
    BINDINGS = [("k", "key", ""), ("t", "tell", "")]  # noqa: RUF012  Textual's type

    def __init__(self, way: str, source: str) -> None:
        super().__init__(driver_class=partial(TerminalDriver, asked=Asked()))  # type: ignore[arg-type]
        self.way = way
        self.is_ours = way.startswith("ours")
        self.source = source
        self.started_s = time.monotonic()
        self.canvas = Canvas(
            Sight(pace=Pace(time.monotonic, link_of(os.environ))), widget_id="canvas"
        )
        self.number = self.keys = 0
        self.late_ms: list[float] = []

    def compose(self) -> ComposeResult:
        with Horizontal(id="upper"):
            yield Static("side", id="side")
            yield self.canvas if self.is_ours else Static(id="plain")
        yield Static("ready", id="keys")

    def on_mount(self) -> None:
        self.set_interval(1 / FPS, self.play)

    async def on_event(self, event: Event) -> None:
        if isinstance(event, CursorPosition) and self.is_ours:
            self.canvas.take_answer(event.time)
        else:
            await super().on_event(event)

    def play(self) -> None:
        self.number = int((time.monotonic() - self.started_s) * FPS)
        image = frame(self.source, self.number)
        if self.is_ours:
            self.canvas.show(image)
            if self.way == "ours, whole lines":
                self.canvas.repaint()
            return
        plain = self.query_one("#plain", Static)
        pixels = scaled(image, CellSize(*plain.size))
        plain.update(Pixels.from_image(pixels))
        self.query_one("#side", Static).update(f"frame {self.number}")

    def on_canvas_shown(self, event: Canvas.Shown) -> None:
        if event.bytes_count:
            self.late_ms.append(event.took_ms)

    def action_tell(self) -> None:
        late_ms = statistics.median(self.late_ms) if self.late_ms else 0
        self.query_one("#keys", Static).update(f"late {late_ms:.1f} ms.")

    def action_key(self) -> None:
        self.keys += 1
        self.query_one("#keys", Static).update(f"key {self.keys}.")


if __name__ == "__main__":
    Player(*sys.argv[1:3]).run()
