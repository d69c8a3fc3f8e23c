"""Something that goes on in the background, from the start to the end of the server."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Final

_LOG: Final = logging.getLogger(__name__)


class Chore:
    """A task that is started once and stopped at once.

    Args:
        name: What it does, for the log.
        work: Does it, without end.
    """

    def __init__(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._name = name
        self._work = work
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, unless that was done before."""
        if self._task is None:
            self._task = asyncio.create_task(self._work())
            self._task.add_done_callback(self._tell_of_bug)

    async def aclose(self) -> None:
        """Stop at once; whoever works leaves nothing half done that it could not begin anew."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait({task})

    def _tell_of_bug(self, task: "asyncio.Task[None]") -> None:
        """Log why the work ended, which it never should: nobody waits for it."""
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("%s has failed: this is a bug.", self._name, exc_info=error)
