"""Where the scenes of a film begin, as far as that is known by and by."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cliptui.media.index import FrameIndex
from cliptui.server.needs import Media


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


def whole_film(media: Media) -> LookForScenes:
    """Look through a film by a media room that tells all of it at the end."""

    async def look(path: Path, index: FrameIndex) -> AsyncIterator[Seen]:
        yield Seen(await media.scenes(path), index.frame_count)

    return look
