"""The line to Uplynk, or to our own server: signing, asking again, hearing what is announced."""

from collections.abc import Callable

from cliptui.api.transport import Transport
from cliptui.clip.catalogue import NEWEST_FIRST
from cliptui.errors import Unreachable
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import assets, extensions
from cliptui.wire.uplynk.signature import Credentials, Stamp

Build = Callable[[Credentials, Stamp], Request]
"""Makes a request of who asks and of what makes it unlike all others."""


class UplynkLine:
    """Sends requests and hands back answers.

    Args:
        transport: The way to the service.
        credentials: Who asks.
        now: Returns the time in Unix seconds.
        nonce: Returns a random word, another one each time.
    """

    def __init__(
        self,
        transport: Transport,
        credentials: Credentials,
        *,
        now: Callable[[], float],
        nonce: Callable[[], str],
    ) -> None:
        self._transport = transport
        self._credentials = credentials
        self._now = now
        self._nonce = nonce
        self._announced: frozenset[str] = frozenset()
        self._has_heard = False

    @property
    def host(self) -> str:
        """The service's host."""
        return self._transport.host

    def has(self, extension: str) -> bool:
        """Return whether an answer has announced an extension."""
        return extension in self._announced

    async def learn(self, extension: str) -> bool:
        """Return whether the server has an extension; ask it something first, if need be.

        Raises:
            ServiceError: There is no answer, or a refusal.
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
        """Send what only reads; a second time, signed anew, when there was no answer."""
        try:
            return await self.send(build)
        except Unreachable:
            return await self.send(build)

    async def send(self, build: Build) -> Response:
        """Send a request once."""
        stamp = Stamp(int(self._now()), self._nonce())
        response = await self._transport.send(build(self._credentials, stamp))
        if extensions.ANNOUNCEMENT in response.headers:
            self._announced = extensions.read_announced(response)
        self._has_heard = self._has_heard or response.status < 300  # noqa: PLR2004 - HTTP's own
        return response
