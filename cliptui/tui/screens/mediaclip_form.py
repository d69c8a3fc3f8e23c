"""The form for what is written of a mediaclip."""

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, TextArea

from cliptui.clip.mediaclip import MediaClip, MediaClipEdit


class MediaClipForm(ModalScreen[MediaClipEdit | None]):
    """Asks what to change of a mediaclip; gives only that, and None if it is given up.

    Args:
        clip: The mediaclip as it is.
    """

    CSS_PATH = "mediaclip_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Give up"),
        Binding("ctrl+s", "submit", "Save"),
    ]

    description = getters.query_one(TextArea)

    def __init__(self, clip: MediaClip) -> None:
        super().__init__()
        self._clip = clip

    def compose(self) -> ComposeResult:
        """Build the form."""
        clip = self._clip
        with Vertical() as box:
            box.border_title = "Mediaclip"
            box.border_subtitle = "⏎ saves · tab goes on · esc gives up"
            yield Label("Title")
            yield Input(clip.title, id="title", compact=True, select_on_focus=False)
            yield Label("Author")
            yield Input(clip.author, id="author", compact=True, select_on_focus=False)
            yield Label("Tags, with commas between them")
            yield Input(", ".join(clip.tags), id="tags", compact=True, select_on_focus=False)
            yield Label("Description")
            yield TextArea(clip.description, compact=True, tab_behavior="focus")
            yield Button("Save", compact=True)

    @on(Input.Submitted)
    @on(Button.Pressed)
    def action_submit(self) -> None:
        """Give what was changed."""
        clip = self._clip
        title, author, tags = (
            self.query_one(f"#{name}", Input).value for name in ("title", "author", "tags")
        )
        words = tuple(word.strip() for word in tags.split(",") if word.strip())
        description = self.description.text
        self.dismiss(
            MediaClipEdit(
                title=title if title != clip.title else None,
                description=description if description != clip.description else None,
                author=author if author != clip.author else None,
                tags=words if words != clip.tags else None,
            )
        )
