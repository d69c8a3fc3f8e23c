"""When each frame of an asset is shown, and how that is written in milliseconds.

Two kinds: a constant rate, which is one fraction, and a variable one, which is the list of
the milliseconds at which frames start. The rules for rounding are those of our notes on time:
reading rounds to the nearest frame boundary, which undoes floor, round and ceil alike; writing
takes the ceiling for a first frame and the floor for an end, so that a reader who compares
exact timestamps never finds the neighbouring frame.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Protocol

from cliptui.clip import timecode
from cliptui.clip.timecode import FrameRate

_MS_PER_S = 1000


class Timing(Protocol):
    """When each frame of an asset is shown.

    A boundary is a frame index from 0 to `frame_count`, both included: the start of that
    frame, or the end of the last one.
    """

    @property
    def frame_count(self) -> int:
        """Number of frames, 1 or more."""

    @property
    def rate(self) -> FrameRate | None:
        """The constant rate if it has one."""

    @property
    def is_proved(self) -> bool:
        """False while the rate is only a guess; it is then shown with `~`."""

    def seconds_at(self, boundary: int) -> Fraction:
        """Return the exact time of a boundary in seconds from the start of the asset."""

    def boundary_near(self, ms: Fraction | int) -> int:
        """Return the boundary nearest to a time in milliseconds, within the asset."""

    def start_ms(self, frame: int) -> int:
        """Write the start of a selection or a frame to ask for, in whole milliseconds."""

    def stop_ms(self, boundary: int) -> int:
        """Write the end of a selection or of a range, in whole milliseconds."""

    def label(self, boundary: int) -> str:
        """Write a boundary as timecode, or as a clock time where no timecode exists."""


@dataclass(frozen=True, slots=True)
class ConstantTiming:
    """Frames at a constant rate.

    Attributes:
        rate: The rate, and how it is labelled.
        frame_count: Number of frames, 1 or more.
        is_proved: False while the rate is only a guess; it is then shown with `~`.
        late_s: When the first frame starts, in seconds: more than 0 where pictures start later
            than sound. Labels count from the first frame all the same.
    """

    rate: FrameRate
    frame_count: int
    is_proved: bool = True
    late_s: Fraction = Fraction(0)

    def seconds_at(self, boundary: int) -> Fraction:
        """Return the exact time of a boundary in seconds."""
        return self.late_s + boundary / self.rate.fps

    def boundary_near(self, ms: Fraction | int) -> int:
        """Return `floor(ms · fps / 1000 + 1/2)`, kept within the asset; ms from the first frame."""
        seconds = Fraction(ms) / _MS_PER_S - self.late_s
        boundary = floor(seconds * self.rate.fps + Fraction(1, 2))
        return max(0, min(boundary, self.frame_count))

    def start_ms(self, frame: int) -> int:
        """Return `ceil(frame · 1000 / fps)`, counted from the start of the asset."""
        return ceil(self.seconds_at(frame) * _MS_PER_S)

    def stop_ms(self, boundary: int) -> int:
        """Return `floor(boundary · 1000 / fps)`, counted from the start of the asset."""
        return floor(self.seconds_at(boundary) * _MS_PER_S)

    def label(self, boundary: int) -> str:
        """Write a boundary as timecode, or as a clock time at rates like 12.5 fps."""
        if self.rate.has_timecode:
            return timecode.label(boundary, self.rate)
        return clock_label(self.seconds_at(boundary))


@dataclass(frozen=True, slots=True)
class VariableTiming:
    """Frames that are shown for unequal times.

    Attributes:
        starts_ms: The millisecond, rounded down, in which each frame starts; ascending, and
            never empty.
        end_ms: The millisecond at which the last frame ends.
    """

    starts_ms: tuple[int, ...] = field(repr=False)
    end_ms: int

    @property
    def frame_count(self) -> int:
        """Number of frames."""
        return len(self.starts_ms)

    @property
    def rate(self) -> None:
        """There is no rate."""
        return

    @property
    def is_proved(self) -> bool:
        """The list of starts is what the service knows for certain."""
        return True

    def seconds_at(self, boundary: int) -> Fraction:
        """Return the time of a boundary in seconds, to the millisecond."""
        return Fraction(self._ms_at(boundary), _MS_PER_S)

    def boundary_near(self, ms: Fraction | int) -> int:
        """Return the boundary nearest to a time, the later one of two equally near."""
        after = bisect_left(self.starts_ms, ms)
        if after == 0:
            return 0
        nearer_before = ms - self._ms_at(after - 1) < self._ms_at(after) - ms
        return after - 1 if nearer_before else after

    def start_ms(self, frame: int) -> int:
        """Return the millisecond in which a frame starts."""
        return self._ms_at(frame)

    def stop_ms(self, boundary: int) -> int:
        """Return the millisecond of a boundary."""
        return self._ms_at(boundary)

    def label(self, boundary: int) -> str:
        """Write a boundary as a clock time: a varying rate has no timecode."""
        return clock_label(self.seconds_at(boundary))

    def _ms_at(self, boundary: int) -> int:
        return self.starts_ms[boundary] if boundary < len(self.starts_ms) else self.end_ms


def clock_label(seconds: Fraction) -> str:
    """Write a time as `hh:mm:ss.mmm`, rounded to the millisecond.

    The nearest millisecond is what reads back as the same frame: see `boundary_near`.
    """
    whole, ms = divmod(floor(seconds * _MS_PER_S + Fraction(1, 2)), _MS_PER_S)
    return f"{timecode.clock(whole)}.{ms:03d}"


def step_by_seconds(timing: Timing, frame: int, seconds: int) -> int:
    """Return the frame some whole seconds away, kept within the asset.

    At a constant rate these are the seconds of `FrameRate.frames_in`. A frame that lasts longer
    than the step is left all the same, so that no key is ever dead.
    """
    if timing.rate is not None:
        target = frame + timing.rate.frames_in(seconds)
    else:
        target = timing.boundary_near((timing.seconds_at(frame) + seconds) * _MS_PER_S)
    if target == frame:
        target += (seconds > 0) - (seconds < 0)
    return max(0, min(target, timing.frame_count - 1))


def frames_within(timing: Timing, frame: int, span_s: Fraction) -> range:
    """Return the frames of the stretch of `span_s` seconds that `frame` lies in.

    The asset is cut into stretches of whole spans, so that neighbours share one stretch: what
    is fetched for a frame serves the next steps too.
    """
    number = floor(timing.seconds_at(frame) / span_s)
    first = _first_at_or_after(timing, number * span_s)
    stop = _first_at_or_after(timing, (number + 1) * span_s)
    return range(min(first, frame), max(stop, frame + 1))


def _first_at_or_after(timing: Timing, seconds: Fraction) -> int:
    """Return the first boundary at or after a time."""
    return bisect_left(range(timing.frame_count), seconds, key=timing.seconds_at)


def shown_at(starts_ms: tuple[int, ...], ms: int) -> int:
    """Return the frame that is shown at a millisecond, by the starts rounded down.

    Args:
        starts_ms: The millisecond, rounded down, in which each frame starts; ascending.
        ms: A time; before the first frame and after the last it is clamped.
    """
    return max(0, bisect_right(starts_ms, ms) - 1)
