"""A fake of the media room whose video files are short texts: `frames=50`.

They last `frames` / 25 s. A picture of frame 7 is `PNG frame 7 width None`; a clip is a file of
as many frames as were cut, with their range written behind: `frames=10 from 20`.
"""

import asyncio
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from cliptui.errors import Unreadable
from cliptui.media.facts import MediaFile, VideoFacts
from cliptui.media.findings import SceneStarts
from cliptui.media.index import FrameIndex
from cliptui.media.modes import CutMode, CutReport
from cliptui.media.pictures import PictureFormat

FPS = Fraction(25)


def write_video(path: Path, frames: int = 50) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"frames={frames}")
    return path


def frames_in(path: Path) -> int:
    text = path.read_text()
    if not text.startswith("frames="):
        raise Unreadable(f"“{path.name}” is damaged.")
    return int(text.split()[0].removeprefix("frames="))


def _write(path: Path, text: str) -> None:
    path.write_text(text)


@dataclass
class TextSurvey:
    """Fulfils `cliptui.server.needs.Surveys`; every 10th frame is a keyframe, or begins a scene.

    Attributes:
        gate: A search for scenes waits for it, once it has told of its first guess.
        searched: Names of the files that were looked through, at the begin of each search.
        given_up: The same, where the search was cancelled.
        asked: What was asked for else.
        scenes_of: With which frames scenes begin, by the name of the file, where it is not every
            10th.
    """

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    searched: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    asked: list[tuple[object, ...]] = field(default_factory=list)
    scenes_of: dict[str, tuple[int, ...]] = field(default_factory=dict)

    async def skim(
        self, path: Path, start_ms: int, stop_ms: int, count: int, *, width_px: int
    ) -> list[tuple[int, bytes]]:
        assert frames_in(path) > 0
        self.asked.append((path.name, start_ms, stop_ms, count, width_px))
        frames = [(start_ms + (stop_ms - start_ms) * n // count) // 40 for n in range(count)]
        return [(frame // 10 * 10, f"JPEG {frame // 10 * 10}".encode()) for frame in frames]

    async def colours(self, path: Path, count: int) -> bytes:
        assert frames_in(path) > 0
        return bytes(range(3 * count))

    async def scenes(self, path: Path, on_found: Callable[[SceneStarts], None]) -> SceneStarts:
        self.searched.append(path.name)
        every_tenth = tuple(range(10, frames_in(path), 10))
        frames = (0, *self.scenes_of.get(path.name, every_tenth))
        on_found(SceneStarts(frames[:2], is_complete=False))
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.given_up.append(path.name)
            raise
        return SceneStarts(frames, is_complete=True)


@dataclass
class TextMedia:
    """Fulfils `cliptui.server.needs.Media`.

    Attributes:
        width_px: Width of every video.
        starts_ms: When frames start, if their rate shall vary; else 25 per second.
        failure: What every cut shall raise.
        preroll_frames: What every clip has of them.
        reason: Why no clip is copied, if it shall not be.
        gate: Cuts wait for it, once half of the clip is written.
        cuts: Titles of the cuts that were begun.
        described: Names of the files that were looked into.
        broken: The frames of every video that are not whole.
        survey: Shows them at a glance.
    """

    width_px: int = 640
    starts_ms: tuple[int, ...] = ()
    failure: Exception | None = None
    preroll_frames: int = 0
    reason: str = ""
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    cuts: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    broken: frozenset[int] = frozenset()
    survey: TextSurvey = field(default_factory=TextSurvey)

    def __post_init__(self) -> None:
        self.gate.set()

    async def describe(self, path: Path) -> MediaFile:
        self.described.append(path.name)
        facts = VideoFacts(self.width_px, 360, "text", has_audio=False)
        return MediaFile(facts, self._index(frames_in(path)))

    def _index(self, frames: int) -> FrameIndex:
        if self.starts_ms:
            pts, unit, rate = array("q", self.starts_ms), Fraction(1, 1000), None
            end = Fraction(self.starts_ms[-1] + 40, 1000)
        else:
            pts, unit, rate = array("q", range(frames)), 1 / FPS, FPS
            end = frames / FPS
        return FrameIndex(pts, unit, Fraction(0), array("q", [0]), end, rate)

    async def frame(
        self, path: Path, number: int, *, width_px: int | None, picture: PictureFormat
    ) -> bytes:
        assert frames_in(path) > 0
        return f"{picture} frame {number} width {width_px}".encode()

    async def frames(
        self, path: Path, numbers: range, *, width_px: int | None, picture: PictureFormat
    ) -> list[bytes]:
        return [
            await self.frame(path, number, width_px=width_px, picture=picture) for number in numbers
        ]

    def damaged(self, path: Path) -> frozenset[int]:
        return self.broken if path.name in self.described else frozenset()

    async def cut(  # noqa: PLR0913  it is the media room's
        self,
        source: Path,
        index: FrameIndex,
        frames: range,
        target: Path,
        *,
        title: str,
        mode: CutMode,
        on_progress: Callable[[float], None],
        is_cancelled: Callable[[], bool],
    ) -> CutReport:
        assert frames.stop <= index.frame_count <= frames_in(source)
        assert not is_cancelled()
        on_progress(0.5)
        self.cuts.append(title)
        _write(target, "half")
        await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        _write(target, f"frames={len(frames)} from {frames.start}")
        return CutReport(mode, frames, self.preroll_frames, self.reason)
