"""The main screen: the library, the picture, the timeline and the status of drafts."""

from functools import partial

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus, Resize
from textual.reactive import var
from textual.widgets import Footer, Static

from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.errors import ReadOnly, StoreError, Unreachable
from cliptui.jobs.bench import Bench
from cliptui.jobs.frames import FrameFeed
from cliptui.tui.announcing import announce
from cliptui.tui.attempts import Failed, attempt
from cliptui.tui.bindings import bindings_of
from cliptui.tui.commands import Context
from cliptui.tui.keyboard import Keyboard
from cliptui.tui.layout import HEIGHTS, TOO_SMALL, WIDTHS, has_strip, is_roomy, is_too_small
from cliptui.tui.messages import MessageLog
from cliptui.tui.screens.opening import OpeningAssets
from cliptui.tui.sentences import held_sentence, progress_sentence, verdict_sentence
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.barcode import Barcode
from cliptui.tui.widgets.filmstrip import Filmstrip
from cliptui.tui.widgets.inspector import Inspector
from cliptui.tui.widgets.library import Library
from cliptui.tui.widgets.lines import MessageLine, Notice, TopLine
from cliptui.tui.widgets.lower import LowerPane
from cliptui.tui.widgets.rows import Rows
from cliptui.tui.widgets.status import StatusPane
from cliptui.tui.widgets.timeline import Timeline
from cliptui.tui.widgets.two_up import TwoUp
from cliptui.tui.widgets.viewer import Viewer


class DeskScreen(OpeningAssets):
    """The desk at which clips are made.

    Args:
        place: What the service is called while it is not there yet.
        keyboard: Holds the keys back while an asset is being opened.
        sight: What the terminal can show, and how fast.
        messages: Keeps what is said.

    Attributes:
        drafts: What was saved from here.
        unsent: How much of it waits here until the service has it.
    """

    BINDINGS = bindings_of(Context.EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = "AssetList"

    drafts: var[tuple[WatchedDraft, ...]] = var(())
    unsent: var[int] = var(0)

    status = getters.query_one(StatusPane)

    def __init__(self, place: str, keyboard: Keyboard, sight: Sight, messages: MessageLog) -> None:
        super().__init__(keyboard)
        self._messages = messages
        self._place = place
        self._sight = sight

    def compose(self) -> ComposeResult:
        """Build the screen."""
        yield TopLine(self._place).data_bind(DeskScreen.drafts, DeskScreen.unsent)
        with Horizontal(id="upper"):
            yield Library(widget_id="library")
            yield Viewer(self._sight).data_bind(DeskScreen.bench, DeskScreen.drafts)
            with Vertical(id="aside"):
                yield Inspector().data_bind(DeskScreen.desk)
                yield TwoUp(self._sight).data_bind(DeskScreen.desk)
        yield Filmstrip(self._sight).data_bind(DeskScreen.desk)
        yield Timeline().data_bind(DeskScreen.desk, DeskScreen.drafts)
        yield Barcode().data_bind(DeskScreen.bench, DeskScreen.desk)
        yield LowerPane().data_bind(DeskScreen.bench, DeskScreen.desk)
        yield MessageLine().data_bind(DeskScreen.notice)
        yield Footer(compact=True, show_command_palette=False)
        yield Static(TOO_SMALL, id="too-small", markup=False)

    def watch_bench(self, bench: Bench | None) -> None:
        """Hand the service to the panes that work with it."""
        if bench is not None:
            sign = " (read-only)" if bench.is_read_only else ""
            self.query_one(TopLine).place = f"{bench.service.label}{sign}"
            feed = FrameFeed(bench.service, disk=bench.pictures)
            self.viewer.picture.feed = self.query_one(TwoUp).feed = feed
            self.library.service = bench.service
            self.begin_keeping(bench)
            if bench.told:
                self.notice = Notice(bench.told, is_error=True)

    def validate_notice(self, notice: Notice) -> Notice:
        """Let an error stay until it is read; whatever is told meanwhile is in the log."""
        self._messages.add(notice)
        return self.notice.followed_by(notice)

    def on_resize(self, event: Resize) -> None:
        """Say so where the terminal is too small to work in."""
        self.set_class(is_too_small(event.size), "-too-small")
        self.set_class(is_roomy(event.size), "-roomy")
        self.set_class(has_strip(event.size), "-strip")
        for timeline in self.query(Timeline).results():  # none while the screen is being built
            timeline.fit(event.size)

    @on(Library.Listed)
    @on(Rows.Moved, "#assets")
    @on(DescendantFocus)
    def _show_picture(self) -> None:
        """Show posters while the list is used, else the opened asset."""
        self.set_class(self.viewer.has_focus_within, "-at-work")
        top_line = self.query_one(TopLine)
        top_line.trouble, top_line.order = self.library.trouble, self.library.order_sign
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

    @on(Rows.Chosen, "#status")
    def _open_clicked_clip(self) -> None:
        self.status.action_open_clip()

    @on(Viewer.SaveAsked)
    def _save_asked(self, event: Viewer.SaveAsked) -> None:
        try:
            self.status.save(event.bench, event.draft)
        except (ReadOnly, StoreError) as error:
            self.post_message(Failed(error))

    @on(StatusPane.Changed)
    def _tell_progress(self, event: StatusPane.Changed) -> None:
        self.drafts = event.drafts
        if event.is_new and event.is_news:
            self.end_error()
        if event.is_news:
            has_failed = event.draft.state is DraftState.FAILED
            is_over = event.draft.state.is_final
            self.notice = Notice(
                progress_sentence(event.draft), is_error=has_failed, is_progress=not is_over
            )
            if is_over:
                announce(self.app, self.notice.text)
            if event.draft.state is DraftState.DONE:
                self.library.reload()

    @on(StatusPane.Checked)
    def _tell_verdict(self, event: StatusPane.Checked) -> None:
        sentence = verdict_sentence(event.draft, event.verdict)
        self.notice = Notice(sentence, is_error=not event.verdict.is_right)

    @on(StatusPane.Held)
    def _tell_held(self, event: StatusPane.Held) -> None:
        self.notice = Notice(held_sentence(event.error, event.unsent), is_error=True)
        if isinstance(event.error, Unreachable):
            self.library.take_failure(event.error)

    @on(StatusPane.Queued)
    def _count_unsent(self, event: StatusPane.Queued) -> None:
        self.unsent = event.unsent

    def action_edit(self, name: str) -> None:
        """Change the desk as a command of the table says; below, u first keeps a draft."""
        if not (name == "undo" and self.lower.has_focus_within and self.lower.take_back()):
            super().action_edit(name)

    def action_save_selected(self) -> None:
        """Save all that is marked on the chosen assets, now or in earlier sessions."""
        if self.bench is not None:
            saving = partial(self._save_chosen, self.bench, self.library.take_chosen())
            attempt(self, saving, "save chosen")

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

    async def _save_chosen(self, bench: Bench, asset_ids: tuple[str, ...]) -> None:
        self.viewer.save_all([await self.desk_of(bench, key) for key in asset_ids])
