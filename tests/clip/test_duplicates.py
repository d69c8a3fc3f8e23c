"""The same frames of the same asset are found among drafts, however their times were rounded."""

from fractions import Fraction
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.draft import Draft, WatchedDraft
from cliptui.clip.duplicates import already_drafted
from cliptui.clip.selection import Selection
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from tests.clip.rates import A_DAY_OF_119_88, frame_rates, frames

roundings = st.sampled_from([floor, round, ceil])


@given(frame_rates, frames, st.integers(1, 1000), roundings, st.integers(-1, 1), st.integers(-1, 1))
def test_a_draft_is_the_same_only_if_both_its_ends_are(
    rate: FrameRate, start: int, length: int, rounding: type[int], late_in: int, late_out: int
) -> None:
    timing = ConstantTiming(rate, A_DAY_OF_119_88 + 2000)
    ends = (start + late_in, start + length + late_out)
    start_ms, stop_ms = (rounding(frame * 1000 / rate.fps) for frame in ends)
    draft = WatchedDraft("d1", "a1", "Goal", start_ms, stop_ms, 0.0)
    found = already_drafted(Selection(start, start + length), "a1", timing, [draft])
    is_same = (max(0, ends[0]), ends[1]) == (start, start + length)
    assert found == (draft if is_same else None)


def test_drafts_of_other_assets_do_not_count_and_the_first_of_several_is_told() -> None:
    timing = ConstantTiming(FrameRate(Fraction(25)), 1000)
    drafts = [
        Draft(name, asset, "", Fraction(1), Fraction(2), "")
        for name, asset in (("d1", "a2"), ("d2", "a1"), ("d3", "a1"))
    ]
    assert already_drafted(Selection(25, 50), "a1", timing, drafts) == drafts[1]
    assert already_drafted(Selection(25, 50), "a3", timing, drafts) is None
