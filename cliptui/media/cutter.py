"""Cutting clips, exact to the frame and to the sample, by encoding them anew."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from heapq import merge
from itertools import chain, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

from cliptui.errors import CutFailed
from cliptui.media.clipfile import ClipFile, Pace, new_clip_file
from cliptui.media.deinterlacing import deinterlaced
from cliptui.media.failures import cutting, shown_name
from cliptui.media.index import FrameIndex
from cliptui.media.sound import SoundTrack, Stretch, open_tracks
from cliptui.media.source import FrameSource
from cliptui.media.walk import read_index

_FINEST_UNIT: Final = Fraction(1, 1_000_000)
_LARGEST_DENOMINATOR: Final = 60_000
_ALMOST: Final = 0.99

AnyFrame = TypeVar("AnyFrame", VideoFrame, AudioFrame)
_Step: TypeAlias = tuple[float, Callable[[Any], None], VideoFrame | AudioFrame]
"""When something is shown or heard, in seconds; what writes it; and the thing itself."""


def cut(  # noqa: PLR0913  the agreed interface of the room
    source: Path,
    index: FrameIndex,
    frames: range,
    target: Path,
    *,
    title: str,
    on_progress: Callable[[float], None],
    is_cancelled: Callable[[], bool],
) -> None:
    """Write a clip: H.264 and AAC in MP4, with exactly these frames and the sound to them.

    The clip is read back, and counts as done only with as many frames as were asked for. If it
    fails or is cancelled nothing is left of it.

    Args:
        source: The file to cut from; it is only read.
        index: Its index.
        frames: The frames, without a step.
        target: The file to write, synced to the disk when this returns.
        title: The clip's title, written into its metadata.
        on_progress: Told the part that is done, 0 to 1, after each frame.
        is_cancelled: Asked before each frame whether to give up.

    Raises:
        CutFailed: The clip could not be written, or it was cancelled.
    """
    check_frames(source, index, frames)
    with cutting(source, partial(target.unlink, missing_ok=True)), ExitStack() as stack:
        plan = _Plan.of(index, frames)
        pictures = stack.enter_context(closing(FrameSource(source, index, window_frames=1)))
        tracks = [stack.enter_context(closing(t)) for t in open_tracks(source, plan.stretch)]
        watched = _watched(_pictures(pictures, plan), len(frames), on_progress, is_cancelled)
        with new_clip_file(target, title, pictures.tags) as clip:
            lanes = _lanes(clip, plan, pictures.pixel_aspect, watched, tracks)
            for _, write, frame in merge(*lanes, key=itemgetter(0)):
                write(frame)
        sync_to_disk(target)
        _prove(source, target, len(frames))
    on_progress(1.0)


def check_frames(source: Path, index: FrameIndex, frames: range) -> None:
    """Make sure that frames make a clip.

    Raises:
        CutFailed: There are none, or not all of them are in the source.
    """
    if not 0 <= frames.start < frames.stop <= index.frame_count or frames.step != 1:
        raise CutFailed(
            f"No clip can be cut from {frames.start} to {frames.stop} of {shown_name(source)}: "
            f"it has {index.frame_count} frames."
        )


def sync_to_disk(file: Path) -> None:
    """Wait until a file is on the disk."""
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


@dataclass(frozen=True, slots=True)
class _Plan:
    """When everything in a clip happens.

    Attributes:
        frames: The frames of the source.
        pace: How they follow each other.
        times: When each frame starts, from the start of the clip, and when the last one ends; in
            units of `pace.time_base`.
        stretch: The same stretch on the clock of the source.
    """

    frames: range
    pace: Pace
    times: tuple[int, ...]
    stretch: Stretch

    @classmethod
    def of(cls, index: FrameIndex, frames: range) -> "_Plan":
        pts = index.pts[frames.start : frames.stop]
        start = pts[0] * index.time_base
        if frames.stop < index.frame_count:
            stop = index.pts[frames.stop] * index.time_base
        else:
            stop = index.start + index.end
        if index.rate is not None:
            # On the exact grid, whatever the source's container had to round.
            unit, times = 1 / index.rate, tuple(range(len(frames) + 1))
        else:
            # The source's own unit keeps each frame in its place; MP4 cannot hold a finer one.
            unit = max(index.time_base, _FINEST_UNIT)
            starts = (round((stamp * index.time_base - start) / unit) for stamp in pts)
            times = (*starts, round((stop - start) / unit))
        mean = (len(frames) / (stop - start)).limit_denominator(_LARGEST_DENOMINATOR)
        pace = Pace(unit, index.rate or mean, is_constant=index.rate is not None)
        return cls(frames, pace, times, Stretch(start, stop))


def _pictures(source: FrameSource, plan: _Plan) -> Iterator[VideoFrame]:
    """Yield the frames of a clip, whole and with the times of the clip."""
    frames = _timed(source, plan)
    first = next(frames)
    frames = chain((first,), frames)
    return deinterlaced(frames, plan.pace.time_base) if first.interlaced_frame else frames


def _timed(source: FrameSource, plan: _Plan) -> Iterator[VideoFrame]:
    for number, (start, stop) in zip(plan.frames, pairwise(plan.times), strict=True):
        frame = source.frame(number)
        frame.time_base = plan.pace.time_base
        frame.pts, frame.duration = start, stop - start
        yield frame


def _watched(
    frames: Iterator[VideoFrame],
    count: int,
    on_progress: Callable[[float], None],
    is_cancelled: Callable[[], bool],
) -> Iterator[VideoFrame]:
    """Yield frames, tell the progress of them, and stop when the cut is cancelled."""
    for number, frame in enumerate(frames):
        if is_cancelled():
            raise CutFailed("The clip was cancelled; nothing of it was kept.")
        yield frame
        # The last part is the rewriting of the file and the reading back.
        on_progress((number + 1) / count * _ALMOST)


def _lanes(
    clip: ClipFile,
    plan: _Plan,
    pixel_aspect: Fraction,
    pictures: Iterator[VideoFrame],
    tracks: Sequence[SoundTrack],
) -> list[Iterator[_Step]]:
    """Add the streams of a clip; return what is to be written into each, in order.

    A track that cannot be decoded, or is silent for want of data, is left out.
    """
    first = next(pictures)
    shown = clip.add_pictures(first, pixel_aspect, plan.pace)
    lanes = [_lane(first, pictures, partial(clip.write_picture, shown))]
    for track in tracks:
        chunks = track.chunks()
        start = next(chunks, None)
        if start is not None:
            heard = clip.add_sound(start, track.language)
            lanes.append(_lane(start, chunks, partial(clip.write_sound, heard)))
    return lanes


def _lane(
    first: AnyFrame, rest: Iterator[AnyFrame], write: Callable[[AnyFrame], None]
) -> Iterator[_Step]:
    for frame in chain((first,), rest):
        yield float((frame.pts or 0) * (frame.time_base or 0)), write, frame


def _prove(source: Path, target: Path, count: int) -> None:
    """Read the clip back.

    Raises:
        CutFailed: It does not hold the frames that it should.
    """
    written = read_index(target).frame_count
    if written != count:
        raise CutFailed(
            f"The clip from {shown_name(source)} came out wrong, with {written} frames instead "
            f"of {count}; it was not kept."
        )
