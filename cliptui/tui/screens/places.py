"""The place picker: folders, the demo library, and the accounts of the configuration file."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from cliptui.errors import CliptuiError
from cliptui.jobs.places import PlaceChoice
from cliptui.tui.bindings import bindings_in
from cliptui.tui.commands import Context
from cliptui.tui.widgets.assets import fit_text
from cliptui.tui.widgets.rows import Rows, RowStyles

_HERE: Final = "●"
_LABEL_SHARE: Final = 3
_KIND_WIDTH: Final = len("bluebillywig")


class PlaceList(Rows[PlaceChoice]):
    """Lists places.

    Args:
        here: The key of the place that is open; None while none is.
    """

    BINDINGS = bindings_in(Context.LISTS)

    def __init__(self, here: str | None) -> None:
        super().__init__(self._draw_row, key=lambda choice: choice.key, widget_id="places")
        self._here = here

    def _draw_row(self, choice: PlaceChoice, width: int, styles: RowStyles) -> Text:
        sign = _HERE if choice.key == self._here else " "
        label_width = width // _LABEL_SHARE
        where_width = max(0, width - label_width - _KIND_WIDTH - 6)
        kind = choice.kind + " " * (_KIND_WIDTH - cell_len(choice.kind))
        return Text.assemble(
            (f"{sign} ", styles.good),
            fit_text(choice.label, label_width),
            (f"  {kind}  ", styles.dim),
            fit_text(choice.where, where_width),
            no_wrap=True,
            end="",
        )


class PlacesScreen(ModalScreen[PlaceChoice | None]):
    """Asks for a place; gives it, or None if the user stays.

    Args:
        choices: The places that are known.
        here: The key of the place that is open; None while none is.
        named: Returns the place that a text names.
    """

    CSS_PATH = "places.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Stay"),
        Binding("q,h", "leave", show=False),
        Binding("enter,l", "choose", "Open"),
        Binding("slash", "type", "Another"),
    ]

    places = getters.query_one(PlaceList)
    entry = getters.query_one(Input)
    failure = getters.query_one("#failure", Static)

    def __init__(
        self,
        choices: Sequence[PlaceChoice],
        here: str | None,
        named: Callable[[str], PlaceChoice],
    ) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self._here = here
        self._named = named

    def compose(self) -> ComposeResult:
        """Build the screen."""
        with Vertical() as box:
            box.border_title = "Places"
            box.border_subtitle = "⏎ open · / another folder or address · esc stay"
            yield PlaceList(self._here)
            yield Input(placeholder="/  a folder or an address", compact=True)
            yield Static("", id="failure", markup=False)

    def on_mount(self) -> None:
        """List the places, with the cursor on the one that is open."""
        self.places.items = self._choices
        keys = [choice.key for choice in self._choices]
        self.places.cursor = keys.index(self._here) if self._here in keys else 0
        self.places.focus()

    def action_leave(self) -> None:
        """Leave the entry, or stay where one is."""
        if self.entry.has_focus:
            self.failure.update("")
            self.set_focus(self.places)
        else:
            self.dismiss(None)

    @on(Rows.Chosen)
    def action_choose(self) -> None:
        """Go to the place under the cursor."""
        self.dismiss(self.places.current)

    def action_type(self) -> None:
        """Let the user type a folder or an address."""
        self.set_focus(self.entry)

    @on(Input.Submitted)
    def _go_to_typed(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.action_leave()
            return
        try:
            choice = self._named(event.value)
        except CliptuiError as error:
            self.failure.update(f"✗ {error}")
        else:
            self.dismiss(choice)
