"""Keys are carried out one at a time.

A terminal, above all over SSH, hands over a burst of keys in one piece, faster than Textual
handles the messages of the first. The keys after one that opens an entry or an asset would then
go to what had the focus before, and be lost or do something else. Here each key waits until the
one before it is done with, while an asset is being opened, and for what it is meant for.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from textual.events import Key
from textual.message_pump import MessagePump

_QUIET_ROUNDS: Final = 3
"""Turns of the event loop without a message that tell that a key is done with."""


class Keyboard:
    """The keys that are typed and not carried out yet.

    Args:
        carry_out: Gives a key to what has the focus.
        pumps: Returns what can have messages to handle because of a key.
        must_wait: Tells whether a key cannot be carried out yet, and then has `go_on` called.
    """

    def __init__(
        self,
        carry_out: Callable[[Key], Awaitable[None]],
        pumps: Callable[[], set[MessagePump]],
        must_wait: Callable[[Key], bool],
    ) -> None:
        self._carry_out = carry_out
        self._pumps = pumps
        self._must_wait = must_wait
        self._typed: deque[Key] = deque()
        self._has_typed = asyncio.Event()
        self._may_go_on = asyncio.Event()
        self._may_go_on.set()

    @property
    def is_held(self) -> bool:
        """Whether keys wait for something to be opened."""
        return not self._may_go_on.is_set()

    def press(self, key: Key) -> None:
        """Take a key that was typed."""
        self._typed.append(key)
        self._has_typed.set()

    def hold(self) -> None:
        """Let the keys wait."""
        self._may_go_on.clear()

    def go_on(self) -> None:
        """Carry out the keys that have waited."""
        self._may_go_on.set()

    def drop(self) -> None:
        """Forget the keys that are not carried out yet: what they were meant for failed."""
        self._typed.clear()

    async def run(self) -> None:
        """Carry out keys until cancelled."""
        while True:
            await self._has_typed.wait()
            await self._may_go_on.wait()
            await self._settle()
            if self._typed and self._must_wait(self._typed[0]):
                self.hold()
                continue
            if self._typed:
                before = self._pumps()
                await self._carry_out(self._typed.popleft())
                await self._settle(before)
            if not self._typed:
                self._has_typed.clear()

    async def _settle(self, also: set[MessagePump] | None = None) -> None:
        quiet = 0
        while quiet < _QUIET_ROUNDS:
            pumps = self._pumps() | (also or set())
            quiet = 0 if any(pump.message_queue_size for pump in pumps) else quiet + 1
            await asyncio.sleep(0)
