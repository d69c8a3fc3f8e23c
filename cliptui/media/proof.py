"""Reading a copied clip back: what it shows against what its source shows."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from av.video.frame import VideoFrame

from cliptui.media.copy_plan import NotCopyable
from cliptui.media.index import FrameIndex, read_index
from cliptui.media.source import FrameSource

_BITS_PER_BYTE: Final = 8


def prove_copy(
    source: Path, index: FrameIndex, frames: range, clip: Path, check: Callable[[float], None]
) -> None:
    """Make sure that a copied clip shows the frames of its source, bit by bit.

    Their number and times are compared, and decoded pictures: the first, the last and one within,
    after a keyframe if there is one.

    Args:
        source: The source.
        index: Its index.
        frames: The frames that the clip shall show.
        clip: The file of the clip.
        check: Told the part of the work that is done, before each picture; may raise.

    Raises:
        NotCopyable: It shows something else.
        Unreadable: It cannot be read.
    """
    written = read_index(clip)
    if written.frame_count != len(frames) or not _keeps_time(index, frames, written):
        raise NotCopyable("the copy has other frames than its source")
    places = sorted({frames.start, _inner(index, frames), frames.stop - 1})
    with (
        closing(FrameSource(source, index, window_frames=1)) as originals,
        closing(FrameSource(clip, written, window_frames=1)) as copies,
    ):
        for done, place in enumerate(places):
            check(done / len(places))
            copy = copies.frame(place - frames.start)
            if not is_same(originals.frame(place), copy):
                raise NotCopyable("the copy shows other pictures than its source")


def is_same(one: VideoFrame, other: VideoFrame) -> bool:
    """Return whether two frames have the same pixels, without what only fills up their lines."""
    alike = (one.format.name, one.width, one.height) == (
        other.format.name,
        other.width,
        other.height,
    )
    return alike and all(
        _pixels(one, number) == _pixels(other, number) for number in range(len(one.planes))
    )


def _pixels(frame: VideoFrame, number: int) -> bytes:
    """Return one plane of a frame, its lines one after the other."""
    plane = frame.planes[number]
    parts = [part for part in frame.format.components if part.plane == number]
    bytes_each = sum(-(-part.bits // _BITS_PER_BYTE) for part in parts)
    used, stride = min(plane.width * bytes_each, plane.line_size), plane.line_size
    data = memoryview(plane)
    return b"".join(data[at : at + used] for at in range(0, plane.height * stride, stride))


def _keeps_time(index: FrameIndex, frames: range, written: FrameIndex) -> bool:
    """Return whether every frame of a clip starts when it should, to the millisecond."""
    starts_ms, first_ms = written.starts_ms, index.starts_ms[frames.start]
    wanted = (start_ms - first_ms for start_ms in index.starts_ms[frames.start : frames.stop])
    return all(abs(ms - want) <= 1 for ms, want in zip(starts_ms, wanted, strict=True))


def _inner(index: FrameIndex, frames: range) -> int:
    """Return a frame within a clip that is quick to decode: the keyframe nearest the middle."""
    middle = (frames.start + frames.stop) // 2
    shown = {stamp: place for place, stamp in enumerate(index.pts)}
    keys = [shown[stamp] for stamp in index.keyframes if stamp in shown]
    within = [place for place in keys if frames.start < place < frames.stop]
    second = min(frames.start + 1, frames.stop - 1)
    return min(within, key=lambda place: abs(place - middle), default=second)
