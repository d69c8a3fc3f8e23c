"""Asking again: how often, how soon, and when it is left."""

import asyncio
from collections.abc import Sequence

import pytest

from cliptui.api.retrying import Repeat, Retrying, RetryPolicy
from cliptui.errors import AnswerLost, Unreachable
from cliptui.wire.message import Response

FINE = Response(200)
BUSY = Response(503)
TOO_OFTEN = Response(429)


class Script:
    """Answers by a script, the last line for ever, and waits for nothing; waits are drawn high."""

    def __init__(self, *lines: Response | Exception, policy: RetryPolicy | None = None) -> None:
        self.waits_s: list[float] = []
        self.bounds_s: list[Sequence[float]] = []
        self.attempts = 0
        self._lines = lines
        self._retrying = Retrying(policy, now=lambda: 0, sleep=self._sleep, draw=self._draw)

    async def ask(self, repeat: Repeat = Repeat.IDEMPOTENT) -> Response:
        return await self._retrying.answer(self._attempt, repeat)

    async def _attempt(self) -> Response:
        self.attempts += 1
        line = self._lines[min(self.attempts, len(self._lines)) - 1]
        if isinstance(line, Exception):
            raise line
        return line

    async def _sleep(self, wait_s: float) -> None:
        self.waits_s.append(wait_s)

    def _draw(self, low: float, high: float) -> float:
        self.bounds_s.append((low, high))
        return high


def after(text: str, status: int = 429) -> Response:
    return Response(status, {"retry-after": text})


async def test_what_succeeds_is_asked_once() -> None:
    script = Script(FINE)
    assert (await script.ask(), script.attempts, script.waits_s) == (FINE, 1, [])


@pytest.mark.parametrize(
    "fault",
    [
        AnswerLost("It broke off."),
        Unreachable("No connection."),
        BUSY,
        TOO_OFTEN,
        *(Response(n) for n in (500, 502, 504)),
    ],
    ids=repr,
)
async def test_what_may_pass_is_asked_three_times_with_growing_jittered_waits(
    fault: Response | Exception,
) -> None:
    script = Script(fault, fault, FINE)
    assert (await script.ask(), script.attempts) == (FINE, 3)
    assert script.bounds_s == [(0, 0.5), (0, 1.0)]


async def test_waits_grow_no_longer_than_their_bound() -> None:
    script = Script(BUSY, policy=RetryPolicy(attempts=8, total_s=100))
    assert await script.ask() is BUSY
    assert script.waits_s == [0.5, 1, 2, 4, 8, 8, 8]


async def test_after_the_last_attempt_its_answer_or_its_error_is_told() -> None:
    last = Unreachable("The last one.")
    script = Script(Unreachable("One."), BUSY, last)
    with pytest.raises(Unreachable, match="The last one"):
        await script.ask()
    assert await Script(BUSY).ask() is BUSY


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 501, 301])
async def test_what_will_not_pass_is_asked_once(status: int) -> None:
    script = Script(Response(status))
    assert (await script.ask()).status == status
    assert script.attempts == 1


@pytest.mark.parametrize(
    ("fault", "attempts"),
    [
        (Unreachable("No connection."), 3),
        (TOO_OFTEN, 3),
        (AnswerLost("It broke off."), 1),
        (BUSY, 1),
        (Response(500), 1),
    ],
    ids=repr,
)
async def test_what_may_be_done_once_is_asked_again_only_where_it_was_not_done(
    fault: Response | Exception, attempts: int
) -> None:
    script = Script(fault)
    try:
        assert await script.ask(Repeat.UNSENT) is fault
    except Unreachable as error:
        assert error is fault  # noqa: PT017 - answers and errors are treated alike here
    assert script.attempts == attempts


@pytest.mark.parametrize(
    ("text", "least_s", "attempts"),
    [("7", 7, 2), ("60", 60, 2), ("0", 0, 2), ("-1", 0, 2), ("soon", 0, 2), ("61", 0, 1),
     ("1000000000", 0, 1)],
)  # fmt: skip
async def test_a_wait_that_the_service_asks_for_is_never_shortened(
    text: str, least_s: float, attempts: int
) -> None:
    script = Script(after(text), FINE)
    await script.ask()
    assert script.attempts == attempts
    assert all(wait_s >= least_s for wait_s in script.waits_s)
    assert len(script.waits_s) == attempts - 1


async def test_a_broken_service_that_says_when_is_waited_for_too() -> None:
    script = Script(after("5", 503), FINE)
    assert await script.ask() is FINE
    assert script.waits_s == [5.5]


async def test_a_wait_beyond_the_total_time_is_not_begun() -> None:
    policy = RetryPolicy(total_s=0.4)
    busy, cut = Script(BUSY, policy=policy), Script(AnswerLost("It broke off."), policy=policy)

    assert await busy.ask() is BUSY
    with pytest.raises(Unreachable, match="It broke off"):
        await cut.ask()
    assert (busy.attempts, cut.attempts) == (1, 1)


async def test_the_total_time_ends_an_attempt_that_hangs() -> None:
    async def hang() -> Response:
        await asyncio.Event().wait()
        return FINE

    retrying = Retrying(RetryPolicy(total_s=0.01), now=lambda: 0)
    with pytest.raises(Unreachable, match=r"no answer within 0\.01 s"):
        await retrying.answer(hang)


async def test_an_error_that_is_a_bug_is_passed_on() -> None:
    with pytest.raises(ZeroDivisionError):
        await Script(ZeroDivisionError()).ask()
