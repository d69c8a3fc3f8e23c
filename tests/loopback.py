"""Runs an embedded server on a port of loopback, for clients that know no other way."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn

from cliptui.server.app import EmbeddedServer


@contextmanager
def on_loopback(server: EmbeddedServer) -> Iterator[str]:
    """Serve in a thread of its own, and tell the address.

    The port takes connections from the start, so that nobody need wait for the server.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            server.app, lifespan="on", ws="none", access_log=False, log_level="warning"
        )
        runner = uvicorn.Server(config)
        thread = Thread(target=runner.run, args=([listener],))
        thread.start()
        try:
            yield "http://127.0.0.1:{}".format(*listener.getsockname()[1:2])
        finally:
            runner.should_exit = True
            thread.join()
