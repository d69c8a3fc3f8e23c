"""The question in which format and to which file the selections are exported."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from cliptui.clip.text import clean
from cliptui.errors import BadCutList
from cliptui.interchange.cuts import CutList
from cliptui.interchange.formats import FORMATS, Format


@dataclass(frozen=True, slots=True)
class Export:
    """A file that shall be written.

    Attributes:
        path: Where.
        content: Its bytes.
        count: How many clips it holds.
        may_replace: Whether a file that is there may be written over.
    """

    path: Path
    content: bytes
    count: int
    may_replace: bool


class ExportScreen(ModalScreen[Export | None]):
    """Asks for a format and a name; None if it is given up.

    Args:
        cuts: What shall be exported.
        folder: The folder that files go to.
    """

    CSS_PATH = "export.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Give up"),
        Binding("j", "move('down')", show=False),
        Binding("k", "move('up')", show=False),
    ]

    kinds = getters.query_one(OptionList)
    name_input = getters.query_one(Input)
    failure = getters.query_one("#failure", Static)

    def __init__(self, cuts: CutList, folder: Path) -> None:
        super().__init__()
        self._cuts = cuts
        self._folder = folder
        self._warned_of = ""

    def compose(self) -> ComposeResult:
        """Build the screen."""
        with Vertical() as box:
            box.border_title = "Export the selections"
            box.border_subtitle = "⏎ goes on, then writes · esc gives up"
            yield OptionList(*(each.label for each in FORMATS), markup=False, compact=True)
            yield Input(FORMATS[0].file_name(self._cuts.name), compact=True)
            yield Static("", id="failure", markup=False)

    def action_move(self, direction: str) -> None:
        """Go up or down with the keys of lists."""
        if direction == "down":
            self.kinds.action_cursor_down()
        else:
            self.kinds.action_cursor_up()

    @on(OptionList.OptionHighlighted)
    def _name_for_kind(self) -> None:
        """Propose the name that files of the format have."""
        self.name_input.value = self._format.file_name(self._cuts.name)
        self.failure.update("")

    @on(OptionList.OptionSelected)
    def _go_to_name(self) -> None:
        self.set_focus(self.name_input)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        name = event.value.strip()
        trouble = self._trouble_with(name)
        if trouble:
            self.failure.update(f"✗ {trouble}")
            return
        try:
            content = self._format.encoded(self._cuts)
        except BadCutList as error:
            self.failure.update(f"✗ {error}")
            return
        path, count = self._folder / name, len(self._cuts.cuts)
        self.dismiss(Export(path, content, count, may_replace=name == self._warned_of))

    def _trouble_with(self, name: str) -> str:
        """Return why a name cannot be used yet; a file that is there can be, the second time."""
        if name in ("", ".", "..") or "/" in name or not name.isprintable():
            return "Write a name without a folder: files go to the current one."
        if name != self._warned_of and (self._folder / name).exists():
            self._warned_of = name
            return f"“{clean(name)}” is there already: ⏎ again writes over it."
        return ""

    @property
    def _format(self) -> Format:
        return FORMATS[self.kinds.highlighted or 0]
