"""The time and new names, which the server is given from outside."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_MS_PER_S: Final = 1000


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time and makes names that nothing else has.

    Attributes:
        now: Returns Unix time in seconds.
        new_id: Makes identifiers of 32 hexadecimal digits.
    """

    now: Callable[[], float]
    new_id: Callable[[], str]

    def now_ms(self) -> int:
        """Return the time in milliseconds since 1970."""
        return int(self.now() * _MS_PER_S)
