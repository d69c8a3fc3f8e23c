"""Frames of files that were downloaded from a service which gives none itself."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing, VariableTiming
from cliptui.media.facts import MediaFile
from cliptui.media.index import FrameIndex
from cliptui.media.pictures import PictureFormat

THUMB_WIDTH_PX: Final = 320
"""Width of small pictures."""


class Decodes(Protocol):
    """Decodes files; `cliptui.media.worker.MediaWorker` does. Raises `MediaError`."""

    async def describe(self, path: Path) -> MediaFile:
        """Return what a file is and when its frames are shown."""

    async def frame(
        self, path: Path, number: int, *, width_px: int | None, picture: PictureFormat
    ) -> bytes:
        """Return one frame as a picture; `width_px` None for its full size."""

    async def frames(
        self, path: Path, numbers: range, *, width_px: int | None, picture: PictureFormat
    ) -> Sequence[bytes]:
        """Return consecutive frames as pictures."""


async def shown_frame(media: Decodes, path: Path, ms: int, width_px: int | None) -> bytes:
    """Return the frame of a file that is shown at a time, as a PNG."""
    number = (await media.describe(path)).index.shown_at(ms)
    return await media.frame(path, number, width_px=width_px, picture=PictureFormat.PNG)


async def shown_frames(
    media: Decodes, path: Path, start_ms: int, stop_ms: int
) -> tuple[bytes, ...]:
    """Return a small JPEG of every frame of a file that starts in [start, stop)."""
    numbers = (await media.describe(path)).index.starting_within(start_ms, stop_ms)
    return tuple(
        await media.frames(path, numbers, width_px=THUMB_WIDTH_PX, picture=PictureFormat.JPEG)
    )


def timing_of(index: FrameIndex) -> Timing:
    """Return when the frames of a file are shown."""
    if index.rate is None:
        return VariableTiming(index.starts_ms, index.end_ms)
    return ConstantTiming(FrameRate.of(index.rate), index.frame_count, late_s=index.late)
