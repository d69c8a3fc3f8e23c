"""The line to Uplynk, or to our own server: signing, asking again, hearing what is announced."""

import logging
from collections.abc import Callable
from typing import Final

from cliptui.api.retrying import Repeat, Retrying
from cliptui.api.transport import Transport
from cliptui.clip.catalogue import NEWEST_FIRST
from cliptui.wire.http_time import date_s
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import assets, extensions
from cliptui.wire.uplynk.signature import Credentials, Stamp

SKEW_S: Final = 60
"""Seconds by which clocks may differ before that is taken for the cause of a refusal."""

Build = Callable[[Credentials, Stamp], Request]
"""Makes a request of who asks and of what makes it unlike all others."""

_LOG: Final = logging.getLogger(__name__)
_NOT_FOUND: Final = 404
_REFUSED: Final = frozenset({401, 403})


class UplynkLine:
    """Sends requests and hands back answers.

    What is refused because this computer's clock is wrong is asked once more by the service's
    clock, which all later requests go by as well.

    Args:
        transport: The way to the service.
        credentials: Who asks.
        now: Returns the time in Unix seconds.
        nonce: Returns a random word, another one each time.
        retrying: How to ask again; as usual if None.
    """

    def __init__(
        self,
        transport: Transport,
        credentials: Credentials,
        *,
        now: Callable[[], float],
        nonce: Callable[[], str],
        retrying: Retrying | None = None,
    ) -> None:
        self._transport = transport
        self._credentials = credentials
        self._now = now
        self._nonce = nonce
        self._retrying = retrying or Retrying(now=now)
        self._announced: frozenset[str] = frozenset()
        self._has_heard = False
        self._ahead_s = 0.0
        self._has_told_time = False
        self._correction_s = 0.0

    @property
    def host(self) -> str:
        """The service's host."""
        return self._transport.host

    @property
    def clock_skew_s(self) -> float | None:
        """Seconds by which the service's clock was ahead in its last answer; None if unknown."""
        return self._ahead_s if self._has_told_time else None

    def has(self, extension: str) -> bool:
        """Return whether an answer has announced an extension."""
        return extension in self._announced

    async def learn(self, extension: str) -> bool:
        """Return whether the server has an extension; ask it something first, if need be.

        Raises:
            ServiceError: It does not answer, or refuses to.
        """
        if not self._has_heard:
            response = await self.read(
                lambda credentials, stamp: assets.list_assets(
                    credentials, stamp, query="", order=NEWEST_FIRST, skip=0, limit=1
                )
            )
            assets.read_assets(response)
        return self.has(extension)

    async def read(self, build: Build) -> Response:
        """Send what is as good done twice as once; again, signed anew, while that may help."""
        return await self._retrying.answer(lambda: self._attempt(build))

    async def send(self, build: Build) -> Response:
        """Send what may be done once; again only where it is known that it was not."""
        return await self._retrying.answer(lambda: self._attempt(build), Repeat.UNSENT)

    async def remove(self, build: Build) -> Response | None:
        """Send what takes something away; again, signed anew, while that may help.

        Returns:
            The answer; None where the thing is gone by now, since an earlier attempt, whose
            answer was lost, has taken it away.
        """
        attempts = 0

        async def attempt() -> Response:
            nonlocal attempts
            attempts += 1
            return await self._attempt(build)

        response = await self._retrying.answer(attempt)
        return None if response.status == _NOT_FOUND and attempts > 1 else response

    async def _attempt(self, build: Build) -> Response:
        response = await self._sent(build)
        is_off = abs(self._ahead_s - self._correction_s) > SKEW_S
        if response.status in _REFUSED and is_off:
            self._correction_s = self._ahead_s
            _LOG.warning(
                "This computer's clock is %+.0f s off from that of %s, which refuses it: requests "
                "are signed by the service's clock now. Set this computer's clock.",
                -self._ahead_s,
                self.host,
            )
            response = await self._sent(build)
        return response

    async def _sent(self, build: Build) -> Response:
        stamp = Stamp(int(self._now() + self._correction_s), self._nonce())
        response = await self._transport.send(build(self._credentials, stamp))
        if extensions.ANNOUNCEMENT in response.headers:
            self._announced = extensions.read_announced(response)
        self._has_heard = self._has_heard or response.status < 300  # noqa: PLR2004 - HTTP's own
        told_s = date_s(response)
        if told_s is not None:
            self._ahead_s = told_s - self._now()
            self._has_told_time = True
        return response
