"""Times are read as editing desks read them (notes on time, rule 10)."""

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.entry import HINT, boundary_of, frame_of
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing, VariableTiming
from cliptui.errors import BadTime
from tests.clip.rates import RATE_25, RATE_29_97, RATE_119_88, constant_timings, variable_timings

HOUR_25 = ConstantTiming(RATE_25, 25 * 3600)
HOUR_29_97 = ConstantTiming(RATE_29_97, 107_892)
LOW_RATE = ConstantTiming(FrameRate(Fraction(25, 2)), 1000)
VARIABLE = VariableTiming((0, 10, 20, 30, 2000, 4000), end_ms=6000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("5", 5),
        ("24", 24),
        ("100", 25),
        ("1205", 12 * 25 + 5),
        ("20.", 500),
        ("1..", 60 * 25),
        (".", 0),
        ("5103.", (51 * 60 + 3) * 25),
        ("510203", (51 * 60 + 2) * 25 + 3),
        ("1000000", 3600 * 25),
        ("00:00:12:05", 305),
        ("0:0:12;5", 305),
        ("00:00:12.2", 305),
        ("0:12.200", 305),
        ("10:00.2", 15_005),
        ("00:59:00.04", 59 * 60 * 25 + 1),
        ("1:00:00.0", 90_000),
        ("f0", 0),
        ("F2740", 2740),
        ("91.458s", 2286),
        ("12s", 300),
        ("12179ms", 304),
        ("50%", 45_000),
        ("12.5%", 11_250),
        ("100%", 90_000),
        ("  12s ", 300),
    ],
)
def test_each_form_of_entry_means_its_boundary(text: str, expected: int) -> None:
    assert boundary_of(text, HOUR_25) == expected


@pytest.mark.parametrize(
    ("text", "seconds", "frames"),
    [("1:05", "1:05.0", "105"), ("00:01:05", "00:01:05.0", "105"), ("0:00", "0:00.0", "0")],
)
def test_what_could_end_in_seconds_or_frames_is_refused_with_both_ways_to_write_it(
    text: str, seconds: str, frames: str
) -> None:
    with pytest.raises(BadTime, match=f"write {seconds} or {frames}\\."):
        boundary_of(text, HOUR_25)
    assert boundary_of(seconds, HOUR_25) == 25 * (65 if "1" in text else 0)
    assert boundary_of(frames, HOUR_25) == (30 if "1" in text else 0)


def test_without_timecode_colons_can_only_be_those_of_a_clock() -> None:
    assert boundary_of("0:04", VARIABLE) == boundary_of("0:04.0", VARIABLE) == 5
    assert boundary_of("00:00:02", VARIABLE) == 4


@pytest.mark.parametrize(
    "text",
    ["00:00:12;05", "00:00:12:05", "1205", "f365", "12.179s", "12179ms", "12178ms", "00:00:12.179"],
)
def test_all_forms_agree_on_frame_365_of_29_97(text: str) -> None:
    assert boundary_of(text, HOUR_29_97) == 365


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+5", 1005),
        ("-5", 995),
        ("+20.", 1500),
        ("-20.", 500),
        ("+1205", 1305),
        ("+1..", 2500),
        ("+130", 1055),
        ("+0", 1000),
    ],
)
def test_a_sign_makes_an_entry_relative_to_the_playhead(text: str, expected: int) -> None:
    assert boundary_of(text, HOUR_25, playhead=1000) == expected


def test_a_relative_second_of_29_97_is_the_labelled_one() -> None:
    assert boundary_of("+20.", HOUR_29_97, playhead=7) == 607


def test_a_relative_second_is_a_real_one_where_there_are_no_labels() -> None:
    assert boundary_of("+20.", LOW_RATE, playhead=100) == 350
    assert boundary_of("-4.", LOW_RATE, playhead=100) == 50


@pytest.mark.parametrize(
    ("text", "playhead", "expected"),
    [("+2.", 0, 4), ("+2.", 4, 5), ("+2.", 5, 6), ("-2.", 5, 4), ("+201", 0, 5), ("+1", 3, 4)],
)
def test_a_relative_entry_in_a_varying_asset_starts_from_the_playhead(
    text: str, playhead: int, expected: int
) -> None:
    assert boundary_of(text, VARIABLE, playhead) == expected


@pytest.mark.parametrize(("text", "playhead"), [("+3.", 5), ("-3.", 4), ("-1", 0), ("+1", 6)])
def test_a_relative_entry_that_leaves_a_varying_asset_is_refused(text: str, playhead: int) -> None:
    with pytest.raises(BadTime, match="is outside the asset"):
        boundary_of(text, VARIABLE, playhead)


