"""What an answer says of the clock of who gave it."""

from email.utils import parsedate_to_datetime

from cliptui.wire.message import Response


def clock_skew_s(response: Response, now_s: float) -> float | None:
    """Return the seconds by which a service's clock is ahead of ours, by its `Date` header.

    The header has whole seconds and is some moments old, so less than two seconds say nothing.

    Args:
        response: An answer that has just come.
        now_s: Our time, in Unix seconds.

    Returns:
        The difference; None if the answer has no date that can be read.
    """
    try:
        return parsedate_to_datetime(response.headers.get("date", "")).timestamp() - now_s
    except ValueError:
        return None
