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
from cliptui.jobs.bench import Bench
from cliptui.jobs.frames import FrameFeed
from cliptui.jobs.opening import open_desk
from cliptui.jobs.publish import save
from cliptui.tui.announcing import announce
from cliptui.tui.attempts import attempt
from cliptui.tui.bindings import bindings_of
from cliptui.tui.commands import Context
from cliptui.tui.keyboard import Keyboard
from cliptui.tui.screens.keys import KeysScreen
from cliptui.tui.sentences import marks_sentence, progress_sentence, verdict_sentence
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.barcode import Barcode
from cliptui.tui.widgets.filmstrip import Filmstrip
from cliptui.tui.widgets.library import Library
from cliptui.tui.widgets.lines import MessageLine, Notice, TopLine
from cliptui.tui.widgets.rows import Rows
from cliptui.tui.widgets.status import StatusPane
from cliptui.tui.widgets.timeline import MarksLine, Ruler
from cliptui.tui.widgets.viewer import Viewer

_MIN_COLUMNS = 60
_MIN_ROWS = 18
_ROOMY_COLUMNS = 120
_ROOMY_ROWS = 40
_TOO_SMALL = (
    f"This terminal is too small: cliptui needs {_MIN_COLUMNS}×{_MIN_ROWS} cells.\n"
    "Make it larger, or work on the command line: cliptui --help"
)


class DeskScreen(Screen[None]):
    """The desk at which clips are made.

    Args:
        place: What the service is called while it is not there yet.
        keyboard: Holds the keys back while an asset is being opened.
        sight: What the terminal can show, and how fast.

    Attributes:
        bench: The service and what is remembered, once they are there.
        desk: The opened asset as the viewer has it, if one is open.
        drafts: What was saved from here.
        notice: The last thing that happened.
    """

    BINDINGS = bindings_of(Context.EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (Textual's type)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]  # noqa: RUF012 (likewise)
    AUTO_FOCUS = "AssetList"

    bench: var[Bench | None] = var(None)
    desk: var[Desk | None] = var(None)
    drafts: var[tuple[WatchedDraft, ...]] = var(())
    notice: var[Notice] = var(Notice())

    library = getters.query_one(Library)
    viewer = getters.query_one(Viewer)
    status = getters.query_one(StatusPane)

    def __init__(self, place: str, keyboard: Keyboard, sight: Sight) -> None:
        super().__init__()
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
        yield Filmstrip(self._sight).data_bind(DeskScreen.desk)
        yield MarksLine().data_bind(DeskScreen.desk)
        yield Ruler().data_bind(DeskScreen.desk, DeskScreen.drafts)
        yield Barcode().data_bind(DeskScreen.bench, DeskScreen.desk)
        yield StatusPane().data_bind(DeskScreen.bench)
        yield MessageLine().data_bind(DeskScreen.notice)
        yield Footer(compact=True, show_command_palette=False)
        yield Static(_TOO_SMALL, id="too-small", markup=False)

    def watch_bench(self, bench: Bench | None) -> None:
        """Hand the service to the panes that work with it."""
        if bench is not None:
            self.query_one(TopLine).place = bench.service.label
            self.viewer.picture.feed = FrameFeed(bench.service, disk=bench.pictures)
            self.library.service = bench.service

    def on_resize(self, event: Resize) -> None:
        """Say so where the terminal is too small to work in."""
        too_small = event.size.width < _MIN_COLUMNS or event.size.height < _MIN_ROWS
        self.set_class(too_small, "-too-small")
        self.set_class(
            event.size.width >= _ROOMY_COLUMNS and event.size.height >= _ROOMY_ROWS, "-roomy"
        )

    @on(Library.Listed)
    @on(Rows.Moved, "#assets")
    @on(DescendantFocus)
    def _show_picture(self) -> None:
        """Show posters while the list is used, else the opened asset."""
        asset, desk = self.library.current, self.viewer.desk
        is_browsing = desk is None or self.library.has_focus_within
        if asset is not None and is_browsing and not (desk and desk.shows(asset)):
            self.viewer.show_poster(asset)
        elif desk is not None:
            self.viewer.show_desk()
        else:
            self.viewer.show_sentence(self.library.sentence)

    @on(Rows.Chosen, "#assets")
    def _open_clicked(self) -> None:
        self.action_open()

    @on(Rows.Chosen, "#status")
    def _open_clicked_clip(self) -> None:
        self.status.action_open_clip()

    @on(StatusPane.ClipAsked)
    def _open_clip(self, event: StatusPane.ClipAsked) -> None:
        if event.asset_id:
            self._begin_opening(event.asset_id)
        else:
            self.notice = Notice("There is no finished clip here yet.")

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

    @on(Filmstrip.Jumped)
    def _jump(self, event: Filmstrip.Jumped) -> None:
        self.viewer.go_to(event.frame)

    @on(Filmstrip.Left)
    def _leave_filmstrip(self) -> None:
        self.set_focus(self.viewer)

    @on(Viewer.NothingOpen)
    def _say_nothing_open(self) -> None:
        self.notice = Notice("No asset is open: press Enter on one in the list.")

    @on(StatusPane.Changed)
    def _tell_progress(self, event: StatusPane.Changed) -> None:
        self.drafts = event.drafts
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
        """Change the desk as a command of the table says."""
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
        elif self.library.has_focus_within and self.library.is_filtered:
            self.library.end_filter()
        else:
            self.library.assets.focus()

    def action_next_pane(self) -> None:
        """Go to the next of the three panes."""
        panes = [self.library.assets, self.viewer, self.status]
        here = next((at for at, pane in enumerate(panes) if pane.has_focus_within), -1)
        panes[(here + 1) % len(panes)].focus()

    def action_refresh(self) -> None:
        """Ask the service for its assets again."""
        self.library.reload()

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

    def action_show_keys(self) -> None:
        """Show every key."""
        self.app.push_screen(KeysScreen())

    def give_up_opening(self) -> None:
        """Stop opening an asset; what was open stays so."""
        self.workers.cancel_group(self, "open")

    def _begin_opening(self, asset_id: str) -> None:
        if self.bench is not None:
            self._keyboard.hold()
            attempt(self, partial(self._open, self.bench, asset_id), "open")

    async def _open(self, bench: Bench, asset_id: str) -> None:
        try:
            opened = await open_desk(bench, asset_id)
            self.viewer.desk = self._desks.get(asset_id, opened)
            self.set_focus(self.viewer)
            self._end_error()
        finally:
            self._keyboard.go_on()

    @on(Viewer.EntryEnded)
    def _end_error(self) -> None:
        """Take an error away that is over: what it was about has been done, or given up."""
        if self.notice.is_error:
            self.notice = Notice()

    async def _save(self, bench: Bench, draft: NewDraft) -> None:
        self.status.add(bench, await save(bench, draft))
