"""The way to a service: over a network, or straight into a server of this process.

This uses the transports of httpx without its client, which would log every URL, and with it
the signature; follow redirections; and read proxies from the environment.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import httpx

from cliptui import __version__
from cliptui.clip.text import clean
from cliptui.errors import AnswerLost, BadPlace, UnexpectedAnswer, Unreachable
from cliptui.wire.message import Request, Response

_Message = MutableMapping[str, Any]
ServerApp = Callable[
    [_Message, Callable[[], Awaitable[_Message]], Callable[[_Message], Awaitable[None]]],
    Awaitable[None],
]
"""A server within this process: an ASGI application."""

_MEBIBYTE: Final = 1024 * 1024
_CONNECTIONS: Final = 4
_IDLE_S: Final = 30
_MAX_REASON: Final = 120
_MAX_PORT: Final = 65_535
_OK: Final = 200


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, and how much to read.

    Attributes:
        connect_s: Seconds until a connection stands.
        read_s: Seconds of silence within an answer.
        pool_s: Seconds until one of the few connections is free.
        total_s: Seconds for the whole of a request and its answer.
        max_body_bytes: Bytes of an answer's body.
    """

    connect_s: float = 5
    read_s: float = 10
    pool_s: float = 5
    total_s: float = 30
    max_body_bytes: int = 64 * _MEBIBYTE

    def timeouts(self) -> dict[str, float | None]:
        """Return the waits in the form that httpx passes to its transports."""
        return httpx.Timeout(
            connect=self.connect_s, read=self.read_s, write=self.read_s, pool=self.pool_s
        ).as_dict()


