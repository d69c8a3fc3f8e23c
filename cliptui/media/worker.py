"""The room for asynchronous callers: files are described, shown and cut by other processes.

There are five, each started when it is first needed: one keeps the files open that are looked
at, one describes files, one cuts, one skims, one looks for scenes; the last three yield to the
others, and that which looks for scenes to all. A file that brings its process down or makes it
spin costs its own request, and is not tried again until it changes; the next request finds a new
process. So does one in a few thousand anyway, since libraries lose memory. This process never
loads PyAV.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from cliptui.errors import CutFailed
from cliptui.media.asking import CANCELLED, ask, ask_to_cut, expected, raise_failure
from cliptui.media.cache import DiskCache
from cliptui.media.conditions import Conditions
from cliptui.media.facts import MediaFile
from cliptui.media.identity import Identity, known_by
from cliptui.media.index import FrameIndex
from cliptui.media.messages import (
    CutClip,
    Describe,
    Described,
    Done,
    GivePictures,
    Pictures,
    Progress,
    path_bytes,
)
from cliptui.media.modes import CutMode, CutReport
from cliptui.media.pictures import PictureFormat
from cliptui.media.process import USUAL_LIFE, Process
from cliptui.media.records import IndexRecord
from cliptui.media.running import Life
from cliptui.media.shelf import Shelf
from cliptui.media.survey import Survey
from cliptui.media.verdicts import Verdicts

PROGRAM: Final = "cliptui.media.child"
"""What the processes run."""


_CUT_NICENESS: Final = 5
_WATCH_NICENESS: Final = 15


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a request may take.

    Attributes:
        look_s: How long describing or showing may go without a sign, in seconds.
        cut_s: The same for cutting, in whose silence the disk may have to take in a whole film.
        memory_bytes: The address space of each process.
    """

    look_s: float = 15.0
    cut_s: float = 300.0
    memory_bytes: int = 3 * 2**30


USUAL_BOUNDS: Final = Bounds()
"""What is enough for any file that is in order."""


