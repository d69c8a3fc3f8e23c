"""A process that decodes, from its start to its end."""

import asyncio
import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cliptui.media.messages import HEADER_BYTES, Order, Reply, body_bytes, packed, read_reply

GRACE_S: Final = 2.0
"""How long a process may take to end by itself, in seconds."""

# Each thread of a decoder would else reserve 64 MB of the address space, which is bounded.
_ENVIRONMENT: Final = {"MALLOC_ARENA_MAX": "2"}


@dataclass(frozen=True, slots=True)
class Life:
    """How long a process is kept before a fresh one takes its place.

    Attributes:
        most_orders: After so many orders it goes.
        memory_bytes: With more memory than that it goes too, but
        fewest_orders: not before so many orders, since large pictures honestly need much.
    """

    most_orders: int = 5000
    memory_bytes: int = 600 * 2**20
    fewest_orders: int = 200


class Running:
    """A process that has been started, and the line to it; belongs to one event loop."""

    def __init__(self, program: "subprocess.Popen[bytes]", line: socket.socket) -> None:
        self.program = program
        self.orders = 0
        self._line = line
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def is_dead(self) -> bool:
        """Return whether the process has ended."""
        return self.program.poll() is not None

    def is_worn(self, life: Life) -> bool:
        """Return whether the process has had its share of orders, or of memory.

        What the libraries have lost of the memory only its end gives back.
        """
        if self.orders >= life.most_orders:
            return True
        return self.orders >= life.fewest_orders and self._memory_bytes() > life.memory_bytes

    async def connect(self) -> None:
        """Get ready to send and receive."""
        if self._streams is None:
            self._streams = await asyncio.open_unix_connection(sock=self._line)

    def send(self, order: Order) -> None:
        """Send an order."""
        self.orders += 1
        if self._streams is not None:
            self._streams[1].write(packed(order))

    async def receive(self) -> Reply:
        """Wait for a reply.

        Raises:
            EOFError: The process has ended.
            OSError: The line is broken.
            msgspec.DecodeError: It is no reply.
        """
        assert self._streams is not None  # noqa: S101  for the type checker
        reader = self._streams[0]
        size = body_bytes(await reader.readexactly(HEADER_BYTES))
        return read_reply(await reader.readexactly(size))

    def kill(self) -> None:
        """End the process at once."""
        self.program.kill()

    async def end(self) -> None:
        """Close the line, at which the process ends by itself, and see that it does."""
        if self._streams is None:
            self._line.close()
        else:
            self._streams[1].close()
            with suppress(OSError):
                await self._streams[1].wait_closed()
        await asyncio.to_thread(self._reap)

    def _memory_bytes(self) -> int:
        """Return how much memory the process holds; 0 where the system does not tell."""
        try:
            pages = Path(f"/proc/{self.program.pid}/statm").read_text(encoding="ascii").split()[1]
        except OSError:
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def _reap(self) -> None:
        try:
            self.program.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()


def start(command: list[str]) -> Running:
    """Start a process.

    Raises:
        OSError: The system refuses.
    """
    ours, its = socket.socketpair()
    with its:
        program = subprocess.Popen(  # noqa: S603  our own program
            command,
            stdin=its.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | _ENVIRONMENT | {"PYTHONPATH": _import_path()},
            start_new_session=True,  # the keys of the terminal are none of its business
        )
    ours.setblocking(False)  # noqa: FBT003  it has no name
    return Running(program, ours)


def _import_path() -> str:
    """Return where the process finds the same modules as we, and none of those lying about."""
    return os.pathsep.join(os.path.abspath(entry) for entry in sys.path)  # noqa: PTH100  "" is here
