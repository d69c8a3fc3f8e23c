"""Writing to the terminal beside Textual, where and when that is safe."""

from typing import Final

from textual.errors import NoWidget
from textual.geometry import Offset
from textual.widget import Widget

from cliptui.tui.driver import TerminalDriver

MOST_WAITING: Final = 2
"""With more writes waiting for the terminal, nothing is added to them."""

_SYNC: Final = ("\x1b[?2026h", "\x1b[?2026l")
_ASK: Final = "\x1b[6n"


def driver_of(widget: Widget) -> TerminalDriver | None:
    """Return the driver if it writes to a real terminal: no test, no browser."""
    driver = widget.app._driver  # noqa: SLF001  Textual has no other way to it
    return driver if isinstance(driver, TerminalDriver) else None


def is_free(widget: Widget) -> bool:
    """Whether the terminal takes more; true where there is none to wait for."""
    driver = driver_of(widget)
    return driver is None or driver.waiting_writes <= MOST_WAITING


def open_place(widget: Widget) -> Offset | None:
    """Return where a widget lies on the terminal if all of it is seen and nothing covers it.

    Args:
        widget: The widget.

    Returns:
        Its first cell; None if it must be left to Textual to draw it.
    """
    app = widget.app
    # Within a batch Textual holds its own writes back, so the screen is not what it lays out.
    is_held = app._batch_count > 0  # noqa: SLF001  no public name
    if driver_of(widget) is None or is_held or app.screen is not widget.screen:
        return None
    try:
        place = widget.screen.find_widget(widget)
    except NoWidget:
        return None
    region = place.region
    if not region.area or region != place.visible_region:
        return None
    lineage = set(widget.ancestors_with_self)
    is_covered = any(
        other.visible and other.region.overlaps(region)
        for other in widget.screen.walk_children(Widget)
        if other not in lineage
    )
    return None if is_covered else region.offset


def write(widget: Widget, text: str, *, is_asked: bool = True) -> int:
    """Write to the terminal in one piece, and have it say when it has got there.

    Args:
        widget: Whose writing it is.
        text: What is written; the cursor is put back behind it.
        is_asked: Whether the terminal shall answer.

    Returns:
        How many bytes were written.
    """
    driver = driver_of(widget)
    if driver is None:
        return 0
    begin, end = _SYNC
    x, y = widget.app.cursor_position
    body = f"{begin}{text}\x1b[{y + 1};{x + 1}H{end}" if text else ""
    whole = body + (_ASK if is_asked else "")
    driver.write(whole)
    return len(whole.encode())


def erase_at_end(widget: Widget, text: str) -> None:
    """Have something written before the screen is left, whatever the reason.

    Args:
        widget: Whose images it takes away.
        text: What takes them away.
    """
    driver = driver_of(widget)
    if driver is not None:
        driver.erase_at_end(str(widget.id), text)
