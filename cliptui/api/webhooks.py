"""Posting events to the webhooks of others.

An address comes from a request, and a name in it leads wherever its owner says at that moment. So
the name is resolved here, every address that it has is checked, and the connection goes to one of
those that were checked: no second look at the name can lead it elsewhere.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from cliptui.api.transport import Patience, Transport
from cliptui.clip.text import clean
from cliptui.errors import RequestRefused, Unreachable
from cliptui.wire.message import Request

PATIENCE: Final = Patience(connect_s=5, read_s=5, total_s=10, max_body_bytes=64 * 1024)
"""How long an event may take to arrive, and how much of the answer is taken."""

_TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")
_PORTS: Final = {"http": 80, "https": 443}

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Returns the addresses of a host, in digits."""


async def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a host.

    Raises:
        Unreachable: It knows none.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"There is no host {clean(host, 80)}: check the address.") from error
    return [str(address[4][0]) for address in found]


class Poster:
    """Posts events; fulfils `cliptui.server.needs.PostsEvents`.

    Args:
        resolve: Finds the addresses of a host.
        patience: As `PATIENCE`.
    """

    def __init__(self, resolve: Resolve = resolve, patience: Patience = PATIENCE) -> None:
        self._resolve = resolve
        self._patience = patience

    async def post(self, url: str, body: bytes, *, is_private_allowed: bool) -> int:
        """Post JSON to an address, following no redirection, and return the HTTP status.

        Args:
            url: The address.
            body: The JSON.
            is_private_allowed: Whether its host may be a computer of a private network, or this.

        Raises:
            Unreachable: There is no answer in time.
            RequestRefused: The host is in a private network and must not be.
            UnexpectedAnswer: The answer is far too large.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        try:
            async with asyncio.timeout(self._patience.connect_s):
                addresses = await self._resolve(host, parts.port or _PORTS[parts.scheme])
        except TimeoutError as error:
            raise Unreachable(f"The host {clean(host, 80)} is not found in time.") from error
        if not addresses or not (is_private_allowed or all(map(is_public, addresses))):
            raise RequestRefused(
                f"{clean(host, 80)} leads into a private network: only an address in digits may."
            )
        base = f"{parts.scheme}://{parts.netloc}"
        transport = Transport.over_network(base, self._patience, address=addresses[0])
        query = tuple(parse_qsl(parts.query, keep_blank_values=True))
        headers = {"content-type": "application/json"}
        try:
            request = Request("POST", parts.path or "/", query, headers, body)
            return (await transport.send(request)).status
        finally:
            await transport.aclose()


def is_public(address: str) -> bool:
    """Return whether an address, in digits, is one of the public Internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _TRANSLATED or ip.sixtofour is not None or ip.teredo is not None:
            return False
        ip = ip.ipv4_mapped or ip
    return ip.is_global and not ip.is_multicast
