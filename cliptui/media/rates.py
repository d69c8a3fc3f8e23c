"""The constant frame rate of a file, if it has one.

What files say of their rate cannot be trusted; their timestamps can.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

_NTSC: Final = Fraction(1000, 1001)
_WHOLE_RATES: Final = (24, 25, 30, 48, 50, 60, 120, 15, 10, 20, 12, 5, 90, 100, 144, 240)
_HALF_RATES: Final = (Fraction(25, 2), Fraction(15, 2))
_STANDARD_RATES: Final = (
    *(Fraction(rate) for rate in _WHOLE_RATES),
    *(rate * _NTSC for rate in (24, 30, 48, 60, 120, 15)),
    *_HALF_RATES,
)
_NEAR: Final = Fraction(1, 100)
_MILLISECOND: Final = Fraction(1, 1000)


def constant_rate(
    starts: Sequence[int], time_base: Fraction, origin: Fraction, hints: Iterable[Fraction]
) -> Fraction | None:
    """Return the rate at which frame k starts k / rate seconds after the grid's start, for every k.

    A frame may miss its place by less than two units of the container's time (one for each
    rounding, and some files were rounded twice), and by less than a millisecond: whoever reckons
    with the rate, in whole milliseconds, then never meets the neighbouring frame.

    Args:
        starts: When each frame starts, in units of `time_base`; ascending.
        time_base: The unit, in seconds.
        origin: Where the grid starts, in seconds on the same clock; see `grid_start`.
        hints: Rates that the container claims. Where several standard rates fit, a claimed one is
            taken; other claims come last, since many are guesses.

    Returns:
        Frames per second, or None for a single frame and for a rate that varies.
    """
    span = (starts[-1] - starts[0]) * time_base
    if not span:
        return None
    mean = (len(starts) - 1) / span
    hints = list(hints)
    claimed = (rate for rate in hints if rate in _STANDARD_RATES)
    for rate in (*claimed, *_STANDARD_RATES, *hints):
        if abs(rate - mean) <= mean * _NEAR and _fits(starts, time_base, origin, rate):
            return rate
    gaps = {later - earlier for earlier, later in pairwise(starts)}
    return mean if len(gaps) == 1 and starts[0] * time_base == origin else None


def grid_start(first: int, time_base: Fraction, file_start: Fraction) -> Fraction:
    """Return where the grid of a constant rate starts.

    That is the start of the file, unless the pictures clearly start later than that: behind
    sound that needs a run-up, as in most transport streams.

    Args:
        first: When the first frame starts, in units of `time_base`.
        time_base: The unit, in seconds.
        file_start: The start of the file, in seconds on the same clock.
    """
    tolerance = min(2 * time_base, _MILLISECOND)
    is_late = first * time_base - file_start >= tolerance
    return first * time_base if is_late else file_start


def _fits(starts: Sequence[int], time_base: Fraction, origin: Fraction, rate: Fraction) -> bool:
    # All in whole multiples of one fine unit: fractions would take seconds on a long film.
    fine = time_base.denominator * origin.denominator * rate.numerator * _MILLISECOND.denominator
    tick = int(time_base * fine)
    zero = int(origin * fine)
    step = int(fine / rate)
    tolerance = min(2 * tick, int(_MILLISECOND * fine))
    return all(
        abs(start * tick - zero - number * step) < tolerance for number, start in enumerate(starts)
    )
