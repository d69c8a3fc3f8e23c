"""What waits is sent as long as the program runs, with pauses that grow."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace

from cliptui.clip.draft import NewDraft
from cliptui.clip.outbox import Intent
from cliptui.errors import (
    AccessRefused,
    CliptuiError,
    RequestRefused,
    StoreError,
    TurnedAway,
    Unreachable,
)
from cliptui.jobs.bench import Bench
from cliptui.jobs.outbox import Outcome, Refused, Sent, queue
from cliptui.jobs.sending import LONGEST_WAIT_S, OTHER_SESSION_WAIT_S, Delayed, keep_sending
from tests.fakes import FakeMemory, FakeService
from tests.jobs.services import ASSET_ID, bench_of

GOAL = NewDraft(ASSET_ID, "Goal", 1000, 2000)


class Clockwork:
    """Sleeps a turn of the loop at a time; after so many, `then` is called."""

    def __init__(self, service: FakeService, back_after: int) -> None:
        self.waits_s: list[float] = []
        self._service = service
        self._back_after = back_after

    async def sleep(self, wait_s: float) -> None:
        self.waits_s.append(wait_s)
        if len(self.waits_s) == self._back_after:
            self._service.error = None
        await asyncio.sleep(0)


@asynccontextmanager
async def sending(
    bench: Bench, clockwork: Clockwork, wake: asyncio.Event | None = None
) -> AsyncIterator[AsyncIterator[Outcome | Delayed]]:
    outcomes = keep_sending(
        bench, wake or asyncio.Event(), sleep=clockwork.sleep, uniform=lambda _, high: high
    )
    async with aclosing(outcomes):  # type: ignore[type-var]
        yield outcomes


async def test_when_the_service_is_back_all_is_sent_and_the_trouble_is_told_once() -> None:
    service = FakeService([], error=Unreachable("No connection."))
    bench, clockwork = bench_of(service), Clockwork(service, back_after=9)
    for title in ("one", "two"):
        queue(bench, replace(GOAL, title=title))
    async with sending(bench, clockwork) as outcomes:
        told = await anext(outcomes)
        sent = [await anext(outcomes) for _ in range(2)]
    assert isinstance(told, Delayed)
    assert str(told.error) == "No connection."
    assert [o.draft.title for o in sent if isinstance(o, Sent)] == ["one", "two"]
    assert clockwork.waits_s == [1, 2, 4, 8, 16, 32, LONGEST_WAIT_S, LONGEST_WAIT_S, LONGEST_WAIT_S]


async def test_a_service_that_asks_to_be_left_alone_is_left_alone_for_that_long() -> None:
    service = FakeService([], error=TurnedAway("Busy.", 12.0))
    bench, clockwork = bench_of(service), Clockwork(service, back_after=2)
    queue(bench, GOAL)
    async with sending(bench, clockwork) as outcomes:
        told = await anext(outcomes)
        sent = await anext(outcomes)
    assert isinstance(told, Delayed)
    assert isinstance(sent, Sent)
    assert clockwork.waits_s == [12.0, 12.0]


async def test_something_new_is_tried_at_once_without_waiting_for_the_pause_to_end() -> None:
    service = FakeService([], error=Unreachable("No connection."))
    bench, wake = bench_of(service), asyncio.Event()

    sleeps = asyncio.Event()

    class Endless(Clockwork):
        async def sleep(self, wait_s: float) -> None:
            self.waits_s.append(wait_s)
            sleeps.set()
            await asyncio.Event().wait()

    clockwork = Endless(service, 0)
    queue(bench, GOAL)
    async with sending(bench, clockwork, wake) as outcomes:
        assert isinstance(await anext(outcomes), Delayed)
        later = asyncio.ensure_future(anext(outcomes))
        await sleeps.wait()
        service.error = None
        wake.set()
        assert isinstance(await later, Sent)


async def test_refused_credentials_are_not_tried_again_before_there_is_something_new() -> None:
    service = FakeService([], error=AccessRefused("The key is wrong."))
    bench, wake = bench_of(service), asyncio.Event()
    clockwork = Clockwork(service, 0)
    queue(bench, GOAL)
    async with sending(bench, clockwork, wake) as outcomes:
        assert isinstance(await anext(outcomes), Delayed)
        later = asyncio.ensure_future(anext(outcomes))
        for _ in range(20):
            await asyncio.sleep(0)
        assert (clockwork.waits_s, len(service.asked)) == ([], 1)
        service.error = None
        wake.set()
        assert isinstance(await later, Sent)


async def test_a_refusal_is_told_and_the_next_one_waited_for() -> None:
    error: CliptuiError = RequestRefused("Too long.")
    service = FakeService([], error=error)
    bench, wake = bench_of(service), asyncio.Event()
    queue(bench, GOAL)
    async with sending(bench, Clockwork(service, 0), wake) as outcomes:
        assert isinstance(await anext(outcomes), Refused)
        later = asyncio.ensure_future(anext(outcomes))
        await asyncio.sleep(0)
        service.error = None
        queue(bench, replace(GOAL, title="next"))
        wake.set()
        sent = await later
    assert isinstance(sent, Sent)
    assert sent.draft.title == "next"


async def test_what_another_session_is_about_is_looked_at_again() -> None:
    class Shared(FakeMemory):
        is_taken = True

        def claim_intent(self, place: str, now_s: float) -> Intent | None:
            return None if self.is_taken else super().claim_intent(place, now_s)

    memory, service = Shared(), FakeService([])

    class Freeing(Clockwork):
        async def sleep(self, wait_s: float) -> None:
            await super().sleep(wait_s)
            memory.is_taken = False

    clockwork = Freeing(service, 0)
    bench = bench_of(service, memory)
    queue(bench, GOAL)
    async with sending(bench, clockwork) as outcomes:
        assert isinstance(await anext(outcomes), Sent)
    assert clockwork.waits_s == [OTHER_SESSION_WAIT_S]


async def test_a_store_that_cannot_be_used_is_told_and_tried_again() -> None:
    class Failing(FakeMemory):
        failures = 1

        def claim_intent(self, place: str, now_s: float) -> Intent | None:
            if self.failures:
                self.failures -= 1
                raise StoreError("The disk is full.")
            return super().claim_intent(place, now_s)

    service = FakeService([])
    bench = bench_of(service, Failing())
    queue(bench, GOAL)
    async with sending(bench, Clockwork(service, 0)) as outcomes:
        assert isinstance(await anext(outcomes), Delayed)
        assert isinstance(await anext(outcomes), Sent)
