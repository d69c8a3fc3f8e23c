"""Leaving in order when the terminal goes away or the system asks for it.

Textual leaves SIGHUP and SIGTERM alone, which would end the program on the spot, and goes on at
full speed on a terminal that is gone if nobody sends SIGHUP. What is at work is on the disk
already; here the program is told to end, and is ended if it does not.
"""

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGHUP, signal.SIGTERM)

_BY_SIGNAL: Final = 128
"""What shells add to a signal's number in an exit code."""

_DONE: Final = 0
"""Told through the pipe in place of a signal's number when the program has ended by itself."""

_MS_PER_S: Final = 1000


@contextmanager
def leaving_in_order(leave: Callable[[], None], terminal: int, patience_s: float) -> Iterator[None]:
    """Within a `with`, have the program leave on SIGHUP, SIGTERM, or when the terminal is gone.

    The process then ends at the end of the `with`, without the long tidying of the interpreter.

    Args:
        leave: Asks the program to end; called from another thread.
        terminal: Descriptor of the terminal.
        patience_s: How long the program may take; what hangs after that is left behind.
    """
    told, telling = os.pipe()

    def tell(number: int, frame: FrameType | None) -> None:
        del frame
        os.write(telling, bytes([number]))  # a handler must not wait for a lock

    before = {number: signal.signal(number, tell) for number in SIGNALS}
    watcher = _Watcher(leave, terminal, told, patience_s)
    watcher.start()
    try:
        yield
    finally:
        tell(_DONE, None)
        watcher.join()
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(telling)
        os.close(told)
    if watcher.reason:
        os._exit(_BY_SIGNAL + watcher.reason)


class _Watcher(Thread):
    """Waits for a reason to leave, and ends the process if it does not follow.

    Attributes:
        reason: The signal that was the reason; 0 while there is none.
    """

    def __init__(
        self, leave: Callable[[], None], terminal: int, told: int, patience_s: float
    ) -> None:
        super().__init__(daemon=True)
        self.reason = 0
        self._leave = leave
        self._terminal = terminal
        self._told = told
        self._patience_s = patience_s

    def run(self) -> None:
        """Wait, and leave."""
        either, one = select.poll(), select.poll()
        either.register(self._terminal, 0)  # nothing but its end is told then
        for poll in (either, one):
            poll.register(self._told, select.POLLIN)
        heard = {descriptor for descriptor, _ in either.poll()}
        self.reason = os.read(self._told, 1)[0] if self._told in heard else signal.SIGHUP
        if self.reason == _DONE:
            return
        self._leave()
        while one.poll(self._patience_s * _MS_PER_S):
            if os.read(self._told, 1)[0] == _DONE:
                return
        os._exit(_BY_SIGNAL + self.reason)
