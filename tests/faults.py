"""A server on loopback that does its work and then fails on the way, as told.

It stands as a proxy of raw sockets before an application of this process (our own server, or any
ASGI application), so that a client meets real networks: connections that are refused, reset, cut
within a body or hang; answers that are lost after the request was carried out.

    async with faulty(server.app, loses_answer, busy("7")) as line:
        transport = Transport.over_network(line.url)   # 1st request: processed, answer lost
        ...                                            # 2nd: 429; all others: as they are
    assert line.processed == 1

A *fault* is a coroutine function of an `Exchange`. `faulty` takes one for each request, in order;
`then` is for all that follow. `choose=` takes a function instead, to decide by what is asked:
`on("POST", loses_answer)` or `at_random(random.Random(1), 0.3, loses_answer, resets)`.

========================= =====================================================================
`fine`                    the answer as it is
`delayed(s)`              the same, late
`hangs`                   no answer, ever; the request is not processed
`resets` `hangs_up`       the connection ends before the application hears of the request
`loses_answer`            the request is processed, then the connection is reset
`loses_answer_politely`   the same, closed without a word
`hangs_after`             the request is processed, then nothing is said
`cut_at(n)` `reset_at(n)` the connection ends after n bytes of the body, closed or reset
`cut_chunk`               a chunked body ends within a chunk
`drips`                   a byte now and then, so that no single wait is long
`said(status, …)`         any answer, without asking the application
`busy(after, status)`     429, 503 …, with Retry-After if given
`garbled` `truncated`     a body that is no JSON; one that is half of it
`web_page`                HTML, as of a portal that wants a login
`mistyped(type)`          the answer, under another content type
`skewed(s)`               the answer, with a Date that is so many seconds off
`gzip_bomb(n)`            n bytes packed into very few
`endless`                 a body without end
`not_http`                something else than HTTP
`stale`                   the answer; then the connection is closed behind the client's back
========================= =====================================================================
"""

import asyncio
import gzip
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qsl, unquote

import httpx

from cliptui.api.transport import ServerApp
from cliptui.wire.message import Request, Response
from tests.api import loopback

JSON = {"content-type": "application/json"}
_HANG_S = 3600.0
_HOP_BY_HOP = ("transfer-encoding", "connection", "content-length")


@dataclass
class Line:
    """A server that fails as told.

    Attributes:
        url: Its base URL.
        asked: The requests that it has read, processed or not.
        processed: How many of them the application has carried out.
    """

    url: str = ""
    asked: list[Request] = field(default_factory=list)
    processed: int = 0


@dataclass
class Exchange:
    """One request, and the connection that it came on.

    Attributes:
        request: What is asked.
        target: Its path and query, as they came.
        writer: The connection.
    """

    request: Request
    target: str
    writer: asyncio.StreamWriter
    _line: Line
    _door: httpx.ASGITransport | None

    async def process(self) -> Response:
        """Let the application carry out the request; return its answer."""
        if self._door is None:
            return Response(200, JSON, b"{}")
        asked = self.request
        url = f"{self._line.url}{self.target}"
        outgoing = httpx.Request(asked.method, url, headers=asked.headers, content=asked.body)
        answer = await self._door.handle_async_request(outgoing)
        body = b"".join([chunk async for chunk in answer.aiter_raw()])
        self._line.processed += 1
        return Response(answer.status_code, dict(answer.headers), body)

    async def send(self, response: Response, *, length: int | None = None) -> None:
        """Send an answer.

        Args:
            response: The answer.
            length: The length to announce; that of the body by default.
        """
        size = len(response.body) if length is None else length
        headers = {
            name: value for name, value in response.headers.items() if name not in _HOP_BY_HOP
        }
        head = loopback.head(response.status, {**headers, "content-length": f"{size}"})
        self.writer.write(head + response.body)
        await self.writer.drain()


Fault = Callable[[Exchange], Awaitable[None]]
"""What happens to a request and its answer."""

Choose = Callable[[Request, int], Fault]
"""Returns what happens to a request; it is told how many came before it."""


