"""The mediaclips of a place: browsed, searched and paged, with a picture of each."""

from collections.abc import Callable
from functools import partial
from typing import Final

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Input

from cliptui.clip.catalogue import GivesFrames, KeepsRecords
from cliptui.clip.desk import Desk
from cliptui.jobs.frames import FrameFeed
from cliptui.jobs.records import Found, with_more
from cliptui.tui.attempts import attempt
from cliptui.tui.bindings import bindings_in
from cliptui.tui.commands import Context
from cliptui.tui.screens.changing_mediaclips import ChangingMediaClips
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.lines import MessageLine, Notice
from cliptui.tui.widgets.mediaclips import MediaClipFacts, MediaClipList
from cliptui.tui.widgets.picture import Picture, Shot
from cliptui.tui.widgets.rows import Rows

_HINT: Final = 'Lucene, such as: title:"cup final" AND length:[10 TO 60]'
_MIDDLE_MS: Final = 500
_CHANGES: Final = frozenset(
    {
        "edit_record",
        "publish_record",
        "delete_record",
        "restore_record",
        "purge_record",
        "write_chapters",
    }
)


class MediaClipsScreen(ChangingMediaClips):
    """Shows mediaclips, with a picture and what is written of each.

    Args:
        records: Who keeps them.
        sight: What the terminal can show, and how fast.
        desk: The opened asset, if one is open.
        take_desk: Takes that desk when chapters become markers on it.
        may_change: Whether mediaclips may be written, published and deleted.
    """

    CSS_PATH = "mediaclips.tcss"
    BINDINGS = bindings_in(Context.MEDIACLIPS)
    AUTO_FOCUS = "MediaClipList"

    facts = getters.query_one(MediaClipFacts)
    query_input = getters.query_one(Input)
    picture = getters.query_one(Picture)

    def __init__(
        self,
        records: KeepsRecords,
        sight: Sight,
        desk: Desk | None,
        take_desk: Callable[[Desk], None],
        *,
        may_change: bool = True,
    ) -> None:
        super().__init__(records, desk, take_desk)
        self._sight = sight
        self._may_change = may_change

    def compose(self) -> ComposeResult:
        """Build the screen."""
        yield Input(placeholder=_HINT, compact=True)
        with Horizontal():
            yield MediaClipList()
            with Vertical():
                yield Picture(self._sight)
                yield MediaClipFacts()
        yield MessageLine().data_bind(MediaClipsScreen.notice)
        yield Footer(compact=True, show_command_palette=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out, where nothing may be changed, what would change something."""
        del parameters
        return self._may_change or action not in _CHANGES

    def on_mount(self) -> None:
        """Ask for the newest mediaclips."""
        if isinstance(self._records, GivesFrames):
            self.picture.feed = FrameFeed(self._records)
        self.action_reload_records()

    def watch_found(self, found: Found | None) -> None:
        """List what was found."""
        if found is not None:
            self.clips.items = found.mediaclips
            word = "mediaclip" if found.count == 1 else "mediaclips"
            self.notice = Notice(found.hint or f"{found.count} {word}.", is_error=bool(found.hint))
            self._show()

    @on(Rows.Moved)
    def _show(self) -> None:
        """Show the mediaclip under the cursor."""
        clip = self.clips.current
        self.facts.clip = clip
        if clip is None:
            self.picture.wish = "There is no mediaclip here."
        elif isinstance(self._records, GivesFrames):
            self.picture.wish = Shot(clip.mediaclip_id, clip.length_s * _MIDDLE_MS)
        else:
            self.picture.wish = "This service shows no pictures of mediaclips."

    @on(Rows.EndNeared)
    def _ask_for_more(self) -> None:
        is_busy = any(w.group == "find" and not w.is_finished for w in self.workers)
        if self.found is not None and not self.found.is_complete and not is_busy:
            attempt(self, partial(self._load_more, self.found), "find")

    @on(Input.Submitted)
    def _search(self, event: Input.Submitted) -> None:
        event.stop()
        self.set_focus(self.clips)
        attempt(self, partial(self.find, event.value.strip()), "find")

    def action_find_records(self) -> None:
        """Let the user type a query."""
        self.set_focus(self.query_input)

    def action_reload_records(self) -> None:
        """Ask for the list again."""
        attempt(self, partial(self.find, self.found.query if self.found else ""), "find")

    def action_close_records(self) -> None:
        """Leave the query, or go back to the desk."""
        if self.query_input.has_focus:
            self.set_focus(self.clips)
        else:
            self.dismiss()

    async def _load_more(self, found: Found) -> None:
        self.found = await with_more(self._records, found)
