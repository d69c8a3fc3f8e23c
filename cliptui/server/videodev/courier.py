"""Events are posted to webhooks, one at a time, in the background, until they arrive.

An event that does not arrive is tried again after longer and longer waits, then given up. What
waits is kept, with how often it was tried; one that had arrived when its server was killed is
posted once more, under the same `delivery_id`.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from cliptui.clip.run_ledger import EventEntry
from cliptui.clip.text import clean
from cliptui.errors import RequestRefused, ServiceError, StoreError
from cliptui.server.needs import EventQueue, PostsEvents
from cliptui.server.videodev.allowed import AllowedWebhooks
from cliptui.server.videodev.chore import Chore
from cliptui.server.videodev.clock import Clock

DELAYS_S: Final = (1.0, 5.0, 30.0, 120.0, 600.0)
"""How long to wait after each attempt that was in vain; after one more, an event is given up."""

_MS_PER_S: Final = 1000
_LOG: Final = logging.getLogger(__name__)


class Courier:
    """Posts events.

    Args:
        library: Key of the library whose events these are.
        queue: Keeps them.
        news: Set when there are new ones.
        clock: Tells the time.
        allowed: Where to; asked again for each, since its owner may have changed it.
        poster: Posts.
        delays_s: As `DELAYS_S`.
    """

    def __init__(  # noqa: PLR0913  where the parts meet, and all are needed
        self,
        library: str,
        queue: EventQueue,
        news: asyncio.Event,
        clock: Clock,
        allowed: AllowedWebhooks,
        poster: PostsEvents,
        delays_s: Sequence[float] = DELAYS_S,
    ) -> None:
        self._library = library
        self._queue = queue
        self._news = news
        self._clock = clock
        self._allowed = allowed
        self._poster = poster
        self._delays_s = delays_s
        self._chore = Chore("The posting of events", self._run)

    async def start(self) -> None:
        """Begin to post, with what earlier processes left."""
        self._chore.start()

    async def aclose(self) -> None:
        """Stop at once; what was not posted is left for the next start."""
        await self._chore.aclose()

    async def _run(self) -> None:
        while True:
            self._news.clear()
            wait_s = await self._post_next()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._news.wait()

    async def _post_next(self) -> float | None:
        """Post what is due first; return how long to wait then, None for until the next event."""
        try:
            event = self._queue.next_event(self._library)
            if event is None:
                return None
            wait_ms = event.due_ms - self._clock.now_ms()
            if wait_ms <= 0:
                await self._post(event)
            return max(0.0, wait_ms / _MS_PER_S)
        except StoreError as error:
            _LOG.warning("Webhooks wait: %s", error)
            return self._delays_s[-1]

    async def _post(self, event: EventEntry) -> None:
        is_last = event.attempts >= len(self._delays_s)
        delay_s = self._delays_s[-1 if is_last else event.attempts]
        if not self._queue.claim_event(event, self._clock.now_ms() + int(delay_s * _MS_PER_S)):
            return
        problem = await self._problem(event)
        if problem and is_last:
            host = clean(urlsplit(event.url).hostname or "", 80)
            _LOG.warning("A webhook at %s is given up: %s", host, problem)
        if is_last or not problem:
            self._queue.remove_event(event.event_id)

    async def _problem(self, event: EventEntry) -> str:
        """Post an event; return what went wrong, nothing if it has arrived."""
        try:
            self._allowed.check(event.url)
            is_private = self._allowed.is_private(event.url)
            status = await self._poster.post(event.url, event.body, is_private_allowed=is_private)
        except (ServiceError, RequestRefused) as error:
            return str(error)
        return "" if 200 <= status < 300 else f"HTTP {status}."  # noqa: PLR2004 - HTTP's success
