"""Servers for tests: sockets that misbehave as told, and applications within the process."""

import asyncio
import re
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from cliptui.wire.message import Request, Response

Message = MutableMapping[str, Any]
Act = Callable[[asyncio.StreamWriter], Awaitable[None]]
"""What a server does on a connection once it has read a request."""


@dataclass
class Line:
    """A server on loopback.

    Attributes:
        url: Its base URL.
        heads: Request lines and headers that it has read, one text for each request.
    """

    url: str
    heads: list[str] = field(default_factory=list)


@asynccontextmanager
async def listening(*acts: Act) -> AsyncIterator[Line]:
    """Serve on a free port of loopback: the n-th request gets the n-th act, then the last."""
    line = Line("")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await _head_of(reader):
                line.heads.append(head)
                await acts[min(len(line.heads), len(acts)) - 1](writer)
        except ConnectionError:
            pass  # the client has had enough
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    line.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield line
    finally:
        server.close()


async def _head_of(reader: asyncio.StreamReader) -> str:
    """Read a request, and return it without its body; nothing at the end of the connection."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        await reader.readexactly(int(length[1]) if length else 0)
    except asyncio.IncompleteReadError:
        return ""
    return head


def answers(response: Response) -> Act:
    """Answer in full and keep the connection."""

    async def act(writer: asyncio.StreamWriter) -> None:
        headers = {**response.headers, "content-length": f"{len(response.body)}"}
        writer.write(head(response.status, headers) + response.body)
        await writer.drain()

    return act


def head(status: int, headers: MutableMapping[str, str]) -> bytes:
    """Return the first lines of an answer."""
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


async def says_nothing(writer: asyncio.StreamWriter) -> None:
    """Wait until the client goes away."""
    await writer.drain()
    await asyncio.sleep(30)


async def drips(writer: asyncio.StreamWriter) -> None:
    """Send a byte of the body now and then, so that no single wait is ever long."""
    writer.write(head(200, {"content-length": "1000000"}))
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.01)


async def never_ends(writer: asyncio.StreamWriter) -> None:
    """Send a body without end."""
    writer.write(head(200, {"connection": "close"}))
    while True:
        writer.write(b"x" * 65_536)
        await writer.drain()


async def breaks_off(writer: asyncio.StreamWriter) -> None:
    """Send half a body and close."""
    writer.write(head(200, {"content-length": "100"}) + b'{"error"')
    await writer.drain()
    writer.close()


async def hangs_up(writer: asyncio.StreamWriter) -> None:
    """Close without a word."""
    writer.close()


async def resets(writer: asyncio.StreamWriter) -> None:
    """Reset the connection."""
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.close()


async def mumbles(writer: asyncio.StreamWriter) -> None:
    """Send what is not HTTP."""
    writer.write(b"220 mail.example ESMTP\r\n\r\n")
    await writer.drain()
    writer.close()


@asynccontextmanager
async def mumbling() -> AsyncIterator[str]:
    """Serve what is not TLS to whoever connects, and tell host and port."""

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await mumbles(writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


def closed_port() -> int:
    """Return a port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class App:
    """An application of this process that answers as told, and remembers what it was asked.

    Args:
        answers: The answer of each request, in order; the last one stays.
        wait_s: Seconds to think before each answer.
    """

    def __init__(self, *answers: Response, wait_s: float = 0) -> None:
        self.asked: list[Request] = []
        self._answers = answers
        self._wait_s = wait_s

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        self.asked.append(await _request_of(scope, receive))
        await asyncio.sleep(self._wait_s)
        answer = self._answers[min(len(self.asked), len(self._answers)) - 1]
        headers = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})


async def _request_of(scope: Message, receive: Callable[[], Awaitable[Message]]) -> Request:
    body = b""
    more = True
    while more:
        message = await receive()
        body += message["body"]
        more = message["more_body"]
    return Request(
        scope["method"],
        scope["path"],
        tuple(parse_qsl(scope["query_string"].decode(), keep_blank_values=True)),
        {name.decode(): value.decode() for name, value in scope["headers"]},
        body,
    )
