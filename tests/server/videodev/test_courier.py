"""Events arrive: at once, after some attempts, or after a restart; or they are given up."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cliptui.clip.run_ledger import EventEntry
from cliptui.errors import StoreError, Unreachable
from cliptui.server.videodev.allowed import AllowedWebhooks
from cliptui.server.videodev.clock import Clock
from cliptui.server.videodev.courier import Courier
from cliptui.store import Store
from tests.server.desk import NOW_S
from tests.server.videodev.room import HOOK, Webhooks, until

ALLOWED = AllowedWebhooks.of(["https://hooks.example/v1"])
CLOCK = Clock(lambda: NOW_S, lambda: "x" * 32)
SOON = (0.0, 0.0, 0.0)


def event(event_id: str = "e1", url: str = HOOK, due_ms: int = 0) -> EventEntry:
    body = f'{{"event": "complete", "delivery_id": "{event_id}"}}'.encode()
    return EventEntry(event_id, "lib", url, body, due_ms)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "cliptui.db")
    yield opened
    opened.close()


@asynccontextmanager
async def posting(
    store: Store,
    webhooks: Webhooks,
    delays_s: Sequence[float] = SOON,
    allowed: AllowedWebhooks = ALLOWED,
) -> AsyncIterator[asyncio.Event]:
    news = asyncio.Event()
    courier = Courier("lib", store, news, CLOCK, allowed, webhooks, delays_s)
    await courier.start()
    try:
        yield news
    finally:
        await courier.aclose()


async def emptied(store: Store) -> None:
    await until(lambda: store.next_event("lib"), lambda left: left is None)


async def test_what_waits_is_posted_once_in_its_order(store: Store) -> None:
    webhooks = Webhooks()
    for event_id in ("e1", "e2"):
        store.add_event(event(event_id))
    async with posting(store, webhooks):
        await emptied(store)

    assert [members["delivery_id"] for _, members in webhooks.posts] == ["e1", "e2"]
    assert (webhooks.posts[0][0], webhooks.private) == (HOOK, [False, False])


async def test_what_comes_later_is_posted_when_it_is_told_of(store: Store) -> None:
    webhooks = Webhooks()
    async with posting(store, webhooks) as news:
        await asyncio.sleep(0)
        store.add_event(event())
        news.set()
        await emptied(store)

    assert len(webhooks.posts) == 1


async def test_what_does_not_arrive_is_posted_again_until_it_does(store: Store) -> None:
    webhooks = Webhooks([500, Unreachable("No answer."), 302])
    store.add_event(event())
    async with posting(store, webhooks):
        await emptied(store)

    assert [members["delivery_id"] for _, members in webhooks.posts] == ["e1"] * 4


async def test_what_never_arrives_is_given_up_and_its_address_not_told(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    webhooks = Webhooks([410] * 100)
    store.add_event(event())
    async with posting(store, webhooks):
        await emptied(store)

    assert len(webhooks.posts) == 1 + len(SOON)
    assert caplog.messages == ["A webhook at hooks.example is given up: HTTP 410."]


async def test_what_is_allowed_no_more_is_not_posted(store: Store) -> None:
    webhooks = Webhooks()
    store.add_event(event())
    async with posting(store, webhooks, allowed=AllowedWebhooks.of(["https://other.example"])):
        await emptied(store)

    assert webhooks.posts == []


async def test_what_is_tried_in_vain_waits_and_is_still_there_after_a_restart(
    store: Store,
) -> None:
    webhooks = Webhooks([503])
    store.add_event(event())
    async with posting(store, webhooks, delays_s=(3600.0,)):
        await until(lambda: webhooks.posts, bool)
    waiting = store.next_event("lib")
    assert waiting is not None
    async with posting(store, webhooks, delays_s=(3600.0,)):
        await asyncio.sleep(0.05)  # time enough for one that would not wait
    before = len(webhooks.posts)
    assert store.claim_event(waiting, int(NOW_S * 1000) - 1)  # the hour has passed
    async with posting(store, webhooks):
        await emptied(store)

    assert (waiting.attempts, waiting.due_ms) == (1, int(NOW_S * 1000) + 3_600_000)
    assert (before, len(webhooks.posts)) == (1, 2)


async def test_what_another_process_has_claimed_is_left_to_it(store: Store) -> None:
    class Overtaken(Webhooks):
        pass

    class Slow(Store):
        def claim_event(self, event: EventEntry, due_ms: int) -> bool:
            super().claim_event(event, due_ms)  # the other process is a moment earlier
            claimed = super().claim_event(event, due_ms)
            self.remove_event(event.event_id)
            return claimed

    webhooks = Overtaken()
    slow = Slow(store._database, store._session)
    slow.add_event(event())
    async with posting(slow, webhooks):
        await emptied(slow)

    assert webhooks.posts == []


async def test_a_store_that_fails_is_told_of_and_asked_again(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(Store):
        failures = 1

        def next_event(self, library: str) -> EventEntry | None:
            if self.failures:
                self.failures -= 1
                raise StoreError("The disk is full.")
            return super().next_event(library)

    caplog.set_level(logging.WARNING)
    webhooks = Webhooks()
    failing = Failing(store._database, store._session)
    store.add_event(event())
    async with posting(failing, webhooks):
        await emptied(store)

    assert caplog.messages == ["Webhooks wait: The disk is full."]
    assert len(webhooks.posts) == 1
