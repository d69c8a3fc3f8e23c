"""Header fields that tell a time, as RFC 9110 writes them."""

import pytest

from cliptui.wire.http_time import date_s, retry_after_s
from cliptui.wire.message import Response

# RFC 9110, 5.6.7 gives these three spellings of one time; `date -u -d` counts it as 784111777 s.
SPELLINGS = (
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
)


@pytest.mark.parametrize("text", SPELLINGS)
def test_every_spelling_of_a_date_is_read(text: str) -> None:
    assert date_s(Response(200, {"date": text})) == 784111777


@pytest.mark.parametrize("text", ["", "yesterday", "-1", "Sun, 99 Nov 1994 08:49:37 GMT"])
def test_what_is_no_date_tells_nothing(text: str) -> None:
    assert date_s(Response(200, {"date": text})) is None
    assert date_s(Response(200)) is None


@pytest.mark.parametrize(
    ("text", "wait_s"),
    [
        ("0", 0),
        ("7", 7),
        ("1000000000", 1e9),
        (SPELLINGS[0], 100),
        ("-1", None),
        ("1e9", None),
        ("", None),
        ("soon", None),
        ("9" * 400, None),
    ],
)
def test_a_wait_is_seconds_or_a_date(text: str, wait_s: float | None) -> None:
    assert retry_after_s(Response(429, {"retry-after": text}), 784111677) == wait_s


def test_a_date_to_wait_for_is_counted_by_the_services_own_clock() -> None:
    headers = {"date": SPELLINGS[0], "retry-after": "Sun, 06 Nov 1994 08:49:40 GMT"}
    assert retry_after_s(Response(503, headers), 0) == 3


def test_a_date_that_has_passed_is_no_wait() -> None:
    assert retry_after_s(Response(503, {"retry-after": SPELLINGS[0]}), 784111778) == 0
