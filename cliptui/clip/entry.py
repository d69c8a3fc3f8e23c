"""Times as people type them, on the screen and on the command line.

Entry follows the habits of editing desks: the right-most pair of digits is frames, `.` stands
for `00`, a sign makes it relative to the playhead.

=============== ==================================================
`00:00:12;05`   a label of this asset
`00:00:12.179`  a clock time; its decimals tell it from a label, where the asset has those
`1205`          12 seconds and 5 frames
`20.`           20 seconds
`+20.` `-5`     20 seconds on, 5 frames back
`f365`          frame 365, counted from 0
`12.179s`       seconds
`12179ms`       milliseconds
`50%`           half-way
=============== ==================================================
"""

import re
from fractions import Fraction
from typing import Final

from cliptui.clip import timecode
from cliptui.clip.text import clean
from cliptui.clip.timing import Timing
from cliptui.errors import BadTime

HINT: Final = "00:00:12:05, 1205, 20., +5, f365, 12.179s, 12179ms or 50%"
"""The kinds of entry, for a placeholder or a help text."""

_FRAME: Final = re.compile(r"[fF](\d{1,9})")
_PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)%")
_SECONDS: Final = re.compile(r"(\d{1,7}(?:\.\d{1,9})?)s")
_MILLISECONDS: Final = re.compile(r"(\d{1,10})ms")
_CLOCK: Final = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,2}):)?(\d{1,2})\.(\d{1,9})")
_COLONS: Final = re.compile(r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}")
_LABEL: Final = re.compile(r"\d{1,4}:\d{1,2}:\d{1,2}[:;]\d{1,3}")
_PAIRS: Final = re.compile(r"([+-]?)([0-9.]{1,16})")
_PAIR_LIMIT: Final = 100
_MS_PER_S: Final = 1000
_QUOTED: Final = 40


def boundary_of(text: str, timing: Timing, playhead: int = 0) -> int:
    """Read a typed time as a boundary of an asset.

    Args:
        text: One of the forms in the module's table.
        timing: The asset's frames.
        playhead: Where a relative entry starts from.

    Returns:
        A boundary, from 0 to `timing.frame_count`.

    Raises:
        BadTime: It is none of the forms, a label that does not exist, or a time outside the
            asset.
    """
    entry = text.strip()
    boundary = _exact(entry, timing)
    if boundary is None:
        boundary = _pairs(entry, timing, playhead)
    if not 0 <= boundary <= timing.frame_count:
        raise BadTime(
            f"{entry} is outside the asset, which goes from {timing.label(0)} "
            f"to {timing.label(timing.frame_count)}."
        )
    return boundary


def frame_of(text: str, timing: Timing, playhead: int = 0) -> int:
    """Read a typed time as a frame: as `boundary_of`, with the end meaning the last frame."""
    return min(boundary_of(text, timing, playhead), timing.frame_count - 1)


def _exact(entry: str, timing: Timing) -> int | None:
    """Read the forms that name a frame or a time without doubt; None for the others."""
    if match := _FRAME.fullmatch(entry):
        return int(match[1])
    if match := _PERCENT.fullmatch(entry):
        return round(Fraction(match[1]) * timing.frame_count / 100)
    if _LABEL.fullmatch(entry):
        return _of_label(entry, timing)
    has_timecode = timing.rate is not None and timing.rate.has_timecode
    if has_timecode and _COLONS.fullmatch(entry):
        pairs = "".join(field.zfill(2) for field in entry.split(":")).lstrip("0") or "0"
        raise BadTime(f"“{entry}” could end in seconds or in frames: write {entry}.0 or {pairs}.")
    ms = _milliseconds(entry)
    return None if ms is None else _near(ms, timing)


def _near(ms: Fraction, timing: Timing) -> int:
    """Return the boundary nearest to a time; for one outside the asset, one that is outside."""
    end_ms = timing.seconds_at(timing.frame_count) * _MS_PER_S
    if ms > end_ms + 1:  # a whole millisecond of rounding, as in the name of the end itself
        return timing.frame_count + 1
    return timing.boundary_near(ms) if ms >= 0 else -1


def _milliseconds(entry: str) -> Fraction | None:
    if match := _SECONDS.fullmatch(entry):
        return Fraction(match[1]) * _MS_PER_S
    if match := _MILLISECONDS.fullmatch(entry):
        return Fraction(match[1])
    clock = f"{entry}.0" if _COLONS.fullmatch(entry) else entry
    match = _CLOCK.fullmatch(clock) if ":" in clock else None
    if match is None:
        return None
    hours, minutes, seconds, decimals = match.groups()
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return (whole + Fraction(int(decimals), 10 ** len(decimals))) * _MS_PER_S


def _of_label(entry: str, timing: Timing) -> int:
    if timing.rate is None or not timing.rate.has_timecode:
        raise BadTime(f"This asset has no timecode: write a time like {timing.label(0)}.")
    return timecode.frame_of_label(entry, timing.rate)


def _pairs(entry: str, timing: Timing, playhead: int) -> int:
    """Read pairs of digits, right-most first: frames, seconds, minutes, hours."""
    match = _PAIRS.fullmatch(entry)
    digits = match[2].replace(".", "00") if match else ""
    if match is None or len(digits) > len("hhhhmmssff"):
        raise BadTime(f"“{clean(entry, _QUOTED)}” is no time: write {HINT}.")
    number = int(digits)
    fields = []
    for _ in range(3):
        number, field = divmod(number, _PAIR_LIMIT)
        fields.append(field)
    frames, seconds, minutes = fields
    if match[1]:
        sign = 1 if match[1] == "+" else -1
        whole_s = (number * 60 + minutes) * 60 + seconds
        return _moved(playhead, sign * whole_s, timing) + sign * frames
    if timing.rate is None or not timing.rate.has_timecode:
        raise BadTime(f"This asset has no timecode: write a time like {timing.label(0)}.")
    return timecode.frame_of_fields(number, minutes, seconds, frames, timing.rate)


def _moved(playhead: int, seconds: int, timing: Timing) -> int:
    """Return the boundary some seconds away, or one outside the asset."""
    if timing.rate is not None:
        return playhead + timing.rate.frames_in(seconds)
    return _near((timing.seconds_at(playhead) + seconds) * _MS_PER_S, timing)
