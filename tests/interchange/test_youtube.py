"""Chapters for YouTube are written by its rules, or refused with the rule that is broken."""

import re
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.selection import Selection
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import BadCutList
from cliptui.interchange.cuts import Cut, CutList
from cliptui.interchange.youtube import write_youtube
from tests.interchange.lists import titles

TWO_HOURS = ConstantTiming(FrameRate(Fraction(25)), 2 * 3600 * 25)
LINE = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d\d) (.+)")


def chapters(*starts_s: float, title: str = "", timing: ConstantTiming = TWO_HOURS) -> CutList:
    cuts = (Cut(Selection(int(at * 25), int(at * 25) + 1), title) for at in starts_s)
    return CutList("Cup final", "Cup final.mp4", timing, tuple(cuts))


def test_chapters_are_written_as_people_write_them() -> None:
    text = write_youtube(chapters(0, 62.96, 3599, 3725, title="Part <two>"))
    assert text == ("0:00 Part (two)\n1:02 Part (two)\n59:59 Part (two)\n1:02:05 Part (two)\n")


def test_chapters_come_in_the_order_of_time_and_those_without_a_title_are_numbered() -> None:
    assert write_youtube(chapters(30, 0, 15)) == "0:00 Clip 1\n0:15 Clip 2\n0:30 Clip 3\n"


@given(st.lists(st.tuples(st.integers(0, 200), titles), max_size=6))
def test_whatever_is_written_keeps_the_rules_and_what_breaks_them_is_refused(
    drawn: list[tuple[int, str]],
) -> None:
    timing = ConstantTiming(FrameRate(Fraction(25)), 200 * 25 + 1)
    cuts = tuple(Cut(Selection(at * 25, at * 25 + 1), title) for at, title in drawn)
    starts = sorted(at for at, _ in drawn)
    lengths = [b - a for a, b in pairwise([*starts, 200])]
    keeps = len(starts) >= 3 and starts[0] == 0 and min(lengths) >= 10
    try:
        text = write_youtube(CutList("a", "a", timing, cuts))
    except BadCutList:
        assert not keeps
        return
    assert keeps
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    told = [int(m[1] or 0) * 3600 + int(m[2]) * 60 + int(m[3]) for m in found if m]
    assert told == starts


@pytest.mark.parametrize(
    ("cut_list", "sentence"),
    [
        (chapters(), "YouTube needs 3 chapters or more, and there are 0."),
        (chapters(0, 20), "YouTube needs 3 chapters or more, and there are 2."),
        (
            chapters(1, 20, 40, title="Goal"),
            "YouTube needs a first chapter at 0:00, and “Goal” starts at 0:01.",
        ),
        (
            chapters(0, 9.96, 40),
            "YouTube needs 10 s or more for each chapter, and “Clip 1” at 0:00 has 9 s.",
        ),
        (
            chapters(0, 60, 7191),
            "YouTube needs 10 s or more for each chapter, and “Clip 3” at 1:59:51 has 9 s.",
        ),
        (
            chapters(0, 60, 60),
            "YouTube needs 10 s or more for each chapter, and “Clip 2” at 1:00 has 0 s.",
        ),
    ],
)
def test_a_broken_rule_is_told_with_what_breaks_it(cut_list: CutList, sentence: str) -> None:
    with pytest.raises(BadCutList) as caught:
        write_youtube(cut_list)
    assert str(caught.value) == sentence
