"""Projects of LosslessCut are written for it to read, and those that it wrote are read."""

from fractions import Fraction

import json5
import pytest
from hypothesis import given

from cliptui.clip.selection import Selection
from cliptui.clip.sheet import Marker
from cliptui.clip.text import clean
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import BadCutList
from cliptui.interchange.cuts import Cut, CutList
from cliptui.interchange.llc import read_llc, write_llc
from tests.interchange.lists import any_lists, ends

TIMING = ConstantTiming(FrameRate(Fraction(25)), 1000)

# As version 3.61 of LosslessCut writes it, with `JSON5.stringify(project, null, 2)`.
WRITTEN_THERE = """{
  version: 2,
  mediaFileName: 'It\\'s the "final".mp4',
  cutSegments: [
    {
      start: 4.88,
      end: 12.04,
      name: '',
      selected: true,
    },
    {
      start: 20,
      name: 'gull',
    },
    {
      start: 30,
      end: 31.52,
      name: 'Kick\\u2028off',
      tags: {
        key: 'value',
      },
    },
    {
      start: 33,
      end: 34,
      name: 'left out',
      selected: false,
    },
  ],
}
"""


@given(any_lists)
def test_an_independent_reader_of_json5_reads_every_segment_to_the_microsecond(
    cut_list: CutList,
) -> None:
    project = json5.loads(write_llc(cut_list))
    assert project["version"] == 2
    assert project["mediaFileName"] == cut_list.media.split("/")[-1]
    for segment, cut in zip(project["cutSegments"], cut_list.cuts, strict=True):
        assert segment["name"] == cut.title
        for member, frame in (("start", cut.selection.in_frame), ("end", cut.selection.out_frame)):
            exact_s = cut_list.timing.seconds_at(frame)
            assert abs(Fraction(segment[member]) - exact_s) < Fraction(1, 10**6)


@given(any_lists)
def test_what_is_written_reads_back_as_the_same_frames(cut_list: CutList) -> None:
    read = read_llc(write_llc(cut_list), cut_list.timing)
    assert read.cuts == cut_list.cuts
    assert read.media == clean(cut_list.media.split("/")[-1])


def test_markers_are_segments_without_an_end() -> None:
    markers = (Marker(5, "Sea"), Marker(7))
    cut_list = CutList("a", "a.mp4", TIMING, (Cut(Selection(1, 2)),), markers)
    segments = json5.loads(write_llc(cut_list))["cutSegments"]
    assert segments[1:] == [{"start": 0.2, "name": "Sea"}, {"start": 0.28, "name": ""}]
    assert read_llc(write_llc(cut_list), TIMING).markers == markers


def test_a_project_that_losslesscut_wrote_is_read() -> None:
    project = read_llc(WRITTEN_THERE, TIMING)
    assert project.media == 'It\'s the "final".mp4'
    assert project.cuts == (
        Cut(Selection(122, 301)),
        Cut(Selection(750, 788), "Kick\u2028off"),
    )
    assert project.cuts[1].title == "Kick\ufffdoff"
    assert project.markers == (Marker(500, "gull"),)


def test_in_the_first_version_a_segment_can_be_open_at_both_ends() -> None:
    text = "{version: 1, cutSegments: [{end: 2, name: 'a'}, {start: 39}]}"
    project = read_llc(text, TIMING)
    assert ends(project.cuts) == [(0, 50), (975, 1000)]
    assert (project.media, project.markers) == ("", ())


def test_a_marker_at_the_very_end_is_on_the_last_frame() -> None:
    text = "{version: 3, mediaFileName: 3, cutSegments: [{start: 40, name: 5}]}"
    assert read_llc(text, TIMING).markers == (Marker(999),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "It is no project of LosslessCut: it has no “cutSegments”."),
        ("{version: 2}", "It is no project of LosslessCut: it has no “cutSegments”."),
        ("{cutSegments: []}", "It is of a version of LosslessCut that is not known here."),
        ("{version: 4, cutSegments: []}", "It is of a version of LosslessCut that is not known"),
        ("{version: 2, cutSegments: [7]}", "Segment 1: It is no object."),
        (
            "{version: 2, cutSegments: [{start: 1, end: 2}, {start: 'x'}]}",
            "Segment 2: Its “start” is no number of seconds.",
        ),
        ("{version: 2, cutSegments: [{start: NaN}]}", "Its “start” is no number of seconds."),
        (
            "{version: 2, cutSegments: [{start: 1, end: 99}]}",
            "Segment 1: 99 s is outside the asset, whose end is 40 s.",
        ),
        ("{version: 2, cutSegments: [{start: 1, end: 1}]}", "Segment 1: OUT must come after IN"),
        ("start,end", "Line 1 cannot be read."),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_segment(text: str, sentence: str) -> None:
    with pytest.raises(BadCutList) as caught:
        read_llc(text, TIMING)
    assert sentence in str(caught.value)
