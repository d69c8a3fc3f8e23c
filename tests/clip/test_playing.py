"""Playing: the frame shown is the one that the clock says, at every rate, speed and direction."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.playing import MOST_SPEED, Run
from cliptui.clip.selection import Selection
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing, VariableTiming

COUNT = 1800
FPS = {"23.976": Fraction(24000, 1001), "29.97": Fraction(30000, 1001), "25": Fraction(25)}
STARTS_MS = (0, 33, 100, 150, 900, 1000, 1001, 1950, 3300, 3400)
VARIABLE = VariableTiming(STARTS_MS, 3500)
NOW_S = 1000.0

each_rate = pytest.mark.parametrize("fps", FPS.values(), ids=FPS)
speeds = st.sampled_from((1, 2, 4, 8))
# Eighths are exact as floats, so that the expected frame can be reckoned without rounding.
times = st.integers(0, 8 * 70).map(lambda eighths: Fraction(eighths, 8))
frames = st.integers(0, COUNT - 1)


def constant(fps: Fraction) -> ConstantTiming:
    return ConstantTiming(FrameRate.of(fps), COUNT)


@each_rate
@given(frame=frames, speed=speeds, after_s=times)
def test_forwards_the_frame_is_where_the_clock_is(
    fps: Fraction, frame: int, speed: int, after_s: Fraction
) -> None:
    run = Run.starting(constant(fps), frame, speed, NOW_S)
    expected = frame + floor(speed * after_s * fps)
    assert run.frame_at(NOW_S + float(after_s)) == min(expected, COUNT - 1)
    assert run.is_over(NOW_S + float(after_s)) == (frame + speed * after_s * fps >= COUNT)


@each_rate
@given(frame=frames, speed=speeds, after_s=times)
def test_backwards_each_frame_lasts_as_long_as_forwards(
    fps: Fraction, frame: int, speed: int, after_s: Fraction
) -> None:
    run = Run.starting(constant(fps), frame, -speed, NOW_S)
    expected = ceil(frame + 1 - speed * after_s * fps) - 1
    assert run.frame_at(NOW_S + float(after_s)) == max(expected, 0)
    assert run.is_over(NOW_S + float(after_s)) == (frame + 1 - speed * after_s * fps <= 0)


@given(frame=st.integers(0, 9), speed=speeds, after_ms=st.integers(0, 4000))
def test_at_a_varying_rate_each_frame_is_shown_for_its_own_time(
    frame: int, speed: int, after_ms: int
) -> None:
    after_s = after_ms / 1000
    run = Run(VARIABLE, Selection(0, 10), speed, VARIABLE.seconds_at(frame), 0.0)
    position_ms = STARTS_MS[frame] + speed * Fraction(after_s) * 1000
    shown = [number for number, start_ms in enumerate(STARTS_MS) if start_ms <= position_ms]
    assert run.frame_at(after_s) == shown[-1]
    back = Run(VARIABLE, Selection(0, 10), -speed, Fraction(7, 2), 0.0)
    back_ms = 3500 - speed * Fraction(after_s) * 1000
    ahead = [number for number, start_ms in enumerate(STARTS_MS) if start_ms < back_ms]
    assert back.frame_at(after_s) == (ahead[-1] if ahead else 0)


@pytest.mark.parametrize("timing", [constant(FPS["29.97"]), VARIABLE], ids=["29.97", "variable"])
@pytest.mark.parametrize("speed", [1, -1, 4, -8])
def test_waiting_for_each_change_shows_every_frame_once(timing: Timing, speed: int) -> None:
    start = 0 if speed > 0 else timing.frame_count - 1
    run, now_s, seen = Run.starting(timing, start, speed, 0.0), 0.0, [start]
    while not run.is_over(now_s):
        now_s += run.next_change_s(now_s) + 1e-6
        seen.append(run.frame_at(now_s))
    numbers = list(range(timing.frame_count))
    expected = numbers if speed > 0 else numbers[::-1]
    assert [*dict.fromkeys(seen)] == expected


@given(speed=st.sampled_from((1, 2, -1, -2)), eighths=st.integers(0, 800))
def test_a_loop_never_leaves_its_span_and_comes_round_exactly(speed: int, eighths: int) -> None:
    span = Selection(25, 75)  # two seconds at 25 fps
    timing = constant(FPS["25"])
    start = span.in_frame if speed > 0 else span.out_frame - 1
    run = Run.starting(timing, start, speed, 0.0, span=span, loops=True)
    here = run.frame_at(eighths / 8)
    assert span.in_frame <= here < span.out_frame
    assert here == run.frame_at(eighths / 8 + 2 / abs(speed))
    assert not run.is_over(eighths / 8)


def test_a_span_ends_on_its_last_frame() -> None:
    run = Run.starting(constant(FPS["25"]), 25, 1, 0.0, span=Selection(25, 50))
    assert (run.frame_at(0.99), run.is_over(0.99)) == (49, False)
    assert (run.frame_at(5.0), run.is_over(5.0)) == (49, True)


def test_each_press_doubles_the_speed_up_to_eight_and_the_other_way_starts_again() -> None:
    run = Run.starting(constant(FPS["25"]), 500, 1, 0.0)
    speeds_seen = []
    for _ in range(5):
        run = run.shuttled(1, 0.0)
        speeds_seen.append(run.speed)
    assert speeds_seen == [2, 4, MOST_SPEED, MOST_SPEED, MOST_SPEED]
    assert [run.shuttled(-1, 0.0).speed, run.shuttled(-1, 0.0).shuttled(-1, 0.0).speed] == [-1, -2]


@given(eighths=st.integers(0, 80), direction=st.sampled_from((1, -1)))
def test_a_change_of_speed_goes_on_from_where_the_playhead_is(eighths: int, direction: int) -> None:
    timing = constant(FPS["25"])
    run = Run.starting(timing, 600, 1, 0.0)
    changed = run.shuttled(direction, eighths / 8)
    position_s = timing.seconds_at(600) + Fraction(eighths, 8)
    assert (changed.from_s, changed.since_s) == (position_s, eighths / 8)
