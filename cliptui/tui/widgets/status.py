"""The status pane: what has become of the drafts that were saved from here."""

import asyncio
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from rich.cells import cell_len
from rich.text import Text
from textual.message import Message
from textual.reactive import var

from cliptui.clip.catalogue import ConvertsDrafts
from cliptui.clip.draft import DraftState, NewDraft, WatchedDraft
from cliptui.clip.timing import clock_label
from cliptui.errors import RequestRefused
from cliptui.jobs.bench import Bench
from cliptui.jobs.outbox import Sent, queue, unsent
from cliptui.jobs.publish import follow
from cliptui.jobs.sending import keep_sending
from cliptui.tui.attempts import Failed, attempt
from cliptui.tui.bindings import bindings_of
from cliptui.tui.commands import Context
from cliptui.tui.widgets.assets import fit_text
from cliptui.tui.widgets.rows import Rows, RowStyles

_GLYPHS = {
    DraftState.SAVED: "○",
    DraftState.CONVERTING: "◐",
    DraftState.DONE: "✓",
    DraftState.FAILED: "✗",
}
_STATE_WIDTH = len("converting")
_ROOMY = 100
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
        """

        draft: WatchedDraft
        drafts: tuple[WatchedDraft, ...]
        is_news: bool

    @dataclass
    class Queued(Message):
        """What waits to be sent is more, or less.

        Attributes:
            unsent: Drafts that are saved here and not yet confirmed by the service.
        """

        unsent: int

    def __init__(self) -> None:
        super().__init__(draw_draft, key=lambda draft: draft.draft_id, widget_id="status")
        self._has_new = asyncio.Event()

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

    async def convert(self, bench: Bench, draft: WatchedDraft) -> None:
        """Have a draft cut by a server that waits to be asked.

        Raises:
            RequestRefused: The service does not convert on request.
        """
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
            else:
                self.post_message(Failed(outcome.error))
            self.post_message(self.Queued(unsent(bench)))

    async def _follow(self, bench: Bench, draft: WatchedDraft) -> None:
        async for now in follow(bench, draft):
            self._show(now, is_news=now.state is not draft.state)
            draft = now

    def _show(self, draft: WatchedDraft, *, is_news: bool) -> None:
        known = {known.draft_id: known for known in self.items}
        is_new = draft.draft_id not in known
        known[draft.draft_id] = draft
        rest = tuple(known.values())
        self.items = (draft, *rest[:-1]) if is_new else rest
        self.post_message(self.Changed(draft, self.items, is_news))


def draw_draft(draft: WatchedDraft, width: int, styles: RowStyles) -> Text:
    """Draw a draft: state, title, times if there is room for them, and what came of it."""
    style = {DraftState.DONE: styles.good, DraftState.FAILED: styles.bad}
    state = f"{_GLYPHS[draft.state]} {_state_label(draft):<{_STATE_WIDTH}} "
    outcome = draft.failure or (f"clip {draft.clip_asset_id}" if draft.clip_asset_id else "")
    outcome = f"  {outcome}" if outcome else ""
    times = f" {_clock(draft.start_ms)}-{_clock(draft.stop_ms)}" if width >= _ROOMY else ""
    room = max(0, width - len(state) - len(times))
    title_width = max(room - cell_len(outcome), room // 3)
    return Text.assemble(
        (state, style.get(draft.state, styles.busy)),
        fit_text(draft.title, title_width),
        (times, styles.dim),
        fit_text(outcome, room - title_width),
        no_wrap=True,
        end="",
    )


def _state_label(draft: WatchedDraft) -> str:
    """Return the state, and how much of the clip is made where that is known."""
    is_known = draft.state is DraftState.CONVERTING and draft.progress > 0
    return f"{draft.state} {draft.progress * 100:.0f} %" if is_known else str(draft.state)


def _clock(ms: int) -> str:
    return clock_label(Fraction(ms, 1000))