class MediaWorker:
    """Describes, shows, cuts and searches files, each in a process of its own.

    All arguments and answers can be pickled. After `aclose` it must not be used any more.

    Args:
        cache_dir: Where to keep what was found out about files, for later runs; None for nowhere.
        bounds: What a request may take.
        program: The module that the processes run.
        life: How long each of them is kept before a fresh one takes its place.

    Attributes:
        survey: Shows whole files at a glance.
    """

    def __init__(
        self,
        cache_dir: Path | None = None,
        bounds: Bounds = USUAL_BOUNDS,
        program: str = PROGRAM,
        life: Life = USUAL_LIFE,
    ) -> None:
        self._bounds = bounds
        self._shelf = Shelf()
        self._disk = DiskCache(cache_dir)
        self._numbers = count(1)
        self._damaged: dict[Identity, set[int]] = {}
        self._unshowable = Verdicts()
        self._undescribable = Verdicts(self._disk)
        gentle = Conditions(0, bounds.memory_bytes, cache_dir).arguments()
        yielding = Conditions(_CUT_NICENESS, bounds.memory_bytes, cache_dir).arguments()
        self._looking = Process(program, gentle, bounds.look_s, life)
        self._describing = Process(program, gentle, bounds.look_s, life)
        self._cutting = Process(program, yielding, bounds.cut_s, life)
        patient = Conditions(_WATCH_NICENESS, bounds.memory_bytes, cache_dir).arguments()
        self._watching = Process(program, patient, bounds.look_s, life)
        self._skimming = Process(program, yielding, bounds.look_s, life)
        self.survey: Final = Survey(self.describe, self._skimming, self._watching, cache_dir)

    def start(self) -> None:
        """Get ready to show frames, while the caller does other things; may be left out.

        Raises:
            OSError: The system refuses another process.
        """
        self._looking.start()

    async def describe(self, path: Path) -> MediaFile:
        """Return what a file is; at once, if it has not changed since it was asked last.

        Raises:
            Unreadable: It is no video that can be used.
        """
        identity = known_by(path)
        if identity is None:
            return await self._describe(path)
        file = self._shelf.known(identity)
        if file is None:
            file = await asyncio.to_thread(self._disk.read, identity)
            file = file or await self._describe(path)
            self._shelf.keep(identity, file)
        return file

    async def frame(
        self,
        path: Path,
        number: int,
        *,
        width_px: int | None = None,
        picture: PictureFormat = PictureFormat.PNG,
    ) -> bytes:
        """Return a frame as an encoded picture, upright and with square pixels.

        Args:
            path: The file.
            number: Frame index.
            width_px: The width of the picture, unless the frame is smaller; None for all of it.
            picture: How to encode it.

        Raises:
            UndecodableFrame: There is no such frame, or nothing around it can be decoded.
            Unreadable: The file is no video that can be used.
        """
        numbers = range(number, number + 1)
        return (await self.frames(path, numbers, width_px=width_px, picture=picture))[0]

    async def frames(
        self,
        path: Path,
        numbers: range,
        *,
        width_px: int | None = None,
        picture: PictureFormat = PictureFormat.PNG,
    ) -> list[bytes]:
        """Return frames as encoded pictures, decoded in one pass.

        Cancelling the call stops the decoding.

        Args:
            path: The file.
            numbers: Frame indices, ascending.
            width_px: As for `frame`.
            picture: As for `frame`.

        Raises:
            UndecodableFrame: As for `frame`.
            Unreadable: As for `frame`.
        """
        order = GivePictures(
            next(self._numbers),
            path_bytes(path),
            numbers.start,
            numbers.stop,
            numbers.step,
            width_px,
            picture,
        )
        answer = await ask(self._looking, order, path, self._unshowable)
        pictures = expected(answer, Pictures, path)
        identity = known_by(path)
        if identity is not None and pictures.damaged:
            self._damaged.setdefault(identity, set()).update(pictures.damaged)
        return pictures.pictures

    def damaged(self, path: Path) -> frozenset[int]:
        """Return which of the frames that were shown so far are not whole.

        The decoder made up a part of them, or another frame was shown in their place. What was
        not shown yet is not known.
        """
        if not self._damaged:  # as good as always, and lists ask it of every file
            return frozenset()
        identity = known_by(path)
        return frozenset(() if identity is None else self._damaged.get(identity, ()))

    async def cut(  # noqa: PLR0913  the agreed interface of the room
        self,
        source: Path,
        index: FrameIndex,
        frames: range,
        target: Path,
        *,
        title: str,
        mode: CutMode = CutMode.LOSSLESS,
        on_progress: Callable[[float], None],
        is_cancelled: Callable[[], bool],
    ) -> CutReport:
        """Write a clip, as `cuts.cut` does; clips are written one after the other.

        Cancelling the call cancels the cut: it ends when nothing is left of the file.

        Args:
            source: The file to cut from.
            index: Its index.
            frames: The frames, without a step.
            target: The file to write.
            title: The clip's title.
            mode: How to cut.
            on_progress: Told the part that is done, 0 to 1.
            is_cancelled: Asked after each frame. Both are called in the event loop.

        Returns:
            What was done.

        Raises:
            CutFailed: The clip could not be written, or it was cancelled.
        """

        def follow(progress: Progress) -> bool:
            if progress.part is not None:
                on_progress(progress.part)
            return not is_cancelled()

        order = CutClip(
            next(self._numbers),
            path_bytes(source),
            IndexRecord.of(index),
            frames.start,
            frames.stop,
            frames.step,
            path_bytes(target),
            title,
            mode,
        )
        report: CutReport | None = None
        try:
            answer = await ask_to_cut(self._cutting, order, source, follow)
            raise_failure(answer)
            # A copy can be ready before anybody could tell the process to stop.
            report = answer.report() if isinstance(answer, Done) and not is_cancelled() else None
        finally:
            if report is None:  # nor may a process that was killed leave a part of it
                _remove(target)
        if report is None:
            raise CutFailed(CANCELLED)
        return report

    async def _describe(self, path: Path) -> MediaFile:
        order = Describe(next(self._numbers), path_bytes(path))
        answer = await ask(self._describing, order, path, self._undescribable)
        return expected(answer, Described, path).file.file()

    async def aclose(self) -> None:
        """Give up what is under way, and end the processes."""
        processes = (
            self._cutting,
            self._watching,
            self._skimming,
            self._looking,
            self._describing,
        )
        await asyncio.gather(*(process.aclose() for process in processes))


def _remove(target: Path) -> None:
    target.unlink(missing_ok=True)
