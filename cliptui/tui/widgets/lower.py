"""The lower pane: the clips and drafts of the service, and what is being made."""

from functools import partial
from typing import Final

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import var
from textual.widget import Widget

from cliptui.clip.desk import Desk
from cliptui.jobs.bench import Bench
from cliptui.jobs.shelf import look_up
from cliptui.tui.attempts import Told, attempt
from cliptui.tui.widgets.clips import ClipsPane
from cliptui.tui.widgets.drafts import DraftsPane
from cliptui.tui.widgets.rows import Rows
from cliptui.tui.widgets.status import StatusPane
from cliptui.tui.widgets.tabs import TabLine

_CLIPS: Final = "Clips"
_DRAFTS: Final = "Drafts"
_STATUS: Final = "Status"
_NAMES: Final = (_CLIPS, _DRAFTS, _STATUS)


class LowerPane(Vertical):
    """Three lists, one of them shown.

    Attributes:
        bench: Where drafts and clips are, once there is a service.
        desk: The opened asset, if one is open.
        shown: The name of the list that is shown.
    """

    bench: var[Bench | None] = var(None)
    desk: var[Desk | None] = var(None)
    shown: var[str] = var(_STATUS, init=False)

    tabs = getters.query_one(TabLine)
    clips = getters.query_one(ClipsPane)
    drafts = getters.query_one(DraftsPane)
    status = getters.query_one(StatusPane)

    def compose(self) -> ComposeResult:
        """Build the pane."""
        yield TabLine(*_NAMES)
        yield ClipsPane().data_bind(LowerPane.bench)
        yield DraftsPane().data_bind(LowerPane.bench)
        yield StatusPane().data_bind(LowerPane.bench)

    def on_mount(self) -> None:
        """Show the status, in which something happens."""
        self.clips.display = self.drafts.display = False

    @property
    def front(self) -> "ClipsPane | DraftsPane | StatusPane":
        """The list that is shown."""
        if self.shown == _STATUS:
            return self.status
        return self.clips if self.shown == _CLIPS else self.drafts

    def show_next(self) -> None:
        """Show the next list, and go to it, where there is room for it."""
        if not self.display:
            self.post_message(Told("There is no room for lists below: make the terminal higher."))
            return
        self.shown = _NAMES[(_NAMES.index(self.shown) + 1) % len(_NAMES)]

    def take_back(self) -> bool:
        """Keep the draft whose deletion was asked for last; return whether there is one."""
        return self.drafts.take_back()

    def reload(self) -> None:
        """Ask the service for its drafts and clips again, if they are looked at."""
        if self.bench is not None and self.shown != _STATUS:
            attempt(self, partial(self._reload, self.bench), "shelf")

    def watch_desk(self, desk: Desk | None) -> None:
        """Mark the drafts of the opened asset."""
        self.drafts.asset_id = desk.asset.asset_id if desk is not None else ""

    def watch_shown(self, shown: str) -> None:
        """Put a list in front."""
        for pane in (self.clips, self.drafts, self.status):
            pane.display = pane is self.front
        self.tabs.active = shown
        self._focus(self.front)
        self.reload()

    @on(TabLine.Picked)
    def _pick(self, event: TabLine.Picked) -> None:
        event.stop()
        self.shown = event.name

    @on(Rows.Moved)
    def _count(self) -> None:
        self.tabs.counts = {**self.tabs.counts, _STATUS: len(self.status.items)}

    @on(Rows.Chosen, "#clips")
    def _open_clicked_clip(self) -> None:
        self.clips.action_open_made()

    @on(Rows.Chosen, "#drafts")
    def _open_clicked_draft(self) -> None:
        self.drafts.action_open_draft()

    @on(StatusPane.Changed)
    def _take_change(self, event: StatusPane.Changed) -> None:
        if event.is_news:
            if event.is_new:
                self.drafts.end_edit(event.draft)
            self.reload()

    @on(StatusPane.Checked)
    def _take_verdict(self, event: StatusPane.Checked) -> None:
        self.clips.add_verdict(event.draft, event.verdict)

    @on(DraftsPane.Deleted)
    def _forget(self, event: DraftsPane.Deleted) -> None:
        event.stop()
        self.status.forget(event.draft_id)
        self.reload()

    @on(DraftsPane.Retried)
    def _follow_retried(self, event: DraftsPane.Retried) -> None:
        event.stop()
        if self.bench is not None:
            self.status.add(self.bench, event.draft)

    async def _reload(self, bench: Bench) -> None:
        shelf = await look_up(bench)
        self.drafts.items, self.clips.items = shelf.drafts, shelf.clips
        self.tabs.counts = {
            _CLIPS: len(shelf.clips),
            _DRAFTS: len(shelf.drafts),
            _STATUS: len(self.status.items),
        }

    def _focus(self, pane: Widget) -> None:
        """Go to a list at once: the next key may wait already."""
        self.screen.set_focus(pane)
