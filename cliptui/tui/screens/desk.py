"""The main screen: the library, the picture, the timeline and the status of drafts."""

from functools import partial

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus, Resize
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Footer, Static

from cliptui.clip.desk import Desk
from cliptui.clip.draft import DraftState, NewDraft, WatchedDraft
from cliptui.clip.shelf import with_draft
from cliptui.jobs.bench import Bench
from cliptui.jobs.frames import FrameFeed
from cliptui.jobs.opening import open_desk
from cliptui.jobs.publish import save
from cliptui.tui.announcing import announce
from cliptui.tui.attempts import Told, attempt
from cliptui.tui.bindings import bindings_of
from cliptui.tui.commands import Context
from cliptui.tui.keyboard import Keyboard
from cliptui.tui.layout import HEIGHTS, TOO_SMALL, WIDTHS, is_roomy, is_too_small
from cliptui.tui.messages import MessageLog
from cliptui.tui.sentences import (
    marks_sentence,
    progress_sentence,
    reopened_sentence,
    verdict_sentence,
)
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.clips import ClipsPane
from cliptui.tui.widgets.drafts import DraftsPane
from cliptui.tui.widgets.inspector import Inspector
from cliptui.tui.widgets.library import Library
from cliptui.tui.widgets.lines import MessageLine, Notice, TopLine
from cliptui.tui.widgets.lower import LowerPane
from cliptui.tui.widgets.rows import Rows
from cliptui.tui.widgets.status import StatusPane
from cliptui.tui.widgets.timeline import MarksLine, Ruler
from cliptui.tui.widgets.viewer import Viewer


