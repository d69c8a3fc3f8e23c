"""What the message line has said, kept so that nothing is missed."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cliptui.tui.widgets.lines import Notice

KEPT: Final = 200
"""Messages that are kept; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message that was told.

    Attributes:
        at_s: When, in Unix seconds.
        notice: What.
    """

    at_s: float
    notice: Notice


class MessageLog:
    """The last messages of a session.

    Args:
        now: The clock, in Unix seconds.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._entries: deque[Entry] = deque(maxlen=KEPT)

    def add(self, notice: Notice) -> None:
        """Keep a message; one without words is none."""
        if notice.text:
            self._entries.append(Entry(self._now(), notice))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The messages, the newest first."""
        return tuple(reversed(self._entries))
