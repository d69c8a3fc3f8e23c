"""A part of the screen that shows pictures, by the cheapest way that shows them truly.

There is one truth, the cells that the canvas shows, and two that write it. Textual paints whole
lines whenever it wants to, and the lines are always made of the truth. While nothing covers the
canvas, the canvas itself writes the cells that change, and the truth changes with them. So a
modal screen, a toast, a new size, the shell or a repaint never leave a wrong cell.
"""

import asyncio
import math
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.geometry import Offset
from textual.message import Message
from textual.timer import Timer

from cliptui.preview.display import Display
from cliptui.preview.fit import CellSize
from cliptui.tui import direct
from cliptui.tui.attempts import attempt
from cliptui.tui.sight import Sight
from cliptui.tui.strips import AnsiStrip
from cliptui.tui.widgets.painting import Given, Painting

if TYPE_CHECKING:
    from PIL.Image import Image

    from cliptui.preview.cells import Cells
    from cliptui.preview.pace import Allowance, Pace

SETTLE_S: Final = 0.15
"""How long after the last picture of a motion the exact one follows."""

OFF: Final = "Pictures are off."
"""Said in place of any picture while there shall be none."""

_BYTES_PER_CELL: Final = 30
_FRAMING_BYTES: Final = 50
_LEAST_WAIT_S: Final = 0.005
_STALLED_WAIT_S: Final = 0.05
_MS_PER_S: Final = 1000
_BLACK: Final = (0, 0, 0)


