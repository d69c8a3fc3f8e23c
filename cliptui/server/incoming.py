"""Requests as they come in: whole, within bounds of size and time."""

import asyncio
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest

from cliptui.errors import RequestRefused
from cliptui.wire.message import Request

BODY_S: Final = 20.0
"""Seconds that the body of a request may take to arrive."""

_MAX_DIGITS: Final = 18


async def read_request(
    http: HttpRequest, *, max_body_bytes: int, body_s: float = BODY_S
) -> Request:
    """Read a request.

    Args:
        http: The request, of which nothing but the head has been read.
        max_body_bytes: Bytes that its body may have.
        body_s: Seconds that its body may take.

    Raises:
        RequestRefused: Its body is too long, takes too long, or breaks off.
    """
    try:
        async with asyncio.timeout(body_s):
            body = await _body(http, max_body_bytes)
    except ClientDisconnect as error:
        raise RequestRefused("The request broke off.") from error
    except TimeoutError as error:
        raise RequestRefused(f"The body took longer than {body_s:g} s to arrive.") from error
    return Request(
        method=http.method,
        path=http.url.path,
        query=tuple(http.query_params.multi_items()),
        headers=dict(http.headers),
        body=body,
    )


async def _body(http: HttpRequest, max_bytes: int) -> bytes:
    sentence = f"The body is longer than {max_bytes} bytes."
    told = http.headers.get("content-length", "")
    if told.isascii() and told.isdecimal() and len(told) <= _MAX_DIGITS and int(told) > max_bytes:
        raise RequestRefused(sentence)  # nobody need send it first
    body = bytearray()
    async for chunk in http.stream():
        body += chunk
        if len(body) > max_bytes:
            raise RequestRefused(sentence)
    return bytes(body)
