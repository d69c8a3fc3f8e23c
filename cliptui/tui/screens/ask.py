"""A question that is answered with one line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from cliptui.errors import CliptuiError


def _as_it_is(answer: str) -> str:
    return answer


@dataclass(frozen=True, slots=True)
class Question:
    """A question.

    Attributes:
        words: What is asked for.
        answer: The answer so far, for somebody to change.
        hint: What is shown while there is none.
        check: Reads an answer; what it raises of our errors is told, and the question stays.
    """

    words: str
    answer: str = ""
    hint: str = ""
    check: Callable[[str], object] = _as_it_is


class AskScreen(ModalScreen[str | None]):
    """Asks, and gives the answer; None if it is given up.

    Args:
        question: The question.
    """

    CSS_PATH = "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Give up")]

    answer = getters.query_one(Input)
    failure = getters.query_one("#failure", Static)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Build the screen."""
        with Vertical() as box:
            box.border_title = self._question.words
            box.border_subtitle = "⏎ takes it · esc gives up"
            yield Input(self._question.answer, self._question.hint, compact=True)
            yield Static("", id="failure", markup=False)

    @on(Input.Submitted)
    def _check(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self._question.check(event.value)
        except CliptuiError as error:
            self.failure.update(f"✗ {error}")
        else:
            self.dismiss(event.value)
