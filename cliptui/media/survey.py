"""Whole files at a glance: skims, colours and scenes, made by processes that yield to others.

What takes long is kept in memory and on disk by the identity of the file, so that it is done
once; a search for scenes that was broken off is gone on with.
"""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from cliptui.clip.text import clean
from cliptui.errors import Unreadable
from cliptui.media.asking import ask, expected
from cliptui.media.facts import MediaFile
from cliptui.media.findings import (
    COLOURS_SUFFIX,
    SCENES_SUFFIX,
    ColourRecord,
    CutRecord,
    Findings,
    SceneStarts,
)
from cliptui.media.identity import Identity, known_by
from cliptui.media.index import FrameIndex
from cliptui.media.messages import FindScenes, Progress, Scenes, Skim, Skimmed, path_bytes
from cliptui.media.pictures import PictureFormat
from cliptui.media.process import Process
from cliptui.media.records import IndexRecord
from cliptui.media.spread import nearest, spread
from cliptui.media.verdicts import Verdicts

GUESS_S: Final = 30.0
"""How long the keyframes may be asked for scenes before every frame is."""

_COLOUR_WIDTH_PX: Final = 32
_FEWEST_COLOURS: Final = 64
_STRETCH_FRAMES: Final = 20_000

OnScenes = Callable[[SceneStarts], None]


class Survey:
    """Shows whole files at a glance.

    Args:
        describe: Tells what a file is.
        skimming: Decodes keyframes.
        watching: Looks for scenes.
        cache_dir: Where to keep what was found, for later runs; None for nowhere.
        guess_s: How long the keyframes may be asked for scenes.
    """

    def __init__(
        self,
        describe: Callable[[Path], Awaitable[MediaFile]],
        skimming: Process,
        watching: Process,
        cache_dir: Path | None,
        guess_s: float = GUESS_S,
    ) -> None:
        self._describe = describe
        self._skimming = skimming
        self._watching = watching
        self._guess_s = guess_s
        self._numbers = itertools.count(1)
        self._unskimmable = Verdicts()
        self._unsearchable = Verdicts()
        self._cuts = Findings(cache_dir, CutRecord, SCENES_SUFFIX)
        self._colours = Findings(cache_dir, ColourRecord, COLOURS_SUFFIX)

    async def skim(
        self, path: Path, start_ms: int, stop_ms: int, count: int, *, width_px: int
    ) -> list[tuple[int, bytes]]:
        """Return keyframes that are spread evenly over a stretch of a file, as JPEGs.

        Each is decoded once, however many moments it stands for. Cancelling the call ends the
        work.

        Args:
            path: The file.
            start_ms: The first moment, in milliseconds from the start of the file.
            stop_ms: The end of the stretch.
            count: How many moments, 1 or more.
            width_px: The width of the pictures, unless the frame is smaller.

        Returns:
            For each moment the last keyframe that starts no later, behind its number.

        Raises:
            UndecodableFrame: No keyframe can be decoded.
            Unreadable: The file is no video that can be used.
        """
        index = (await self._describe(path)).index
        wanted = await asyncio.to_thread(spread, index, start_ms, stop_ms, count)
        return await self._skim(path, index, wanted, width_px, PictureFormat.JPEG)

    async def colours(self, path: Path, count: int) -> bytes:
        """Return the mean colours of moments that are spread evenly over a file.

        They are made for as many moments as the next power of two, so that a screen that changes
        its width does not have them made anew.

        Args:
            path: The file.
            count: How many moments, 1 or more.

        Returns:
            Red, green and blue of each in a byte.

        Raises:
            UndecodableFrame: No keyframe can be decoded.
            Unreadable: The file is no video that can be used.
        """
        identity = _identified(path)
        kept = await self._colours.read(identity)
        if kept is None or kept.count < count:
            index = (await self._describe(path)).index
            finer = max(_FEWEST_COLOURS, 1 << (count - 1).bit_length())
            wanted = await asyncio.to_thread(spread, index, 0, index.end_ms, finer)
            found = await self._skim(path, index, wanted, _COLOUR_WIDTH_PX, None)
            kept = ColourRecord(b"".join(colour for _, colour in found))
            await self._colours.write(identity, kept)
        return kept.thinned(count)

    async def scenes(self, path: Path, on_found: OnScenes) -> SceneStarts:
        """Return where the scenes of a file begin; at once, if that is known.

        It takes as long as decoding the file; files are looked at one after the other. Cancelling
        the call ends the work; the next one goes on with it.

        Args:
            path: The file.
            on_found: Told what is known, by the keyframes after a moment, then every second.

        Raises:
            Unreadable: The file is no video that can be used.
        """
        index = (await self._describe(path)).index
        identity = _identified(path)
        record = await self._cuts.read(identity) or CutRecord()
        on_found(record.scenes(index))
        if not record.has_guessed:
            record = await self._guessed(path, index, record)
            await self._cuts.write(identity, record)
            on_found(record.scenes(index))

        def keep(progress: Progress) -> bool:
            so_far = record.with_more(progress.done, progress.cuts)
            self._cuts.remember(identity, so_far)
            on_found(so_far.scenes(index))
            return True

        while record.done < index.frame_count:
            stop = min(record.done + _STRETCH_FRAMES, index.frame_count)
            cuts = await self._search(path, index, range(record.done, stop), keep)
            record = record.with_more(stop, cuts)
            await self._cuts.write(identity, record)
            on_found(record.scenes(index))
        return record.scenes(index)

    async def _guessed(self, path: Path, index: FrameIndex, record: CutRecord) -> CutRecord:
        guesses: tuple[int, ...] = ()

        def follow(progress: Progress) -> bool:
            nonlocal guesses
            guesses = progress.cuts
            return True

        with suppress(TimeoutError):
            async with asyncio.timeout(self._guess_s):
                guesses = await self._search(path, index, None, follow)
        return msgspec.structs.replace(record, guesses=guesses, has_guessed=True)

    async def _search(
        self,
        path: Path,
        index: FrameIndex,
        frames: range | None,
        follow: Callable[[Progress], bool],
    ) -> tuple[int, ...]:
        """Return the cuts among some frames, or among the keyframes if none are named."""
        order = FindScenes(
            next(self._numbers),
            path_bytes(path),
            IndexRecord.of(index),
            0 if frames is None else frames.start,
            index.frame_count if frames is None else frames.stop,
            quickly=frames is None,
        )
        return expected(
            await ask(self._watching, order, path, self._unsearchable, follow), Scenes, path
        ).cuts

    async def _skim(
        self,
        path: Path,
        index: FrameIndex,
        wanted: Sequence[int],
        width_px: int,
        picture: PictureFormat | None,
    ) -> list[tuple[int, bytes]]:
        order = Skim(
            next(self._numbers),
            path_bytes(path),
            IndexRecord.of(index),
            tuple(dict.fromkeys(wanted)),
            width_px,
            picture,
        )
        answer = expected(await ask(self._skimming, order, path, self._unskimmable), Skimmed, path)
        found = dict(zip(answer.numbers, answer.pictures, strict=True))
        return [(number, found[number]) for number in nearest(answer.numbers, wanted)]


def _identified(path: Path) -> Identity:
    """Return what a file is known by.

    Raises:
        Unreadable: It has just gone.
    """
    identity = known_by(path)
    if identity is None:
        raise Unreadable(f"“{clean(path.name)}” does not exist any more.")
    return identity
