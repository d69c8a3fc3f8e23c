"""The tab of the drafts that a service keeps."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from rich.cells import cell_len
from rich.text import Text
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer

from cliptui.clip.draft import Draft, DraftState, WatchedDraft
from cliptui.clip.shelf import KeptDraft, is_revision
from cliptui.errors import ReadOnly, RequestRefused
from cliptui.jobs.bench import Bench
from cliptui.jobs.shelf import delete, retry
from cliptui.tui.attempts import Failed, Told, attempt
from cliptui.tui.bindings import bindings_of
from cliptui.tui.commands import Context
from cliptui.tui.widgets.assets import fit_name
from cliptui.tui.widgets.rows import Rows, RowStyles
from cliptui.tui.widgets.status import GLYPHS, ROOMY, span_of

GRACE_S: Final = 8.0
"""How long a deletion waits, so that it can be taken back without losing anything."""

_DATE: Final = "2026-11-21 12:00"


class DraftsPane(Rows[KeptDraft]):
    """All drafts of a service, the newest first; those of the opened asset are marked.

    A deletion is carried out only after `GRACE_S`: a service gives a draft that is saved again
    another identifier, and may have lost what we do not know of it. Leaving before that keeps it.

    Attributes:
        bench: Where the drafts are, once there is a service.
        asset_id: The opened asset; empty if none is.
        grace_s: How long a deletion waits.
    """

    BINDINGS = bindings_of(Context.DRAFTS, Context.LISTS)

    bench: var[Bench | None] = var(None)
    asset_id: var[str] = var("")
    grace_s: var[float] = var(GRACE_S)

    @dataclass
    class Asked(Message):
        """A draft shall be opened.

        Attributes:
            draft: The draft.
            is_edit: Whether what is saved next takes its place.
        """

        draft: Draft
        is_edit: bool

    @dataclass
    class Deleted(Message):
        """A draft is no more.

        Attributes:
            draft_id: Its identifier.
        """

        draft_id: str

    @dataclass
    class Retried(Message):
        """A failed draft was saved once more.

        Attributes:
            draft: The new one.
        """

        draft: WatchedDraft

    def __init__(self) -> None:
        super().__init__(self._draw_row, key=lambda kept: kept.draft.draft_id, widget_id="drafts")
        self._doomed: dict[str, tuple[Draft, Timer]] = {}
        self._edited: Draft | None = None

    def watch_asset_id(self) -> None:
        """Mark the drafts of the opened asset."""
        self.refresh()

    def action_open_draft(self) -> None:
        """Open the draft under the cursor."""
        self._ask(is_edit=False)

    def action_edit_draft(self) -> None:
        """Open the draft under the cursor, to be replaced by what is saved next."""
        if self._may_write():
            self._ask(is_edit=True)

    def action_delete_draft(self) -> None:
        """Delete the draft under the cursor, after a time in which that can be taken back."""
        if self.current is None or not self._may_write():
            return
        draft = self.current.draft
        if draft.draft_id not in self._doomed:
            timer = self.set_timer(self.grace_s, partial(self._delete_in_time, draft.draft_id))
            self._doomed[draft.draft_id] = (draft, timer)
            self.refresh()
        self._tell(f"“{draft.title}” is deleted in {self.grace_s:.0f} s: u keeps it.")

    def take_back(self) -> bool:
        """Keep the draft whose deletion was asked for last; return whether there is one."""
        if not self._doomed:
            return False
        _, (draft, timer) = self._doomed.popitem()
        timer.stop()
        self.refresh()
        self._tell(f"“{draft.title}” is kept.")
        return True

    def action_retry_draft(self) -> None:
        """Save the draft under the cursor once more, if it has failed."""
        attempt(self, partial(self._retry, self.bench, self.current), "retry")

    def begin_edit(self, draft: Draft, *, is_edit: bool) -> None:
        """Let what is saved next of these frames take the place of a draft, or of none."""
        self._edited = draft if is_edit else None

    def end_edit(self, saved: WatchedDraft) -> None:
        """Delete the draft that was being edited, now that what takes its place is saved."""
        if self._edited is not None and is_revision(self._edited, saved):
            old, self._edited = self._edited, None
            attempt(self, partial(self._delete, old.draft_id), "delete", exclusive=False)

    def _ask(self, *, is_edit: bool) -> None:
        if self.current is not None:
            self.post_message(self.Asked(self.current.draft, is_edit))

    def _may_write(self) -> bool:
        if self.bench is None:
            return False
        try:
            self.bench.check_writable()
        except ReadOnly as error:
            self.post_message(Failed(error))
            return False
        return True

    def _tell(self, sentence: str) -> None:
        self.post_message(Told(sentence))

    def _delete_in_time(self, draft_id: str) -> None:
        attempt(self, partial(self._delete, draft_id), "delete", exclusive=False)

    async def _delete(self, draft_id: str) -> None:
        self._doomed.pop(draft_id, None)
        self.refresh()
        if self.bench is not None:
            await delete(self.bench, draft_id)
            self.items = tuple(kept for kept in self.items if kept.draft.draft_id != draft_id)
            self.post_message(self.Deleted(draft_id))

    async def _retry(self, bench: Bench | None, kept: KeptDraft | None) -> None:
        if bench is None or kept is None or kept.state is not DraftState.FAILED:
            raise RequestRefused("Only a draft that has failed can be tried again.")
        saved = await retry(bench, kept.draft)
        self.post_message(self.Deleted(kept.draft.draft_id))
        self.post_message(self.Retried(saved))

    def _draw_row(self, kept: KeptDraft, width: int, styles: RowStyles) -> Text:
        is_doomed = kept.draft.draft_id in self._doomed
        is_here = kept.draft.asset_id == self.asset_id
        return draw_kept(kept, width, styles, is_here=is_here, is_doomed=is_doomed)


def draw_kept(
    kept: KeptDraft, width: int, styles: RowStyles, *, is_here: bool, is_doomed: bool
) -> Text:
    """Draw a draft: its state, a sign if it is of the opened asset, title, times, and its age.

    Args:
        kept: The draft.
        width: Cells that there are.
        styles: What to draw with.
        is_here: Whether it is of the opened asset.
        is_doomed: Whether it is about to be deleted.
    """
    style = {DraftState.DONE: styles.good, DraftState.FAILED: styles.bad}
    draft = kept.draft
    created = draft.created[: len(_DATE)].replace("T", " ")
    age = f"  {created:<{len(_DATE)}}" if width >= ROOMY else ""
    end = "  deleting: u keeps it" if is_doomed else f"  {span_of(draft)}{age}"
    state = f"{'✗' if is_doomed else GLYPHS[kept.state]} {kept.state:<10} "
    sign = "▸ " if is_here else "  "
    room = max(0, width - len(state) - len(sign) - len(end))
    title = f"{draft.title}  {kept.failure}" if kept.failure else draft.title
    short = draft.title if cell_len(title) > room else title
    return Text.assemble(
        (state, style.get(kept.state, styles.busy)),
        sign,
        fit_name(short, room),
        (end, styles.bad if is_doomed else styles.dim),
        no_wrap=True,
        end="",
    )
