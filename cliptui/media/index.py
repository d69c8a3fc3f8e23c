"""Which frames a file shows, and when; known without PyAV once `walk` has read it."""

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Final

_MS_PER_S: Final = 1000


@dataclass(frozen=True, slots=True)
class FrameIndex:
    """The frames that a file shows, in the order of their showing.

    Attributes:
        pts: When each frame starts, in units of `time_base` on the file's own clock; ascending,
            never empty.
        time_base: The unit of `pts` and `keyframes`, in seconds.
        start: When the file starts, in seconds on its own clock; no frame is earlier.
        keyframes: The places from which decoding can start, as `pts`; ascending. A few of them
            are not shown: those that an edit list hides.
        end: When the last frame ends, in seconds from the start of the file.
        rate: The exact constant frame rate; None if it varies.
        late: When the first frame starts on the grid of that rate, in seconds from the start of
            the file: more than 0 where the pictures start later than the sound.
        is_counted: Whether a frame can only be recognised by counting from the first one: the
            file's own times tell its place in the order of decoding.
    """

    pts: "array[int]" = field(repr=False)
    time_base: Fraction
    start: Fraction
    keyframes: "array[int]" = field(repr=False)
    end: Fraction
    rate: Fraction | None = None
    late: Fraction = Fraction(0)
    is_counted: bool = False

    @property
    def frame_count(self) -> int:
        """Number of frames, 1 or more."""
        return len(self.pts)

    @property
    def starts_ms(self) -> tuple[int, ...]:
        """The millisecond from the start of the file, rounded down, in which each frame starts."""
        return tuple(map(self._ms_of, self.pts))

    def start_ms(self, number: int) -> int:
        """Return the millisecond, rounded down, in which one frame starts."""
        return self._ms_of(self.pts[number])

    @property
    def end_ms(self) -> int:
        """The millisecond from the start of the file, rounded down, at which the last one ends."""
        return floor(self.end * _MS_PER_S)

    def shown_at(self, ms: int) -> int:
        """Return the frame that is shown at a millisecond: the last that has started.

        Args:
            ms: Milliseconds from the start of the file; clamped at both ends.
        """
        return max(0, bisect_right(self.pts, ms, key=self._ms_of) - 1)

    def starting_within(self, start_ms: int, stop_ms: int) -> range:
        """Return the frames that start in [start, stop), in milliseconds as `starts_ms` has them.

        Args:
            start_ms: Milliseconds from the start of the file.
            stop_ms: Not less than `start_ms`.
        """
        first, after = (bisect_left(self.pts, ms, key=self._ms_of) for ms in (start_ms, stop_ms))
        return range(first, after)

    def boundary_near(self, ms: int) -> int:
        """Return the boundary nearest to a time: a frame's start, or the end of the last one.

        Args:
            ms: Milliseconds from the start of the file; clamped at both ends.

        Returns:
            0 to `frame_count`, both included; the later one of two equally near.
        """
        after = bisect_left(self.pts, ms, key=self._ms_of)
        if after == 0:
            return 0
        next_ms = self._ms_of(self.pts[after]) if after < len(self.pts) else self.end_ms
        nearer_before = ms - self._ms_of(self.pts[after - 1]) < next_ms - ms
        return after - 1 if nearer_before else after

    def _ms_of(self, pts: int) -> int:
        # In integers: fractions would take half a second for the frames of a film.
        unit, start = self.time_base, self.start
        numerator = pts * unit.numerator * start.denominator - start.numerator * unit.denominator
        return numerator * _MS_PER_S // (unit.denominator * start.denominator)
