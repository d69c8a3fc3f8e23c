"""Where the scenes of a film begin, as far as that is known by and by."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cliptui.errors import MediaError
from cliptui.media.findings import SceneStarts
from cliptui.media.index import FrameIndex
from cliptui.server.needs import Surveys


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of the scenes of a film.

    Attributes:
        cuts: The frames with which they begin, ascending, without 0.
        known: How many frames, from the first one, were looked at; all of them at the end.
    """

    cuts: Sequence[int]
    known: int


LookForScenes = Callable[[Path, FrameIndex], AsyncIterator[Seen]]
"""Looks through a film and tells, as often as it likes, what it has seen so far."""


def by_and_by(surveys: Surveys) -> LookForScenes:
    """Look through a film and tell what was seen as it is found."""

    async def look(path: Path, index: FrameIndex) -> AsyncIterator[Seen]:
        found = asyncio.Queue[SceneStarts | None]()
        search = asyncio.create_task(surveys.scenes(path, found.put_nowait))
        search.add_done_callback(lambda _: found.put_nowait(None))
        try:
            while (starts := await found.get()) is not None:
                yield _seen(starts)
            yield Seen((await search).frames[1:], index.frame_count)
        finally:
            search.cancel()
            with suppress(asyncio.CancelledError, MediaError):
                await search

    return look


def _seen(starts: SceneStarts) -> Seen:
    """Return what is certain: behind what was looked at there are only guesses."""
    return Seen([frame for frame in starts.frames[1:] if frame < starts.known], starts.known)