class DeskScreen(Screen[None]):
    """The desk at which clips are made.

    Args:
        place: What the service is called while it is not there yet.
        keyboard: Holds the keys back while an asset is being opened.
        sight: What the terminal can show, and how fast.
        messages: Keeps what is told.

    Attributes:
        bench: The service and what is remembered, once they are there.
        desk: The opened asset as the viewer has it, if one is open.
        drafts: What was saved from here.
        notice: The last thing that happened.
    """

    BINDINGS = bindings_of(Context.EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = "AssetList"

    bench: var[Bench | None] = var(None)
    desk: var[Desk | None] = var(None)
    drafts: var[tuple[WatchedDraft, ...]] = var(())
    notice: var[Notice] = var(Notice())

    library = getters.query_one(Library)
    viewer = getters.query_one(Viewer)
    lower = getters.query_one(LowerPane)
    status = getters.query_one(StatusPane)

    def __init__(self, place: str, keyboard: Keyboard, sight: Sight, messages: MessageLog) -> None:
        super().__init__()
        self._messages = messages
        self._keyboard = keyboard
        self._place = place
        self._sight = sight
        self._desks: dict[str, Desk] = {}

    def compose(self) -> ComposeResult:
        """Build the screen."""
        yield TopLine(self._place).data_bind(DeskScreen.drafts)
        with Horizontal(id="upper"):
            yield Library(widget_id="library")
            yield Viewer(self._sight)
            yield Inspector().data_bind(DeskScreen.desk)
        yield MarksLine().data_bind(DeskScreen.desk)
        yield Ruler().data_bind(DeskScreen.desk, DeskScreen.drafts)
        yield LowerPane().data_bind(DeskScreen.bench, DeskScreen.desk)
        yield MessageLine().data_bind(DeskScreen.notice)
        yield Footer(compact=True, show_command_palette=False)
        yield Static(TOO_SMALL, id="too-small", markup=False)

    def watch_bench(self, bench: Bench | None) -> None:
        """Hand the service to the panes that work with it."""
        if bench is not None:
            sign = " (read-only)" if bench.is_read_only else ""
            self.query_one(TopLine).place = f"{bench.service.label}{sign}"
            self.viewer.picture.feed = FrameFeed(bench.service)
            self.library.service = bench.service

    def validate_notice(self, notice: Notice) -> Notice:
        """Let an error stay until it is read; whatever is told meanwhile is in the log."""
        self._messages.add(notice)
        return self.notice.followed_by(notice)

    def on_resize(self, event: Resize) -> None:
        """Say so where the terminal is too small to work in."""
        self.set_class(is_too_small(event.size), "-too-small")
        self.set_class(is_roomy(event.size), "-roomy")

    @on(Library.Listed)
    @on(Rows.Moved, "#assets")
    @on(DescendantFocus)
    def _show_picture(self) -> None:
        """Show posters while the list is used, else the opened asset."""
        self.set_class(self.viewer.has_focus_within, "-at-work")
        self.query_one(TopLine).trouble = self.library.trouble
        if self.notice.text == self.library.overcome:
            self.end_error()
        asset, desk = self.library.current, self.viewer.desk
        is_browsing = desk is None or self.library.has_focus_within
        if asset is not None and is_browsing and not (desk and desk.shows(asset)):
            self.viewer.show_poster(asset)
        elif desk is not None:
            self.viewer.show_desk()
        else:
            self.viewer.show_sentence(self.library.sentence)
        self.query_one(Inspector).asset = self.viewer.info.asset

    @on(Rows.Chosen, "#assets")
    def _open_clicked(self) -> None:
        self.action_open()

    @on(Rows.Chosen, "#status")
    def _open_clicked_clip(self) -> None:
        self.status.action_open_clip()

    @on(StatusPane.ClipAsked)
    @on(ClipsPane.Asked)
    def _open_clip(self, event: StatusPane.ClipAsked | ClipsPane.Asked) -> None:
        if event.asset_id:
            self._begin_opening(event.asset_id)
        else:
            self.notice = Notice("There is no finished clip here yet.")

    @on(DraftsPane.Asked)
    def _open_draft(self, event: DraftsPane.Asked) -> None:
        self._begin_opening(event.draft.asset_id, event)

    @on(Told)
    def _tell(self, event: Told) -> None:
        self.notice = Notice(event.sentence)

    @on(Viewer.SaveAsked)
    def _save_asked(self, event: Viewer.SaveAsked) -> None:
        if self.bench is not None:
            attempt(self, partial(self._save, self.bench, event.draft), "save", exclusive=False)

    @on(Viewer.Edited)
    def _take_desk(self, event: Viewer.Edited) -> None:
        self.desk = event.desk
        self._desks[event.desk.asset.asset_id] = event.desk
        if event.marks_changed:
            self.notice = Notice(marks_sentence(event.desk))

    @on(Viewer.NothingOpen)
    def _say_nothing_open(self) -> None:
        self.notice = Notice("No asset is open: press Enter on one in the list.")

    @on(StatusPane.Changed)
    def _tell_progress(self, event: StatusPane.Changed) -> None:
        self.drafts = event.drafts
        if event.is_new and event.is_news:
            self.end_error()
        if event.is_news:
            has_failed = event.draft.state is DraftState.FAILED
            self.notice = Notice(progress_sentence(event.draft), is_error=has_failed)
            if event.draft.state.is_final:
                announce(self.app, self.notice.text)
            if event.draft.state is DraftState.DONE:
                self.library.reload()

    @on(StatusPane.Checked)
    def _tell_verdict(self, event: StatusPane.Checked) -> None:
        sentence = verdict_sentence(event.draft, event.verdict)
        self.notice = Notice(sentence, is_error=not event.verdict.is_right)

    def action_edit(self, name: str) -> None:
        """Change the desk as a command of the table says; below, u first keeps a draft."""
        if not (name == "undo" and self.lower.has_focus_within and self.lower.take_back()):
            self.viewer.action_edit(name)

    def action_open(self) -> None:
        """Open the asset under the cursor."""
        if self.library.current is not None:
            self._begin_opening(self.library.current.asset_id)
        else:
            self.notice = Notice(self.library.sentence)

    def action_filter(self) -> None:
        """Let the user search the library."""
        self.library.start_filter()

    def action_back(self) -> None:
        """Leave an entry, or go back to the list."""
        if self.viewer.is_entering:
            self.viewer.end_entry()
        elif self.notice.is_error:
            self.end_error()
        elif self.library.has_focus_within and self.library.is_filtered:
            self.library.end_filter()
        else:
            self.library.assets.focus()

    def action_next_pane(self) -> None:
        """Go to the next of the three panes."""
        panes = [self.library.assets, self.viewer, *[self.lower.front] * self.lower.display]
        here = next((at for at, pane in enumerate(panes) if pane.has_focus_within), -1)
        panes[(here + 1) % len(panes)].focus()

    def action_next_tab(self) -> None:
        """Show the next list of the lower pane, where there is room for it."""
        self.lower.show_next()

    def action_refresh(self) -> None:
        """Ask the service for its assets, drafts and clips again."""
        self.library.reload()
        self.lower.reload()

    def action_redraw(self) -> None:
        """Paint the whole screen anew."""
        self.refresh(layout=True)

    def action_next_display(self) -> None:
        """Show pictures another way."""
        self.notice = Notice(f"Pictures: {self.viewer.picture.show_next_way()}.")

    def action_show_rate(self) -> None:
        """Show in the header what pictures take of the link, or stop showing it."""
        pace = self.viewer.picture.pace
        self.query_one(TopLine).follow(lambda: str(pace.figures))

    def give_up_opening(self) -> None:
        """Stop opening an asset; what was open stays so."""
        self.workers.cancel_group(self, "open")

    def _begin_opening(self, asset_id: str, asked: DraftsPane.Asked | None = None) -> None:
        if self.bench is not None:
            self._keyboard.hold()
            attempt(self, partial(self._open, self.bench, asset_id, asked), "open")

    async def _open(self, bench: Bench, asset_id: str, asked: DraftsPane.Asked | None) -> None:
        try:
            opened = await open_desk(bench, asset_id)
            desk = self._desks.get(asset_id, opened)
            self.viewer.desk = with_draft(desk, asked.draft) if asked else desk
            self.set_focus(self.viewer)
            self.end_error()
            if asked is not None:
                self.lower.drafts.begin_edit(asked.draft, is_edit=asked.is_edit)
                self.notice = Notice(reopened_sentence(asked.draft, is_edit=asked.is_edit))
        finally:
            self._keyboard.go_on()

    @on(Viewer.EntryEnded)
    def end_error(self) -> None:
        """Take an error away: it has been read, or what it was about is over."""
        if self.notice.is_error:
            self.notice = Notice()

    async def _save(self, bench: Bench, draft: NewDraft) -> None:
        self.status.add(bench, await save(bench, draft))
