"""What the main screen does to have an asset on the desk: opening it, and keeping what is done."""

from dataclasses import replace
from functools import partial
from typing import Final

from textual import on
from textual.reactive import var
from textual.timer import Timer

from cliptui.clip.desk import Desk
from cliptui.clip.shelf import with_draft
from cliptui.jobs.bench import Bench
from cliptui.jobs.opening import open_desk
from cliptui.tui.attempts import attempt
from cliptui.tui.commands import Context, commands_of
from cliptui.tui.keeping import Keeper
from cliptui.tui.keyboard import Keyboard
from cliptui.tui.keymap import Keymap
from cliptui.tui.screens.handing_on import HandingOn
from cliptui.tui.sentences import (
    change_sentence,
    reopened_sentence,
    restored_sentence,
    without_saving,
)
from cliptui.tui.widgets.clips import ClipsPane
from cliptui.tui.widgets.drafts import DraftsPane
from cliptui.tui.widgets.library import Library
from cliptui.tui.widgets.lines import Notice
from cliptui.tui.widgets.rows import Rows
from cliptui.tui.widgets.status import StatusPane
from cliptui.tui.widgets.viewer import Viewer

LIST_PATIENCE_S: Final = 5.0
"""How long keys that are meant for the first list wait for it."""


class OpeningAssets(HandingOn):
    """Opens assets, keeps each state of the desk, and says what has happened to it.

    Args:
        keyboard: Holds the keys back while an asset is being opened.

    Attributes:
        bench: The service and what is remembered, once they are there.
        desk: The opened asset as the viewer has it, if one is open.
        notice: The last thing that happened.
    """

    bench: var[Bench | None] = var(None)
    desk: var[Desk | None] = var(None)
    notice: var[Notice] = var(Notice())

    def __init__(self, keyboard: Keyboard) -> None:
        super().__init__()
        self._keyboard = keyboard
        self._keeper: Keeper | None = None
        self._has_awaited = False
        self._patience: Timer | None = None

    def begin_keeping(self, bench: Bench) -> None:
        """Keep what is at work from now on."""
        self._keeper = Keeper(bench, self, self._say_over)

    def close(self) -> None:
        """Write what could not be written, for the last time.

        Raises:
            StoreError: It still cannot be; the sentence says how much is lost.
        """
        if self._keeper is not None:
            self._keeper.close()

    @on(Rows.Chosen, "#assets")
    def action_open(self) -> None:
        """Open the asset under the cursor."""
        if self.library.current is not None:
            self._begin_opening(self.library.current.asset_id)
        else:
            self.notice = Notice(self.library.sentence)

    def awaits_list_for(self, key: str, keymap: Keymap) -> bool:
        """Tell whether a key is meant for a list that is still to come; if so, it goes on then.

        It waits no longer than `LIST_PATIENCE_S`, and only for the first list of a place.
        """
        library = self.query_one_optional(Library)
        is_there = library is not None and not library.is_awaited
        is_elsewhere = self.focused is not None and self.focused.id != "assets"
        if is_there or is_elsewhere or self._has_awaited or not _is_of_list(key, keymap):
            return False
        self._has_awaited = True
        self._patience = self.set_timer(LIST_PATIENCE_S, self._end_awaiting)
        return True

    @on(Library.Listed)
    def _go_on_with_list(self) -> None:
        if not self.library.is_awaited:
            self._end_awaiting()

    def _end_awaiting(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
            self._keyboard.go_on()

    def give_up_opening(self) -> None:
        """Stop opening an asset, or waiting for the list; what was open stays so."""
        self._end_awaiting()
        self.workers.cancel_group(self, "open")

    @on(Viewer.EntryEnded)
    def end_error(self) -> None:
        """Take an error away: it has been read, or what it was about is over."""
        if self.notice.is_error:
            self.notice = Notice()

    async def desk_of(self, bench: Bench, asset_id: str) -> Desk:
        """Return the desk of an asset as it was left.

        Raises:
            CliptuiError: The asset cannot be opened, or what was kept cannot be read.
        """
        return (await self._restored(bench, asset_id))[0]

    def say(self, sentence: str) -> None:
        """Tell something, if there is anything to tell."""
        if sentence:
            is_read_only = self.bench is not None and self.bench.is_read_only
            self.notice = Notice(without_saving(sentence) if is_read_only else sentence)

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

    @on(Viewer.NextAsked)
    def _open_next(self, event: Viewer.NextAsked) -> None:
        if self.library.go_on_from(event.asset):
            self.action_open()
        else:
            sentence = "This was the last asset of the list that can be opened."
            self.notice = Notice(sentence, is_answer=True)

    @on(Viewer.Edited)
    def _take_desk(self, event: Viewer.Edited) -> None:
        if self._keeper is not None and self.viewer.run is None:  # what plays is kept at its end
            self._keeper.keep(event.desk)  # and only then show it
        before, self.desk = self.desk, event.desk
        self.say(change_sentence(before, event.desk))

    def _begin_opening(self, asset_id: str, asked: DraftsPane.Asked | None = None) -> None:
        if self.bench is not None:
            self._keyboard.hold()
            attempt(self, partial(self._open, self.bench, asset_id, asked), "open")

    async def _open(self, bench: Bench, asset_id: str, asked: DraftsPane.Asked | None) -> None:
        try:
            desk, is_restored = await self._restored(bench, asset_id)
            now = self.viewer.desk
            if now is not None and now.shows(desk.asset) and now.timing == desk.timing:
                desk, is_restored = replace(now, asset=desk.asset), False  # with what is proposed
            self.viewer.desk = with_draft(desk, asked.draft) if asked else desk
            self.set_focus(self.viewer)
            self.end_error()
            if asked is not None:
                self.lower.drafts.begin_edit(asked.draft, is_edit=asked.is_edit)
                self.say(reopened_sentence(asked.draft, is_edit=asked.is_edit))
            elif is_restored:
                self.say(restored_sentence(desk))
        finally:
            self._keyboard.go_on()

    async def _restored(self, bench: Bench, asset_id: str) -> tuple[Desk, bool]:
        desk = await open_desk(bench, asset_id)
        return (desk, False) if self._keeper is None else self._keeper.restored(desk)

    def _say_over(self, sentence: str) -> None:
        self.end_error()
        self.say(sentence)


def _is_of_list(key: str, keymap: Keymap) -> bool:
    """Tell whether a key does something with the rows of the list of assets."""
    contexts = (Context.ASSETS, Context.LISTS)
    return any(key in keymap.of(each) for context in contexts for each in commands_of(context))
