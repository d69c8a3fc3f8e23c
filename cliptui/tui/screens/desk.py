"""The main screen: the library, the picture, the timeline and the status of drafts."""

from fractions import Fraction
from functools import partial

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus, Resize
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Footer, Static

from cliptui.clip.desk import Desk
from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.errors import BadSelection, StoreError
from cliptui.jobs.bench import Bench
from cliptui.jobs.frames import FrameFeed
from cliptui.jobs.opening import open_desk
from cliptui.jobs.publish import new_draft
from cliptui.preview.fit import USUAL_CELL_ASPECT
from cliptui.tui.attempts import Failed, attempt
from cliptui.tui.bindings import bindings_of
from cliptui.tui.commands import Context, command_named
from cliptui.tui.keeping import Keeper
from cliptui.tui.keyboard import Keyboard
from cliptui.tui.screens.keys import KeysScreen
from cliptui.tui.sentences import marks_sentence, progress_sentence, restored_sentence
from cliptui.tui.widgets.library import Library
from cliptui.tui.widgets.lines import MessageLine, Notice, TopLine
from cliptui.tui.widgets.rows import Rows
from cliptui.tui.widgets.status import StatusPane
from cliptui.tui.widgets.timeline import MarksLine, Ruler
from cliptui.tui.widgets.viewer import Viewer

_MIN_COLUMNS = 60
_MIN_ROWS = 18
_TOO_SMALL = (
    f"This terminal is too small: cliptui needs {_MIN_COLUMNS}×{_MIN_ROWS} cells.\n"
    "Make it larger, or work on the command line: cliptui --help"
)


class DeskScreen(Screen[None]):
    """The desk at which clips are made.

    Args:
        place: What the service is called while it is not there yet.
        keyboard: Holds the keys back while an asset is being opened.
        cell_aspect: Width of a cell over its height.

    Attributes:
        bench: The service and what is remembered, once they are there.
        desk: The opened asset as the viewer has it, if one is open.
        drafts: What was saved from here.
        unsent: How much of it waits here until the service has it.
        notice: The last thing that happened.
    """

    BINDINGS = bindings_of(Context.EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (Textual's type)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]  # noqa: RUF012 (likewise)
    AUTO_FOCUS = "AssetList"

    bench: var[Bench | None] = var(None)
    desk: var[Desk | None] = var(None)
    drafts: var[tuple[WatchedDraft, ...]] = var(())
    unsent: var[int] = var(0)
    notice: var[Notice] = var(Notice())

    library = getters.query_one(Library)
    viewer = getters.query_one(Viewer)
    status = getters.query_one(StatusPane)

    def __init__(
        self, place: str, keyboard: Keyboard, cell_aspect: Fraction = USUAL_CELL_ASPECT
    ) -> None:
        super().__init__()
        self._keyboard = keyboard
        self._place = place
        self._cell_aspect = cell_aspect
        self._keeper: Keeper | None = None

    def compose(self) -> ComposeResult:
        """Build the screen."""
        yield TopLine(self._place).data_bind(DeskScreen.drafts, DeskScreen.unsent)
        with Horizontal(id="upper"):
            yield Library(widget_id="library")
            yield Viewer(self._cell_aspect)
        yield MarksLine().data_bind(DeskScreen.desk)
        yield Ruler().data_bind(DeskScreen.desk, DeskScreen.drafts)
        yield StatusPane().data_bind(DeskScreen.bench)
        yield MessageLine().data_bind(DeskScreen.notice)
        yield Footer(compact=True, show_command_palette=False)
        yield Static(_TOO_SMALL, id="too-small", markup=False)

    def watch_bench(self, bench: Bench | None) -> None:
        """Hand the service to the panes that work with it."""
        if bench is not None:
            self.query_one(TopLine).place = bench.service.label
            self.viewer.picture.feed = FrameFeed(bench.service)
            self.library.service = bench.service
            self._keeper = Keeper(bench, self, self._say)
            self._say(bench.told)

    def on_resize(self, event: Resize) -> None:
        """Say so where the terminal is too small to work in."""
        too_small = event.size.width < _MIN_COLUMNS or event.size.height < _MIN_ROWS
        self.set_class(too_small, "-too-small")

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
        self.action_open_clip()

    @on(Viewer.Edited)
    def _take_desk(self, event: Viewer.Edited) -> None:
        if self._keeper is not None:
            self._keeper.keep(event.desk)  # and only then show it
        self.desk = event.desk
        if event.marks_changed:
            self.notice = Notice(marks_sentence(event.desk))

    @on(Viewer.NothingOpen)
    def _say_nothing_open(self) -> None:
        self.notice = Notice("No asset is open: press Enter on one in the list.")

    @on(StatusPane.Changed)
    def _tell_progress(self, event: StatusPane.Changed) -> None:
        self.drafts = event.drafts
        if event.is_news:
            has_failed = event.draft.state is DraftState.FAILED
            self.notice = Notice(progress_sentence(event.draft), is_error=has_failed)
            if event.draft.state is DraftState.DONE:
                self.library.reload()

    @on(StatusPane.Queued)
    def _count_unsent(self, event: StatusPane.Queued) -> None:
        self.unsent = event.unsent

    def action_edit(self, name: str) -> None:
        """Change the desk as a command of the table says."""
        self.viewer.edit(command_named(name))

    def action_enter_time(self) -> None:
        """Let the user type a timecode."""
        self.viewer.start_entry()

    def action_enter_digit(self, sign: str) -> None:
        """Let the user type a timecode that starts with this digit or sign."""
        self.viewer.start_entry(sign)

    def action_open(self) -> None:
        """Open the asset under the cursor."""
        if self.library.current is not None:
            self._begin_opening(self.library.current.asset_id)
        else:
            self.notice = Notice(self.library.sentence)

    def action_open_clip(self) -> None:
        """Open the clip that the draft under the cursor has become."""
        draft = self.status.current
        if draft is None or not draft.clip_asset_id:
            self.notice = Notice("There is no finished clip here yet.")
        else:
            self._begin_opening(draft.clip_asset_id)

    def action_save(self) -> None:
        """Save the marked selection as a draft, with a default title."""
        desk = self.viewer.desk
        if desk is None or self.bench is None:
            self._say_nothing_open()
            return
        try:
            draft = new_draft(desk.asset, desk.timing, desk.selection())
            self.status.save(self.bench, draft)
        except (BadSelection, StoreError) as error:
            self.post_message(Failed(error))

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

    def action_convert(self) -> None:
        """Have the draft under the cursor cut, where the server waits to be asked."""
        if self.bench is None or self.status.current is None:
            self.notice = Notice("There is no draft here.")
        else:
            attempt(self, partial(self.status.convert, self.bench, self.status.current), "convert")

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
            desk, is_restored = await open_desk(bench, asset_id), False
            if self._keeper is not None:
                desk, is_restored = self._keeper.restored(desk)
            self.viewer.desk = desk
            self.set_focus(self.viewer)
            self._end_error()
            if is_restored:
                self._say(restored_sentence(desk))
        finally:
            self._keyboard.go_on()

    @on(Viewer.EntryEnded)
    def _end_error(self) -> None:
        """Take an error away that is over: what it was about has been done, or given up."""
        if self.notice.is_error:
            self.notice = Notice()

    def close(self) -> None:
        """Write what could not be written, for the last time.

        Raises:
            StoreError: It still cannot be; the sentence says how much is lost.
        """
        if self._keeper is not None:
            self._keeper.close()

    def _say(self, sentence: str) -> None:
        if sentence:
            self.notice = Notice(sentence)
