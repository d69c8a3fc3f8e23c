"""OpenTimelineIO reads its own notation."""

from fractions import Fraction
from urllib.parse import unquote

import opentimelineio as otio
from hypothesis import given

from cliptui.clip.selection import Selection
from cliptui.interchange.cuts import Cut, CutList
from cliptui.interchange.otio import write_otio
from tests.interchange.lists import RATES, VARIABLE, any_lists, constant_lists, ends, timing_at


@given(constant_lists())
def test_the_library_reads_just_the_frames_and_the_rate_of_every_cut(cut_list: CutList) -> None:
    timeline = otio.adapters.read_from_string(write_otio(cut_list), "otio_json")
    assert timeline.name == cut_list.name
    [track] = timeline.video_tracks()
    assert list(timeline.audio_tracks()) == []
    rate = cut_list.timing.rate
    assert rate is not None
    told = []
    for clip in track:
        start, stop = clip.source_range.start_time, clip.source_range.end_time_exclusive()
        assert start.rate == stop.rate == float(rate.fps)
        told.append((start.value, stop.value))
        assert clip.available_range().duration.value == cut_list.timing.frame_count
    assert told == ends(cut_list.cuts)


@given(any_lists)
def test_names_and_media_come_through_whatever_is_in_them(cut_list: CutList) -> None:
    timeline = otio.adapters.read_from_string(write_otio(cut_list), "otio_json")
    clips = list(timeline.find_clips())
    expected = [cut.title or f"Clip {number}" for number, cut in enumerate(cut_list.cuts, 1)]
    assert [clip.name for clip in clips] == expected
    for clip in clips:
        url = clip.media_reference.target_url
        assert unquote(url.removeprefix("file://")) == cut_list.media
        assert url.startswith("file:///") == cut_list.media.startswith("/")
        assert url.isascii()


def test_of_a_varying_rate_the_times_are_milliseconds() -> None:
    cut_list = CutList("a", "a.mkv", VARIABLE, (Cut(Selection(1, 4)), Cut(Selection(4, 5))))
    clips = otio.adapters.read_from_string(write_otio(cut_list), "otio_json").find_clips()
    ranges = [(c.source_range.start_time, c.source_range.duration) for c in clips]
    assert [(start.value, length.value) for start, length in ranges] == [(40, 1960), (2000, 7000)]
    assert {start.rate for start, _ in ranges} == {1000}


@given(constant_lists())
def test_the_library_writes_it_again_as_it_read_it(cut_list: CutList) -> None:
    first = otio.adapters.read_from_string(write_otio(cut_list), "otio_json")
    again = otio.adapters.read_from_string(
        otio.adapters.write_to_string(first, "otio_json"), "otio_json"
    )
    assert first.is_equivalent_to(again)


def test_a_file_name_that_is_no_utf_8_has_an_address_all_the_same() -> None:
    cut_list = CutList("a", "r\udce9.mp4", timing_at(RATES[1]), (Cut(Selection(0, 1)),))
    [clip] = otio.adapters.read_from_string(write_otio(cut_list), "otio_json").find_clips()
    assert clip.media_reference.target_url == "r%E9.mp4"
    assert Fraction(clip.source_range.duration.rate) == 25
