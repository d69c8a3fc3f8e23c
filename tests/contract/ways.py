"""The ways to our server: within the process, and over a socket of loopback."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Final

import uvicorn

from cliptui.api.transport import Transport
from cliptui.server.app import EmbeddedServer

Way = Callable[[EmbeddedServer], AbstractAsyncContextManager[Transport]]
"""Opens a way to a server that runs."""


class _Quiet(uvicorn.Server):
    """A server that leaves the signals of the process alone."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def within(server: EmbeddedServer) -> AsyncIterator[Transport]:
    """Ask the application itself."""
    transport = Transport.in_process(server.app)
    yield transport
    await transport.aclose()


@asynccontextmanager
async def over_loopback(server: EmbeddedServer) -> AsyncIterator[Transport]:
    """Ask over a port of loopback, as `cliptui serve` is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(server.app, lifespan="off", log_config=None, access_log=False)
        web = _Quiet(config)
        serving = asyncio.create_task(web.serve(sockets=[listener]))
        transport = Transport.over_network("http://{}:{}".format(*listener.getsockname()))
        try:
            yield transport
        finally:
            await transport.aclose()
            web.should_exit = True
            await serving


WAYS: Final[dict[str, Way]] = {"within the process": within, "over loopback": over_loopback}
