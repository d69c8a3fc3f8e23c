"""CMX 3600 lists, read by the adapter of OpenTimelineIO and by pycmx."""

import io
from fractions import Fraction
from typing import Any

import opentimelineio as otio
import pycmx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.text import clean
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import BadCutList
from cliptui.interchange.cuts import CutList
from cliptui.interchange.edl import write_edl
from tests.interchange.lists import NTSC, RATES, VARIABLE, constant_lists, ends, list_of, timing_at

TWENTY_HOURS_S = 20 * 3600
FEW_CUTS = constant_lists(seconds=TWENTY_HOURS_S)


def read_by_otio(text: str, rate: FrameRate) -> list[Any]:
    timeline = otio.adapters.read_from_string(text, "cmx_3600", rate=float(rate.fps))
    return [clip for track in timeline.tracks for clip in track]


def frames_of(clip: Any) -> tuple[int, int]:  # noqa: ANN401  the library has no types
    start, stop = clip.source_range.start_time, clip.source_range.end_time_exclusive()
    return round(start.value), round(stop.value)


@given(FEW_CUTS)
def test_the_adapter_of_opentimelineio_reads_just_the_frames_of_every_cut(
    cut_list: CutList,
) -> None:
    assert cut_list.timing.rate is not None
    clips = read_by_otio(write_edl(cut_list), cut_list.timing.rate)
    assert [frames_of(clip) for clip in clips] == ends(cut_list.cuts)


@given(FEW_CUTS)
def test_pycmx_reads_every_event_with_its_source_and_the_right_kind_of_timecode(
    cut_list: CutList,
) -> None:
    rate = cut_list.timing.rate
    assert rate is not None
    edl = pycmx.parse_cmx3600(io.StringIO(write_edl(cut_list)))
    assert list(edl.unrecognized_statements) == []
    edits = [edit for event in edl.events for edit in event.edits]
    sign = ";" if rate.drop_frame else ":"
    assert [edit.line_number for edit in edits] == sorted(edit.line_number for edit in edits)
    assert len(edits) == len(cut_list.cuts)
    record = f"01:00:00{sign}00"
    for edit in edits:
        assert (edit.source, edit.channels.video) == ("AX", True)
        assert edit.transition.kind == "C"
        assert (edit.clip_name or "") == clean(cut_list.media.split("/")[-1]).strip()
        assert edit.record_in == record
        assert {code[8] for code in (edit.source_in, edit.source_out)} == {sign}
        record = edit.record_out


def test_a_list_is_written_as_the_format_wants_it() -> None:
    drop = timing_at(FrameRate.of(NTSC), 3600)
    # frame 1800 of 29.97 is 00:01:00;02, 17982 is 00:10:00;00; 16182 frames after 01:00:00;00 are
    # 2 short of minute 8's end, and 30 more pass the labels ;00 and ;01 that minute 9 has not
    assert write_edl(list_of(drop, (1800, 17982), (0, 30), title="Goal")) == (
        "TITLE: Cup final\n"
        "FCM: DROP FRAME\n"
        "001  AX       V     C        00:01:00;02 00:10:00;00 01:00:00;00 01:08:59;28\n"
        "* FROM CLIP NAME: Cup final.mp4\n"
        "* COMMENT: Goal\n"
        "002  AX       V     C        00:00:00;00 00:00:01;00 01:08:59;28 01:09:01;00\n"
        "* FROM CLIP NAME: Cup final.mp4\n"
        "* COMMENT: Goal\n"
    )


def test_29_97_without_drop_frame_is_said_and_counted_so() -> None:
    text = write_edl(list_of(timing_at(FrameRate(NTSC), 3600), (1800, 17982)))
    assert "FCM: NON-DROP FRAME\n" in text
    assert "00:01:00:00 00:09:59:12" in text


def test_titles_stand_in_a_comment_that_the_adapter_of_opentimelineio_keeps() -> None:
    [clip] = read_by_otio(write_edl(list_of(timing_at(RATES[1]), (0, 9), title="Goal")), RATES[1])
    assert clip.name == "Cup final.mp4"
    assert list(clip.metadata["cmx_3600"]["comments"]) == ["COMMENT: Goal"]


def test_a_long_name_is_cut_to_what_a_title_may_have() -> None:
    cut_list = CutList("x" * 100, "a.mp4", timing_at(RATES[1]), ())
    assert write_edl(cut_list).splitlines()[0] == f"TITLE: {'x' * 69}…"


@pytest.mark.parametrize(
    ("timing", "cuts", "sentence"),
    [
        (VARIABLE, [(0, 1)], "This asset has no timecode, which an EDL needs: export llc or csv."),
        (ConstantTiming(FrameRate(Fraction(25, 2)), 9), [(0, 1)], "This asset has no timecode"),
        (
            timing_at(FrameRate(Fraction(120000, 1001))),
            [(0, 1)],
            "An EDL has two digits for frames, too few for 119.88 fps.",
        ),
        (timing_at(RATES[1]), [(0, 1)] * 1000, "An EDL has 999 events at most, not 1000."),
        (timing_at(RATES[1]), [(0, 24 * 3600 * 25)], "The timecode of an EDL ends before 24 hours"),
        (timing_at(RATES[1]), [(0, 12 * 3600 * 25)] * 2, "The timecode of an EDL ends before 24"),
    ],
)
def test_what_the_format_cannot_say_is_refused(
    timing: ConstantTiming, cuts: list[tuple[int, int]], sentence: str
) -> None:
    with pytest.raises(BadCutList) as caught:
        write_edl(list_of(timing, *cuts))
    assert str(caught.value).startswith(sentence)


@given(st.sampled_from(RATES))
def test_the_last_event_that_fits_is_written(rate: FrameRate) -> None:
    timing = timing_at(rate)
    text = write_edl(list_of(timing, *[(0, 1)] * 999))
    assert len(read_by_otio(text, rate)) == 999
