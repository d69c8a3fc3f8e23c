"""Times as Uplynk's documentation writes them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.errors import RequestRefused
from cliptui.wire.uplynk.times import parse_instant, parse_ts, write_instant


@pytest.mark.parametrize("value", [91415, "91415", "00:01:31.415", "01:31.415", "91.415"])
def test_all_spellings_of_the_vendor_mean_the_same_time(value: int | str) -> None:
    assert parse_ts(value) == 91415


@pytest.mark.parametrize(
    ("value", "ms"),
    [
        (0, 0),
        ("0", 0),
        ("1:00:00", 3_600_000),
        ("100:00:00.5", 360_000_500),
        ("00:00.04", 40),
        ("0.9999", 999),
        (" 12 ", 12),
    ],
)
def test_a_time_is_read_to_the_millisecond(value: int | str, ms: int) -> None:
    assert parse_ts(value) == ms


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999))
def test_a_clock_time_counts_its_parts(hours: int, minutes: int, seconds: int, ms: int) -> None:
    text = f"{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}"

    assert parse_ts(text) == hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + ms


@pytest.mark.parametrize(
    "value",
    [
        -1,
        True,
        1.5,
        None,
        [],
        10**13,
        "",
        "soon",
        "-1",
        "1:2:3:4",
        "00:60:00",
        "00:00:60.0",
        "60:60",
        "1e3",
        "٣",
        "1.",
        "9" * 5000,
    ],
)
def test_what_is_no_time_is_refused(value: object) -> None:
    with pytest.raises(RequestRefused, match="is no time within an asset"):
        parse_ts(value)


@given(st.text())
def test_any_text_is_a_time_or_is_refused(text: str) -> None:
    try:
        ms = parse_ts(text)
    except RequestRefused:
        return
    assert ms >= 0


def test_a_refused_time_is_shown_without_its_control_characters() -> None:
    with pytest.raises(RequestRefused, match="“␛c”"):
        parse_ts("\x1bc")


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        # GNU date: date -u -d 2024-01-08T20:31:11Z +%s
        ("2024-01-08T20:31:11Z", 1_704_745_871_000),
        ("2024-01-08T20:31:11.510000Z", 1_704_745_871_510),
        ("1970-01-01T00:00:00.001Z", 1),
    ],
)
def test_a_date_of_the_vendor_counts_from_1970(text: str, ms: int) -> None:
    assert parse_instant(text) == ms


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-01-08",
        "2024-01-08T20:31:11",
        "2024-13-08T20:31:11Z",
        "2024-02-30T20:31:11Z",
        "2024-01-08T20:31:60Z",
        "2024-01-08 20:31:11Z",
        "0000-01-01T00:00:00Z",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(RequestRefused, match="is no date and time"):
        parse_instant(text)


def test_a_date_is_written_as_the_vendor_does() -> None:
    assert write_instant(1_704_745_871_510) == "2024-01-08T20:31:11.510000Z"


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(9999, 12, 30)))  # noqa: DTZ001 - hypothesis wants bounds without a zone
def test_a_date_that_was_written_is_read(instant: datetime) -> None:
    ms = int(instant.replace(microsecond=0, tzinfo=UTC).timestamp()) * 1000

    assert parse_instant(write_instant(ms)) == ms
