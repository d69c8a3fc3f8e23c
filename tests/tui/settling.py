"""Waiting, in place of Textual's Pilot, until the app has done what it was asked to do.

Pilot guesses it from the time that the process has needed: it waits 60 ms a key at least, up to a
second where an app never rests, and gives up where others keep the machine busy. Here the event
loop is asked, so that a test neither waits for nothing nor looks too early.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

SOON_S: Final = 0.02
"""A timer that is due so soon belongs to what is being done: Textual paints 60 times a second."""

MOST_TIMERS: Final = 6
"""So many are waited for; an app that plays sets one after the other, and never rests."""

ROUNDS: Final = 2
"""So often the loop must find nothing to do; in each it looks for what came from outside."""


async def settle(*_: float) -> None:
    """Wait until nothing is ready to run, no thread is at work and no timer is due soon."""
    loop: Any = asyncio.get_running_loop()  # what it has to do is told by no public name
    timers = rounds = 0
    while rounds < ROUNDS:
        await asyncio.sleep(0)
        if loop._ready:
            rounds = 0
        elif _is_at_work(loop._default_executor):
            rounds = 0
            await asyncio.sleep(0.001)
        elif timers < MOST_TIMERS and (wait_s := _due_in_s(loop)) < SOON_S:
            timers += 1
            rounds = 0
            await asyncio.sleep(wait_s)
        else:
            rounds += 1


def _due_in_s(loop: Any) -> float:  # noqa: ANN401  as above
    due = [float(timer.when()) for timer in loop._scheduled if not timer.cancelled()]
    now = float(loop.time())
    return max(0.0, min(due, default=now + 2 * SOON_S) - now)


def _is_at_work(threads: ThreadPoolExecutor | None) -> bool:
    if threads is None:
        return False
    idle = threads._idle_semaphore._value
    return bool(threads._work_queue.qsize() or idle < len(threads._threads))
