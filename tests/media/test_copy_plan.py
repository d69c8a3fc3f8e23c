"""When the packets of a copied clip are decoded."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cliptui.media.copy_plan import decoding_times

PTS = st.lists(st.integers(-1000, 1000), min_size=1, max_size=40, unique=True)


@given(pts=PTS, others=st.sets(st.integers(-1000, 1000)))
def test_packets_are_decoded_in_their_order_and_none_after_it_is_shown(
    pts: list[int], others: set[int]
) -> None:
    between = {time for time in others if min(pts) < time < max(pts)}
    dts = decoding_times(pts, sorted({*pts, *between}))
    assert len(pts) == len(dts)
    assert all(one < other for one, other in pairwise(dts))
    assert all(decoded <= shown for decoded, shown in zip(dts, pts, strict=True))


def delay_of(pts: Sequence[int]) -> int:
    return pts[0] - decoding_times(pts, sorted(pts))[0]


def test_the_first_packet_is_decoded_no_earlier_than_the_reordering_takes() -> None:
    assert delay_of([0, 10, 20, 30]) == 0
    assert delay_of([0, 30, 10, 20]) == 10
    assert delay_of([0, 40, 20, 10, 30]) == 20
