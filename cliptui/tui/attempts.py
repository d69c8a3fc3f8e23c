"""Work in the background whose failure is told to the user."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import Worker

from cliptui.errors import CliptuiError


@dataclass
class Failed(Message):
    """Something that was tried failed; the app tells the user."""

    error: CliptuiError


@dataclass
class Told(Message):
    """Something is to be said to the user; the app says it."""

    sentence: str


def attempt(
    node: DOMNode, work: Callable[[], Awaitable[None]], group: str, *, exclusive: bool = True
) -> Worker[None]:
    """Start work whose errors go up as `Failed`; any other exception is a bug and crashes.

    Args:
        node: The widget or screen whose work it is; the work ends with it.
        work: What to do.
        group: What kind of work it is.
        exclusive: Whether it takes the place of earlier work of its kind.
    """

    async def guarded() -> None:
        try:
            await work()
        except CliptuiError as error:
            node.post_message(Failed(error))

    return node.run_worker(guarded, group=group, exclusive=exclusive)
