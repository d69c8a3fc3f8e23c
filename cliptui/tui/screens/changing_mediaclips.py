"""What is changed about mediaclips: written, published, deleted, brought back, and removed."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from textual import getters, on
from textual.reactive import var
from textual.screen import Screen

from cliptui.clip.catalogue import KeepsRecords
from cliptui.clip.desk import Desk
from cliptui.clip.mediaclip import MediaClip, MediaClipEdit
from cliptui.jobs.records import Found, chapters_of, check_shown, find, with_chapters
from cliptui.tui.attempts import Failed, attempt
from cliptui.tui.screens.ask import AskScreen, Question
from cliptui.tui.screens.mediaclip_form import MediaClipForm
from cliptui.tui.widgets.lines import Notice
from cliptui.tui.widgets.mediaclips import MediaClipList
from cliptui.tui.widgets.rows import Rows

_SURE: Final = "yes"
_PUBLISHED: Final = "published"


class ChangingMediaClips(Screen[None]):
    """Changes mediaclips, shows each as it then is, and says what was done.

    Args:
        records: Who keeps them.
        desk: The opened asset, if one is open.
        take_desk: Takes that desk when chapters become markers on it.

    Attributes:
        found: What the query has found so far.
        notice: The last thing that happened.
    """

    found: var[Found | None] = var(None, always_update=True)
    notice: var[Notice] = var(Notice())

    clips = getters.query_one(MediaClipList)

    def __init__(
        self, records: KeepsRecords, desk: Desk | None, take_desk: Callable[[Desk], None]
    ) -> None:
        super().__init__()
        self._records = records
        self._desk = desk
        self._take_desk = take_desk
        self._deleted: list[MediaClip] = []

    async def find(self, query: str) -> None:
        """List what a query finds.

        Raises:
            ServiceError: The service does not tell.
        """
        self.found = await find(self._records, query)

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
        await self.find(self.found.query if self.found else "")
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
