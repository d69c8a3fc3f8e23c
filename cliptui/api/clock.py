"""How far a service's clock is from ours, and what that means where it refuses access."""

import logging
from collections.abc import Callable
from typing import Final

from cliptui.wire.http_time import date_s
from cliptui.wire.message import Response

SKEW_S: Final = 60
"""Seconds by which clocks may differ before that is taken for the cause of a refusal."""

REFUSED: Final = frozenset({401, 403})
"""HTTP's statuses for access that is refused."""

_LOG: Final = logging.getLogger(__name__)
_MINUTE_S: Final = 60
_HOUR_S: Final = 3600


class ServiceClock:
    """The clock that requests are signed by: ours, until a service refuses it.

    Args:
        now: Returns the time in Unix seconds.
        settings: What holds the credentials, as the user knows it; empty if nobody set any.
    """

    def __init__(self, now: Callable[[], float], settings: str = "") -> None:
        self._now = now
        self._settings = settings
        self._ahead_s: float | None = None
        self._correction_s = 0.0

    @property
    def skew_s(self) -> float | None:
        """Seconds by which the service's clock was ahead in its last answer; None if unknown."""
        return self._ahead_s

    def now_s(self) -> float:
        """Return the time that requests go by, in Unix seconds."""
        return self._now() + self._correction_s

    def hear(self, response: Response) -> None:
        """Learn what the service's clock says."""
        told_s = date_s(response)
        if told_s is not None:
            self._ahead_s = told_s - self._now()

    def sets_right(self, response: Response, host: str) -> bool:
        """Tell whether a refusal can be due to the clock; if so, the service's is used from now on.

        Args:
            response: The answer.
            host: Who has refused.
        """
        ahead_s = self._ahead_s or 0.0
        if response.status not in REFUSED or abs(ahead_s - self._correction_s) <= SKEW_S:
            return False
        self._correction_s = ahead_s
        _LOG.warning(
            "This computer's clock is %+.0f s off from that of %s, which refuses it: requests "
            "are signed by the service's clock now. Set this computer's clock.",
            -ahead_s,
            host,
        )
        return True

    def advice(self) -> str:
        """Return what to look at where access is refused, as a sentence; empty for the usual."""
        if not self._settings:
            return ""
        if self._ahead_s is None:
            return f"Check {self._settings}, and this computer's clock."
        if abs(self._ahead_s) <= SKEW_S:
            return f"Check {self._settings}; the clocks agree."
        side = "behind" if self._ahead_s > 0 else "ahead"
        return (
            f"Check {self._settings}, and set this computer's clock: it is "
            f"{_duration(abs(self._ahead_s))} {side}."
        )


def _duration(seconds: float) -> str:
    if seconds < _HOUR_S:
        return f"{round(seconds / _MINUTE_S)} min"
    return f"{round(seconds / _HOUR_S)} h"