class Canvas(Painting):
    """Shows images, letterboxed, or a sentence.

    Args:
        sight: What the terminal can show, and how fast.
        widget_id: The identifier of the widget.
        settle_s: How long after the last picture of a motion all of it is made exact.
    """

    @dataclass
    class Shown(Message):
        """A picture, or a part of one, was written.

        Attributes:
            bytes_count: What was written for it.
            took_ms: How long after it was given.
            is_exact: Whether the screen shows all of it, as truly as it can.
        """

        bytes_count: int
        took_ms: float
        is_exact: bool

    def __init__(
        self, sight: Sight, widget_id: str | None = None, settle_s: float = SETTLE_S
    ) -> None:
        super().__init__(sight, widget_id)
        self._settle_s = settle_s
        self._is_painted = self._is_done = self._is_encoding = False
        self._settling: Timer | None = None
        self._waiting: Timer | None = None

    @property
    def pace(self) -> "Pace":
        """Tells how many frames may be under way, and how large they may be."""
        return self._sight.pace

    def show(self, image: "Image", *, is_resting: bool = False) -> None:
        """Show an image, the newest one as soon as the link takes it.

        Args:
            image: An RGB image of any size.
            is_resting: Whether it stays, so that all of it shall be exact. One that does not rest
                is made exact once no other has followed for a while.
        """
        if self.size.area and self.display_way is not Display.OFF:
            from cliptui.preview.picture import scaled  # noqa: PLC0415  loads Pillow

            area = CellSize(self.size.width, self.size.height)
            pixels = scaled(image, area, self._sight.cell_aspect, self._blocks)
            self._given = Given(image, pixels, is_resting, time.monotonic())
            self._is_done = False
            self._settle_later()
            self._go_on()

    def say(self, sentence: str) -> None:
        """Show a sentence in place of a picture."""
        self.put_sentence(sentence)
        self._paint()

    def show_by(self, display: Display) -> None:
        """Show pictures another way from now on; none at all with `Display.OFF`."""
        self._erase_images()
        given = self._given
        self.display_way = self._sight.way = display
        self._shown = None
        if display is Display.OFF:
            self.say(OFF)
        elif given is not None:
            self.show(given.image, is_resting=True)

    def show_next_way(self) -> Display:
        """Show pictures the next way that the terminal has, and return it."""
        self.show_by(self._sight.can.next_after(self.display_way))
        return self.display_way

    def take_answer(self, at_s: float) -> None:
        """Take note that the terminal has got as far as the last question."""
        self.pace.answered(at_s)
        self._go_on()

    def on_painted_over(self) -> None:
        """Send the image again that Textual has written over."""
        if self._given is not None and self._is_image(self._given):
            self._is_done = self._has_overlay = False
            self._go_on()

    def repaint(self) -> None:
        """Draw all of it anew: the terminal may show something else by now."""
        self._is_done = False
        self._paint()

    def _settle_later(self) -> None:
        if self._settling is not None:
            self._settling.stop()
        self._settling = None
        if self._given is not None and not self._given.is_exact:
            self._settling = self.set_timer(self._settle_s, self._settle)

    def _settle(self) -> None:
        if self._given is not None:
            self.show(self._given.image, is_resting=True)

    def _go_on(self) -> None:
        """Bring the screen closer to the picture that was given, as far as the link allows."""
        if self._given is None or self._is_done or self._is_encoding:
            return
        if not direct.is_free(self):
            self._go_on_in(_STALLED_WAIT_S)
            return
        allowance = self.pace.allowance()
        if allowance is None:
            self._go_on_in(self.pace.wait_s())
            return
        place = self._place() if self._is_painted and self._fits(self._given) else None
        if place is None:
            self._show_by_lines(self._given, allowance)
        elif self._is_image(self._given):
            attempt(self, partial(self._send_image, self._given, place), "image", exclusive=False)
        else:
            self._send_patch(self._given, allowance, place)

    def _go_on_in(self, wait_s: float) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(max(wait_s, _LEAST_WAIT_S), self._go_on)

    def _is_image(self, given: Given) -> bool:
        """Whether a picture is shown by pixels; sixels are too many for one that moves."""
        display = self.display_way
        return display.is_pixels and (given.is_exact or display is not Display.SIXEL)

    def _fits(self, given: Given) -> bool:
        """Whether cells of what is shown can be changed into cells of a picture."""
        shown = self._shown
        if shown is None or (self._has_overlay and not self._is_image(given)):
            return False
        across, down = shown.blocks.across, shown.blocks.down
        size = (shown.columns * across, shown.rows * down)
        return shown.blocks is self._blocks and given.pixels.size == size

    def _show_by_lines(self, given: Given, allowance: "Allowance") -> None:
        """Have Textual paint the picture; over a thin link, only the ground for patches."""
        is_seen = self._shown is not None and self._taken is given and self._is_painted
        cells = self._take_cells(given)
        is_open, is_image = self._place() is not None, self._is_image(given)
        is_late = cells.columns * cells.rows * _BYTES_PER_CELL > allowance.limit_bytes
        self._is_done = not is_open or not (is_late or is_image)
        if is_late and is_open and not is_image:
            self._shown, self._taken = _blank(cells), None
        if not is_seen or not self._is_done:
            self._paint()

    def _paint(self) -> None:
        if self._shown is not None:
            self._lines = None
        self._is_painted = self._has_overlay = False
        self.refresh()
        self.call_after_refresh(self._take_painted)

    def _take_painted(self) -> None:
        """Count what Textual has written, and have the terminal say when it has got there."""
        is_counted, self._is_painted = self._is_painted, True
        if self._given is None or is_counted:
            return
        lines = self._lines or []
        bytes_count = sum(line.bytes_count for line in lines if isinstance(line, AnsiStrip))
        self._count(bytes_count, self._given, is_asked=bool(direct.write(self, "")))
        self._go_on()

    def _send_patch(self, given: Given, allowance: "Allowance", place: Offset) -> None:
        """Write the cells that changed."""
        from cliptui.preview.cells import Cells  # noqa: PLC0415  loads Pillow
        from cliptui.preview.patch import Aim, Place  # noqa: PLC0415  loads Pillow

        shown, patcher = self._shown, self._sight.patcher
        if shown is None:
            return
        if given.is_exact:
            aim = Aim(Cells.of(given.pixels, shown.blocks))
        else:
            aim = patcher.aim(shown, given.pixels, allowance.budget_bytes)
        patch = patcher.patch(shown, aim, Place(*place), allowance.limit_bytes)
        self._shown, self._lines, self._is_done = patch.shown, None, patch.is_whole
        self._taken = None
        written = direct.write(self, patch.text) if patch.text else 0
        self._count(written, given, is_asked=written > 0)
        self._go_on_in(self.pace.wait_s())

    async def _send_image(self, given: Given, place: Offset) -> None:
        """Write a picture as pixels; they are encoded in a thread."""
        from cliptui.preview import pixels  # noqa: PLC0415  loads Pillow

        shown, display, screen = self._shown, self.display_way, self._sight.screen
        if shown is None:
            return
        size = CellSize(shown.columns, shown.rows)
        make = partial(pixels.pixel_frame, display, given.image, size, screen)
        self._is_encoding = True
        try:
            text = await asyncio.to_thread(make, is_resting=given.is_exact)
        finally:
            self._is_encoding = False
        wait_s = self.pace.room_in_s(len(text) + _FRAMING_BYTES)
        if math.isinf(wait_s):
            self.show_by(Display.HALF)  # blocks can be as few as the cap wants
        elif wait_s or self._place() != place or self.display_way is not display:
            self._go_on_in(wait_s)
        else:
            self._write_image(text, given, place)

    def _write_image(self, text: str, given: Given, place: Offset) -> None:
        from cliptui.preview import pixels  # noqa: PLC0415  loads Pillow

        direct.erase_at_end(self, pixels.erase(self.display_way, self._sight.screen))
        written = direct.write(self, f"\x1b[{place.y + 1};{place.x + 1}H{text}")
        self._has_overlay = self.display_way is not Display.KITTY
        self._is_done, self._lines = self._given is given, None
        self._count(written, given, is_asked=True)
        self._go_on()

    def _erase_images(self) -> None:
        if self.display_way is Display.KITTY:
            from cliptui.preview import pixels  # noqa: PLC0415  loads Pillow

            erasing = pixels.erase(self.display_way, self._sight.screen)
            direct.write(self, erasing, is_asked=False)

    def _count(self, bytes_count: int, given: Given, *, is_asked: bool) -> None:
        self.pace.sent(bytes_count, is_asked=is_asked)
        took_ms = _MS_PER_S * (time.monotonic() - given.since_s)
        self.post_message(self.Shown(bytes_count, took_ms, self._is_done and given.is_exact))


def _blank(cells: "Cells") -> "Cells":
    """Return black cells in place of others."""
    return cells.plain((cells.columns, cells.rows), _BLACK, cells.blocks)