class Transport:
    """A way to one service.

    Args:
        base: The service's base URL.
        patience: How long to wait, and how much to read.
        door: The transport of httpx; without it one for networks is made at the first request.
        address: Where to connect to, whatever the host's name leads to; empty for its name.
    """

    def __init__(
        self,
        base: httpx.URL,
        patience: Patience,
        door: httpx.AsyncBaseTransport | None = None,
        address: str = "",
    ) -> None:
        self._base = base
        self._address = address
        self._patience = patience
        self._door = door
        self._opening = asyncio.Lock()

    @classmethod
    def over_network(
        cls, base_url: str, patience: Patience | None = None, *, address: str = ""
    ) -> "Transport":
        """Return the way to a server elsewhere.

        Args:
            base_url: Such as `https://services.uplynk.com`.
            patience: How long to wait, and how much to read.
            address: The host's address in digits, where it was found out and checked before.

        Raises:
            BadPlace: It is no http or https URL, or holds a password.
        """
        return cls(_base_url(base_url), patience or Patience(), address=address)

    @classmethod
    def in_process(cls, app: ServerApp, patience: Patience | None = None) -> "Transport":
        """Return the way into a server of this process; no port is opened."""
        door = httpx.ASGITransport(app, raise_app_exceptions=False)
        return cls(httpx.URL("http://localhost"), patience or Patience(), door)

    @property
    def host(self) -> str:
        """The service's host, with its port unless that is the usual one."""
        return self._base.netloc.decode("ascii")

    async def send(self, request: Request) -> Response:
        """Send a request and return the whole answer, whatever its status.

        Raises:
            Unreachable: The request could not be sent.
            AnswerLost: It was under way, but there is no answer, or not all of it.
            UnexpectedAnswer: The answer is too large, or packed without being asked.
        """
        return await self._timed(self._exchange(request))

    async def save(self, request: Request, file: BinaryIO) -> Response:
        """Send a request and write the body of its answer to a file, as it comes.

        Args:
            request: The request.
            file: Where to write to; if the status is not 200, the body is in the answer instead.

        Returns:
            The answer, whose body is empty where it was written.

        Raises:
            Unreachable: As for `send`.
            UnexpectedAnswer: As for `send`.
        """
        return await self._timed(self._exchange(request, file))

    async def aclose(self) -> None:
        """Close all connections."""
        if self._door is not None:
            await self._door.aclose()

    async def _timed(self, exchange: Awaitable[Response]) -> Response:
        try:
            async with asyncio.timeout(self._patience.total_s):
                return await exchange
        except (httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unreachable(f"{self.host} cannot be reached in time. Try later.") from error
        except (TimeoutError, httpx.TimeoutException) as error:
            raise AnswerLost(f"{self.host} does not answer in time. Try again later.") from error
        except httpx.ConnectError as error:
            raise Unreachable(
                f"No connection to {self.host}{_reason(error)}. Check the URL, the network, and "
                "whether the server runs."
            ) from error
        except httpx.TransportError as error:
            raise AnswerLost(
                f"The connection to {self.host} broke off{_reason(error)}. Try again."
            ) from error

    async def _exchange(self, request: Request, file: BinaryIO | None = None) -> Response:
        door = await self._opened()
        answer = await door.handle_async_request(self._outgoing(request))
        try:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            if headers.get("content-encoding", "identity") != "identity":
                raise UnexpectedAnswer(f"{self.host} packed its answer without being asked to.")
            if file is None or answer.status_code != _OK:
                return Response(answer.status_code, headers, await self._body(answer))
            async for chunk in self._chunks(answer):
                await asyncio.to_thread(file.write, chunk)
            return Response(answer.status_code, headers)
        finally:
            await answer.aclose()

    async def _opened(self) -> httpx.AsyncBaseTransport:
        async with self._opening:
            if self._door is None:  # reading the certificates takes longer than a key may wait
                self._door = await asyncio.to_thread(_network_door, self._base.scheme)
            return self._door

    def _outgoing(self, request: Request) -> httpx.Request:
        path = f"{self._base.path.rstrip('/')}{request.path}"
        headers = {
            "user-agent": f"cliptui/{__version__}",
            "accept": "application/json",
            "accept-encoding": "identity",  # what is packed can unfold beyond any cap
            **request.headers,
        }
        extensions: dict[str, object] = {"timeout": self._patience.timeouts()}
        url = self._base.copy_with(path=path)
        if self._address:  # the server is still asked, and proved, by its name
            headers["host"] = self.host
            extensions["sni_hostname"] = self._base.host
            url = url.copy_with(host=self._address)
        return httpx.Request(
            request.method,
            url,
            params=request.query or None,
            headers=headers,
            content=request.body or None,
            extensions=extensions,
        )

    async def _body(self, answer: httpx.Response) -> bytes:
        return b"".join([chunk async for chunk in self._chunks(answer)])

    async def _chunks(self, answer: httpx.Response) -> AsyncIterator[bytes]:
        """Yield a body piece by piece, up to what may be read."""
        limit = self._patience.max_body_bytes
        size = 0
        async for chunk in answer.aiter_raw():
            size += len(chunk)
            if size > limit:
                raise UnexpectedAnswer(
                    f"{self.host} sent more than {limit / _MEBIBYTE:g} MiB in one answer."
                )
            yield chunk


def _base_url(text: str) -> httpx.URL:
    shown = clean(text, _MAX_REASON)
    try:
        url = httpx.URL(text.strip())
    except httpx.InvalidURL as error:
        raise BadPlace(f"{shown} is no URL: write one like https://services.uplynk.com.") from error
    if url.userinfo:
        raise BadPlace("A URL with a password is not used: give account and key apart from it.")
    if url.scheme not in {"http", "https"} or not url.host or "%" in url.host:
        raise BadPlace(f"{shown} is no http URL: write one like https://services.uplynk.com.")
    if url.port is not None and not 1 <= url.port <= _MAX_PORT:
        raise BadPlace(f"{shown} has a port that does not exist: ports go from 1 to {_MAX_PORT}.")
    return url.copy_with(query=None, fragment=None)


def _network_door(scheme: str) -> httpx.AsyncBaseTransport:
    if scheme == "https":
        trust = httpx.create_ssl_context(trust_env=False)
    else:
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody, and costs no time
    limits = httpx.Limits(
        max_connections=_CONNECTIONS,
        max_keepalive_connections=_CONNECTIONS,
        keepalive_expiry=_IDLE_S,
    )
    return httpx.AsyncHTTPTransport(verify=trust, trust_env=False, limits=limits)


def _reason(error: Exception) -> str:
    reason = clean(str(error).strip().rstrip("."), _MAX_REASON)
    return f" ({reason})" if reason else ""
