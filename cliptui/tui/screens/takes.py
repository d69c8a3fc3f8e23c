"""The list of the selections of an asset."""

from collections.abc import Callable

from rich.text import Text
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen

from cliptui.clip.desk import Desk
from cliptui.clip.marking import all_cleared, cleared
from cliptui.clip.selection import Marks
from cliptui.clip.visiting import at_selection_beside
from cliptui.errors import BadSelection
from cliptui.tui.attempts import Failed
from cliptui.tui.bindings import bindings_in
from cliptui.tui.commands import Context, command_named
from cliptui.tui.commands.command import DeskEdit
from cliptui.tui.widgets.assets import fit_text
from cliptui.tui.widgets.rows import Rows, RowStyles

_NOT_SET = "--:--:--:--"

Row = tuple[int, Marks]
"""A selection with its number in the order of the asset's time, from 0."""


class TakesList(Rows[Row]):
    """The selections in the order of the asset's time."""

    BINDINGS = bindings_in(Context.TAKES, Context.LISTS)

    class Asked(Message):
        """A command of the list was given."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, desk: Desk) -> None:
        super().__init__(self._draw_row, key=_key_of, widget_id="takes")
        self.desk = desk

    def action_go_to_take(self) -> None:
        """Go to the selection under the cursor."""
        self.post_message(self.Asked("go"))

    def action_save_takes(self) -> None:
        """Save those that are chosen, or the one under the cursor."""
        self.post_message(self.Asked("save"))

    def action_clear_take(self) -> None:
        """Take those that are chosen away, or the one under the cursor."""
        self.post_message(self.Asked("clear"))

    def action_close_takes(self) -> None:
        """Close the list."""
        self.post_message(self.Asked("close"))

    def action_edit(self, name: str) -> None:
        """Change the desk as a command of the table says."""
        self.post_message(self.Asked(name))

    def _draw_row(self, row: Row, width: int, styles: RowStyles) -> Text:
        number, take = row
        label = self.desk.timing.label
        start = _NOT_SET if take.in_frame is None else label(take.in_frame)
        stop = _NOT_SET if take.out_frame is None else label(take.out_frame - 1)
        sign = "▶" if take is self.desk.marks else " "
        times = f"{sign}{number + 1:>3}  {start} - {stop}  "
        title = fit_text(take.title or "from the template", max(0, width - len(times)))
        return Text.assemble(times, (title, "" if take.title else styles.dim), end="")


class TakesScreen(ModalScreen[tuple[Marks, ...] | None]):
    """Shows the selections, and gives those that shall be saved.

    Args:
        desk: The desk that they are on.
        take_desk: Takes the desk at once when it is changed here.
    """

    CSS_PATH = "takes.tcss"

    takes = getters.query_one(TakesList)

    def __init__(self, desk: Desk, take_desk: Callable[[Desk], None]) -> None:
        super().__init__()
        self._desk = desk
        self._take_desk = take_desk

    def compose(self) -> ComposeResult:
        """Build the screen."""
        with Vertical() as box:
            box.border_title = "Selections"
            box.border_subtitle = "⏎ go · space choose · s save · d clear · u undo · esc"
            yield TakesList(self._desk)

    def on_mount(self) -> None:
        """Put the cursor on the current selection."""
        self._show(self._desk)

    @on(TakesList.Asked)
    def _carry_out(self, event: TakesList.Asked) -> None:
        event.stop()
        match event.name:
            case "close":
                self.dismiss(None)
            case "go":
                self._change(self._visited(self._desk))
                self.dismiss(None)
            case "save":
                self.dismiss(self._chosen)
            case "clear":
                self._clear()
            case name:
                edit = command_named(name).edit
                if edit is not None:
                    self._edit(edit)

    @on(Rows.Chosen)
    def _go_clicked(self) -> None:
        self.takes.action_go_to_take()

    @property
    def _selected(self) -> tuple[Marks, ...]:
        return tuple(row[1] for row in self.takes.items if _key_of(row) in self.takes.chosen)

    @property
    def _chosen(self) -> tuple[Marks, ...]:
        return self._selected or ((self.takes.current[1],) if self.takes.current else ())

    def _clear(self) -> None:
        selected, self.takes.chosen = self._selected, frozenset()
        if selected:
            self._edit(lambda desk: all_cleared(desk, selected))
        else:
            self._edit(lambda desk: cleared(self._visited(desk)))

    def _visited(self, desk: Desk) -> Desk:
        """Return the desk with the selection under the cursor as the current one."""
        steps = self.takes.cursor - desk.sheet.place
        if steps:
            return at_selection_beside(desk, steps)
        marks = desk.marks
        return desk if marks.in_frame is None else desk.moved_to(marks.in_frame)

    def _edit(self, edit: DeskEdit) -> None:
        try:
            self._change(edit(self._desk))
        except BadSelection as error:
            self.post_message(Failed(error))

    def _change(self, desk: Desk) -> None:
        self._take_desk(desk)
        self._show(desk)

    def _show(self, desk: Desk) -> None:
        self._desk = self.takes.desk = desk
        self.takes.items = tuple(enumerate(desk.sheet.takes_in_time))
        self.takes.cursor = desk.sheet.place


def _key_of(row: Row) -> str:
    return f"{row[1].in_frame} {row[1].out_frame}"
