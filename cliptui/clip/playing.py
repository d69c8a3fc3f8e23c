"""Playing: which frame the clock says, at any speed, both ways.

A run is the motion of the playhead from one moment on. It never changes; what is on the screen
is asked of it by the time that has passed, so that a late picture is left out and never delays
the next ones.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from cliptui.clip.selection import Selection
from cliptui.clip.timing import Timing

MOST_SPEED: Final = 8
"""How much faster than the film the playhead can travel."""


@dataclass(frozen=True, slots=True)
class Run:
    """A playhead under way.

    Attributes:
        timing: When the frames are shown.
        span: The frames that it stays within.
        speed: How fast, in seconds of film a second; negative for backwards, never 0.
        from_s: Where it was at `since_s`, in seconds of the film.
        since_s: When that was, by the clock that is asked with.
        loops: Whether it begins again at the end of the span.
    """

    timing: Timing
    span: Selection
    speed: int
    from_s: Fraction
    since_s: float
    loops: bool = False

    @classmethod
    def starting(
        cls,
        timing: Timing,
        frame: int,
        speed: int,
        now_s: float,
        *,
        span: Selection | None = None,
        loops: bool = False,
    ) -> "Run":
        """Start from a frame, which is shown for as long as it lasts, whichever the direction.

        Args:
            timing: When the frames are shown.
            frame: The frame to start from.
            speed: 1 for forwards, -1 for backwards, or a multiple.
            now_s: The time.
            span: The frames to stay within, which must hold `frame`; None for the whole asset.
            loops: Whether to begin again at the end.
        """
        within = span or Selection(0, timing.frame_count)
        boundary = frame if speed > 0 else frame + 1
        return cls(timing, within, speed, timing.seconds_at(boundary), now_s, loops)

    def frame_at(self, now_s: float) -> int:
        """Return the frame that is shown at a time, never earlier than `since_s`."""
        position_s = self._position_s(now_s)
        numbers = range(self.timing.frame_count)
        # A boundary belongs to the frame that is ahead: behind it forwards, before it backwards.
        search = bisect_right if self.speed > 0 else bisect_left
        frame = search(numbers, position_s, key=self.timing.seconds_at) - 1
        return max(self.span.in_frame, min(frame, self.span.out_frame - 1))

    def is_over(self, now_s: float) -> bool:
        """Whether the end of the span is reached; never for a loop."""
        if self.loops:
            return False
        start_s, end_s = self._ends_s
        position_s = self._position_s(now_s)
        return position_s >= end_s if self.speed > 0 else position_s <= start_s

    def shuttled(self, direction: int, now_s: float) -> "Run":
        """Travel twice as fast in the direction of travel, or as fast as the film in the other.

        Args:
            direction: 1 for forwards, -1 for backwards.
            now_s: The time.
        """
        is_same_way = self.speed * direction > 0
        pace = min(abs(self.speed) * 2, MOST_SPEED) if is_same_way else 1
        return replace(self, speed=direction * pace, from_s=self._position_s(now_s), since_s=now_s)

    def next_change_s(self, now_s: float) -> float:
        """Return in how many seconds another frame is due, or the end."""
        frame = self.frame_at(now_s)
        boundary_s = self.timing.seconds_at(frame + 1 if self.speed > 0 else frame)
        return float(abs(boundary_s - self._position_s(now_s)) / abs(self.speed))

    @property
    def _ends_s(self) -> tuple[Fraction, Fraction]:
        seconds_at = self.timing.seconds_at
        return seconds_at(self.span.in_frame), seconds_at(self.span.out_frame)

    def _position_s(self, now_s: float) -> Fraction:
        position_s = self.from_s + self.speed * (Fraction(now_s) - Fraction(self.since_s))
        if not self.loops:
            return position_s
        start_s, end_s = self._ends_s
        length_s = end_s - start_s
        if self.speed > 0:
            return start_s + (position_s - start_s) % length_s
        return end_s - (end_s - position_s) % length_s
