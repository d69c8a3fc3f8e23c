"""The line that names the tabs of the lower pane."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from rich.text import Text
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class TabLine(Widget):
    """Names tabs and how much is in each; the one that is shown stands in brackets.

    Args:
        names: The tabs, from left to right.

    Attributes:
        active: The tab that is shown.
        counts: How many rows the tabs have, where that is known.
        hint: What is said at the right end.
    """

    active: reactive[str] = reactive("")
    counts: reactive[Mapping[str, int]] = reactive[Mapping[str, int]]({})
    hint: reactive[str] = reactive("")

    @dataclass
    class Picked(Message):
        """A tab was clicked."""

        name: str

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names
        self.set_reactive(TabLine.active, names[-1])

    def on_click(self, event: Click) -> None:
        """Pick the tab that was clicked."""
        ends = accumulate(len(self._label(name)) for name in self._names)
        for name, end in zip(self._names, ends, strict=True):
            if event.x < end:
                self.post_message(self.Picked(name))
                return

    def render(self) -> Text:
        """Draw the line."""
        tabs = [
            (self._label(name), "bold" if name == self.active else "dim") for name in self._names
        ]
        line = Text.assemble(*tabs, no_wrap=True, end="", overflow="crop")
        room = self.size.width - line.cell_len - len(self.hint)
        return line.append(" " * room + self.hint, "dim") if room > 0 else line

    def _label(self, name: str) -> str:
        count = self.counts.get(name)
        text = name if count is None else f"{name} {count}"
        return f"[{text}]" if name == self.active else f" {text} "
