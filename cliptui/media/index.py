"""Which frames a file shows, and when.

The index is made from the packets alone, without decoding; it holds exactly the frames that a
decoding of the whole file would show.
"""

from array import array
from bisect import bisect_left, bisect_right
from contextlib import closing
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Final

from cliptui.errors import Unreadable
from cliptui.media.failures import reading, shown_name
from cliptui.media.opening import (
    OpenVideo,
    exact_fraction,
    is_mistimed,
    open_video,
    packets,
    stamp_of,
    start_of,
)
from cliptui.media.rates import constant_rate, grid_start

_MS_PER_S: Final = 1000
_LONE_FRAME: Final = Fraction(1, 25)


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


def read_index(path: Path) -> FrameIndex:
    """Read the index of a file by walking through its packets.

    Raises:
        Unreadable: It cannot be opened, or holds no frame.
    """
    with closing(open_video(path)) as video, reading(path):
        index = _index_of(video)
    if index is None:
        raise Unreadable(f"{shown_name(path)} holds no video: its video track is empty.")
    return index


def _index_of(video: OpenVideo) -> FrameIndex | None:
    is_counted = is_mistimed(video.container, video.stream)
    walk = _Walk(video, is_counted=is_counted)
    if not walk.shown:
        return None
    pts = array("q", sorted(set(walk.shown)))
    unit = exact_fraction(video.stream.time_base) or Fraction(1)
    started = start_of(video.container)
    start = pts[0] * unit if started is None else min(started, pts[0] * unit)
    claimed = map(exact_fraction, (video.stream.average_rate, video.stream.base_rate))
    hints = [rate for rate in claimed if rate is not None]
    grid = grid_start(pts[0], unit, start)
    return FrameIndex(
        pts=pts,
        time_base=unit,
        start=start,
        keyframes=array("q", sorted(set(walk.keyframes))),
        end=pts[-1] * unit + _last_duration(pts, walk.last_duration, unit) - start,
        rate=constant_rate(pts, unit, grid, hints),
        late=grid - start,
        is_counted=is_counted,
    )


class _Walk:
    """What one walk through the packets of a video stream finds.

    Attributes:
        shown: When each frame is shown, in the order of decoding.
        keyframes: The same of the keyframes, hidden ones included.
        last_duration: How long the frame that is shown last says it lasts; 0 if it does not.
    """

    def __init__(self, video: OpenVideo, *, is_counted: bool) -> None:
        self.shown = array("q")
        self.keyframes = array("q")
        self.last_duration = 0
        last: int | None = None
        for packet in packets(video.container, video.stream):
            stamp = packet.dts if is_counted else stamp_of(packet)
            if stamp is None:
                continue
            if packet.is_keyframe:
                self.keyframes.append(stamp)
            # What comes before the first keyframe cannot be decoded; what an edit list hides is
            # decoded but not shown.
            if not self.keyframes or packet.is_discard:
                continue
            self.shown.append(stamp)
            if last is None or stamp > last:
                last, self.last_duration = stamp, packet.duration or 0


def _last_duration(pts: "array[int]", claimed: int, unit: Fraction) -> Fraction:
    """Return how long the last frame is shown: as long as the one before, if nothing says."""
    if claimed > 0:
        return claimed * unit
    return (pts[-1] - pts[-2]) * unit if len(pts) > 1 else _LONE_FRAME
