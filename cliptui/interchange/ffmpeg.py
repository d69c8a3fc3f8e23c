"""A shell script of `ffmpeg` commands that cut just the selected frames.

Times are given in the middle between two frames, half a frame before the first one that is
wanted and half a frame before the first one that is not: no rounding reaches a neighbour from
there. The number of frames is said too, and frames are passed on as they come, at their own times:
else ffmpeg would fill the half frame with one of its own, or round it up and lose the last one.
The pictures are encoded anew, since a copy can only start at keyframes. It takes ffmpeg 5.1 or
newer.
"""

import re
import shlex
from fractions import Fraction
from typing import Final

from cliptui.clip.timing import Timing
from cliptui.interchange.cuts import Cut, CutList, seconds_text, title_or_number

_HEAD: Final = "#!/bin/sh\nset -eu\n"
_UNFIT: Final = re.compile(r'[\\/:*?"<>|\ufffd\u2400-\u2421]')
"""What a file name cannot hold on some system, and the pictures of control characters."""
_LONGEST_BYTES: Final = 180
_FINE: Final = "1:90000"
"""A time base, in seconds, into which half a frame goes at any rate."""


def write_ffmpeg(cut_list: CutList) -> str:
    """Write a script for `sh`, one command a line, each to a file named by number and title.

    It stops at the first command that fails, and writes over no file that is there.
    """
    commands = [
        shlex.join(_command(cut, number, cut_list))
        for number, cut in enumerate(cut_list.cuts, start=1)
    ]
    return _HEAD + "".join(f"{command}\n" for command in commands)


def _command(cut: Cut, number: int, cut_list: CutList) -> list[str]:
    timing = cut_list.timing
    start_s = _just_before(cut.selection.in_frame, timing)
    length_s = _just_before(cut.selection.out_frame, timing) - start_s
    return [
        *("ffmpeg", "-nostdin", "-hide_banner", "-n"),
        *("-ss", seconds_text(start_s), "-i", f"file:{cut_list.media}"),
        *("-t", seconds_text(length_s), "-frames:v", str(cut.selection.frame_count)),
        *("-map", "0:v:0", "-map", "0:a?"),
        *("-fps_mode", "passthrough", "-enc_time_base", _FINE),
        *("-c:v", "libx264", "-crf", "18", "-c:a", "aac"),
        f"file:{number:02d} {_file_title(title_or_number(cut, number))}.mp4",
    ]


def _just_before(boundary: int, timing: Timing) -> Fraction:
    """Return the time half-way between the frame before a boundary and the one behind it."""
    if boundary == 0:
        return Fraction(0)
    return (timing.seconds_at(boundary - 1) + timing.seconds_at(boundary)) / 2


def _file_title(title: str) -> str:
    """Return a title as part of a file name: on any system, and within 255 bytes."""
    fit = _UNFIT.sub("_", title).encode("utf-8", "replace")[:_LONGEST_BYTES]
    return fit.decode("utf-8", "ignore").rstrip(" .") or "clip"
