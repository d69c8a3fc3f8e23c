"""Asking again: how often, how soon, and when to leave it.

It knows no vendor. What is asked is a function that makes a new attempt each time, so that each
can be signed anew.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import Enum
from math import ceil
from typing import Final

from cliptui.errors import AnswerLost, Unreachable
from cliptui.wire.http_time import retry_after_s
from cliptui.wire.message import Response

Attempt = Callable[[], Awaitable[Response]]
Sleep = Callable[[float], Awaitable[object]]
Draw = Callable[[float, float], float]
"""Returns a random number between two."""

TOLD_AT_ONCE_S: Final = 2.0
"""The longest wait without a word where somebody looks at a screen."""

_TOO_MANY: Final = 429
_BROKEN: Final = frozenset({500, 502, 503, 504})
_LATER: Final = _BROKEN | {_TOO_MANY}


class Repeat(Enum):
    """When a request may be sent again."""

    IDEMPOTENT = "idempotent"
    """Doing it twice is as doing it once: whenever it may help."""

    UNSENT = "unsent"
    """Only where it is known that nothing was done."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how soon to ask again.

    Attributes:
        attempts: Attempts in all.
        first_s: Upper bound of the first wait, in seconds; it doubles from wait to wait.
        longest_s: Upper bound of every wait.
        longest_told_s: The longest wait that a service may ask for without a word to the user;
            what is longer is left to the caller.
        total_s: Seconds for all attempts and waits together.
    """

    attempts: int = 3
    first_s: float = 0.5
    longest_s: float = 8.0
    longest_told_s: float = 60.0
    total_s: float = 30.0


class Retrying:
    """Makes attempts until one succeeds, or until it is no use.

    Args:
        policy: How often and how soon.
        now: Returns the time in Unix seconds.
        sleep: Waits some seconds.
        draw: Draws the waits, so that many clients do not come back at once.
    """

    def __init__(
        self,
        policy: RetryPolicy | None = None,
        *,
        now: Callable[[], float],
        sleep: Sleep = asyncio.sleep,
        draw: Draw = random.uniform,
    ) -> None:
        self._policy = policy or RetryPolicy()
        self._now = now
        self._sleep = sleep
        self._draw = draw
        self._closed_until_s = 0.0
        self._refusal = Response(_TOO_MANY)

    async def answer(self, attempt: Attempt, repeat: Repeat = Repeat.IDEMPOTENT) -> Response:
        """Return the first answer that is worth having, else the last one.

        A wait of our own that would not end before the total time has passed is not begun; one
        that the service asks for is added to that time. One that is longer than the policy takes
        is left to the caller, and until it has passed the service is not asked: what it said is
        the answer, with the seconds that are left.

        Raises:
            Unreachable: There was no answer to the last attempt, or not in the total time.
            UnexpectedAnswer: An answer cannot be used.
        """
        left_s = self._closed_until_s - self._now()
        if left_s > self._policy.longest_told_s:
            return _waiting(self._refusal, left_s)
        try:
            async with asyncio.timeout(self._policy.total_s) as deadline:
                for number in range(1, self._policy.attempts):
                    response, wait_s = await self._tried(attempt, repeat, number, deadline)
                    if response is not None:
                        return response
                    await self._sleep(wait_s)
                return await attempt()
        except TimeoutError as error:
            raise AnswerLost(
                f"There was no answer within {self._policy.total_s:g} s. Try again later."
            ) from error

    async def _tried(
        self, attempt: Attempt, repeat: Repeat, number: int, deadline: asyncio.Timeout
    ) -> tuple[Response | None, float]:
        """Make an attempt; return its answer, or None and how long to wait for the next one."""
        bound_s = min(self._policy.longest_s, self._policy.first_s * 2 ** (number - 1))
        wait_s = self._draw(0, bound_s)
        try:
            response = await attempt()
        except Unreachable as error:
            may_repeat = repeat is Repeat.IDEMPOTENT or not isinstance(error, AnswerLost)
            if not may_repeat or _left_s(deadline) <= wait_s:
                raise
            return None, wait_s
        told_s = retry_after_s(response, self._now()) or 0.0
        if response.status in _LATER and told_s > self._policy.longest_told_s:
            self._closed_until_s, self._refusal = self._now() + told_s, response
            return _waiting(response, told_s), 0.0
        if not _may_help(response, repeat):
            return response, 0.0
        if _left_s(deadline) <= wait_s:
            return response, 0.0
        deadline.reschedule((deadline.when() or 0.0) + told_s)
        return None, told_s + wait_s


def _waiting(response: Response, wait_s: float) -> Response:
    """Return an answer that says in whole seconds how long to wait."""
    return replace(response, headers={**response.headers, "retry-after": f"{ceil(wait_s)}"})


def _may_help(response: Response, repeat: Repeat) -> bool:
    if response.status == _TOO_MANY:
        return True  # it was turned away unread
    return response.status in _BROKEN and repeat is Repeat.IDEMPOTENT


def _left_s(deadline: asyncio.Timeout) -> float:
    """Return how much of the total time is left, in seconds."""
    return (deadline.when() or 0.0) - asyncio.get_running_loop().time()
