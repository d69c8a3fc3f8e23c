"""What is done to an opened asset with keys, but for showing and saving it."""

from dataclasses import dataclass, replace
from functools import partial

from textual.containers import Vertical
from textual.message import Message
from textual.reactive import var

from cliptui.clip.desk import Desk
from cliptui.clip.draft import Draft, Drafted, WatchedDraft
from cliptui.clip.marking import marker_labelled, titled
from cliptui.clip.points import PointKind, draft_points, in_order
from cliptui.clip.rate_entry import RATE_HINT, rate_of
from cliptui.clip.retiming import retimed
from cliptui.clip.timecode import FrameRate
from cliptui.errors import BadSelection, ServiceError
from cliptui.jobs.bench import Bench
from cliptui.jobs.rates import tell_rate
from cliptui.tui.attempts import Failed, Told, attempt
from cliptui.tui.commands import command_named
from cliptui.tui.screens.ask import AskScreen, Question


class EditingPane(Vertical):
    """Changes the desk as keys say.

    Attributes:
        desk: The opened asset, its playhead and its marks, if one is open.
        bench: The service and what is remembered, once they are there.
        drafts: What was saved from here.
        listed: The drafts that the service told of when an asset was last opened.
    """

    desk: var[Desk | None] = var(None, init=False)
    bench: var[Bench | None] = var(None, init=False)
    drafts: var[tuple[WatchedDraft, ...]] = var((), init=False)
    listed: var[tuple[Draft, ...]] = var((), init=False)

    @dataclass
    class Edited(Message):
        """The desk is another one: the playhead or a mark has moved."""

        desk: Desk

    @dataclass
    class Zoomed(Message):
        """The timeline shall show a stretch that is shorter by so many steps."""

        steps: int

    def watch_drafts(self) -> None:
        """Count the edges of drafts among the points of interest."""
        self._set_landmarks()

    def watch_listed(self) -> None:
        """Likewise."""
        self._set_landmarks()

    def begin_work(self) -> None:
        """Get ready for another asset: find out which drafts there are of it."""
        self._set_landmarks()
        if self.bench is not None:
            attempt(self, partial(self._look_up_drafts, self.bench), "drafts")

    def opened(self) -> Desk | None:
        """Return the desk; where there is none, say so."""
        if self.desk is None:
            self.post_message(Told("No asset is open: press Enter on one in the list."))
        return self.desk

    def action_edit(self, name: str) -> None:
        """Change the desk as a command of the table says."""
        edit = command_named(name).edit
        desk = self.opened()
        if desk is None or edit is None:
            return
        try:
            self.desk = edit(desk)
        except BadSelection as error:
            self.post_message(Failed(error))

    def action_title(self) -> None:
        """Ask for the title of the current selection."""
        if (desk := self.opened()) is not None:
            question = Question("Title of the clip", desk.marks.title, "empty: from the template")
            self.app.push_screen(AskScreen(question), self._set_title)

    def action_label_marker(self) -> None:
        """Ask what is to be said of the frame under the playhead."""
        if (desk := self.opened()) is not None:
            marker = desk.sheet.marker_at(desk.playhead)
            question = Question("Marker on this frame", marker.label if marker else "")
            self.app.push_screen(AskScreen(question), self._set_label)

    def action_copy_times(self) -> None:
        """Copy in and out, or the playhead if they are not set, to the clipboard."""
        if (desk := self.opened()) is None:
            return
        label, marks = desk.timing.label, desk.marks
        if marks.is_complete:
            selection = marks.selection()
            times = f"{label(selection.in_frame)}\t{label(selection.out_frame - 1)}"
        else:
            times = label(desk.playhead)
        self.app.copy_to_clipboard(times)
        self.post_message(Told(f"Copied: {times.replace(chr(9), '  ')}"))

    def action_tell_rate(self) -> None:
        """Ask for the frame rate of an asset whose service does not tell it."""
        if (desk := self.opened()) is not None:
            now = "" if desk.timing.rate is None else str(desk.timing.rate)
            question = Question("Frame rate", now, RATE_HINT, check=rate_of)
            self.app.push_screen(AskScreen(question), self._set_rate)

    def action_zoom_in(self) -> None:
        """Show a shorter stretch of the timeline."""
        self.post_message(self.Zoomed(1))

    def action_zoom_out(self) -> None:
        """Show a longer one."""
        self.post_message(self.Zoomed(-1))

    def _set_title(self, title: str | None) -> None:
        if title is not None and self.desk is not None:
            self.desk = titled(self.desk, title.strip())

    def _set_label(self, label: str | None) -> None:
        if label is not None and self.desk is not None:
            self.desk = marker_labelled(self.desk, label.strip())

    def _set_rate(self, entry: str | None) -> None:
        if entry is not None and self.desk is not None and self.bench is not None:
            telling = partial(self._tell_rate, self.bench, self.desk.asset.asset_id, rate_of(entry))
            attempt(self, telling, "rate")

    async def _tell_rate(self, bench: Bench, asset_id: str, rate: FrameRate) -> None:
        timing = await tell_rate(bench, asset_id, rate)
        if self.desk is not None and self.desk.asset.asset_id == asset_id:
            self.desk = retimed(self.desk, timing)
            self._set_landmarks()
        kind = " drop-frame" if rate.drop_frame else ""
        self.post_message(Told(f"This asset has {rate} fps{kind} from now on."))

    async def _look_up_drafts(self, bench: Bench) -> None:
        try:
            self.listed = tuple(await bench.service.drafts())
        except ServiceError as error:
            self.post_message(Told(f"Which drafts there are already is not known. {error}"))

    def _set_landmarks(self) -> None:
        desk = self.desk
        if desk is not None:
            known: tuple[Drafted, ...] = (*self.drafts, *self.listed)
            points = draft_points(known, desk.asset.asset_id, desk.timing)
            others = (p for p in desk.landmarks if p.kind is not PointKind.DRAFT)
            self.desk = replace(desk, landmarks=in_order((*others, *points)))
