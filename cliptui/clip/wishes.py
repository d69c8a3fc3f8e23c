"""What a prompt asks for, as far as it is simple: how many clips, and how long."""

import re
from dataclasses import dataclass
from typing import Final

DEFAULT_SHORTEST_MS: Final = 4_000
DEFAULT_LONGEST_MS: Final = 30_000
MAX_COUNT: Final = 100
_MAX_MS: Final = 3_600_000

_COUNT: Final = re.compile(r"\b(\d{1,3})\s+(?:[a-z]+\s+)?(?:clips?|highlights?|moments?|scenes?)\b")
_LENGTH: Final = r"(\d{1,4})\s*-?\s*(s|secs?|seconds?|m|mins?|minutes?)\b"
_BELOW: Final = re.compile(
    r"\b(?:under|below|(?<!no )(?:less|shorter) than|no (?:more|longer) than|at most|up to|max\.?)"
    rf"\s+{_LENGTH}"
)
_ABOVE: Final = re.compile(
    r"\b(?:over|above|(?<!no )(?:more|longer) than|no (?:less|shorter) than|at least|min\.?)"
    rf"\s+{_LENGTH}"
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which clips are wanted.

    Attributes:
        count: How many at most; None for what suits the length of the film.
        shortest_ms: How long a clip is at least, in milliseconds.
        longest_ms: How long a clip is at most, likewise; not less than `shortest_ms`.
    """

    count: int | None = None
    shortest_ms: int = DEFAULT_SHORTEST_MS
    longest_ms: int = DEFAULT_LONGEST_MS


def read_wishes(prompt: str) -> Wishes:
    """Read a prompt such as “5 clips under 20 s, at least 8 seconds”; the rest is passed over.

    A wish for one bound moves the other one out of its way.
    """
    text = prompt.lower()
    counted = _COUNT.search(text)
    count = min(int(counted[1]), MAX_COUNT) if counted and int(counted[1]) else None
    below, above = _ms(_BELOW.search(text)), _ms(_ABOVE.search(text))
    longest_ms = below or max(DEFAULT_LONGEST_MS, 2 * (above or 0))
    shortest_ms = above or min(DEFAULT_SHORTEST_MS, longest_ms // 2)
    return Wishes(count, min(shortest_ms, longest_ms), longest_ms)


def _ms(found: re.Match[str] | None) -> int | None:
    if found is None:
        return None
    unit_ms = 60_000 if found[2].startswith("m") else 1000
    return min(int(found[1]) * unit_ms, _MAX_MS) or None
