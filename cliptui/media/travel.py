"""Where the eye goes: which frames will be wanted next."""

from typing import Final

FAR: Final = 30
"""How many frames ahead to think, and how large a step still counts as one in a direction."""

BLOCK: Final = 24
"""How many frames to decode at once on the way back."""

_NEAR: Final = 8


def wanted_next(before: range | None, now: range, frame_count: int) -> list[int]:
    """Return the frames to get ready, the most urgent first.

    Args:
        before: The frames that were looked at before; None for none of this file.
        now: The frames that are looked at.
        frame_count: How many there are.
    """
    first, last = now[0], now[-1]
    step = 0 if before is None else first - before[0]
    if 0 < step <= FAR:
        wanted = range(last + 1, last + 1 + FAR)
    elif -FAR <= step < 0:
        wanted = range(first - 1, first - 1 - BLOCK, -1)
    else:
        after, behind = range(last + 1, last + 1 + _NEAR), range(first - 1, first - 1 - _NEAR, -1)
        return [n for n in (*after, *behind) if 0 <= n < frame_count]
    return [n for n in wanted if 0 <= n < frame_count]


def is_going_back(before: range | None, now: range) -> bool:
    """Return whether the eye goes back step by step, so that earlier frames will be wanted."""
    return before is not None and -FAR <= now[0] - before[0] < 0
