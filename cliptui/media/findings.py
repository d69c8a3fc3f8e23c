"""What was found out about whole files, as it is kept on disk."""

import asyncio
from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic

import msgspec

from cliptui.media.cache import EntryFolder, RecordT
from cliptui.media.identity import Identity
from cliptui.media.index import FrameIndex
from cliptui.media.spread import merged

SCENES_SUFFIX: Final = ".scenes"
"""How the names of kept cuts end."""

COLOURS_SUFFIX: Final = ".colours"
"""How the names of kept colours end."""

_REMEMBERED_FILES: Final = 64

COLOUR_BYTES: Final = 3
"""Bytes of a colour: red, green, blue."""


class CutRecord(msgspec.Struct, frozen=True, array_like=True):
    """The cuts of a file, as far as it was looked through.

    Attributes:
        done: How many frames from the start were looked at.
        cuts: Those of them with which something new begins, ascending.
        guesses: What the keyframes say of the whole file.
        has_guessed: Whether they were asked.
    """

    done: int = 0
    cuts: tuple[int, ...] = ()
    guesses: tuple[int, ...] = ()
    has_guessed: bool = False

    def with_more(self, done: int, cuts: tuple[int, ...]) -> "CutRecord":
        """Return the record after more frames were looked at, in which these cuts were found."""
        return CutRecord(done, (*self.cuts, *cuts), self.guesses, self.has_guessed)

    def scenes(self, index: FrameIndex) -> "SceneStarts":
        """Return the scenes: what is known up to where it was looked, and a guess from there."""
        guesses = self.guesses[bisect_left(self.guesses, self.done) :]
        frames = merged(index, (*self.cuts, *guesses))
        return SceneStarts((0, *frames), self.done >= index.frame_count, self.done)


class ColourRecord(msgspec.Struct, frozen=True, array_like=True):
    """The colours of a file at moments that are spread evenly over it, three bytes each."""

    rgb: bytes

    @property
    def count(self) -> int:
        """How many moments."""
        return len(self.rgb) // COLOUR_BYTES

    def thinned(self, count: int) -> bytes:
        """Return the colours of fewer moments."""
        places = (COLOUR_BYTES * (place * self.count // count) for place in range(count))
        return b"".join(self.rgb[place : place + COLOUR_BYTES] for place in places)


@dataclass(frozen=True, slots=True)
class SceneStarts:
    """Where the scenes of a file begin.

    Attributes:
        frames: Frame indices, ascending; the first is 0.
        is_complete: Whether every frame was looked at; else there may be more and other ones.
        known: How many frames, from the first one, were looked at; what lies behind is a guess.
    """

    frames: tuple[int, ...]
    is_complete: bool
    known: int = 0


class Findings(Generic[RecordT]):
    """Findings of one kind, in memory and on disk.

    Args:
        folder: Where to keep them on disk; None for nowhere.
        kind: What is kept of a file.
        suffix: How the names of its files end.
    """

    def __init__(self, folder: Path | None, kind: type[RecordT], suffix: str) -> None:
        self._disk = EntryFolder(folder, kind, suffix)
        self._known: OrderedDict[Identity, RecordT] = OrderedDict()

    async def read(self, identity: Identity) -> RecordT | None:
        """Return what is known of a file."""
        if identity not in self._known:
            record = await asyncio.to_thread(self._disk.read, identity)
            if record is not None:
                self.remember(identity, record)
        return self._known.get(identity)

    def remember(self, identity: Identity, record: RecordT) -> None:
        """Keep what is known of a file in memory only."""
        self._known[identity] = record
        self._known.move_to_end(identity)
        if len(self._known) > _REMEMBERED_FILES:
            self._known.popitem(last=False)

    async def write(self, identity: Identity, record: RecordT) -> None:
        """Keep what is known of a file."""
        self.remember(identity, record)
        await asyncio.to_thread(self._disk.write, identity, record)
