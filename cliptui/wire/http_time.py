"""Times in the header fields of HTTP answers."""

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

from cliptui.wire.message import Response

_MAX_DIGITS: Final = 12


def date_s(response: Response) -> float | None:
    """Return when an answer was made by the server's clock, in Unix seconds, if it tells."""
    return _instant_s(response.headers.get("date", ""))


def retry_after_s(response: Response, now_s: float) -> float | None:
    """Return how long to wait before asking again, in seconds, if the answer tells.

    `Retry-After` is whole seconds or a date (RFC 9110, 10.2.3). A date is counted from the
    answer's own `Date` where it has one, since the clocks may differ.

    Args:
        response: The answer.
        now_s: The time, in Unix seconds.
    """
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS:
        return float(text)
    until_s = _instant_s(text)
    if until_s is None:
        return None
    told_s = date_s(response)
    return max(0.0, until_s - (now_s if told_s is None else told_s))


def _instant_s(text: str) -> float | None:
    try:
        instant = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return instant.replace(tzinfo=instant.tzinfo or UTC).timestamp()
