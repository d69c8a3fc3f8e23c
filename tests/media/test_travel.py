"""Which frames are got ready follows the way of the eye."""

import pytest

from cliptui.media.travel import is_going_back, wanted_next


def one(number: int) -> range:
    return range(number, number + 1)


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        (one(10), one(11), [*range(12, 42)]),
        (one(10), one(40), [*range(41, 71)]),
        (one(11), one(10), [*range(9, -1, -1)]),
        (one(60), one(50), [*range(49, 25, -1)]),
        (None, one(50), [*range(51, 59), *range(49, 41, -1)]),
        (one(10), one(50), [*range(51, 59), *range(49, 41, -1)]),
        (one(90), one(50), [*range(51, 59), *range(49, 41, -1)]),
        (one(50), one(50), [*range(51, 59), *range(49, 41, -1)]),
        (range(30), range(30, 60), [*range(60, 90)]),
        (one(97), one(98), [99]),
        (one(98), one(99), []),
        (None, one(0), [*range(1, 9)]),
    ],
)
def test_what_is_wanted_next_lies_in_the_direction_of_travel(
    before: range | None, now: range, wanted: list[int]
) -> None:
    assert wanted_next(before, now, 100) == wanted


@pytest.mark.parametrize(
    ("before", "now", "is_back"),
    [(None, 5, False), (6, 5, True), (35, 5, True), (36, 5, False), (5, 5, False), (4, 5, False)],
)
def test_only_steps_back_are_going_back(before: int | None, now: int, *, is_back: bool) -> None:
    assert is_going_back(None if before is None else one(before), one(now)) == is_back
