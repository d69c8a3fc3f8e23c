"""Labels are those of SMPTE ST 12-1, and every frame has exactly one."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.timecode import FrameRate, clock, frame_of_fields, frame_of_label, label
from cliptui.errors import BadTime
from tests.clip.rates import (
    NINE_RATES,
    RATE_23_976,
    RATE_25,
    RATE_29_97,
    RATE_59_94,
    RATE_119_88,
    frame_rates,
    frames,
)

NON_DROP_29_97 = FrameRate(Fraction(30000, 1001))
DROP_FRAME_RATES = (RATE_29_97, RATE_59_94)


def counted_labels(nominal: int, dropped: int) -> Iterator[str]:
    """Count as a tape machine does: one by one, passing over the first numbers of most minutes."""
    hours = minutes = seconds = frames = 0
    while True:
        yield f"{hours:02d}:{minutes:02d}:{seconds:02d};{frames:02d}"
        frames += 1
        if frames == nominal:
            frames, seconds = 0, seconds + 1
        if seconds == 60:
            seconds, minutes = 0, minutes + 1
            frames = dropped if minutes % 10 else 0
        if minutes == 60:
            minutes, hours = 0, hours + 1


@given(frame_rates, frames)
def test_a_label_reads_back_as_its_frame(rate: FrameRate, frame: int) -> None:
    assert frame_of_label(label(frame, rate), rate) == frame


@given(frames)
def test_a_label_of_non_drop_29_97_reads_back_as_its_frame(frame: int) -> None:
    assert frame_of_label(label(frame, NON_DROP_29_97), NON_DROP_29_97) == frame


@given(
    frame_rates,
    st.tuples(st.integers(0, 99), st.integers(0, 61), st.integers(0, 61), st.integers(0, 125)),
)
def test_a_label_that_can_be_read_is_the_one_that_is_written(
    rate: FrameRate, fields: tuple[int, int, int, int]
) -> None:
    hours, minutes, seconds, number = fields
    try:
        frame = frame_of_fields(hours, minutes, seconds, number, rate)
    except BadTime:
        return
    written = label(frame, rate).replace(";", ":").split(":")
    assert tuple(map(int, written)) == fields


@pytest.mark.parametrize(
    ("rate", "nominal", "dropped"), [(RATE_29_97, 30, 2), (RATE_59_94, 60, 4)], ids=str
)
def test_drop_frame_labels_are_those_counted_one_by_one(
    rate: FrameRate, nominal: int, dropped: int
) -> None:
    counted = list(islice(counted_labels(nominal, dropped), 21 * 60 * nominal))
    assert [label(frame, rate) for frame in range(len(counted))] == counted
    assert [frame_of_label(text, rate) for text in counted] == list(range(len(counted)))


@pytest.mark.parametrize(
    ("rate", "frame", "expected"),
    [
        (RATE_29_97, 0, "00:00:00;00"),
        (RATE_29_97, 1799, "00:00:59;29"),
        (RATE_29_97, 1800, "00:01:00;02"),
        (RATE_29_97, 17981, "00:09:59;29"),
        (RATE_29_97, 17982, "00:10:00;00"),
        (RATE_29_97, 107892, "01:00:00;00"),
        (RATE_29_97, 24 * 107892, "24:00:00;00"),
        (RATE_59_94, 3599, "00:00:59;59"),
        (RATE_59_94, 3600, "00:01:00;04"),
        (RATE_59_94, 35963, "00:09:59;59"),
        (RATE_59_94, 35964, "00:10:00;00"),
        (RATE_59_94, 215784, "01:00:00;00"),
        (NON_DROP_29_97, 1800, "00:01:00:00"),
        (NON_DROP_29_97, 108000, "01:00:00:00"),
        (RATE_23_976, 24 * 3600, "01:00:00:00"),
        (RATE_25, 305, "00:00:12:05"),
        (FrameRate(Fraction(1)), 61, "00:01:01:00"),
        (FrameRate(Fraction(100)), 99, "00:00:00:99"),
        (RATE_119_88, 7, "00:00:00:007"),
        (RATE_119_88, 119, "00:00:00:119"),
        (RATE_119_88, 120, "00:00:01:000"),
    ],
    ids=str,
)
def test_known_frames_have_their_known_labels(rate: FrameRate, frame: int, expected: str) -> None:
    assert label(frame, rate) == expected
    assert frame_of_label(expected, rate) == frame


@given(st.sampled_from(DROP_FRAME_RATES), frames)
def test_drop_frame_labels_keep_up_with_the_clock_of_a_day(rate: FrameRate, frame: int) -> None:
    day_frames = round(24 * 3600 * rate.fps)
    hours, minutes, seconds, number = map(
        int, label(frame % day_frames, rate).replace(";", ":").split(":")
    )
    labelled_s = hours * 3600 + minutes * 60 + seconds + Fraction(number, rate.nominal)
    assert abs(labelled_s - frame % day_frames / rate.fps) < Fraction(16, 100)


@pytest.mark.parametrize("minute", [m for m in range(60) if m % 10])
@pytest.mark.parametrize(("rate", "dropped"), [(RATE_29_97, 2), (RATE_59_94, 4)], ids=str)
def test_skipped_labels_are_refused_and_the_next_one_is_not(
    rate: FrameRate, dropped: int, minute: int
) -> None:
    for number in range(dropped):
        with pytest.raises(BadTime, match=f"the minute starts at ;0{dropped}"):
            frame_of_label(f"00:{minute:02d}:00;{number:02d}", rate)
    first = frame_of_label(f"00:{minute:02d}:00;{dropped:02d}", rate)
    last = frame_of_label(f"00:{minute - 1:02d}:59;{rate.nominal - 1}", rate)
    assert first == last + 1


@pytest.mark.parametrize("minute", range(0, 60, 10))
def test_every_tenth_minute_skips_nothing(minute: int) -> None:
    assert frame_of_label(f"00:{minute:02d}:00;00", RATE_29_97) == minute // 10 * 17982


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("00:60:00:00", "minutes and seconds go to 59"),
        ("00:00:60:00", "minutes and seconds go to 59"),
        ("00:00:00:25", "at 25 fps: frames go to 24"),
        ("00:00:00:999", "frames go to 24"),
        ("", "is no timecode: write hh:mm:ss:ff"),
        ("00:00:12", "is no timecode"),
        ("00:00:12:05:01", "is no timecode"),
        ("00:00:12.05", "is no timecode"),
        ("-00:00:12:05", "is no timecode"),
        ("00:00:12:05\n", "is no timecode"),
        ("aa:bb:cc:dd", "is no timecode"),
    ],
)
def test_labels_that_mean_no_frame_are_refused(text: str, reason: str) -> None:
    with pytest.raises(BadTime, match=reason):
        frame_of_label(text, RATE_25)


def test_a_refused_label_is_quoted_without_its_escape_codes() -> None:
    with pytest.raises(BadTime) as caught:
        frame_of_label("\x1b]52;c;AAAA\x07" + "9" * 10_000, RATE_25)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


def test_colon_and_semicolon_are_read_alike() -> None:
    assert frame_of_label("00:01:00:02", RATE_29_97) == 1800
    assert frame_of_label("00:00:12;05", RATE_25) == 305


def test_only_29_97_and_59_94_are_given_drop_frame_labels() -> None:
    dropping = tuple(rate for rate in NINE_RATES if rate.drop_frame)
    assert dropping == DROP_FRAME_RATES


@pytest.mark.parametrize("fps", [Fraction(30), Fraction(24000, 1001), Fraction(120000, 1001)])
def test_drop_frame_of_another_rate_is_refused(fps: Fraction) -> None:
    with pytest.raises(BadTime, match=r"Only 29\.97 and 59\.94"):
        FrameRate(fps, drop_frame=True)


@pytest.mark.parametrize("fps", [Fraction(0), Fraction(-25)])
def test_a_rate_that_is_not_positive_is_refused(fps: Fraction) -> None:
    with pytest.raises(BadTime, match="must be positive"):
        FrameRate(fps)


@pytest.mark.parametrize(
    ("fps", "expected"),
    [
        (Fraction(24000, 1001), "23.976"),
        (Fraction(25), "25"),
        (Fraction(30000, 1001), "29.97"),
        (Fraction(100), "100"),
        (Fraction(120000, 1001), "119.88"),
        (Fraction(25, 2), "12.5"),
    ],
)
def test_a_rate_is_written_as_editors_write_it(fps: Fraction, expected: str) -> None:
    assert str(FrameRate(fps)) == expected


def test_the_nine_rates_have_timecode_and_odd_ones_have_not() -> None:
    assert [rate.has_timecode for rate in NINE_RATES] == [True] * 9
    for odd in (Fraction(25, 2), Fraction(2997, 100), Fraction(1, 10)):
        assert FrameRate(odd).has_timecode is False


@pytest.mark.parametrize(
    ("fps", "seconds", "expected"),
    [
        (Fraction(30000, 1001), 10, 300),
        (Fraction(30000, 1001), -10, -300),
        (Fraction(25), 0, 0),
        (Fraction(25, 2), 10, 125),
        (Fraction(25, 2), 1, 13),
        (Fraction(25, 2), -1, -13),
        (Fraction(1, 10), 10, 1),
    ],
)
def test_seconds_are_labelled_ones_where_there_are_labels_and_real_ones_elsewhere(
    fps: Fraction, seconds: int, expected: int
) -> None:
    assert FrameRate.of(fps).frames_in(seconds) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "00:00:00"), (59, "00:00:59"), (3600, "01:00:00"), (366_159, "101:42:39")],
)
def test_a_clock_counts_hours_minutes_and_seconds(seconds: int, expected: str) -> None:
    assert clock(seconds) == expected
