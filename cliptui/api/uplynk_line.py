"""The line to Uplynk, or to our own server: signing, asking again, hearing what is announced."""

from collections.abc import Callable
from typing import Final

from cliptui.api.clock import REFUSED, ServiceClock
from cliptui.api.retrying import Repeat, Retrying
from cliptui.api.transport import Transport
from cliptui.clip.catalogue import NEWEST_FIRST
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import assets, extensions
from cliptui.wire.uplynk.refusals import check
from cliptui.wire.uplynk.signature import Credentials, Stamp

Build = Callable[[Credentials, Stamp], Request]
"""Makes a request of who asks and of what makes it unlike all others."""

_NOT_FOUND: Final = 404


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
        self._clock = ServiceClock(now, credentials.key.origin)
        self._nonce = nonce
        self._retrying = retrying or Retrying(now=now)
        self._announced: frozenset[str] = frozenset()
        self._has_heard = False

    @property
    def host(self) -> str:
        """The service's host."""
        return self._transport.host

    @property
    def clock_skew_s(self) -> float | None:
        """Seconds by which the service's clock was ahead in its last answer; None if unknown."""
        return self._clock.skew_s

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
        if self._clock.sets_right(response, self.host):
            response = await self._sent(build)
        if response.status in REFUSED:
            check(response, self._clock.advice())
        return response

    async def _sent(self, build: Build) -> Response:
        stamp = Stamp(int(self._clock.now_s()), self._nonce())
        response = await self._transport.send(build(self._credentials, stamp))
        if extensions.ANNOUNCEMENT in response.headers:
            self._announced = extensions.read_announced(response)
        self._has_heard = self._has_heard or response.status < 300  # noqa: PLR2004 - HTTP's own
        self._clock.hear(response)
        return response
