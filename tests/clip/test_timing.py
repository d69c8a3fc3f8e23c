"""Milliseconds name frames without ever naming the neighbour (notes on time, rules 3 and 4)."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import (
    ConstantTiming,
    VariableTiming,
    clock_label,
    frames_within,
    shown_at,
    step_by_seconds,
)
from tests.clip.rates import (
    A_DAY_OF_119_88,
    NINE_RATES,
    RATE_25,
    RATE_29_97,
    constant_timings,
    frame_rates,
    frames,
    variable_timings,
)

VARIABLE = VariableTiming((0, 40, 140, 160, 2000), end_ms=9000)
LOW_RATE = ConstantTiming(FrameRate(Fraction(25, 2)), 1000)


def a_day_at(rate: FrameRate) -> ConstantTiming:
    return ConstantTiming(rate, A_DAY_OF_119_88)


@given(frame_rates, frames)
def test_every_way_to_write_a_frame_in_milliseconds_reads_back_as_that_frame(
    rate: FrameRate, frame: int
) -> None:
    timing = a_day_at(rate)
    exact_ms = Fraction(frame * 1000) / rate.fps
    for ms in (
        floor(exact_ms),
        round(exact_ms),
        ceil(exact_ms),
        exact_ms,
        timing.start_ms(frame),
        timing.stop_ms(frame),
    ):
        assert timing.boundary_near(ms) == frame


@given(frame_rates, frames, st.fractions(0, 2, max_denominator=90_000))
def test_late_pictures_are_named_by_the_time_from_the_start_of_the_asset(
    rate: FrameRate, frame: int, late_s: Fraction
) -> None:
    timing = ConstantTiming(rate, A_DAY_OF_119_88, late_s=late_s)
    exact_ms = (late_s + frame / rate.fps) * 1000
    assert timing.seconds_at(frame) == exact_ms / 1000
    assert exact_ms <= timing.start_ms(frame) < exact_ms + 1
    assert exact_ms - 1 < timing.stop_ms(frame) <= exact_ms
    assert {timing.boundary_near(ms) for ms in (floor(exact_ms), ceil(exact_ms))} == {frame}


def test_labels_of_late_pictures_count_from_the_first_frame() -> None:
    late = ConstantTiming(RATE_25, 1000, late_s=Fraction(2, 25))
    assert [late.label(0), late.label(25)] == ["00:00:00:00", "00:00:01:00"]


@pytest.mark.parametrize("rate", NINE_RATES, ids=str)
def test_the_first_minute_reads_back_frame_by_frame(rate: FrameRate) -> None:
    timing = ConstantTiming(rate, 60 * rate.nominal)
    boundaries = range(timing.frame_count + 1)
    assert [timing.boundary_near(timing.start_ms(b)) for b in boundaries] == list(boundaries)
    assert [timing.boundary_near(timing.stop_ms(b)) for b in boundaries] == list(boundaries)


@given(frame_rates, frames)
def test_a_reader_of_exact_timestamps_finds_the_first_frame_at_the_written_start(
    rate: FrameRate, frame: int
) -> None:
    start_s = Fraction(a_day_at(rate).start_ms(frame), 1000)
    assert frame / rate.fps <= start_s < (frame + 1) / rate.fps


@given(frame_rates, st.integers(1, A_DAY_OF_119_88))
def test_a_reader_of_exact_timestamps_finds_the_last_frame_before_the_written_stop(
    rate: FrameRate, boundary: int
) -> None:
    stop_s = Fraction(a_day_at(rate).stop_ms(boundary), 1000)
    assert (boundary - 1) / rate.fps < stop_s <= boundary / rate.fps


def test_known_frames_have_their_known_milliseconds() -> None:
    timing = ConstantTiming(RATE_29_97, 1000)
    assert timing.seconds_at(365) == Fraction(365 * 1001, 30000)
    assert (timing.start_ms(365), timing.stop_ms(365)) == (12179, 12178)
    assert timing.boundary_near(12179) == 365


def test_29_97_is_one_frame_away_from_30_after_33_seconds() -> None:
    at_29_97 = ConstantTiming(RATE_29_97, 2000)
    at_30 = ConstantTiming(FrameRate(Fraction(30)), 2000)
    assert at_30.boundary_near(33_400) - at_29_97.boundary_near(33_400) == 1


@given(constant_timings(), st.integers(-(10**12), 10**12))
def test_a_time_is_kept_within_an_asset_of_constant_rate(timing: ConstantTiming, ms: int) -> None:
    boundary = timing.boundary_near(ms)
    assert 0 <= boundary <= timing.frame_count
    if ms <= 0:
        assert boundary == 0
    if ms >= timing.seconds_at(timing.frame_count) * 1000:
        assert boundary == timing.frame_count


@given(constant_timings(), st.fractions(0, 10**8))
def test_the_nearest_boundary_is_never_more_than_half_a_frame_away(
    timing: ConstantTiming, ms: Fraction
) -> None:
    end_ms = timing.seconds_at(timing.frame_count) * 1000
    distance_ms = abs(timing.seconds_at(timing.boundary_near(ms)) * 1000 - min(ms, end_ms))
    assert distance_ms <= 500 / timing.rate.fps


def test_a_constant_rate_is_labelled_with_timecode_and_an_odd_one_with_a_clock() -> None:
    assert ConstantTiming(RATE_29_97, 5000).label(1800) == "00:01:00;02"
    assert LOW_RATE.label(13) == "00:00:01.040"


@given(variable_timings(), st.integers(-100, 200_000))
def test_a_time_in_a_varying_asset_is_read_as_the_nearest_boundary(
    timing: VariableTiming, ms: int
) -> None:
    boundaries_ms = [*timing.starts_ms, timing.end_ms]
    nearest = min(range(len(boundaries_ms)), key=lambda b: (abs(boundaries_ms[b] - ms), -b))
    assert timing.boundary_near(ms) == nearest


@given(variable_timings())
def test_every_boundary_of_a_varying_asset_reads_back(timing: VariableTiming) -> None:
    for boundary in range(timing.frame_count + 1):
        assert timing.boundary_near(timing.start_ms(boundary)) == boundary
        assert timing.boundary_near(timing.stop_ms(boundary)) == boundary
        assert timing.boundary_near(timing.seconds_at(boundary) * 1000) == boundary


def test_a_varying_asset_tells_its_list() -> None:
    assert VARIABLE.frame_count == 5
    assert VARIABLE.rate is None
    assert [VARIABLE.start_ms(b) for b in range(6)] == [0, 40, 140, 160, 2000, 9000]
    assert VARIABLE.stop_ms(5) == 9000
    assert VARIABLE.seconds_at(2) == Fraction(14, 100)
    assert VARIABLE.label(4) == "00:00:02.000"


def test_a_guessed_rate_is_not_proved_and_a_list_of_starts_is() -> None:
    assert ConstantTiming(RATE_25, 60, is_proved=False).is_proved is False
    assert ConstantTiming(RATE_25, 60).is_proved is True
    assert VARIABLE.is_proved is True


def test_the_list_of_a_varying_asset_does_not_flood_its_repr() -> None:
    assert repr(VARIABLE) == "VariableTiming(end_ms=9000)"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (Fraction(0), "00:00:00.000"),
        (Fraction(12179, 1000), "00:00:12.179"),
        (Fraction(5, 10_000), "00:00:00.001"),
        (Fraction(4, 10_000), "00:00:00.000"),
        (Fraction(599_996, 10_000), "00:01:00.000"),
        (Fraction(3_723_004, 1000), "01:02:03.004"),
    ],
)
def test_a_clock_time_is_rounded_to_the_millisecond(seconds: Fraction, expected: str) -> None:
    assert clock_label(seconds) == expected


@pytest.mark.parametrize(
    ("frame", "seconds", "expected"),
    [(100, 1, 130), (100, -1, 70), (10, -1, 0), (950, 10, 999), (0, 10, 300)],
)
def test_a_step_of_seconds_keeps_the_frames_field_and_the_asset(
    frame: int, seconds: int, expected: int
) -> None:
    assert step_by_seconds(ConstantTiming(RATE_29_97, 1000), frame, seconds) == expected


def test_ten_seconds_are_ten_seconds_at_a_rate_without_timecode() -> None:
    assert step_by_seconds(LOW_RATE, 0, 10) == 125
    assert step_by_seconds(LOW_RATE, 125, -10) == 0


@pytest.mark.parametrize(
    ("frame", "seconds", "expected"), [(0, 2, 4), (1, 2, 4), (4, -2, 0), (3, 1, 4), (4, 10, 4)]
)
def test_a_step_in_a_varying_asset_goes_by_the_clock(
    frame: int, seconds: int, expected: int
) -> None:
    assert step_by_seconds(VARIABLE, frame, seconds) == expected


def test_a_step_of_a_second_leaves_a_frame_that_lasts_longer() -> None:
    slides = VariableTiming((0, 10_000, 20_000), end_ms=30_000)
    assert step_by_seconds(slides, 0, 1) == 1
    assert step_by_seconds(slides, 2, -1) == 1
    assert step_by_seconds(slides, 1, 0) == 1
    assert step_by_seconds(slides, 2, 1) == 2


@given(
    constant_timings() | variable_timings(),
    st.data(),
    st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 10), Fraction(7, 3)]),
)
def test_a_stretch_is_all_frames_that_start_in_one_span(
    timing: ConstantTiming | VariableTiming, data: st.DataObject, span_s: Fraction
) -> None:
    frame = data.draw(st.integers(0, timing.frame_count - 1))
    number = timing.seconds_at(frame) // span_s
    stretch = frames_within(timing, frame, span_s)
    around = range(
        max(0, stretch.start - 1),
        min(timing.frame_count, stretch.stop + 1),
    )
    assert frame in stretch
    assert list(stretch) == [f for f in around if timing.seconds_at(f) // span_s == number]


def test_neighbours_share_a_stretch() -> None:
    timing = ConstantTiming(RATE_25, 60)
    assert frames_within(timing, 24, Fraction(1)) == range(25)
    assert frames_within(timing, 25, Fraction(1)) == range(25, 50)
    assert frames_within(timing, 59, Fraction(1)) == range(50, 60)


@given(variable_timings(), st.integers(-100, 200_000))
def test_the_frame_that_is_shown_is_the_last_one_that_has_started(
    timing: VariableTiming, ms: int
) -> None:
    started = [frame for frame, start_ms in enumerate(timing.starts_ms) if start_ms <= ms]
    assert shown_at(timing.starts_ms, ms) == max(started, default=0)
