"""The colours of the whole asset in one row of cells: what is where, at a glance."""

import asyncio
from collections.abc import Sequence
from typing import Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive, var
from textual.strip import Strip
from textual.widget import Widget

from cliptui.clip.desk import Desk
from cliptui.clip.survey import Rgb
from cliptui.errors import CliptuiError
from cliptui.jobs.bench import Bench
from cliptui.jobs.colours import colours_of
from cliptui.tui.attempts import attempt

_FIRST_PICTURE_S: Final = 0.3
"""How long the picture of an asset that was just opened goes first."""


class Barcode(Widget):
    """Shows the mean colour of each moment, two moments a cell.

    Attributes:
        bench: The service, once there is one.
        desk: The opened asset, if one is open.
        colours: The colours, spread evenly over the asset; none while they are not known.
    """

    bench: var[Bench | None] = var(None, init=False)
    desk: var[Desk | None] = var(None, init=False)
    colours: reactive[Sequence[Rgb]] = reactive(())

    def watch_desk(self, before: Desk | None, desk: Desk | None) -> None:
        """Find the colours of another asset."""
        if desk is not None and (before is None or before.asset != desk.asset):
            self.colours = ()
            attempt(self, self._find, "colours")

    def render_line(self, y: int) -> Strip:
        """Draw the row."""
        del y
        if not self.colours:
            return Strip.blank(self.size.width, self.rich_style)
        return Strip(barcode_segments(self.colours, self.size.width), self.size.width)

    async def _find(self) -> None:
        if self.bench is None or self.desk is None:
            return
        await asyncio.sleep(_FIRST_PICTURE_S)
        try:
            self.colours = await colours_of(self.bench, self.desk.asset)
        except CliptuiError as error:
            self.log(error)  # the row stays empty; the picture tells what is wrong


def barcode_segments(colours: Sequence[Rgb], width: int) -> list[Segment]:
    """Draw colours as a row of cells.

    Args:
        colours: One or more, spread evenly over the asset.
        width: Cells; each shows two colours side by side.
    """
    shown = [colours[place * len(colours) // (2 * width)] for place in range(2 * width)]
    return [
        Segment("▌", Style(color=Color.from_rgb(*left), bgcolor=Color.from_rgb(*right)))
        for left, right in zip(shown[::2], shown[1::2], strict=True)
    ]
