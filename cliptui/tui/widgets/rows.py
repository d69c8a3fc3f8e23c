"""A list of any length of which only the rows on the screen are drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

Item = TypeVar("Item")

_NEAR_END = 20
"""Rows before the end at which more are asked for."""

_DOUBLE = 2


@dataclass(frozen=True, slots=True)
class RowStyles:
    """The styles that a row can be drawn with, all from the theme.

    Attributes:
        dim: Of lesser weight.
        good: Finished, ready.
        busy: Under way.
        bad: Failed.
    """

    dim: Style
    good: Style
    busy: Style
    bad: Style


class Rows(ScrollView, Generic[Item], can_focus=True):
    """Rows with a cursor.

    Args:
        draw: Draws one item to a number of cells.
        key: Tells what an item is, whatever its state; the cursor stays with it.
        widget_id: The widget's identifier.

    Attributes:
        items: What the rows are.
        cursor: The number of the row under the cursor, from 0.
        chosen: The keys of the items that are selected.
    """

    DEFAULT_CSS = """
    Rows { scrollbar-size-vertical: 1; overflow-x: hidden; }
    Rows > .rows--dim { color: $foreground-muted; }
    Rows > .rows--good { color: $text-success; }
    Rows > .rows--busy { color: $text-warning; }
    Rows > .rows--bad { color: $text-error; }
    Rows > .rows--cursor { background: $surface-lighten-2; }
    Rows:focus > .rows--cursor { background: $primary; color: $block-cursor-foreground; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--dim",
        "rows--good",
        "rows--busy",
        "rows--bad",
        "rows--cursor",
    }

    items: var[tuple[Item, ...]] = var((), init=False)
    cursor: var[int] = var(0, init=False)
    chosen: var[frozenset[str]] = var(frozenset[str](), init=False)

    @dataclass
    class Moved(Message):
        """The cursor is on another row, or on another item."""

        rows: "Rows[Any]"

        @property
        def control(self) -> "Rows[Any]":
            """The list."""
            return self.rows

    @dataclass
    class Chosen(Moved):
        """A row was clicked twice."""

    @dataclass
    class EndNeared(Moved):
        """The last rows that there are come into sight."""

    def __init__(
        self,
        draw: Callable[[Item, int, RowStyles], Text],
        *,
        key: Callable[[Item], str],
        widget_id: str,
    ) -> None:
        super().__init__(id=widget_id)
        self._draw = draw
        self._key = key

    @property
    def current(self) -> Item | None:
        """The item under the cursor; None in an empty list."""
        return self.items[self.cursor] if self.items else None

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row that exists."""
        return max(0, min(cursor, len(self.items) - 1))

    def watch_items(self, before: tuple[Item, ...], items: tuple[Item, ...]) -> None:
        """Draw anew, with the cursor on the item that it was on."""
        self.virtual_size = Size(0, len(items))
        was = before[self.cursor] if self.cursor < len(before) else None
        self.cursor = self._row_of(was)
        self.refresh()
        if self.current != was:
            self.post_message(self.Moved(self))
        self._look_for_end()

    def _row_of(self, item: Item | None) -> int:
        """Return the row that an item is on now; that of the cursor if it is gone."""
        keys = [self._key(other) for other in self.items]
        if item is None or self._key(item) not in keys:
            return self.cursor
        return keys.index(self._key(item))

    def watch_cursor(self, before: int, cursor: int) -> None:
        """Bring the row under the cursor into sight and tell of it."""
        self.scroll_to_region(Region(0, cursor, 1, 1), animate=False, force=True)
        self.refresh_line(before)  # all rows would take longer than a held key repeats
        self.refresh_line(cursor)
        self.post_message(self.Moved(self))
        self._look_for_end()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for more rows when the wheel nears the end."""
        super().watch_scroll_y(old_value, new_value)
        self._look_for_end()

    def on_resize(self, event: Resize) -> None:
        """Keep the row under the cursor in sight."""
        event.prevent_default()
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def on_click(self, event: Click) -> None:
        """Put the cursor on the row that was clicked; twice chooses it."""
        row = event.y + self.scroll_offset.y
        if row < len(self.items):
            self.cursor = row
            if event.chain == _DOUBLE:
                self.post_message(self.Chosen(self))

    def action_cursor_up(self) -> None:
        """Go up one row."""
        self.cursor -= 1

    def action_cursor_down(self) -> None:
        """Go down one row."""
        self.cursor += 1

    def action_page_up(self) -> None:
        """Go up as many rows as are in sight."""
        self.cursor -= max(1, self.size.height - 1)

    def action_page_down(self) -> None:
        """Go down as many rows as are in sight."""
        self.cursor += max(1, self.size.height - 1)

    def action_first(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last row that is here."""
        self.cursor = len(self.items) - 1

    def watch_chosen(self) -> None:
        """Draw the rows with their signs."""
        self.refresh()

    def action_select(self) -> None:
        """Choose the row under the cursor, or no longer, and go on to the next."""
        if self.current is not None:
            self.chosen ^= {self._key(self.current)}
            self.cursor += 1

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if row >= len(self.items):
            return Strip.blank(width, self.rich_style)
        is_current = row == self.cursor
        style = self.get_component_rich_style("rows--cursor") if is_current else self.rich_style
        styles = self._row_styles(is_plain=is_current)
        sign = self._sign_of(self.items[row])
        text = Text.assemble(sign, self._draw(self.items[row], width - len(sign), styles), end="")
        segments = Segment.apply_style(text.render(self.app.console), style)
        return Strip(segments).adjust_cell_length(width, style)

    def _sign_of(self, item: Item) -> str:
        """Return what stands before a row: nothing unless some are selected."""
        if not self.chosen:
            return ""
        return "+ " if self._key(item) in self.chosen else "  "

    def _row_styles(self, *, is_plain: bool) -> RowStyles:
        """Return the styles; the row under the cursor is drawn in one colour."""
        if is_plain:
            return RowStyles(Style(), Style(), Style(), Style())
        names = ("dim", "good", "busy", "bad")
        return RowStyles(
            *(self.get_component_rich_style(f"rows--{name}", partial=True) for name in names)
        )

    def _look_for_end(self) -> None:
        last_in_sight = self.scroll_offset.y + self.size.height
        if max(last_in_sight, self.cursor) + _NEAR_END >= len(self.items):
            self.post_message(self.EndNeared(self))
