"""The end of the line in a process that decodes: orders come in, replies go out."""

import os
import socket
import time
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Final

from cliptui.media.messages import (
    HEADER_BYTES,
    Progress,
    Reply,
    Stop,
    Work,
    body_bytes,
    packed,
    read_order,
)

_LAST_CALL_S: Final = 2.0
_ALIVE_EVERY_S: Final = 1.0


class GivenUp(Exception):
    """Nobody waits any more for what is being worked on."""


def end_soon() -> None:
    """End the process if it does not do so itself: it must not outlive the program."""
    time.sleep(_LAST_CALL_S)
    os._exit(1)


class Link:
    """Receives orders in a thread of its own, so that one can be stopped while it is worked on.

    Args:
        line: A connected socket.
        clock: Seconds that only grow.
        on_end: Called in the receiving thread when the program has ended.
    """

    def __init__(
        self,
        line: socket.socket,
        clock: Callable[[], float] = time.monotonic,
        on_end: Callable[[], None] = end_soon,
    ) -> None:
        self._line = line
        self._clock = clock
        self._on_end = on_end
        self._orders = SimpleQueue[Work | None]()
        self._stopped = 0
        self._is_over = False
        self._current = 0
        self._last_sign_s = 0.0
        Thread(target=self._receive, name="cliptui-link", daemon=True).start()

    @property
    def has_orders(self) -> bool:
        """Whether an order waits, or the end of the program."""
        return not self._orders.empty()

    def next_order(self) -> Work | None:
        """Wait for an order; None means that the program has ended."""
        order = self._orders.get()
        self._current = 0 if order is None else order.id
        self._last_sign_s = self._clock()
        return order

    def rest(self) -> None:
        """Take note that the order was answered."""
        self._current = 0

    def send(self, reply: Reply) -> None:
        """Say something; what the program cannot hear any more is lost."""
        try:
            self._line.sendall(packed(reply))
        except OSError:
            self._is_over = True

    def is_stopped(self) -> bool:
        """Return whether to give up what is being worked on.

        Without an order, that is once there is one.
        """
        if self._is_over or not self._current:
            return self._is_over or self.has_orders
        return self._stopped == self._current

    def pulse(self) -> None:
        """Be called between two pieces of work.

        Raises:
            GivenUp: Nobody waits for the rest.
        """
        if self.is_stopped():
            raise GivenUp

    def slow_pulse(self, tell: Callable[[], Progress] = Progress) -> None:
        """Do as `pulse`, and say now and then that the work gets on, where it may take long.

        Args:
            tell: Says how far it got.

        Raises:
            GivenUp: Nobody waits for the rest.
        """
        self.pulse()
        now_s = self._clock()
        if now_s - self._last_sign_s >= _ALIVE_EVERY_S:
            self._last_sign_s = now_s
            self.send(tell())

    def _receive(self) -> None:
        while (body := self._message()) is not None:
            order = read_order(body)
            if isinstance(order, Stop):
                self._stopped = order.id
            else:
                self._orders.put(order)
        self._is_over = True
        self._orders.put(None)
        self._on_end()

    def _message(self) -> bytes | None:
        header = self._exactly(HEADER_BYTES)
        return None if header is None else self._exactly(body_bytes(header))

    def _exactly(self, size: int) -> bytes | None:
        received = bytearray()
        while len(received) < size:
            try:
                chunk = self._line.recv(size - len(received))
            except OSError:
                return None
            if not chunk:
                return None
            received += chunk
        return bytes(received)
