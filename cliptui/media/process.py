"""A process that decodes for the program: started when needed, watched, replaced when it dies."""

import asyncio
import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import msgspec

from cliptui.media.messages import Answer, Begun, Broken, Progress, Stop, Work
from cliptui.media.running import GRACE_S, Life, Running, start

_LOG: Final = logging.getLogger(__name__)
_TRIES: Final = 2
_LOADING_S: Final = 15.0
USUAL_LIFE: Final = Life()
"""Long enough that the change is no cost, short enough that what leaks is none."""


def _nothing() -> None:
    """Do nothing before a request."""


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
        life: How long it is kept.
    """

    def __init__(
        self, module: str, arguments: list[str], patience_s: float, life: Life = USUAL_LIFE
    ) -> None:
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._patience_s = patience_s
        self._life = life
        self._retired = set[asyncio.Task[None]]()
        self._turn = asyncio.Lock()
        self._running: Running | None = None
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

    async def ask(
        self,
        order: Work,
        on_progress: Callable[[Progress], bool],
        before: Callable[[], None] = _nothing,
    ) -> Answer:
        """Have something done, after all that was asked for before.

        Cancelling the call stops the work, and returns once it has stopped.

        Args:
            order: What to do.
            on_progress: Told of progress; returns whether to go on.
            before: Called when its turn has come; what it raises ends the request.

        Raises:
            Crashed: The process died of it.
            Stalled: The process was killed, since it was silent for too long.
            Ended: `aclose` was called.
        """
        async with self._turn:
            before()
            self._exchange = asyncio.create_task(self._persist(order, on_progress))
            try:
                answer = await asyncio.shield(self._exchange)
            except asyncio.CancelledError:
                await self._stop()
                raise
            finally:
                self._exchange = self._talk = None
            self._renew()
            return answer

    async def aclose(self) -> None:
        """Stop what is worked on, and end the process."""
        self._is_ending = True
        if self._running is not None and self._talk is not None and not self._talk.has_begun:
            self._running.kill()  # it would first have to load all that it needs
        await self._stop()
        running, self._running = self._running, None
        if running is not None:
            await running.end()
        await asyncio.gather(*self._retired)

    async def _stop(self) -> None:
        """Stop what is worked on; by force if need be."""
        exchange, talk = self._exchange, self._talk
        if exchange is None:
            return
        try:
            if talk is not None:
                talk.stop()
            await asyncio.wait({exchange}, timeout=GRACE_S)
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

    def _started(self) -> Running:
        if self._running is None:
            self._running = start(self._command)
        return self._running

    def _renew(self) -> None:
        """Have a fresh process take the place of one that has had its life."""
        running = self._running
        if running is None or self._is_ending or not running.is_worn(self._life):
            return
        self._running = None
        retiring = asyncio.create_task(running.end())
        self._retired.add(retiring)
        retiring.add_done_callback(self._retired.discard)
        with suppress(OSError):  # whoever asks next will be told
            self._started()

    async def _drop_if_dead(self) -> None:
        if self._running is not None and self._running.is_dead():
            await self._bury(self._running)

    async def _bury(self, running: Running) -> None:
        if self._running is running:
            self._running = None
        running.kill()
        await running.end()


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

    running: Running
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
