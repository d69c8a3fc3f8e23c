"""Runs an embedded server on a port of loopback, for clients that know no other way."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from threading import Thread

import uvicorn

from cliptui.server.app import EmbeddedServer


@contextmanager
def on_loopback(server: EmbeddedServer) -> Iterator[str]:
    """Serve in a thread of its own, and tell the address.

    The port takes connections from the start, so that nobody need wait for the server.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        runner = _runner(server)
        thread = Thread(target=runner.run, args=([listener],))
        thread.start()
        try:
            yield _address(listener)
        finally:
            runner.should_exit = True
            thread.join()


@asynccontextmanager
async def on_loopback_here(server: EmbeddedServer) -> AsyncIterator[str]:
    """Serve in the event loop that runs, and tell the address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        runner = _runner(server)
        serving = asyncio.create_task(runner.serve([listener]))
        try:
            yield _address(listener)
        finally:
            runner.should_exit = True
            await serving


def _runner(server: EmbeddedServer) -> uvicorn.Server:
    config = uvicorn.Config(
        server.app, lifespan="on", ws="none", access_log=False, log_level="warning"
    )
    return uvicorn.Server(config)


def _address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"
