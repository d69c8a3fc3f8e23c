"""Times as Uplynk writes them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from cliptui.clip.text import clean
from cliptui.errors import RequestRefused

_LONGEST_MS: Final = 10**12
_MS_PER_S: Final = 1000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CLOCK: Final = re.compile(
    r"(?:(?:([0-9]{1,6}):)?([0-9]{1,2}):)?([0-9]{1,6})(?:\.([0-9]{1,9}))?", re.ASCII
)
_INSTANT: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,6}))?Z"
)


def parse_ts(value: object) -> int:
    """Read a time within an asset.

    Whole numbers, also as strings, are milliseconds; `hh:mm:ss.ms`, `mm:ss.ms` and `ss.ms` are
    clock times, as in Uplynk's samples for getframe and getthumbs.

    Returns:
        Whole milliseconds, 0 or more; what is finer is cut off.

    Raises:
        RequestRefused: It is no such time.
    """
    ms = _milliseconds(value)
    if ms is None or not 0 <= ms <= _LONGEST_MS:
        raise RequestRefused(
            f"“{clean(str(value), 40)}” is no time within an asset: write milliseconds, or "
            "hh:mm:ss.ms."
        )
    return ms


def _milliseconds(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    if re.fullmatch("[0-9]{1,13}", text):
        return int(text)
    match = _CLOCK.fullmatch(text)
    return None if match is None else _clock_ms(match)


def _clock_ms(match: re.Match[str]) -> int | None:
    hours, minutes, seconds, decimals = match.groups()
    if minutes is not None and int(seconds) >= 60:  # noqa: PLR2004 - seconds in a minute
        return None
    if hours is not None and int(minutes) >= 60:  # noqa: PLR2004 - minutes in an hour
        return None
    whole_s = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    return whole_s * _MS_PER_S + int(f"{decimals or '':0<3.3}")


def parse_instant(text: str) -> int:
    """Read a date and time, `YYYY-MM-DDThh:mm:ssZ`, with decimals of the second or without.

    Returns:
        Milliseconds since 1970.

    Raises:
        RequestRefused: It is no such time.
    """
    match = _INSTANT.fullmatch(text)
    if match is not None:
        *fields, decimals = match.groups()
        year, month, day, hour, minute, second = map(int, fields)
        microsecond = int(f"{decimals or '':0<6}")
        try:
            instant = datetime(year, month, day, hour, minute, second, microsecond, UTC)
        except ValueError:
            pass
        else:
            return (instant - _EPOCH) // timedelta(milliseconds=1)
    raise RequestRefused(
        f"“{clean(text, 40)}” is no date and time: write it in UTC, as 2024-01-08T20:31:11Z."
    )


def write_instant(ms: int) -> str:
    """Write milliseconds since 1970 as drafts do: `2024-01-08T20:31:11.510000Z`."""
    instant = _EPOCH + timedelta(milliseconds=ms)
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
