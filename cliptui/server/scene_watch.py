"""Scenes are looked for in the background, one file at a time, the one opened last first."""

import asyncio
import logging
from collections import OrderedDict
from contextlib import suppress
from typing import Final

from cliptui.errors import MediaError
from cliptui.media.findings import SceneStarts
from cliptui.server.library import LibraryAsset
from cliptui.server.needs import Surveys

REST_S: Final = 1.0
"""How long nothing else may have been opened before a search begins that nobody asked for."""

_LOG: Final = logging.getLogger(__name__)
_MOST: Final = 64
_NOTHING_YET: Final = SceneStarts((0,), is_complete=False)


class SceneWatch:
    """Looks for the scenes of what is opened.

    What was begun and given up for another file is gone on with later; what was found is kept
    by whoever finds it.

    Args:
        surveys: Finds scenes.
        rest_s: As `REST_S`.
    """

    def __init__(self, surveys: Surveys, rest_s: float = REST_S) -> None:
        self._surveys = surveys
        self._rest_s = rest_s
        self._found: OrderedDict[LibraryAsset, SceneStarts | MediaError] = OrderedDict()
        self._waiting: OrderedDict[LibraryAsset, None] = OrderedDict()
        self._woken = asyncio.Event()
        self._is_urgent = False
        self._search: asyncio.Task[SceneStarts] | None = None
        self._runner: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to work."""
        if self._runner is None:
            self._runner = asyncio.create_task(self._run())
            self._runner.add_done_callback(_tell_of_bug)

    async def aclose(self) -> None:
        """Stop at once."""
        runner, self._runner = self._runner, None
        if runner is not None:
            runner.cancel()
            await asyncio.wait({runner})

    def opened(self, asset: LibraryAsset) -> None:
        """Take note that an asset is looked at: its scenes will soon be wanted."""
        if asset not in self._found and asset not in self._waiting:
            self._enqueue(asset)

    def scenes(self, asset: LibraryAsset) -> SceneStarts:
        """Return what is known of an asset's scenes, and have the rest found first of all.

        Raises:
            MediaError: They cannot be found.
        """
        found = self._found.get(asset, _NOTHING_YET)
        if isinstance(found, MediaError):
            raise found
        is_next = next(reversed(self._waiting), None) == asset
        if not found.is_complete and not (is_next and self._search is not None):
            self._is_urgent = True
            self._enqueue(asset)
        return found

    def _enqueue(self, asset: LibraryAsset) -> None:
        self._waiting[asset] = None
        self._waiting.move_to_end(asset)
        if len(self._waiting) > _MOST:
            self._waiting.popitem(last=False)
        self._woken.set()
        if self._search is not None:  # it gives way, and is gone on with later
            self._search.cancel()

    async def _run(self) -> None:
        while True:
            await self._rest()
            while self._waiting:
                self._woken.clear()
                self._is_urgent = False
                await self._look_at(next(reversed(self._waiting)))
                if self._woken.is_set():
                    break

    async def _rest(self) -> None:
        """Wait until something is to be done, and nothing new is opened meanwhile."""
        await self._woken.wait()
        while not self._is_urgent:
            self._woken.clear()
            try:
                async with asyncio.timeout(self._rest_s):
                    await self._woken.wait()
            except TimeoutError:
                return

    async def _look_at(self, asset: LibraryAsset) -> None:
        def keep(found: SceneStarts) -> None:
            self._keep(asset, found)

        self._search = asyncio.create_task(self._surveys.scenes(asset.path, keep))
        try:
            await asyncio.wait({self._search})
        finally:
            search, self._search = self._search, None
            if not search.done():  # this one is cancelled itself
                search.cancel()
                with suppress(asyncio.CancelledError, MediaError):
                    await search
        if search.cancelled():
            return
        self._waiting.pop(asset, None)
        error = search.exception()
        if isinstance(error, MediaError):
            self._keep(asset, error)
        else:
            keep(search.result())

    def _keep(self, asset: LibraryAsset, found: SceneStarts | MediaError) -> None:
        self._found[asset] = found
        self._found.move_to_end(asset)
        if len(self._found) > _MOST:
            self._found.popitem(last=False)


def _tell_of_bug(runner: asyncio.Task[None]) -> None:
    if not runner.cancelled() and (bug := runner.exception()) is not None:
        _LOG.critical("The search for scenes has stopped: this is a bug.", exc_info=bug)
