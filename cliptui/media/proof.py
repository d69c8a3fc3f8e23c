"""Reading a copied clip back: what it shows against what its source shows."""

from bisect import bisect_left
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from av.video.frame import VideoFrame

from cliptui.media.copy_plan import NotCopyable
from cliptui.media.index import FrameIndex
from cliptui.media.source import FrameSource
from cliptui.media.walk import read_index

_BITS_PER_BYTE: Final = 8
_MILLISECOND: Final = 0.001


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
    unit, first = float(index.time_base), index.pts[frames.start]
    own_unit, own_first = float(written.time_base), written.pts[0]
    return all(
        abs((stamp - first) * unit - (own - own_first) * own_unit) < _MILLISECOND
        for stamp, own in zip(index.pts[frames.start : frames.stop], written.pts, strict=True)
    )


def _inner(index: FrameIndex, frames: range) -> int:
    """Return a frame within a clip that is quick to decode: a keyframe near the middle."""
    middle = index.pts[(frames.start + frames.stop) // 2]
    after = bisect_left(index.keyframes, middle)
    for stamp in reversed(index.keyframes[max(0, after - 1) : after + 1]):
        place = bisect_left(index.pts, stamp)
        if frames.start < place < frames.stop - 1 and index.pts[place] == stamp:
            return place
    return min(frames.start + 1, frames.stop - 1)
