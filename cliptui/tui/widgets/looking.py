"""Looking closer: the filmstrip, frames side by side, the picture alone, and a frame as a file."""

from functools import partial
from pathlib import Path
from typing import Final

from textual.events import Blur

from cliptui.clip.desk import Desk
from cliptui.clip.text import clean
from cliptui.errors import BadSelection
from cliptui.jobs.frame_file import write_frame
from cliptui.jobs.frames import FrameFeed
from cliptui.tui.attempts import Failed, Told, attempt
from cliptui.tui.screens.compare import CompareScreen
from cliptui.tui.screens.frames import FramesScreen
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.filmstrip import Filmstrip
from cliptui.tui.widgets.picture import Picture
from cliptui.tui.widgets.playing import PlayingPane

FULL: Final = "-full"
"""The class of the screen while the picture fills it."""


class LookingPane(PlayingPane):
    """Shows more of a desk than one picture.

    Args:
        sight: What the terminal can show, and how fast.
        widget_id: The identifier of the widget.
    """

    def __init__(self, sight: Sight, widget_id: str) -> None:
        super().__init__(widget_id)
        self._sight = sight

    def go_to(self, frame: int | None) -> None:
        """Put the playhead on a frame; nothing happens without one."""
        if self.desk is not None and frame is not None:
            self.desk = self.desk.moved_to(frame)

    def action_filmstrip(self) -> None:
        """Let letters jump into the filmstrip."""
        if self._opened() is not None:
            self.run = None
            self.screen.query_one(Filmstrip).start()

    def action_pick_frame(self) -> None:
        """Choose among the frames of this second."""
        opened = self._opened()
        if opened is not None:
            self.run = None
            self.app.push_screen(FramesScreen(self._sight, *opened), self.go_to)

    def action_compare(self) -> None:
        """Show in and out side by side, and the first frame that is cut off."""
        opened = self._opened()
        if opened is not None:
            desk, feed = opened
            try:
                desk.marks.selection()
            except BadSelection as error:
                self.post_message(Failed(error))
            else:
                self.run = None
                self.app.push_screen(CompareScreen(self._sight, desk, feed))

    def action_fill(self) -> None:
        """Let the picture fill the screen, or not."""
        self.screen.toggle_class(FULL)

    def on_blur(self, event: Blur) -> None:
        """Make room for what has the keys now."""
        del event
        if not self.has_focus_within:
            self.screen.remove_class(FULL)

    def action_copy_frame(self) -> None:
        """Write the frame under the playhead to a file."""
        opened = self._opened()
        if opened is not None:
            self.run = None
            attempt(self, partial(self._copy, *opened), "copy", exclusive=False)

    def _opened(self) -> tuple[Desk, FrameFeed] | None:
        feed = self.query_one(Picture).feed
        if self.desk is None or feed is None:
            self.opened()
            return None
        return self.desk, feed

    async def _copy(self, desk: Desk, feed: FrameFeed) -> None:
        path = await write_frame(feed.service, desk, Path())
        self.post_message(Told(f"This frame is in “{clean(path.name)}”."))