@asynccontextmanager
async def faulty(
    app: ServerApp | None, *faults: Fault, then: Fault | None = None, choose: Choose | None = None
) -> AsyncIterator[Line]:
    """Serve on a free port of loopback.

    Args:
        app: What does the work; it must be running. None for an empty JSON object each time.
        faults: What happens to the first requests, one each.
        then: What happens to all others; `fine` by default.
        choose: What happens to each request, instead of `faults` and `then`.
    """
    line = Line()
    door = None if app is None else httpx.ASGITransport(app, raise_app_exceptions=False)
    last = then or fine
    decide = choose or (lambda _, before: faults[before] if before < len(faults) else last)
    tasks = set[asyncio.Task[None]]()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(_serve(line, door, decide, reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    line.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield line
    finally:
        server.close()
        for task in (*tasks,):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _serve(
    line: Line,
    door: httpx.ASGITransport | None,
    decide: Choose,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
) -> None:
    """Serve one connection until it ends."""
    try:
        while asked := await _asked_on(reader):
            request, target = asked
            fault = decide(request, len(line.asked))
            line.asked.append(request)
            await fault(Exchange(request, target, writer, line, door))
    except (ConnectionError, asyncio.CancelledError):
        pass  # the client has had enough, or the test has
    finally:
        writer.close()


def on(method: str, *faults: Fault) -> Choose:
    """Let faults happen to the first requests of one method; all others are `fine`."""
    left = list(faults)

    def choose(request: Request, before: int) -> Fault:
        del before
        return left.pop(0) if request.method == method and left else fine

    return choose


def at_random(dice: random.Random, share: float, *faults: Fault) -> Choose:
    """Let faults happen to a share of the requests, 0 to 1, each as likely as the others."""

    def choose(request: Request, before: int) -> Fault:
        del request, before
        return dice.choice(faults) if dice.random() < share else fine

    return choose


async def fine(exchange: Exchange) -> None:
    """Answer as the application does."""
    await exchange.send(await exchange.process())


def delayed(seconds: float) -> Fault:
    """Answer late."""

    async def fault(exchange: Exchange) -> None:
        await asyncio.sleep(seconds)
        await fine(exchange)

    return fault


async def hangs(exchange: Exchange) -> None:
    """Say nothing; nothing is processed."""
    await exchange.writer.drain()
    await asyncio.sleep(_HANG_S)


async def hangs_after(exchange: Exchange) -> None:
    """Process the request and say nothing."""
    await exchange.process()
    await hangs(exchange)


async def hangs_up(exchange: Exchange) -> None:
    """Close the connection; nothing is processed."""
    await loopback.hangs_up(exchange.writer)


async def resets(exchange: Exchange) -> None:
    """Reset the connection; nothing is processed."""
    await loopback.resets(exchange.writer)


async def loses_answer(exchange: Exchange) -> None:
    """Process the request, then reset the connection."""
    await exchange.process()
    await loopback.resets(exchange.writer)


async def loses_answer_politely(exchange: Exchange) -> None:
    """Process the request, then close the connection."""
    await exchange.process()
    await loopback.hangs_up(exchange.writer)


def cut_at(body_bytes: int) -> Fault:
    """Close the connection after so many bytes of the body."""

    async def fault(exchange: Exchange) -> None:
        await _send_part(exchange, body_bytes)
        exchange.writer.close()

    return fault


def reset_at(body_bytes: int) -> Fault:
    """Reset the connection after so many bytes of the body."""

    async def fault(exchange: Exchange) -> None:
        await _send_part(exchange, body_bytes)
        await loopback.resets(exchange.writer)

    return fault


async def _send_part(exchange: Exchange, body_bytes: int) -> None:
    whole = await exchange.process()
    part = Response(whole.status, whole.headers, whole.body[:body_bytes])
    await exchange.send(part, length=max(len(whole.body), body_bytes + 1))


async def cut_chunk(exchange: Exchange) -> None:
    """Send a chunked body that ends within a chunk."""
    whole = await exchange.process()
    head = loopback.head(whole.status, {**JSON, "transfer-encoding": "chunked"})
    half = whole.body[: len(whole.body) // 2]
    exchange.writer.write(head + f"{len(whole.body):x}\r\n".encode() + half)
    await exchange.writer.drain()
    exchange.writer.close()


async def drips(exchange: Exchange) -> None:
    """Process the request, then send a byte now and then."""
    await exchange.process()
    await loopback.drips(exchange.writer)


async def endless(exchange: Exchange) -> None:
    """Process the request, then send a body without end."""
    await exchange.process()
    await loopback.never_ends(exchange.writer)


async def not_http(exchange: Exchange) -> None:
    """Send something else than HTTP; nothing is processed."""
    await loopback.mumbles(exchange.writer)


def said(status: int, headers: Mapping[str, str] = JSON, body: bytes = b"{}") -> Fault:
    """Give an answer without asking the application."""

    async def fault(exchange: Exchange) -> None:
        await exchange.send(Response(status, headers, body))

    return fault


def busy(retry_after: str | None = None, status: int = 429) -> Fault:
    """Say that there are too many requests, or that the service is down."""
    headers = JSON if retry_after is None else {**JSON, "retry-after": retry_after}
    return said(status, headers, b'{"message": "Busy"}')


garbled = said(200, JSON, b'{"status": NaN, \xff')
"""A body that is no JSON, though it says so."""

web_page = said(200, {"content-type": "text/html"}, b"<!doctype html><title>Login</title>")
"""What a network says that wants a login first."""


async def truncated(exchange: Exchange) -> None:
    """Send half of the JSON, and call it all."""
    whole = await exchange.process()
    await exchange.send(Response(whole.status, whole.headers, whole.body[: len(whole.body) // 2]))


def mistyped(content_type: str) -> Fault:
    """Send the answer under another content type."""

    async def fault(exchange: Exchange) -> None:
        whole = await exchange.process()
        headers = {**whole.headers, "content-type": content_type}
        await exchange.send(Response(whole.status, headers, whole.body))

    return fault


def skewed(seconds: float) -> Fault:
    """Send the answer with a Date that is so many seconds away from now."""

    async def fault(exchange: Exchange) -> None:
        whole = await exchange.process()
        there = datetime.now(UTC) + timedelta(seconds=seconds)
        headers = {**whole.headers, "date": format_datetime(there, usegmt=True)}
        await exchange.send(Response(whole.status, headers, whole.body))

    return fault


def gzip_bomb(unpacked_bytes: int = 64 * 1024 * 1024) -> Fault:
    """Send a body that unfolds to very much."""
    packed = gzip.compress(bytes(unpacked_bytes), compresslevel=9)
    return said(200, {**JSON, "content-encoding": "gzip"}, packed)


async def stale(exchange: Exchange) -> None:
    """Answer, then close the connection as if it had been idle for too long."""
    await fine(exchange)
    exchange.writer.close()


async def _asked_on(reader: asyncio.StreamReader) -> tuple[Request, str] | None:
    """Read a request, and its target as it came; None at the end of the connection."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip().split("\r\n")
        pairs = (line.split(":", 1) for line in lines)
        headers = {name.lower(): value.strip() for name, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    except asyncio.IncompleteReadError:
        return None
    method, target, _ = first.split(" ", 2)
    path, _, query = target.partition("?")
    members = tuple(parse_qsl(query, keep_blank_values=True))
    return Request(method, unquote(path), members, headers, body), target
