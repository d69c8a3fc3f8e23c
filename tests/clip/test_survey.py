"""Moments that are spread over a stretch."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.survey import Skimmed, moments_ms


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(1, 300))
def test_moments_start_with_the_stretch_and_stay_in_it_at_even_steps(
    start_ms: int, length_ms: int, count: int
) -> None:
    moments = moments_ms(start_ms, start_ms + length_ms, count)
    steps = [after - before for before, after in pairwise(moments)]
    assert (len(moments), moments[0]) == (count, start_ms)
    assert moments[-1] < start_ms + length_ms
    assert max(steps, default=0) - min(steps, default=0) <= 1


def test_a_picture_is_not_shown_in_a_log() -> None:
    assert repr(Skimmed(40, b"secret")) == "Skimmed(ms=40)"
