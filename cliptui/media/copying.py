"""Clips whose frames are those of the source, bit by bit: nothing is decoded or encoded.

Decoding can only start at a keyframe, so the file of a clip starts at the one before its first
frame; an edit list hides what comes before that and after the last one.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, TypeAlias

import av
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from cliptui.media.copied_sound import CopiedTrack, open_copied_tracks
from cliptui.media.copy_plan import CopyPlan, NotCopyable, packets_from, plan_copy
from cliptui.media.edits import end_edits
from cliptui.media.index import FrameIndex
from cliptui.media.opening import OpenVideo, open_video
from cliptui.media.sound import Stretch

COPIED: Final = 0.3
"""The part of the work that is done when all is copied."""

PROVED: Final = 0.5
"""The part that is done when it is proved; the rest is for encoding, should the proof fail."""

_Timed: TypeAlias = tuple[float, "Packet[Any]"]


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied into a clip.

    Attributes:
        preroll_frames: How many hidden frames come before the first one.
        sound: When each sound track starts and ends, on the clock of the clip.
    """

    preroll_frames: int
    sound: tuple[Stretch, ...]


def copy_clip(
    source: Path,
    index: FrameIndex,
    frames: range,
    target: Path,
    *,
    title: str,
    check: Callable[[float], None],
) -> Copied:
    """Copy frames, and the sound to them to within one of its frames, into a file.

    Args:
        source: The file to cut from; it is only read.
        index: Its index.
        frames: The frames, without a step.
        target: The MP4 file to write.
        title: The clip's title.
        check: Told the part of the work that is done, before each packet; may raise.

    Raises:
        NotCopyable: Containers or codecs do not allow it.
        Unreadable: The source cannot be opened.
    """
    with ExitStack() as stack:
        video = stack.enter_context(closing(open_video(source)))
        plan = plan_copy(video, index, frames)
        opened = open_copied_tracks(source, video.container, plan.stretch)
        tracks = [stack.enter_context(closing(track)) for track in opened]
        for track in tracks:
            track.check_codec()
        options = {
            "movflags": "+faststart",
            # In a coarser unit the end of an edit would let one frame more, or less, be seen.
            "movie_timescale": str(plan.units_per_s),
        }
        with av.open(str(target.absolute()), "w", format="mp4", options=options) as output:
            output.metadata.update(video.tags | {"title": title})
            done = 0
            lanes, copied = _lanes(output, video, plan, tracks)
            for _, packet in merge(*lanes, key=itemgetter(0)):
                check(done / len(plan.pts) * COPIED)
                done += packet.stream.type == "video"
                output.mux_one(packet)
    if not end_edits(target, plan.length):
        raise NotCopyable("the clip has no edit list")
    return Copied(plan.preroll_frames, tuple(track.held for track in copied))


def _lanes(
    output: OutputContainer, video: OpenVideo, plan: CopyPlan, tracks: Sequence[CopiedTrack]
) -> tuple[list[Iterator[_Timed]], list[CopiedTrack]]:
    """Add the streams of a clip; return their packets, timed in seconds, and the sound tracks."""
    shown = output.add_stream_from_template(video.stream, opaque=True)
    shown.time_base = Fraction(1, plan.units_per_s)
    lanes, copied = [_picture_lane(video, plan, shown)], []
    for track in tracks:
        chunks = track.packets()
        first = next(chunks, None)
        if first is not None:
            lanes.append(track.lane(first, chunks, track.add_to(output)))
            copied.append(track)
    return lanes, copied


def _picture_lane(video: OpenVideo, plan: CopyPlan, shown: VideoStream) -> Iterator[_Timed]:
    unit = Fraction(1, plan.units_per_s)
    times = zip(plan.pts, plan.dts, plan.durations, strict=True)
    for (pts, dts, duration), packet in zip(
        times, packets_from(video, plan.keyframe), strict=False
    ):
        packet.time_base = unit
        packet.pts, packet.dts, packet.duration = pts, dts, duration
        packet.stream = shown
        yield dts / plan.units_per_s, packet
