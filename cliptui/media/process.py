"""A process that decodes for the program: started when needed, watched, replaced when it dies."""

import asyncio
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import msgspec

from cliptui.media.messages import (
    HEADER_BYTES,
    Answer,
    Begun,
    Broken,
    Order,
    Progress,
    Reply,
    Stop,
    Work,
    body_bytes,
    packed,
    read_reply,
)

_LOG: Final = logging.getLogger(__name__)
_TRIES: Final = 2
_GRACE_S: Final = 2.0
_LOADING_S: Final = 15.0
# Each thread of a decoder would else reserve 64 MB of the address space, which is bounded.
_ENVIRONMENT: Final = {"MALLOC_ARENA_MAX": "2"}


class Crashed(Exception):
    """The process died of what it was asked for."""


class Stalled(Exception):
    """The process said nothing for too long, and was killed."""


class Ended(Exception):
    """The program ends, and asks for nothing any more."""


class Process:
    """Works on one request at a time; dies and is replaced without anybody's noticing.

    Belongs to the event loop in which it is asked first.

    Args:
        module: What it runs, as `python -m` does.
        arguments: With these arguments.
        patience_s: How long it may be silent while it works, in seconds.
    """

    def __init__(self, module: str, arguments: list[str], patience_s: float) -> None:
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._patience_s = patience_s
        self._turn = asyncio.Lock()
        self._running: _Running | None = None
        self._exchange: asyncio.Task[Answer] | None = None
        self._talk: _Talk | None = None
        self._is_ending = False

    @property
    def pid(self) -> int | None:
        """The number of the process that runs; None if none does."""
        return None if self._running is None else self._running.program.pid

    def start(self) -> None:
        """Start the process if none runs; it gets ready while others work.

        Raises:
            OSError: The system refuses.
        """
        self._started()

    async def ask(self, order: Work, on_progress: Callable[[Progress], bool]) -> Answer:
        """Have something done, after all that was asked for before.

        Cancelling the call stops the work, and returns once it has stopped.

        Args:
            order: What to do.
            on_progress: Told of progress; returns whether to go on.

        Raises:
            Crashed: The process died of it.
            Stalled: The process was killed, since it was silent for too long.
            Ended: `aclose` was called.
        """
        async with self._turn:
            self._exchange = asyncio.create_task(self._persist(order, on_progress))
            try:
                return await asyncio.shield(self._exchange)
            except asyncio.CancelledError:
                await self._stop()
                raise
            finally:
                self._exchange = self._talk = None

    async def aclose(self) -> None:
        """Stop what is worked on, and end the process."""
        self._is_ending = True
        if self._running is not None and self._talk is not None and not self._talk.has_begun:
            self._running.kill()  # it would first have to load all that it needs
        await self._stop()
        running, self._running = self._running, None
        if running is not None:
            await running.end()

    async def _stop(self) -> None:
        """Stop what is worked on; by force if need be."""
        exchange, talk = self._exchange, self._talk
        if exchange is None:
            return
        try:
            if talk is not None:
                talk.stop()
            await asyncio.wait({exchange}, timeout=_GRACE_S)
        finally:
            if not exchange.done() and self._running is not None:
                self._running.kill()
        await asyncio.wait({exchange})
        exchange.cancelled() or exchange.exception()  # it is taken note of

    async def _persist(self, order: Work, on_progress: Callable[[Progress], bool]) -> Answer:
        """Ask, and ask again if the process died before it began."""
        for _ in range(_TRIES):
            if self._is_ending:
                raise Ended
            await self._drop_if_dead()
            running = self._started()
            self._talk = talk = _Talk(running, order, self._patience_s, on_progress)
            try:
                return await talk.answer()
            except TimeoutError as error:
                await self._bury(running)
                if talk.has_begun:
                    raise Stalled from error
            except (EOFError, OSError, msgspec.DecodeError) as error:
                await self._bury(running)
                if talk.has_begun and not self._is_ending:
                    raise Crashed from error
        raise Ended if self._is_ending else Crashed

    def _started(self) -> "_Running":
        if self._running is None:
            self._running = _start(self._command)
        return self._running

    async def _drop_if_dead(self) -> None:
        if self._running is not None and self._running.is_dead():
            await self._bury(self._running)

    async def _bury(self, running: "_Running") -> None:
        if self._running is running:
            self._running = None
        running.kill()
        await running.end()


class _Running:
    """A process, and the line to it."""

    def __init__(self, program: "subprocess.Popen[bytes]", line: socket.socket) -> None:
        self.program = program
        self._line = line
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def is_dead(self) -> bool:
        return self.program.poll() is not None

    async def connect(self) -> None:
        if self._streams is None:
            self._streams = await asyncio.open_unix_connection(sock=self._line)

    def send(self, order: Order) -> None:
        if self._streams is not None:
            self._streams[1].write(packed(order))

    async def receive(self) -> Reply:
        assert self._streams is not None  # noqa: S101  for the type checker
        reader = self._streams[0]
        size = body_bytes(await reader.readexactly(HEADER_BYTES))
        return read_reply(await reader.readexactly(size))

    def kill(self) -> None:
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

    def _reap(self) -> None:
        try:
            self.program.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()


@dataclass(slots=True)
class _Talk:
    """One request to one process.

    Attributes:
        running: The process.
        order: What it is to do.
        patience_s: How long it may be silent.
        on_progress: Told of progress; returns whether to go on.
        has_begun: Whether the process has begun to work on it.
    """

    running: _Running
    order: Work
    patience_s: float
    on_progress: Callable[[Progress], bool]
    has_begun: bool = False

    def stop(self) -> None:
        self.running.send(Stop(self.order.id))

    async def answer(self) -> Answer:
        await self.running.connect()
        self.running.send(self.order)
        while True:
            patience_s = self.patience_s if self.has_begun else _LOADING_S
            async with asyncio.timeout(patience_s):
                reply = await self.running.receive()
            match reply:
                case Begun():
                    self.has_begun = True
                case Progress():
                    if not self.on_progress(reply):
                        self.stop()
                case Broken():
                    _LOG.critical("A decoding process has broken: %s", reply.traceback)
                case _:
                    return reply


def _start(command: list[str]) -> _Running:
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
    return _Running(program, ours)


def _import_path() -> str:
    """Return where the process finds the same modules as we, and none of those lying about."""
    return os.pathsep.join(os.path.abspath(entry) for entry in sys.path)  # noqa: PTH100  "" is here
