"""What is to be told to webhooks: who wants to know, and the events that are kept for them."""

import asyncio
from typing import TypedDict, Unpack

import msgspec

from cliptui.clip.run_ledger import EventEntry, Subscription
from cliptui.server.needs import EventQueue
from cliptui.server.videodev.allowed import AllowedWebhooks
from cliptui.server.videodev.clock import Clock
from cliptui.wire.message import Request
from cliptui.wire.videodev.params import Webhook
from cliptui.wire.videodev.records import (
    EventRecord,
    ImportRecord,
    RenderRecord,
    RunRecord,
    WebhookRecord,
)


class Told(TypedDict, total=False):
    """What an event is about: one of them."""

    run: RunRecord
    render: RenderRecord
    media: ImportRecord


class Herald:
    """Makes events.

    Args:
        library: Key of the library that they happen in.
        queue: Keeps them.
        clock: Tells the time, and names events.
        allowed: Where they may be posted.

    Attributes:
        news: Set when there may be events to post.
    """

    def __init__(
        self, library: str, queue: EventQueue, clock: Clock, allowed: AllowedWebhooks
    ) -> None:
        self.news = asyncio.Event()
        self._library = library
        self._queue = queue
        self._clock = clock
        self._allowed = allowed

    def subscription(self, webhook: Webhook | None, request: Request) -> Subscription:
        """Return where the events of what a request asks for are to be told.

        Raises:
            RequestRefused: The address is not allowed.
        """
        base = f"http://{request.headers.get('host', 'localhost')}"
        if webhook is None:
            return Subscription(base=base)
        self._allowed.check(webhook.url)
        return Subscription(webhook.url, " ".join(webhook.events), base)

    def record(self, subscription: Subscription) -> WebhookRecord | None:
        """Return what is told of a subscription."""
        if not subscription.url:
            return None
        return WebhookRecord(url=subscription.url, events=subscription.events.split())

    def event(
        self, subscription: Subscription, name: str, **about: Unpack[Told]
    ) -> EventEntry | None:
        """Return an event to be kept; None if nobody wants to be told."""
        if not subscription.wants(name):
            return None
        event_id = self._clock.new_id()
        body = msgspec.json.encode(EventRecord(event=name, delivery_id=event_id, **about))
        return EventEntry(event_id, self._library, subscription.url, body, self._clock.now_ms())

    def tell(self, subscription: Subscription, name: str, **about: Unpack[Told]) -> None:
        """Keep an event, if somebody wants to be told, and post it soon."""
        event = self.event(subscription, name, **about)
        if event is not None:
            self._queue.add_event(event)
            self.news.set()
