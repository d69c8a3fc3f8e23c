"""The nine rates of the trade, and things to try on them."""

from fractions import Fraction
from itertools import accumulate
from typing import Final

from hypothesis import strategies as st

from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, VariableTiming

NINE_RATES: Final = tuple(
    FrameRate.of(fps)
    for fps in (
        Fraction(24000, 1001),
        Fraction(24),
        Fraction(25),
        Fraction(30000, 1001),
        Fraction(30),
        Fraction(50),
        Fraction(60000, 1001),
        Fraction(60),
        Fraction(120000, 1001),
    )
)
RATE_23_976, RATE_24, RATE_25, RATE_29_97, RATE_30, RATE_50, RATE_59_94, RATE_60, RATE_119_88 = (
    NINE_RATES
)
A_DAY_OF_119_88: Final = 24 * 3600 * 120

frame_rates = st.sampled_from(NINE_RATES)
frames = st.integers(0, A_DAY_OF_119_88)


@st.composite
def constant_timings(draw: st.DrawFn) -> ConstantTiming:
    """Draw an asset of up to a day at one of the nine rates."""
    return ConstantTiming(draw(frame_rates), draw(st.integers(1, A_DAY_OF_119_88)))


@st.composite
def variable_timings(draw: st.DrawFn) -> VariableTiming:
    """Draw an asset whose frames last from 1 ms to 3 s each."""
    lengths_ms = draw(st.lists(st.integers(1, 3000), min_size=1, max_size=60))
    *starts_ms, end_ms = accumulate(lengths_ms, initial=0)
    return VariableTiming(tuple(starts_ms), end_ms)
