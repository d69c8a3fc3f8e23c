"""WebVTT chapters, read by webvtt-py."""

import html
import io

import webvtt
from hypothesis import given

from cliptui.clip.selection import Selection
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import VariableTiming
from cliptui.interchange.cuts import Cut, CutList
from cliptui.interchange.webvtt import write_webvtt
from tests.interchange.lists import NTSC, any_lists, ends, list_of, timing_at


def ms_of(stamp: str) -> int:
    hours, minutes, seconds = stamp.split(":")
    return round((int(hours) * 60 + int(minutes)) * 60_000 + float(seconds) * 1000)


@given(any_lists)
def test_the_reader_finds_every_chapter_in_order_with_the_frames_and_title_of_its_cut(
    cut_list: CutList,
) -> None:
    captions = webvtt.from_buffer(io.StringIO(write_webvtt(cut_list))).captions
    cuts = cut_list.in_time
    near = cut_list.timing.boundary_near
    told = [(near(ms_of(each.start)), near(ms_of(each.end))) for each in captions]
    assert told == ends(cuts)
    shown = [html.unescape(each.text) for each in captions]
    assert shown == [cut.title or f"Clip {number}" for number, cut in enumerate(cuts, 1)]
    assert all("<" not in each.text and "-->" not in each.text for each in captions)


def test_a_start_is_rounded_up_and_an_end_down() -> None:
    # 365 frames of 29.97 are 12178.83 ms, 665 are 22188.83 ms
    cut_list = list_of(timing_at(FrameRate.of(NTSC)), (365, 665), title="Tom & <Jerry>")
    assert write_webvtt(cut_list) == (
        "WEBVTT\n\n1\n00:00:12.179 --> 00:00:22.188\nTom &amp; &lt;Jerry&gt;\n"
    )


def test_even_a_frame_without_a_length_makes_a_cue_that_ends_after_its_start() -> None:
    timing = VariableTiming((0, 40, 40), 80)
    text = write_webvtt(CutList("a", "a", timing, (Cut(Selection(1, 2)),)))
    assert "00:00:00.040 --> 00:00:00.041" in text
