"""The form for saving a draft with more than its frames."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Select, Static, TextArea

from cliptui.clip.catalogue import ListsProfiles
from cliptui.clip.edits import Profile
from cliptui.clip.notes import ignored_by, notes_text, read_notes
from cliptui.errors import BadInput, ServiceError
from cliptui.tui.attempts import attempt

_USUAL = "the service's usual one"


@dataclass(frozen=True, slots=True)
class SaveForm:
    """What the form holds.

    Attributes:
        title: The title of the clip.
        meta: Its metadata.
        profile_id: The service's identifier of a profile; empty for the usual one.
    """

    title: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    profile_id: str = ""


class SaveFormScreen(ModalScreen[SaveForm | None]):
    """Asks for title, profile and metadata; None if it is given up.

    Args:
        form: What it holds at first.
        service: Who lists profiles; None where nobody does.

    Attributes:
        profiles: What the service lets choose from, once it has told.
    """

    CSS_PATH = "save_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Give up"),
        Binding("ctrl+s", "submit", "Save"),
    ]

    profiles: var[tuple[Profile, ...]] = var((), init=False)

    title_input = getters.query_one("#title", Input)
    choice = getters.query_one(Select)
    notes = getters.query_one(TextArea)
    words = getters.query_one("#words", Static)

    def __init__(self, form: SaveForm, service: ListsProfiles | None) -> None:
        super().__init__()
        self._form = form
        self._service = service

    def compose(self) -> ComposeResult:
        """Build the form."""
        with Vertical() as box:
            box.border_title = "Save the clip"
            box.border_subtitle = "⏎ in the title saves · tab goes on · esc gives up"
            yield Label("Title")
            yield Input(self._form.title, "from the template", id="title", compact=True)
            yield Label("Profile", classes="of-profiles")
            yield Select[str]([], prompt=_USUAL, compact=True, classes="of-profiles")
            yield Label("Metadata: key = value, one a line")
            yield TextArea(
                notes_text(self._form.meta), id="notes", compact=True, tab_behavior="focus"
            )
            yield Static("", id="words", markup=False)
            yield Button("Save", id="save", compact=True)

    def on_mount(self) -> None:
        """Leave the choice of a profile out until there are some."""
        self.query(".of-profiles").set(display=False)
        if self._service is not None:
            attempt(self, partial(self._look_up_profiles, self._service), "profiles")

    def watch_profiles(self, profiles: tuple[Profile, ...]) -> None:
        """Let the user choose."""
        self.query(".of-profiles").set(display=bool(profiles))
        self.choice.set_options(
            (Text(profile.name or profile.profile_id), profile.profile_id) for profile in profiles
        )
        if any(profile.profile_id == self._form.profile_id for profile in profiles):
            self.choice.value = self._form.profile_id

    @on(TextArea.Changed)
    @on(Select.Changed)
    def _warn(self) -> None:
        """Tell which notes the chosen profile would ignore, while they are typed."""
        try:
            ignored = ignored_by(self._profile, read_notes(self.notes.text))
        except BadInput:
            self._say("")  # a line that is not finished
            return
        self._say(f"! The profile ignores {', '.join(ignored)}." if ignored else "")

    @on(Input.Submitted)
    @on(Button.Pressed)
    def _submit(self) -> None:
        self.action_submit()

    def action_submit(self) -> None:
        """Give what the form holds, if it can be read."""
        try:
            meta = read_notes(self.notes.text)
        except BadInput as error:
            self._say(str(error), is_error=True)
            return
        profile = self._profile
        title = self.title_input.value.strip()
        self.dismiss(SaveForm(title, meta, profile.profile_id if profile else ""))

    async def _look_up_profiles(self, service: ListsProfiles) -> None:
        try:
            self.profiles = tuple(await service.profiles())
        except ServiceError as error:
            self._say(f"The profiles are not known. {error}", is_error=True)

    @property
    def _profile(self) -> Profile | None:
        """The profile that is chosen; None for the usual one."""
        return next((each for each in self.profiles if each.profile_id == self.choice.value), None)

    def _say(self, sentence: str, *, is_error: bool = False) -> None:
        self.words.set_class(is_error, "-error")
        self.words.update(f"✗ {sentence}" if is_error and sentence else sentence)
