"""The mediaclips of a place: browsed, searched, written, published and deleted."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Footer, Input

from cliptui.clip.catalogue import GivesFrames, KeepsRecords
from cliptui.clip.desk import Desk
from cliptui.clip.mediaclip import MediaClip, MediaClipEdit
from cliptui.jobs.frames import FrameFeed
from cliptui.jobs.records import Found, chapters_of, check_shown, find, with_chapters, with_more
from cliptui.tui.attempts import Failed, attempt
from cliptui.tui.bindings import bindings_in
from cliptui.tui.commands import Context
from cliptui.tui.screens.ask import AskScreen, Question
from cliptui.tui.screens.mediaclip_form import MediaClipForm
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.lines import MessageLine, Notice
from cliptui.tui.widgets.mediaclips import MediaClipFacts, MediaClipList
from cliptui.tui.widgets.picture import Picture, Shot
from cliptui.tui.widgets.rows import Rows

_HINT: Final = 'Lucene, such as: title:"cup final" AND length:[10 TO 60]'
_SURE: Final = "yes"
_MIDDLE_MS: Final = 500
_PUBLISHED: Final = "published"
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


class MediaClipsScreen(Screen[None]):
    """Shows mediaclips, with a picture and what is written of each.

    Args:
        records: Who keeps them.
        sight: What the terminal can show, and how fast.
        desk: The opened asset, if one is open.
        take_desk: Takes that desk when chapters become markers on it.
        may_change: Whether mediaclips may be written, published and deleted.

    Attributes:
        found: What the query has found so far.
        notice: The last thing that happened.
    """

    CSS_PATH = "mediaclips.tcss"
    BINDINGS = bindings_in(Context.MEDIACLIPS)
    AUTO_FOCUS = "MediaClipList"

    found: var[Found | None] = var(None, always_update=True)
    notice: var[Notice] = var(Notice())

    clips = getters.query_one(MediaClipList)
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
        super().__init__()
        self._records = records
        self._sight = sight
        self._desk = desk
        self._take_desk = take_desk
        self._may_change = may_change
        self._deleted: list[MediaClip] = []

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
        attempt(self, partial(self._find, event.value.strip()), "find")

    @on(Failed)
    def _tell_failure(self, event: Failed) -> None:
        event.stop()
        self.notice = Notice(str(event.error), is_error=True)

    @on(Rows.Chosen)
    def action_edit_record(self) -> None:
        """Ask what to change of the mediaclip under the cursor."""
        if clip := self.clips.current:
            self.app.push_screen(MediaClipForm(clip), partial(self._edit, clip))

    def action_publish_record(self) -> None:
        """Show it to everybody, or to nobody."""
        if clip := self.clips.current:
            is_public = clip.status != _PUBLISHED
            work = self._records.publish_mediaclip(clip.mediaclip_id, is_public=is_public)
            self._change(work, "is published" if is_public else "is hidden from everybody")

    def action_delete_record(self) -> None:
        """Delete it; it can be brought back."""
        if clip := self.clips.current:
            attempt(self, partial(self._delete, clip), "record", exclusive=False)

    def action_restore_record(self) -> None:
        """Bring back what was deleted last."""
        if self._deleted:
            attempt(self, self._restore, "record", exclusive=False)
        else:
            self.notice = Notice("Nothing was deleted here.")

    def action_purge_record(self) -> None:
        """Remove it for ever, if the user is sure."""
        if clip := self.clips.current:
            words = f"Remove “{clip.title}” for ever? Type {_SURE}"
            self.app.push_screen(AskScreen(Question(words)), partial(self._purge_if_sure, clip))

    def action_write_chapters(self) -> None:
        """Make the markers of the open asset its chapters."""
        if clip := self.clips.current:
            self._change(self._with_markers(clip), "has the markers as chapters")

    def action_read_chapters(self) -> None:
        """Make its chapters markers of the open asset."""
        if clip := self.clips.current:
            attempt(self, partial(self._mark, clip), "record", exclusive=False)

    def action_find_records(self) -> None:
        """Let the user type a query."""
        self.set_focus(self.query_input)

    def action_reload_records(self) -> None:
        """Ask for the list again."""
        attempt(self, partial(self._find, self.found.query if self.found else ""), "find")

    def action_close_records(self) -> None:
        """Leave the query, or go back to the desk."""
        if self.query_input.has_focus:
            self.set_focus(self.clips)
        else:
            self.dismiss()

    async def _find(self, query: str) -> None:
        self.found = await find(self._records, query)

    async def _load_more(self, found: Found) -> None:
        self.found = await with_more(self._records, found)

    def _edit(self, clip: MediaClip, edit: MediaClipEdit | None) -> None:
        if edit is not None and edit != MediaClipEdit():
            self._change(self._records.edit_mediaclip(clip, edit), "is saved")

    def _change(self, work: Awaitable[MediaClip], done: str) -> None:
        """Have a mediaclip changed, then show it as it is and say what was done."""
        attempt(self, partial(self._take_changed, work, done), "record", exclusive=False)

    async def _take_changed(self, work: Awaitable[MediaClip], done: str) -> None:
        changed = await work
        self._list(
            changed if clip.mediaclip_id == changed.mediaclip_id else clip
            for clip in self.clips.items
        )
        self.notice = Notice(f"“{changed.title}” {done}.")

    async def _delete(self, clip: MediaClip) -> None:
        await self._records.delete_mediaclip(clip.mediaclip_id)
        self._deleted.append(clip)
        self._leave_out(clip)
        self.notice = Notice(f"“{clip.title}” is deleted; u brings it back.")

    async def _restore(self) -> None:
        clip = await self._records.edit_mediaclip(self._deleted[-1], MediaClipEdit())
        self._deleted.pop()
        await self._find(self.found.query if self.found else "")
        self.notice = Notice(f"“{clip.title}” is back.")

    def _purge_if_sure(self, clip: MediaClip, answer: str | None) -> None:
        if answer == _SURE:
            attempt(self, partial(self._purge, clip), "record", exclusive=False)
        else:
            self.notice = Notice("Nothing was removed.")

    async def _purge(self, clip: MediaClip) -> None:
        await self._records.delete_mediaclip(clip.mediaclip_id, purge=True)
        self._leave_out(clip)
        self.notice = Notice(f"“{clip.title}” is removed for ever.")

    def _leave_out(self, gone: MediaClip) -> None:
        self._list(clip for clip in self.clips.items if clip.mediaclip_id != gone.mediaclip_id)

    def _list(self, clips: Iterable[MediaClip]) -> None:
        """List other mediaclips as what was found."""
        if self.found is not None:
            left = tuple(clips)
            count = self.found.count - len(self.found.mediaclips) + len(left)
            self.found = replace(self.found, mediaclips=left, count=count)

    async def _with_markers(self, clip: MediaClip) -> MediaClip:
        desk = await check_shown(self._records, clip, self._desk)
        return await self._records.edit_mediaclip(clip, MediaClipEdit(chapters=chapters_of(desk)))

    async def _mark(self, clip: MediaClip) -> None:
        self._desk = with_chapters(await check_shown(self._records, clip, self._desk), clip)
        self._take_desk(self._desk)
        count = len(clip.chapters)
        words = "1 chapter is a marker" if count == 1 else f"{count} chapters are markers"
        self.notice = Notice(f"{words} on the desk now.")
