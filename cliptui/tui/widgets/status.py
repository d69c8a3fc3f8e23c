"""The status pane: what has become of the drafts that were saved from here."""

import asyncio
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from rich.cells import cell_len
from rich.text import Text
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from cliptui.clip.catalogue import ConvertsDrafts
from cliptui.clip.draft import Drafted, DraftState, NewDraft, WatchedDraft
from cliptui.clip.progress import is_stalled, progress_label
from cliptui.clip.timing import clock_label
from cliptui.clip.verdict import ClipVerdict
from cliptui.errors import CliptuiError, RequestRefused
from cliptui.jobs.bench import Bench
from cliptui.jobs.checking import check_clip
from cliptui.jobs.outbox import Sent, queue, unsent
from cliptui.jobs.publish import follow
from cliptui.jobs.records import register
from cliptui.jobs.sending import Delayed, keep_sending
from cliptui.jobs.shelf import retry
from cliptui.tui.attempts import Failed, Told, attempt
from cliptui.tui.bindings import bindings_of
from cliptui.tui.commands import Context
from cliptui.tui.widgets.assets import fit_name, fit_text
from cliptui.tui.widgets.rows import Rows, RowStyles

GLYPHS = {
    DraftState.SAVED: "○",
    DraftState.CONVERTING: "◐",
    DraftState.DONE: "✓",
    DraftState.FAILED: "✗",
}
"""A sign for each state, for those who see no colours."""

_DOUBTED = "?"
_STATE_WIDTH = len("converting 00:00")
_TICK_S = 1.0
ROOMY = 100
"""Columns from which the times of a draft are shown too."""


class StatusPane(Rows[WatchedDraft]):
    """Every draft that was saved from here, each followed until it is a clip.

    Attributes:
        bench: Where the drafts are, once there is a service.
    """

    BINDINGS = bindings_of(Context.STATUS, Context.LISTS)

    bench: var[Bench | None] = var(None)

    @dataclass
    class Changed(Message):
        """A draft is on the list, or has come further.

        Attributes:
            draft: The draft.
            drafts: All of them.
            is_news: Whether it happened now, and not in an earlier session.
            is_new: Whether it was not on the list before.
        """

        draft: WatchedDraft
        drafts: tuple[WatchedDraft, ...]
        is_news: bool
        is_new: bool

    @dataclass
    class Checked(Message):
        """A finished clip was compared with its marks.

        Attributes:
            draft: The draft that it was made from.
            verdict: What was found.
        """

        draft: WatchedDraft
        verdict: ClipVerdict

    @dataclass
    class ClipAsked(Message):
        """The clip that the draft under the cursor has become shall be opened.

        Attributes:
            asset_id: The clip's asset; empty while there is none.
        """

        asset_id: str

    @dataclass
    class Queued(Message):
        """What waits to be sent is more, or less.

        Attributes:
            unsent: Drafts that are saved here and not yet confirmed by the service.
        """

        unsent: int

    @dataclass
    class Held(Message):
        """What waits cannot be sent now; it is tried again.

        Attributes:
            error: Why.
            unsent: How much waits.
        """

        error: CliptuiError
        unsent: int

    def __init__(self) -> None:
        super().__init__(self._draw_row, key=lambda draft: draft.draft_id, widget_id="status")
        self._has_new = asyncio.Event()

    def on_mount(self) -> None:
        """Count the time of what is not finished."""
        self.set_interval(_TICK_S, self._tick)

    def watch_bench(self, bench: Bench | None) -> None:
        """Follow what earlier sessions saved."""
        if bench is not None:
            for draft in reversed(bench.memory.watched(bench.place)):
                self.add(bench, draft, is_news=False)
            attempt(self, partial(self._keep_sending, bench), "send")

    def save(self, bench: Bench, draft: NewDraft) -> None:
        """Keep a draft for good, and have it sent.

        Raises:
            StoreError: It could not be kept.
        """
        queue(bench, draft)
        self.post_message(self.Queued(unsent(bench)))
        self._has_new.set()

    def add(self, bench: Bench, draft: WatchedDraft, *, is_news: bool = True) -> None:
        """Show a draft and follow it until nothing more will happen."""
        self._show(draft, is_news=is_news)
        if not draft.state.is_final:
            attempt(self, partial(self._follow, bench, draft), f"follow {draft.draft_id}")

    def forget(self, draft_id: str) -> None:
        """Take a draft off the list and follow it no longer: it was deleted from here."""
        self.workers.cancel_group(self, f"follow {draft_id}")
        self.items = tuple(draft for draft in self.items if draft.draft_id != draft_id)

    def action_open_clip(self) -> None:
        """Open the clip that the draft under the cursor has become."""
        self.post_message(self.ClipAsked(self.current.clip_asset_id if self.current else ""))

    def action_register_clip(self) -> None:
        """Make a mediaclip of the clip that the draft under the cursor has become."""
        start_registering(self, self.bench, self.current)

    def action_convert(self) -> None:
        """Have the draft under the cursor cut, where the server waits to be asked."""
        attempt(self, partial(self._convert, self.bench, self.current), "convert")

    def action_retry(self) -> None:
        """Save the draft under the cursor once more, if it has failed."""
        attempt(self, partial(self._retry, self.bench, self.current), "retry")

    async def _retry(self, bench: Bench | None, draft: WatchedDraft | None) -> None:
        if bench is None or draft is None or draft.state is not DraftState.FAILED:
            raise RequestRefused("Only a draft that has failed can be tried again.")
        saved = await retry(bench, draft)
        self.forget(draft.draft_id)
        self.add(bench, saved)

    async def _convert(self, bench: Bench | None, draft: WatchedDraft | None) -> None:
        if bench is None or draft is None:
            raise RequestRefused("There is no draft here.")
        bench.check_writable()
        service = bench.service
        if not isinstance(service, ConvertsDrafts) or not await service.can_convert():
            raise RequestRefused(
                "This service does not wait to be asked: it converts drafts by itself."
            )
        await service.convert_draft(draft.draft_id)
        self.add(bench, draft)

    async def _keep_sending(self, bench: Bench) -> None:
        self.post_message(self.Queued(unsent(bench)))
        async for outcome in keep_sending(bench, self._has_new):
            if isinstance(outcome, Sent):
                self.add(bench, outcome.draft)
            elif isinstance(outcome, Delayed):
                self.post_message(self.Held(outcome.error, unsent(bench)))
            else:
                self.post_message(Failed(outcome.error))
            self.post_message(self.Queued(unsent(bench)))

    async def _follow(self, bench: Bench, draft: WatchedDraft) -> None:
        async for now in follow(bench, draft):
            self._show(now, is_news=now.state is not draft.state)
            draft = now
        if draft.state is DraftState.DONE:
            self.post_message(self.Checked(draft, await check_clip(bench, draft)))

    def _show(self, draft: WatchedDraft, *, is_news: bool) -> None:
        known = {known.draft_id: known for known in self.items}
        is_new = draft.draft_id not in known
        known[draft.draft_id] = draft
        rest = tuple(known.values())
        self.items = (draft, *rest[:-1]) if is_new else rest
        self.post_message(self.Changed(draft, self.items, is_news, is_new))

    def _tick(self) -> None:
        if any(not draft.state.is_final for draft in self.items):
            self.refresh()

    def _draw_row(self, draft: WatchedDraft, width: int, styles: RowStyles) -> Text:
        now_s = draft.saved_at_s if self.bench is None else self.bench.now()
        return draw_draft(draft, width, styles, now_s)


