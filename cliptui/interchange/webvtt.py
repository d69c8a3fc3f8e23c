"""WebVTT chapters: https://www.w3.org/TR/webvtt1/, section 1.4.

A start is written in milliseconds rounded up, so that a player that goes there shows the first
frame of the chapter; an end is rounded down.
"""

from fractions import Fraction
from typing import Final

from cliptui.clip.timing import clock_label
from cliptui.interchange.cuts import CutList, title_or_number

_MS_PER_S: Final = 1000
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write_webvtt(cut_list: CutList) -> str:
    """Write cuts as cues, in the order of the asset's time."""
    timing = cut_list.timing
    blocks = ["WEBVTT\n"]
    for number, cut in enumerate(cut_list.in_time, start=1):
        start_ms = timing.start_ms(cut.selection.in_frame)
        stop_ms = max(timing.stop_ms(cut.selection.out_frame), start_ms + 1)
        title = title_or_number(cut, number).translate(_ESCAPES)
        blocks.append(f"{number}\n{_clock(start_ms)} --> {_clock(stop_ms)}\n{title}\n")
    return "\n".join(blocks)


def _clock(ms: int) -> str:
    return clock_label(Fraction(ms, _MS_PER_S))
