"""Frame rates as people type them: `25`, `29.97`, `29.97 NDF`, `30000/1001`."""

import re
from fractions import Fraction
from typing import Final

from cliptui.clip.text import clean
from cliptui.clip.timecode import FrameRate
from cliptui.errors import BadTime

RATE_HINT: Final = "23.976, 24, 25, 29.97 DF or NDF, 30, 50, 59.94, 60, or 30000/1001"
"""The kinds of entry, for a placeholder."""

_ENTRY: Final = re.compile(r"(\d{1,3}(?:\.\d{1,6})?|\d{1,7}/\d{1,7})\s*(NDF|DF)?", re.IGNORECASE)
_NTSC: Final = Fraction(1000, 1001)
_NEAR: Final = Fraction(1, 150)
"""How far `23.98` and `29.97` may be from the rate that they stand for."""

_MAX_FPS: Final = 1000
_QUOTED: Final = 40


def rate_of(text: str) -> FrameRate:
    """Read a frame rate.

    A decimal stands for the rate of a thousand and first that is written so: `29.97` is
    30000/1001, with drop-frame labels unless `NDF` follows.

    Args:
        text: What was typed.

    Raises:
        BadTime: It is no rate, or has no drop-frame labels and they are asked for.
    """
    match = _ENTRY.fullmatch(text.strip())
    if match is None:
        raise BadTime(f"“{clean(text.strip(), _QUOTED)}” is no frame rate: write {RATE_HINT}.")
    fps = _fps(match[1])
    if not 0 < fps <= _MAX_FPS:
        raise BadTime(f"A frame rate lies between 0 and {_MAX_FPS}, and {match[1]} does not.")
    if match[2] is None:
        return FrameRate.of(fps)
    return FrameRate(fps, drop_frame=match[2].upper() == "DF")


def _fps(number: str) -> Fraction:
    numerator, _, denominator = number.partition("/")
    if denominator:
        return Fraction(int(numerator), int(denominator)) if int(denominator) else Fraction(0)
    fps = Fraction(number)
    slow = round(fps / _NTSC) * _NTSC
    is_decimal = fps.denominator > 1
    return slow if is_decimal and abs(slow - fps) < _NEAR else fps
