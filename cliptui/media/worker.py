"""The room for asynchronous callers: decoding and cutting never block the event loop.

A container belongs to one thread, so there are four, with one job each at a time: one keeps the
files open that are looked at, one describes files, one cuts, one looks for scenes.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Lock
from typing import Final, TypeAlias, TypeVar

from cliptui.media.cuts import cut
from cliptui.media.failures import reading
from cliptui.media.index import FrameIndex, read_index
from cliptui.media.modes import CutMode, CutReport
from cliptui.media.pictures import PictureFormat, encode
from cliptui.media.probe import VideoFacts, read_facts
from cliptui.media.reader import FrameReader
from cliptui.media.scenes import find_scenes, find_scenes_quickly

_OPEN_FILES: Final = 4
_DESCRIBED_FILES: Final = 512

Result = TypeVar("Result")
_Identity: TypeAlias = tuple[Path, int, int]


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A video file that can be used.

    Attributes:
        facts: What it is.
        index: Its frames.
    """

    facts: VideoFacts
    index: FrameIndex


class MediaWorker:
    """Describes, shows, cuts and searches files, each in a thread of its own.

    All arguments and answers can be pickled. After `aclose` it must not be used any more.
    """

    def __init__(self) -> None:
        self._shelf = _Shelf()
        self._desk = _Desk(self._shelf)
        self._looking = ThreadPoolExecutor(1, "cliptui-look")
        self._describing = ThreadPoolExecutor(1, "cliptui-describe")
        self._cutting = ThreadPoolExecutor(1, "cliptui-cut")
        self._watching = ThreadPoolExecutor(1, "cliptui-watch")
        self._closing = Event()

    async def describe(self, path: Path) -> MediaFile:
        """Return what a file is; at once, if it has not changed since it was asked last.

        Raises:
            Unreadable: It is no video that can be used.
        """
        return await self._in(self._describing, self._shelf.describe, path)

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

        Args:
            path: The file.
            numbers: Frame indices, ascending.
            width_px: As for `frame`.
            picture: As for `frame`.

        Raises:
            UndecodableFrame: As for `frame`.
            Unreadable: As for `frame`.
        """
        return await self._in(self._looking, self._desk.pictures, path, numbers, width_px, picture)

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
            on_progress: Told the part that is done, 0 to 1, in the event loop.
            is_cancelled: Asked before each frame, in the thread that cuts.

        Returns:
            What was done.

        Raises:
            CutFailed: The clip could not be written, or it was cancelled.
        """
        loop = asyncio.get_running_loop()
        stop = Event()
        work = partial(
            cut,
            source,
            index,
            frames,
            target,
            title=title,
            mode=mode,
            on_progress=lambda part: _tell(loop, on_progress, part),
            is_cancelled=lambda: stop.is_set() or self._closing.is_set() or is_cancelled(),
        )
        return await _stopped_with_its_caller(self._cutting.submit(work), stop)

    async def scenes(self, path: Path, *, quickly: bool = False) -> tuple[int, ...]:
        """Return the frames with which the scenes of a file begin, without 0.

        It takes as long as decoding the file; files are looked at one after the other. Cancelling
        the call ends the work. Nothing is kept.

        Args:
            path: The file.
            quickly: Whether a guess by the keyframes will do, which takes a moment.

        Raises:
            Unreadable: The file is no video that can be used.
        """
        index = (await self.describe(path)).index
        stop = Event()
        work = find_scenes_quickly if quickly else find_scenes
        job = self._watching.submit(
            work, path, index, lambda: stop.is_set() or self._closing.is_set()
        )
        return await _stopped_with_its_caller(job, stop)

    async def aclose(self) -> None:
        """Give up the cuts that are under way, close all files, end the threads."""
        self._closing.set()
        await self._in(self._looking, self._desk.close)
        for threads in (self._looking, self._describing, self._cutting, self._watching):
            await asyncio.to_thread(threads.shutdown)

    async def _in(
        self, threads: ThreadPoolExecutor, work: Callable[..., Result], *arguments: object
    ) -> Result:
        return await asyncio.get_running_loop().run_in_executor(threads, work, *arguments)


class _Shelf:
    """Remembers what files are, as long as they stay the same; used by several threads."""

    def __init__(self, most: int = _DESCRIBED_FILES) -> None:
        self._most = most
        self._files: OrderedDict[_Identity, MediaFile] = OrderedDict()
        self._lock = Lock()

    def describe(self, path: Path) -> MediaFile:
        identity = _identify(path)
        with self._lock:
            known = self._files.get(identity)
        if known is not None:
            return known
        index = read_index(path)
        described = MediaFile(read_facts(path, index), index)
        with self._lock:
            self._files[identity] = described
            if len(self._files) > self._most:
                self._files.popitem(last=False)
        return described


class _Desk:
    """Keeps the files open that were looked at last; used by one thread only."""

    def __init__(self, shelf: _Shelf) -> None:
        self._shelf = shelf
        self._readers: OrderedDict[_Identity, FrameReader] = OrderedDict()

    def pictures(
        self, path: Path, numbers: range, width_px: int | None, picture: PictureFormat
    ) -> list[bytes]:
        identity = _identify(path)
        reader = self._readers.pop(identity, None)
        if reader is None:
            reader = FrameReader(path, self._shelf.describe(path).index)
            self._make_room()
        self._readers[identity] = reader
        for other in self._readers.values():
            if other is not reader:
                other.forget()
        return [encode(image, picture) for image in reader.frames(numbers, width_px)]

    def close(self) -> None:
        while self._readers:
            self._readers.popitem()[1].close()

    def _make_room(self) -> None:
        while len(self._readers) >= _OPEN_FILES:
            self._readers.popitem(last=False)[1].close()


async def _stopped_with_its_caller(job: Future[Result], stop: Event) -> Result:
    """Wait for a job; if that is cancelled, have the job end and wait for its end."""
    running = asyncio.wrap_future(job)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        stop.set()
        if not job.cancel():
            await asyncio.gather(running, return_exceptions=True)
        raise


def _tell(
    loop: asyncio.AbstractEventLoop, on_progress: Callable[[float], None], part: float
) -> None:
    loop.call_soon_threadsafe(partial(on_progress, part))


def _identify(path: Path) -> _Identity:
    """Return what a file is known by: another content has another."""
    with reading(path):
        facts = path.stat()
    return path, facts.st_size, facts.st_mtime_ns
