"""The constant rate of a file is proved by its timestamps."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

import pytest

from cliptui.media.rates import constant_rate, grid_start

MS = Fraction(1, 1000)
FINE = Fraction(1, 90000)
RATES = [
    Fraction(24000, 1001),
    Fraction(24),
    Fraction(25),
    Fraction(30000, 1001),
    Fraction(30),
    Fraction(50),
    Fraction(60000, 1001),
    Fraction(60),
    Fraction(25, 2),
]


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("rounding", [floor, round, ceil])
@pytest.mark.parametrize("unit", [MS, FINE], ids=["ms", "90 kHz"])
def test_a_rate_is_found_whichever_way_a_container_rounded(
    rate: Fraction, rounding: Callable[[Fraction], int], unit: Fraction
) -> None:
    starts = [rounding(number / rate / unit) for number in range(2000)]
    assert constant_rate(starts, unit, Fraction(0), ()) == rate


def test_2997_is_not_taken_for_30() -> None:
    starts = [round(number * 1001 / 30000 * 1000) for number in range(100)]
    assert constant_rate(starts, MS, Fraction(0), ()) == Fraction(30000, 1001)


def test_a_claimed_rate_is_believed_only_if_it_fits() -> None:
    starts = [number * 40 for number in range(100)]
    assert constant_rate(starts, MS, Fraction(0), [Fraction(1000)]) == Fraction(25)


def test_where_two_rates_fit_the_claimed_one_is_taken() -> None:
    starts = [0, 33, 67]
    assert constant_rate(starts, MS, Fraction(0), [Fraction(30000, 1001)]) == Fraction(30000, 1001)
    assert constant_rate(starts, MS, Fraction(0), ()) == Fraction(30)


def test_a_standard_rate_is_taken_before_an_odd_one_that_fits_as_well() -> None:
    starts = [round(number * 1001 / 60) for number in range(60)]
    claims = [Fraction(19001, 317)]
    assert constant_rate(starts, MS, Fraction(0), claims) == Fraction(60000, 1001)


def test_an_odd_rate_is_taken_if_it_is_claimed_and_fits() -> None:
    starts = [round(number * 1000 / Fraction(17, 2)) for number in range(60)]
    assert constant_rate(starts, MS, Fraction(0), [Fraction(17, 2)]) == Fraction(17, 2)
    assert constant_rate(starts, MS, Fraction(0), ()) is None


def test_an_unusual_rate_is_found_when_all_gaps_are_equal() -> None:
    starts = [number * 83 for number in range(50)]
    assert constant_rate(starts, Fraction(1, 2500), Fraction(0), ()) == Fraction(2500, 83)


def test_an_unusual_rate_that_is_not_kept_exactly_is_none() -> None:
    starts = [number * 83 for number in range(50)]
    starts[20] += 4
    assert constant_rate(starts, Fraction(1, 2500), Fraction(0), ()) is None


def test_one_missing_frame_makes_the_rate_variable() -> None:
    starts = [number * 40 for number in range(100) if number != 70]
    assert constant_rate(starts, MS, Fraction(0), [Fraction(25)]) is None


def test_pictures_that_start_late_are_on_no_grid() -> None:
    starts = [80 + number * 40 for number in range(100)]
    assert constant_rate(starts, MS, Fraction(0), ()) is None


def test_the_grid_starts_with_the_file_unless_the_pictures_are_clearly_late() -> None:
    assert grid_start(10_000, MS, Fraction(10)) == Fraction(10)
    assert grid_start(21, MS, Fraction(0)) == Fraction(21, 1000)
    assert grid_start(1, Fraction(1, 90_000), Fraction(0)) == Fraction(0)  # one rounding


def test_late_pictures_keep_their_rate_on_a_grid_of_their_own() -> None:
    starts = [80 + number * 40 for number in range(100)]
    assert constant_rate(starts, MS, grid_start(80, MS, Fraction(0)), ()) == Fraction(25)


def test_pictures_that_start_with_their_file_are_on_the_grid() -> None:
    starts = [10_000 + number * 40 for number in range(100)]
    assert constant_rate(starts, MS, Fraction(10), ()) == Fraction(25)


def test_a_single_frame_has_no_rate() -> None:
    assert constant_rate([0], MS, Fraction(0), [Fraction(25)]) is None
