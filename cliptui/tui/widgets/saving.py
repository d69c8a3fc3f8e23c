"""Saving what is marked: at once, with a form, of many assets, or to a file for others."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from textual.message import Message

from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import ListsProfiles
from cliptui.clip.desk import Desk
from cliptui.clip.draft import Drafted, DraftState, NewDraft
from cliptui.clip.duplicates import already_drafted
from cliptui.clip.marking import titled
from cliptui.clip.outbox import IntentState
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.timing import Timing
from cliptui.errors import BadInput, BadSelection
from cliptui.jobs.bench import Bench
from cliptui.jobs.exporting import cut_list_of, write_file
from cliptui.jobs.publish import draft_of, drafts_of
from cliptui.tui.attempts import Failed, Told, attempt
from cliptui.tui.screens.export import Export, ExportScreen
from cliptui.tui.screens.save_form import SaveForm, SaveFormScreen
from cliptui.tui.screens.takes import TakesScreen
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.proposing import ProposingPane


class SavingPane(ProposingPane):
    """Saves what is marked on the desk.

    A draft of frames that are drafted already is saved only when it is asked for twice.

    Args:
        sight: What the terminal can show, and how fast.
        widget_id: The identifier of the widget.
    """

    @dataclass
    class SaveAsked(Message):
        """A draft shall be kept and sent."""

        bench: Bench
        draft: NewDraft

    @dataclass
    class NextAsked(Message):
        """The asset behind this one shall be opened."""

        asset: Asset

    def __init__(self, sight: Sight, widget_id: str) -> None:
        super().__init__(sight, widget_id)
        self._warned_of: tuple[object, ...] = ()
        self._last_form = SaveForm()

    def action_save(self) -> None:
        """Save the current selection as a draft."""
        if (desk := self.opened()) is not None:
            self._save_current(desk, "s")

    def action_save_and_next(self) -> None:
        """Save the current selection, and open the next asset."""
        if (desk := self.opened()) is not None and self._save_current(desk, "D"):
            self.post_message(self.NextAsked(desk.asset))

    def action_save_with_form(self) -> None:
        """Ask for title, profile and metadata, then save."""
        desk = self.opened()
        if desk is None or self.bench is None:
            return
        try:
            draft = draft_of(desk, self.bench.title_template)
        except BadInput as error:
            self.post_message(Failed(error))
            return
        form = replace(self._last_form, title=draft.title)
        service = self.bench.service
        screen = SaveFormScreen(form, service if isinstance(service, ListsProfiles) else None)
        self.app.push_screen(screen, partial(self._take_form, desk, draft))

    def action_list_takes(self) -> None:
        """Show all selections of the asset."""
        if (desk := self.opened()) is not None:
            self.app.push_screen(TakesScreen(desk, self._take_desk), self._save_takes)

    def action_export(self) -> None:
        """Write the selections to a file for other programs."""
        if (desk := self.opened()) is None:
            return
        try:
            cuts = cut_list_of(desk)
        except BadInput as error:
            self.post_message(Failed(error))
        else:
            self.app.push_screen(ExportScreen(cuts, Path.cwd()), self._export)

    def save_all(self, desks: Sequence[Desk], takes: Container[Marks] | None = None) -> None:
        """Save whole selections of some desks, but for those that are drafted already.

        Args:
            desks: The desks.
            takes: The selections to save; None for all of them.
        """
        if self.bench is None:
            return
        template = self.bench.title_template
        try:
            wanted = [(desk, draft) for desk in desks for draft in drafts_of(desk, template, takes)]
        except BadInput as error:
            self.post_message(Failed(error))
        else:
            self._save_new(self.bench, wanted)

    def _save_new(self, bench: Bench, wanted: Iterable[tuple[Desk, NewDraft]]) -> None:
        """Save the drafts that are not there already, and tell how many there were."""
        saved, known = 0, 0
        for desk, draft in wanted:
            if self._twin_of(bench, draft, desk.timing) is not None:
                known += 1
            else:
                saved += 1
                self.post_message(self.SaveAsked(bench, draft))
        if known and not saved:
            self.post_message(Told(f"{_counted(known, 'draft')} there already: nothing to save."))
        elif saved:
            left_out = f"; {known} drafted already" if known else ""
            self.post_message(Told(f"Saving {_counted(saved, 'draft')}{left_out}."))
        else:
            self.post_message(
                Failed(BadSelection("No clip is marked there: open the asset, i and o mark."))
            )

    def _save_current(self, desk: Desk, key: str, form: SaveForm | None = None) -> bool:
        """Save the current selection; return whether it was good to save.

        Args:
            desk: The desk that it is on.
            key: The key that asks for it, to be named if it has to be pressed again.
            form: What else is to be said of the clip.
        """
        if self.bench is None:
            return False
        try:
            draft = draft_of(desk, self.bench.title_template)
        except BadInput as error:
            self.post_message(Failed(error))
            return False
        if form is not None:
            draft = replace(draft, title=form.title, meta=form.meta, profile=form.profile_id)
        twin = self._twin_of(self.bench, draft, desk.timing)
        if twin is not None and _frames(draft) != self._warned_of:
            self._warned_of = _frames(draft)
            self.post_message(
                Told(f"Drafted already; {key} again saves it anyway: “{twin.title}”.")
            )
            return False
        self._warned_of = ()
        self.post_message(self.SaveAsked(self.bench, draft))
        return True

    def _twin_of(self, bench: Bench, draft: NewDraft, timing: Timing) -> Drafted | None:
        """Return the draft of the same frames that there is already, or that waits to be sent."""
        selection = Selection(*map(timing.boundary_near, (draft.start_ms, draft.stop_ms)))
        watched = bench.memory.watched(bench.place)
        lost = {known.draft_id for known in watched if known.state is DraftState.FAILED}
        known: list[Drafted] = [known for known in watched if known.draft_id not in lost]
        known += [known for known in self.listed if known.draft_id not in lost]
        known += [
            intent.draft
            for intent in bench.memory.intents(bench.place)
            if intent.state is not IntentState.REFUSED
        ]
        return already_drafted(selection, draft.asset_id, timing, known)

    def _take_form(self, desk: Desk, draft: NewDraft, form: SaveForm | None) -> None:
        if form is None:
            return
        self._last_form = form
        if self.desk is not None and form.title != draft.title:
            desk = self.desk = titled(self.desk, form.title)
        self._save_current(desk, "S", form)

    def _take_desk(self, desk: Desk) -> None:
        self.desk = desk

    def _save_takes(self, takes: tuple[Marks, ...] | None) -> None:
        desk = self.desk
        if takes and desk is not None:
            self.save_all([desk], takes)

    def _export(self, export: Export | None) -> None:
        if export is not None:
            attempt(self, partial(self._write, export), "export")

    async def _write(self, export: Export) -> None:
        await write_file(export.path, export.content, may_replace=export.may_replace)
        self.post_message(Told(f"Written: {export.path.name} ({_counted(export.count, 'clip')})."))


def _frames(draft: Drafted) -> tuple[object, ...]:
    """Return what tells the frames of a draft from those of others."""
    return draft.asset_id, draft.start_ms, draft.stop_ms


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
