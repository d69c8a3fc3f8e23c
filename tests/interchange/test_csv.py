"""Comma-separated values: what is written is read back, and what LosslessCut writes is read."""

import csv
import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import BadCutList
from cliptui.interchange.csv import CsvUnit, read_csv, write_csv
from cliptui.interchange.cuts import CutList
from tests.interchange.lists import NTSC, VARIABLE, any_lists, ends, list_of

TIMING = ConstantTiming(FrameRate(Fraction(25)), 25_000)
DROP = ConstantTiming(FrameRate.of(NTSC), 20_000)
units = st.sampled_from(CsvUnit)


@given(any_lists, units)
def test_what_is_written_reads_back_as_the_same_frames_in_every_unit(
    cut_list: CutList, unit: CsvUnit
) -> None:
    assert read_csv(write_csv(cut_list, unit), cut_list.timing, unit) == cut_list.cuts


@given(any_lists)
def test_the_library_of_python_reads_three_columns_and_frames_that_count(cut_list: CutList) -> None:
    rows = list(csv.reader(io.StringIO(write_csv(cut_list, CsvUnit.FRAMES))))
    told = [(int(start), int(end), title) for start, end, title in rows]
    expected = [
        (*pair, cut.title) for pair, cut in zip(ends(cut_list.cuts), cut_list.cuts, strict=True)
    ]
    assert told == expected


def test_each_unit_is_written_as_it_is_known() -> None:
    cuts = list_of(DROP, (365, 1800), title='Goal, "late"')
    assert write_csv(cuts) == '12.178833,60.06,"Goal, ""late"""\r\n'
    assert write_csv(cuts, CsvUnit.FRAMES) == '365,1800,"Goal, ""late"""\r\n'
    assert write_csv(cuts, CsvUnit.TIMECODE) == '00:00:12;05,00:01:00;02,"Goal, ""late"""\r\n'
    varying = list_of(VARIABLE, (1, 5))
    assert write_csv(varying, CsvUnit.TIMECODE) == "00:00:00.040,00:00:09.000,\r\n"


def test_the_example_of_losslesscut_is_read() -> None:
    text = (
        ",56.9568,First segment starting at 0\n"
        '70,842.33,"Another quoted label"\n'
        "900,,Last segment\n"
    )
    cuts = read_csv(text, TIMING)
    # 56.9568 s · 25 = 1423.92, 842.33 s · 25 = 21058.25
    assert ends(cuts) == [(0, 1424), (1750, 21058), (22_500, 25_000)]
    assert [cut.title for cut in cuts][1:] == ["Another quoted label", "Last segment"]


@pytest.mark.parametrize(
    "heading", ["Start,End,Name\n", "in,out\n", "\ufeffStart time,End,x\n", "\n"]
)
def test_a_heading_and_blank_lines_are_passed_over(heading: str) -> None:
    assert ends(read_csv(heading + " 1 , 2.5 \n\n,,\n3,4,a,b\n", TIMING)) == [(25, 63), (75, 100)]


def test_times_with_a_colon_are_read_in_every_unit() -> None:
    for unit in CsvUnit:
        text = "00:00:12;05,00:01:00;02\n0:13.5,00:00:15.015\n"
        assert ends(read_csv(text, DROP, unit)) == [(365, 1800), (405, 450)]


@pytest.mark.parametrize(
    ("text", "unit", "sentence"),
    [
        ("1,2\n5", CsvUnit.SECONDS, "Row 2: It has no two columns: write start, end and title"),
        ("1;2", CsvUnit.SECONDS, "Row 1: It has no two columns"),
        ("1,x\x1b", CsvUnit.SECONDS, "Row 1: “x␛” is no number of seconds."),
        ("1,-2", CsvUnit.SECONDS, "“-2” is no number of seconds."),
        ("1.5,2", CsvUnit.FRAMES, "“1.5” is no number of frames."),
        ("1,25001", CsvUnit.FRAMES, "Row 1: f25001 is outside the asset"),
        ("1,9999", CsvUnit.SECONDS, "Row 1: 9999 s is outside the asset"),
        ("2,1", CsvUnit.SECONDS, "Row 1: OUT must come after IN"),
        ("00:00:00:00,00:00:00:25", CsvUnit.TIMECODE, "Row 1: 00:00:00:25 does not exist"),
        ("1,2\nnoon,1", CsvUnit.SECONDS, "Row 2: “noon” is no number of seconds."),
        ('"a', CsvUnit.SECONDS, "It is no file of comma-separated values"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_row(
    text: str, unit: CsvUnit, sentence: str
) -> None:
    with pytest.raises(BadCutList) as caught:
        read_csv(text, TIMING, unit)
    assert sentence in str(caught.value)
