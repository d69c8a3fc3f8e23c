"""Frame rates, and the labels that editors read.

A timecode is a label, not a time: it counts frames in whole seconds of a nominal rate. The
truth is always a frame index with a rational rate; see SMPTE ST 12-1 for the labels.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Final

from cliptui.clip.text import clean
from cliptui.errors import BadTime

_NTSC: Final = Fraction(1000, 1001)
_DROP_FRAME_RATES: Final = frozenset({Fraction(30000, 1001), Fraction(60000, 1001)})
_LABEL: Final = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2})[:;](\d{1,3})")
_SECONDS_PER_MINUTE: Final = 60
_SECONDS_PER_HOUR: Final = 3600
_QUOTED: Final = 40


@dataclass(frozen=True, slots=True)
class FrameRate:
    """A constant frame rate and the kind of labels that go with it.

    Attributes:
        fps: Frames per second, exact, such as `Fraction(30000, 1001)`.
        drop_frame: Whether labels skip numbers to keep up with the clock. Only 29.97 and
            59.94 can; `FrameRate.of` chooses it for both.

    Raises:
        BadTime: The rate is not positive, or drop-frame is asked of a rate that has none.
    """

    fps: Fraction
    drop_frame: bool = False

    def __post_init__(self) -> None:
        if self.fps <= 0:
            raise BadTime(f"A frame rate must be positive, and {self.fps} is not.")
        if self.drop_frame and self.fps not in _DROP_FRAME_RATES:
            raise BadTime(f"Only 29.97 and 59.94 have drop-frame timecode, not {self.fps}.")

    @classmethod
    def of(cls, fps: Fraction) -> "FrameRate":
        """Return the rate with the labels that are usual for it."""
        return cls(fps, drop_frame=fps in _DROP_FRAME_RATES)

    @property
    def nominal(self) -> int:
        """Frames in one labelled second: 30 for 29.97."""
        return max(1, round(self.fps))

    @property
    def has_timecode(self) -> bool:
        """Whether labels exist: the rate is whole, or whole times 1000/1001."""
        return self.fps in (self.nominal, self.nominal * _NTSC)

    @property
    def dropped_per_minute(self) -> int:
        """Labels skipped in nine minutes of ten: 2 for 29.97, 4 for 59.94, else 0."""
        return self.nominal // 15 if self.drop_frame else 0

    def frames_in(self, seconds: int) -> int:
        """Return the frames in whole seconds, fewer than none if these are negative.

        A second is the labelled one (30 frames of 29.97) where labels exist, so that the frames
        field stays as it is; elsewhere a real one, to the nearest frame.
        """
        if self.has_timecode:
            return seconds * self.nominal
        count = floor(abs(seconds) * self.fps + Fraction(1, 2))
        return count if seconds > 0 else -count

    def __str__(self) -> str:
        """Return the rate as editors write it: `25`, `29.97`, `12.5`."""
        return f"{float(self.fps):.3f}".rstrip("0").rstrip(".")


def label(frame: int, rate: FrameRate) -> str:
    """Write a frame index as timecode.

    Args:
        frame: Frame index, 0 or more.
        rate: A rate that has timecode.

    Returns:
        `hh:mm:ss:ff`, or `hh:mm:ss;ff` for drop-frame; three frame digits above 100 fps.
    """
    number = frame + _labels_skipped_before(frame, rate)
    seconds, frames = divmod(number, rate.nominal)
    width = max(2, len(str(rate.nominal - 1)))
    mark = ";" if rate.drop_frame else ":"
    return f"{clock(seconds)}{mark}{frames:0{width}d}"


def clock(seconds: int) -> str:
    """Write whole seconds as `hh:mm:ss`."""
    hours, rest = divmod(seconds, _SECONDS_PER_HOUR)
    minutes, seconds = divmod(rest, _SECONDS_PER_MINUTE)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def _labels_skipped_before(frame: int, rate: FrameRate) -> int:
    dropped = rate.dropped_per_minute
    first_minute = rate.nominal * _SECONDS_PER_MINUTE
    later_minute = first_minute - dropped
    tens, rest = divmod(frame, 10 * later_minute + dropped)
    skipped = 9 * tens * dropped
    if rest >= first_minute:
        skipped += dropped * (1 + (rest - first_minute) // later_minute)
    return skipped


def frame_of_label(text: str, rate: FrameRate) -> int:
    """Read timecode as a frame index.

    Both `:` and `;` are read before the frames; whether labels are skipped depends on the
    rate alone.

    Args:
        text: `hh:mm:ss:ff` or `hh:mm:ss;ff`.
        rate: A rate that has timecode.

    Raises:
        BadTime: It is no timecode, or a label that does not exist at this rate.
    """
    match = _LABEL.fullmatch(text)
    if match is None:
        raise BadTime(f"“{clean(text, _QUOTED)}” is no timecode: write hh:mm:ss:ff.")
    hours, minutes, seconds, frames = map(int, match.groups())
    return frame_of_fields(hours, minutes, seconds, frames, rate)


def frame_of_fields(hours: int, minutes: int, seconds: int, frames: int, rate: FrameRate) -> int:
    """Return the frame index of the label with these fields.

    Raises:
        BadTime: No frame has this label; labels are refused, never repaired.
    """
    shown = f"{hours:02d}:{minutes:02d}:{seconds:02d}:{frames:02d}"
    if minutes >= _SECONDS_PER_MINUTE or seconds >= _SECONDS_PER_MINUTE:
        raise BadTime(f"{shown} does not exist: minutes and seconds go to 59.")
    if frames >= rate.nominal:
        raise BadTime(f"{shown} does not exist at {rate} fps: frames go to {rate.nominal - 1}.")
    dropped = rate.dropped_per_minute
    if minutes % 10 and not seconds and frames < dropped:
        raise BadTime(
            f"{shown} does not exist in drop-frame timecode: the minute starts at ;{dropped:02d}."
        )
    total_minutes = hours * _SECONDS_PER_MINUTE + minutes
    number = (total_minutes * _SECONDS_PER_MINUTE + seconds) * rate.nominal + frames
    return number - dropped * (total_minutes - total_minutes // 10)
