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
    watcher = Thread(target=_watch, args=(leave, terminal, told, patience_s), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        tell(_DONE, None)
        watcher.join()
        os.close(telling)
        os.close(told)


def _watch(leave: Callable[[], None], terminal: int, told: int, patience_s: float) -> None:
    """Wait for a reason to leave, and end the process if it does not follow."""
    either, one = select.poll(), select.poll()
    either.register(terminal, 0)  # nothing but its end is told then
    for poll in (either, one):
        poll.register(told, select.POLLIN)
    heard = {descriptor for descriptor, _ in either.poll()}
    number = os.read(told, 1)[0] if told in heard else signal.SIGHUP
    if number == _DONE:
        return
    leave()
    while one.poll(patience_s * _MS_PER_S):
        if os.read(told, 1)[0] == _DONE:
            return
    os._exit(_BY_SIGNAL + number)
