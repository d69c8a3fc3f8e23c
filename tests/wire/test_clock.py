"""The clock of a service, by the `Date` of its answers."""

import pytest

from cliptui.wire.clock import clock_skew_s
from cliptui.wire.message import Response

NOW_S = 784_111_777.0  # Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
        ("Sun, 06 Nov 1994 08:54:37 GMT", 300),
        ("Sat, 05 Nov 1994 08:49:37 GMT", -86_400),
        ("yesterday", None),
        ("", None),
        ("Sun, 99 Nov 1994 08:49:37 GMT", None),
    ],
)
def test_the_skew_is_how_far_it_is_ahead_of_ours(date: str, expected: float | None) -> None:
    assert clock_skew_s(Response(200, {"date": date}), NOW_S) == expected


def test_an_answer_without_a_date_tells_nothing() -> None:
    assert clock_skew_s(Response(200), NOW_S) is None
