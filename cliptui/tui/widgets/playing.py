"""Playing: the playhead goes where the clock says, and keys are answered meanwhile."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

from textual.reactive import var

from cliptui.clip.desk import Desk
from cliptui.clip.playing import Run
from cliptui.clip.selection import Selection
from cliptui.errors import BadSelection, CliptuiError
from cliptui.jobs.ahead import fetch_ahead
from cliptui.tui import direct
from cliptui.tui.attempts import Failed, attempt
from cliptui.tui.widgets.editing import EditingPane
from cliptui.tui.widgets.picture import Picture

_LEAST_WAIT_S: Final = 1 / 60
_MOST_WAIT_S: Final = 0.25
"""Bounds of the pause between two looks at the clock."""


class PlayingPane(EditingPane):
    """Moves the playhead of a desk by the clock; any other move stops it.

    Args:
        widget_id: The identifier of the widget.
        clock: Tells the time in seconds; only differences count.

    Attributes:
        run: The playhead under way; None while it stands.
        clock: Tells the time.
    """

    run: var[Run | None] = var(None, init=False)

    def __init__(self, widget_id: str, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(id=widget_id)
        self.clock = clock
        self._played_to: int | None = None

    def _watch_desk(self, before: Desk | None, desk: Desk | None) -> None:
        """Stop where somebody else has moved the playhead, or opened another asset."""
        is_same = desk is not None and before is not None and desk.shows(before.asset)
        if self.run is not None and not (is_same and desk and desk.playhead == self._played_to):
            self.run = None

    def action_play(self) -> None:
        """Play, or stop."""
        if self.run is not None:
            self.run = None
        else:
            self._start(1)

    def action_stop(self) -> None:
        """Stop on the frame that is shown."""
        self.run = None

    def action_shuttle_back(self) -> None:
        """Play backwards, twice as fast each time."""
        self._shuttle(-1)

    def action_shuttle_on(self) -> None:
        """Play forwards, twice as fast each time."""
        self._shuttle(1)

    def action_play_clip(self) -> None:
        """Play from in to out, once."""
        self._play_clip(loops=False)

    def action_loop_clip(self) -> None:
        """Play from in to out, over and over."""
        self._play_clip(loops=True)

    def _shuttle(self, direction: int) -> None:
        if self.run is not None:
            self.run = self.run.shuttled(direction, self.clock())
        else:
            self._start(direction)

    def _play_clip(self, *, loops: bool) -> None:
        if (desk := self.opened()) is None:
            return
        try:
            span = desk.marks.selection()
        except BadSelection as error:
            self.post_message(Failed(error))
            return
        self.run = None
        self.desk = desk.moved_to(span.in_frame)
        self._start(1, span, loops=loops)

    def _start(self, speed: int, span: Selection | None = None, *, loops: bool = False) -> None:
        if (desk := self.opened()) is None:
            return
        self._played_to = desk.playhead
        self.run = Run.starting(
            desk.timing, desk.playhead, speed, self.clock(), span=span, loops=loops
        )
        attempt(self, self._follow_clock, "play")
        attempt(self, self._fetch_ahead, "ahead")

    async def _follow_clock(self) -> None:
        """Move the playhead until it stops: no oftener than pictures can be sent."""
        picture = self.query_one(Picture)
        while (run := self.run) is not None and self.desk is not None:
            now_s = self.clock()
            if direct.is_free(picture):
                self._played_to = run.frame_at(now_s)
                self.desk = self.desk.moved_to(self._played_to)
            if run.is_over(now_s):
                self.run = None
                return
            wait_s = max(run.next_change_s(now_s), picture.pace.wait_s(), _LEAST_WAIT_S)
            await asyncio.sleep(min(wait_s, _MOST_WAIT_S))

    async def _fetch_ahead(self) -> None:
        feed, desk = self.query_one(Picture).feed, self.desk
        if feed is None or desk is None:
            return
        try:
            await fetch_ahead(feed, desk.asset.asset_id, lambda: self.run, self.clock)
        except CliptuiError as error:
            self.log(error)  # only a convenience failed; the frame itself will tell


def run_label(run: Run | None) -> str:
    """Write how a playhead travels: `▶`, `◀ ×4`, or `↻` for a loop; nothing while it stands."""
    if run is None:
        return ""
    sign = ("↻" if run.loops else "▶") if run.speed > 0 else "◀"
    return sign if abs(run.speed) == 1 else f"{sign} ×{abs(run.speed)}"