@pytest.mark.parametrize(
    "text", ["f90001", "01:00:00:01", "1000001", "3600.1s", "3600042ms", "101%", "-1", "+1000001"]
)
def test_a_time_outside_the_asset_is_refused_and_its_ends_are_told(text: str) -> None:
    with pytest.raises(BadTime, match=r"outside the asset.*from 00:00:00:00 to 01:00:00:00"):
        boundary_of(text, HOUR_25)


@pytest.mark.parametrize("text", ["f90000", "01:00:00:00", "1000000", "3600s", "3600000ms", "100%"])
def test_the_end_is_a_boundary_and_as_a_frame_it_is_the_last(text: str) -> None:
    assert boundary_of(text, HOUR_25) == 90_000
    assert frame_of(text, HOUR_25) == 89_999


def test_the_end_may_be_written_a_millisecond_late_and_no_more() -> None:
    assert boundary_of("3600001ms", HOUR_25) == 90_000
    with pytest.raises(BadTime, match="outside the asset"):
        boundary_of("3600002ms", HOUR_25)


def test_a_frame_inside_is_itself() -> None:
    assert frame_of("-5", HOUR_25, playhead=100) == 95


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "noon",
        "12 s",
        "1e3s",
        "--5",
        "+-5",
        "12345678901",
        "f",
        "%",
        "ms",
        "12,5s",
    ],
)
def test_an_entry_of_no_known_form_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(BadTime) as caught:
        boundary_of(text, HOUR_25)
    assert str(caught.value) == f"“{text}” is no time: write {HINT}."


@pytest.mark.parametrize("form", HINT.replace(" or ", ", ").split(", "))
def test_every_form_in_the_hint_can_be_entered(form: str) -> None:
    assert 0 <= boundary_of(form, HOUR_25) <= HOUR_25.frame_count


@pytest.mark.parametrize("text", ["00:01:00;00", "100.", "00:01:00:01"])
def test_a_label_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(BadTime, match="does not exist in drop-frame timecode"):
        boundary_of(text, HOUR_29_97)


@pytest.mark.parametrize("text", ["30", "1260.", "75..", "00:00:00:25"])
def test_fields_are_refused_when_they_are_too_large(text: str) -> None:
    with pytest.raises(BadTime, match="does not exist"):
        boundary_of(text, HOUR_25)


@pytest.mark.parametrize("timing", [VARIABLE, LOW_RATE], ids=["variable", "12.5 fps"])
@pytest.mark.parametrize("text", ["00:00:01:00", "100"])
def test_an_asset_without_timecode_asks_for_a_clock_time(text: str, timing: Timing) -> None:
    with pytest.raises(BadTime, match=r"no timecode: write a time like 00:00:00\.000"):
        boundary_of(text, timing)


def test_a_refused_entry_is_quoted_without_its_escape_codes() -> None:
    with pytest.raises(BadTime) as caught:
        boundary_of("\x1b]52;c;AAAA\x07" + "x" * 10_000, HOUR_25)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


@given(constant_timings() | variable_timings(), st.data())
def test_what_is_shown_of_a_boundary_can_be_typed_to_get_there(
    timing: ConstantTiming | VariableTiming, data: st.DataObject
) -> None:
    boundary = data.draw(st.integers(0, timing.frame_count))
    for text in (
        timing.label(boundary),
        f"f{boundary}",
        f"{timing.start_ms(boundary)}ms",
        f"{timing.stop_ms(boundary)}ms",
        f"{timing.start_ms(boundary) / 1000:.3f}s",
    ):
        assert boundary_of(text, timing) == boundary


@given(st.data(), constant_timings())
def test_back_and_forth_by_the_same_entry_is_where_it_began(
    data: st.DataObject, timing: ConstantTiming
) -> None:
    playhead = data.draw(st.integers(0, timing.frame_count))
    entry = data.draw(st.from_regex(r"[0-9.]{1,4}", fullmatch=True))
    try:
        there = boundary_of(f"+{entry}", timing, playhead)
    except BadTime:
        return
    assert boundary_of(f"-{entry}", timing, there) == playhead


@given(
    st.text("0123456789:;.+-fFms% ", max_size=20) | st.text(max_size=20),
    st.sampled_from([HOUR_25, HOUR_29_97, LOW_RATE, VARIABLE, ConstantTiming(RATE_119_88, 1)]),
    st.integers(0, 1),
)
def test_anything_typed_is_a_boundary_or_a_bad_time(
    text: str, timing: Timing, playhead: int
) -> None:
    said = ""
    try:
        boundary = boundary_of(text, timing, playhead)
    except BadTime as refusal:
        boundary, said = 0, str(refusal)
    assert 0 <= boundary <= timing.frame_count
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in said)
