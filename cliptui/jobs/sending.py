"""Sending what waits for as long as the program runs, again and again while it cannot be sent."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Final

from cliptui.clip.outbox import IntentState
from cliptui.errors import AccessRefused, CliptuiError, ServiceBusy, ServiceError, StoreError
from cliptui.jobs.bench import Bench
from cliptui.jobs.outbox import Outcome, Sleep, send_waiting

FIRST_WAIT_S: Final = 1.0
LONGEST_WAIT_S: Final = 60.0
OTHER_SESSION_WAIT_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Delayed:
    """What waits cannot be sent now.

    Attributes:
        error: Why.
    """

    error: CliptuiError


async def keep_sending(
    bench: Bench,
    wake: asyncio.Event,
    *,
    sleep: Sleep = asyncio.sleep,
    uniform: Callable[[float, float], float] = random.uniform,
) -> AsyncIterator[Outcome | Delayed]:
    """Send what waits, and what comes later, for ever.

    Credentials that are refused are not tried again before there is something new to send.

    Args:
        bench: The service and what is remembered.
        wake: Set when there is something new to send.
        sleep: Waits some seconds.
        uniform: Draws a number between two, for the jitter of the waits.

    Yields:
        What has become of each, and once why the rest must wait, until the reason is another one.
    """
    told, bound_s = "", FIRST_WAIT_S
    while True:
        wake.clear()
        try:
            async for outcome in send_waiting(bench, sleep=sleep):
                told, bound_s = "", FIRST_WAIT_S
                yield outcome
            wait_s = OTHER_SESSION_WAIT_S if _has_more(bench) else None
        except (ServiceError, StoreError) as error:
            wait_s = None if isinstance(error, AccessRefused) else uniform(bound_s / 2, bound_s)
            if wait_s is not None and isinstance(error, ServiceBusy):
                wait_s = max(wait_s, error.again_s or 0.0)
            bound_s = min(2 * bound_s, LONGEST_WAIT_S)
            if str(error) != told:
                told = str(error)
                yield Delayed(error)
        await _rest(wake, wait_s, sleep)


def _has_more(bench: Bench) -> bool:
    """Tell whether something is left to send, which another session must then be about."""
    intents = bench.memory.intents(bench.place)
    return any(intent.state is not IntentState.REFUSED for intent in intents)


async def _rest(wake: asyncio.Event, wait_s: float | None, sleep: Sleep) -> None:
    """Wait for something new, or some seconds if they are given."""
    if wait_s is None:
        await wake.wait()
        return
    waits = [asyncio.ensure_future(wake.wait()), asyncio.ensure_future(sleep(wait_s))]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