def start_registering(pane: Widget, bench: Bench | None, draft: WatchedDraft | None) -> None:
    """Make a mediaclip of the clip that a draft has become, and say so in a pane's name."""

    async def work() -> None:
        if bench is not None:
            clip = await register(bench, draft)
            pane.post_message(Told(f"“{clip.title}” is a mediaclip now: Y shows them."))

    attempt(pane, work, "register")


def draw_draft(draft: WatchedDraft, width: int, styles: RowStyles, now_s: float) -> Text:
    """Draw a draft: state, title, times if there is room for them, and what came of it.

    Args:
        draft: The draft.
        width: Cells that there are.
        styles: What to draw with.
        now_s: The time in Unix seconds.
    """
    style = {DraftState.DONE: styles.good, DraftState.FAILED: styles.bad}
    glyph = _DOUBTED if is_stalled(draft, now_s) or draft.is_silent else GLYPHS[draft.state]
    state = f"{glyph} {progress_label(draft, now_s):<{_STATE_WIDTH}} "
    outcome = draft.failure or (f"clip {draft.clip_asset_id}" if draft.clip_asset_id else "")
    outcome = f"  {outcome}" if outcome else ""
    times = f" {span_of(draft)}" if width >= ROOMY else ""
    room = max(0, width - len(state) - len(times))
    if not draft.failure and cell_len(draft.title) + cell_len(outcome) > room:
        outcome = ""  # an identifier that is cut off helps nobody
    title_width = max(room - cell_len(outcome), room // 3)
    return Text.assemble(
        (state, style.get(draft.state, styles.busy)),
        fit_name(draft.title, title_width),
        (times, styles.dim),
        fit_text(outcome, room - title_width),
        no_wrap=True,
        end="",
    )


def span_of(draft: Drafted) -> str:
    """Write from when to when a draft cuts, as clock times."""
    start, stop = (clock_label(Fraction(ms, 1000)) for ms in (draft.start_ms, draft.stop_ms))
    return f"{start}-{stop}"
