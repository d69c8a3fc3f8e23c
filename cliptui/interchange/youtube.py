"""Chapters for the description of a video on YouTube.

The rules are those of https://support.google.com/youtube/answer/9884579: the first chapter
starts at 0:00, there are three at least, in order, and each lasts ten seconds or more. If one is
broken YouTube shows no chapters at all and does not say why, so they are checked here.
"""

from itertools import pairwise
from math import floor
from typing import Final

from cliptui.clip import timecode
from cliptui.errors import BadCutList
from cliptui.interchange.cuts import CutList, title_or_number

_FEWEST: Final = 3
_SHORTEST_S: Final = 10
_S_PER_HOUR: Final = 3600
_BRACKETS: Final = str.maketrans("<>", "()")  # a description may not hold angled ones


def write_youtube(cut_list: CutList) -> str:
    """Write cuts as chapters: each starts with its cut and lasts until the next one starts.

    Raises:
        BadCutList: A rule of YouTube's is broken; the sentence says which, and by what.
    """
    timing = cut_list.timing
    starts_s = [floor(timing.seconds_at(cut.selection.in_frame)) for cut in cut_list.in_time]
    titles = [
        title_or_number(cut, number).translate(_BRACKETS)
        for number, cut in enumerate(cut_list.in_time, start=1)
    ]
    _check(starts_s, floor(timing.seconds_at(timing.frame_count)), titles)
    lines = [f"{_clock(start)} {title}" for start, title in zip(starts_s, titles, strict=True)]
    return "\n".join(lines) + "\n"


def _check(starts_s: list[int], end_s: int, titles: list[str]) -> None:
    if len(starts_s) < _FEWEST:
        raise BadCutList(
            f"YouTube needs {_FEWEST} chapters or more, and there are {len(starts_s)}."
        )
    if starts_s[0]:
        raise BadCutList(
            f"YouTube needs a first chapter at 0:00, and “{titles[0]}” starts at "
            f"{_clock(starts_s[0])}."
        )
    for title, (start, stop) in zip(titles, pairwise([*starts_s, end_s]), strict=True):
        if stop - start < _SHORTEST_S:
            raise BadCutList(
                f"YouTube needs {_SHORTEST_S} s or more for each chapter, and “{title}” at "
                f"{_clock(start)} has {stop - start} s."
            )


def _clock(seconds: int) -> str:
    """Write whole seconds as YouTube does: `0:00`, `12:05`, `1:02:05`."""
    hours, minutes, rest = timecode.clock(seconds).split(":")
    if seconds < _S_PER_HOUR:
        return f"{int(minutes)}:{rest}"
    return f"{int(hours)}:{minutes}:{rest}"
