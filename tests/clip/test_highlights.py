"""Which clips are chosen from the scenes of a film."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.highlights import Span, choose
from cliptui.clip.wishes import Wishes

FILMS = st.tuples(st.integers(1, 400_000), st.lists(st.integers(1, 400_000), unique=True))
WISHES = st.builds(
    lambda count, shortest, more: Wishes(count, shortest, shortest + more),
    st.none() | st.integers(1, 20),
    st.integers(1, 20_000),
    st.integers(0, 40_000),
)


def test_clips_begin_with_scenes_and_short_scenes_go_with_the_ones_after() -> None:
    cuts = [5_000, 6_000, 7_000, 12_000]
    assert choose(cuts, 20_000, 20_000, Wishes(10)) == (
        Span(0, 5_000),
        Span(5_000, 12_000),
        Span(12_000, 20_000),
    )


def test_a_scene_that_is_too_long_is_cut_off() -> None:
    assert choose([50_000], 60_000, 60_000, Wishes(10)) == (Span(0, 30_000), Span(50_000, 60_000))


def test_a_rest_that_is_too_short_is_no_clip() -> None:
    assert choose([8_000], 10_000, 10_000, Wishes(5)) == (Span(0, 8_000),)


def test_a_film_that_is_too_short_is_one_clip() -> None:
    assert choose([1_000], 1_500, 1_500, Wishes(5)) == (Span(0, 1_500),)


def test_the_best_of_each_part_is_the_one_nearest_to_twelve_seconds() -> None:
    cuts = [5_000, 16_000, 30_000, 60_000, 90_000, 101_000]
    assert choose(cuts, 120_000, 120_000, Wishes(2)) == (Span(5_000, 16_000), Span(90_000, 101_000))


def test_a_part_without_any_leaves_its_place_to_the_best_of_the_others() -> None:
    cuts = [10_000, 20_000]
    assert choose(cuts, 100_000, 100_000, Wishes(3, 4_000, 10_000)) == (
        Span(0, 10_000),
        Span(10_000, 20_000),
        Span(20_000, 30_000),
    )


def test_without_a_wish_there_is_a_clip_for_each_twenty_seconds_and_twelve_at_most() -> None:
    def count(end_ms: int) -> int:
        return len(choose(range(5_000, end_ms, 5_000), end_ms, end_ms, Wishes()))

    assert [count(20_000), count(60_000), count(3_600_000)] == [1, 3, 12]


def test_clips_are_known_before_the_last_scenes_are() -> None:
    cuts = list(range(10_000, 100_000, 10_000))
    # Four parts of 25 s; clips begin every 10 s, and all are equally good.
    assert choose(cuts, 30_000, 100_000, Wishes(4)) == ()
    assert choose(cuts, 30_001, 100_000, Wishes(4)) == (Span(0, 10_000),)
    assert choose(cuts, 55_000, 100_000, Wishes(4)) == (Span(0, 10_000), Span(30_000, 40_000))


@given(FILMS, WISHES, st.integers(0, 400_000))
def test_clips_fit_the_wishes_and_stay_when_more_is_known(
    film: tuple[int, list[int]], wishes: Wishes, known_ms: int
) -> None:
    end_ms, cuts = film[0], sorted(film[1])
    early = choose(cuts, min(known_ms, end_ms), end_ms, wishes)
    final = choose(cuts, end_ms, end_ms, wishes)

    assert set(early) <= set(final)
    assert final
    assert wishes.count is None or len(final) <= wishes.count
    assert all(one.stop_ms <= after.start_ms for one, after in pairwise(final))
    assert all(span.start_ms in (0, *cuts) for span in final)
    assert all(0 <= span.start_ms < span.stop_ms <= end_ms for span in final)
    if final != (Span(0, end_ms),):
        lengths = [span.stop_ms - span.start_ms for span in final]
        assert all(wishes.shortest_ms <= length <= wishes.longest_ms for length in lengths)
