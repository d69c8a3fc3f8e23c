"""Cuts are clean, lie within their asset, and are told in seconds that name their frames."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.selection import Selection
from cliptui.clip.text import clean
from cliptui.clip.timecode import FrameRate
from cliptui.errors import BadCutList, BadSelection
from cliptui.interchange.cuts import Cut, CutList, boundary_at, seconds_text
from tests.interchange.lists import RATES, VARIABLE, list_of, timing_at


@given(st.text())
def test_a_title_is_one_clean_line_whoever_wrote_it(title: str) -> None:
    cut = Cut(Selection(0, 1), title)
    assert cut.title == clean(title).strip()
    assert len(cut.title.splitlines()) <= 1


def test_a_cut_beyond_the_end_of_the_asset_is_refused() -> None:
    assert list_of(VARIABLE, (4, 5)).cuts
    with pytest.raises(BadSelection) as caught:
        list_of(VARIABLE, (4, 6))
    assert str(caught.value) == "OUT lies behind the end of “Cup final”, which is 00:00:09.000."


def test_the_name_of_the_media_is_told_with_and_without_its_folders() -> None:
    cut_list = CutList("a\nb", "/films/Cup\nfinal.mp4", VARIABLE, ())
    assert (cut_list.name, cut_list.media) == ("a␊b", "/films/Cup\nfinal.mp4")
    assert cut_list.media_name == "Cup\nfinal.mp4"


def test_seconds_are_written_to_the_microsecond() -> None:
    # 365 frames of 30000/1001 fps are 12.178 833 3… s
    times = (Fraction(365 * 1001, 30000), Fraction(20), Fraction(0), Fraction(1, 2))
    assert [seconds_text(each) for each in times] == ["12.178833", "20", "0", "0.5"]


@given(st.sampled_from(RATES), st.data())
def test_seconds_read_back_as_their_frame(rate: FrameRate, data: st.DataObject) -> None:
    timing = timing_at(rate)
    frame = data.draw(st.integers(0, timing.frame_count))
    assert boundary_at(Fraction(seconds_text(timing.seconds_at(frame))), timing) == frame


def test_times_outside_the_asset_are_refused_but_for_a_second_of_sound() -> None:
    assert boundary_at(Fraction("9.9"), VARIABLE) == 5
    for seconds in (Fraction("10.5"), Fraction(-1)):
        with pytest.raises(BadCutList, match=r"s is outside the asset, whose end is 9 s\.$"):
            boundary_at(seconds, VARIABLE)
