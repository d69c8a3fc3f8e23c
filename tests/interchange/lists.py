"""Lists of cuts at the rates of the trade, with titles that nobody should have to write."""

from fractions import Fraction

from hypothesis import strategies as st

from cliptui.clip.selection import Selection
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing, VariableTiming
from cliptui.interchange.cuts import Cut, CutList
from tests.clip.rates import variable_timings

A_DAY_S = 24 * 3600
NTSC = Fraction(30000, 1001)
RATES = (
    FrameRate(Fraction(24000, 1001)),
    FrameRate(Fraction(25)),
    FrameRate(NTSC, drop_frame=True),
    FrameRate(NTSC, drop_frame=False),
    FrameRate(Fraction(50)),
    FrameRate(Fraction(60000, 1001), drop_frame=True),
)
VARIABLE = VariableTiming((0, 40, 140, 160, 2000), end_ms=9000)

titles = st.text(max_size=12) | st.sampled_from(
    ["a --> b", "<b>&amp;", "x\r\n002  AX", '"quoted", and more', "'; rm -rf ~ #", "=1+1", "\ud83d"]
)
file_names = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


def timing_at(rate: FrameRate, seconds: int = A_DAY_S) -> ConstantTiming:
    """Return an asset of whole seconds at a rate."""
    return ConstantTiming(rate, int(seconds * rate.fps))


@st.composite
def selections(draw: st.DrawFn, timing: Timing) -> Selection:
    """Draw frames of an asset."""
    start = draw(st.integers(0, timing.frame_count - 1))
    return Selection(start, draw(st.integers(start + 1, min(start + 9999, timing.frame_count))))


@st.composite
def constant_lists(draw: st.DrawFn, seconds: int = A_DAY_S) -> CutList:
    """Draw up to four cuts of an asset at one of the six rates."""
    timing = timing_at(draw(st.sampled_from(RATES)), seconds)
    return draw(lists_of(timing))


@st.composite
def lists_of(draw: st.DrawFn, timing: Timing) -> CutList:
    """Draw up to four cuts of an asset."""
    cuts = draw(st.lists(st.builds(Cut, selections(timing), titles), max_size=4))
    return CutList(draw(titles), draw(file_names), timing, tuple(cuts))


any_lists = constant_lists() | variable_timings().flatmap(lists_of)


def ends(cuts: tuple[Cut, ...]) -> list[tuple[int, int]]:
    """Return the ends of cuts, in frames."""
    return [(cut.selection.in_frame, cut.selection.out_frame) for cut in cuts]


def list_of(timing: Timing, *ranges: tuple[int, int], title: str = "") -> CutList:
    """Return a list of cuts with these ends."""
    cuts = tuple(Cut(Selection(*each), title) for each in ranges)
    return CutList("Cup final", "Cup final.mp4", timing, cuts)
