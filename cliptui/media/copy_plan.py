"""Which packets of a source a copied clip needs, and when each is decoded and shown in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Final

import av
from av.packet import Packet
from av.video.stream import VideoStream

from cliptui.clip.text import clean
from cliptui.media.index import FrameIndex
from cliptui.media.opening import OpenVideo, packets, stamp_of, unit_of
from cliptui.media.sound import Stretch

PICTURE_CODECS: Final = frozenset({"h264", "hevc", "av1", "vp9", "mpeg4"})
"""The codecs of pictures that players expect in MP4."""

_BACK_OFFS_S: Final = (Fraction(0), Fraction(1), Fraction(10))
_MOST_UNITS_PER_S: Final = 1_000_000
_LEAST_UNITS_PER_S: Final = 90_000


class NotCopyable(Exception):
    """A clip cannot be made by copying; it is encoded then, so this never leaves the room.

    Its text says why, to follow "not copied, since".
    """


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """The packets of a clip's pictures, in the order of decoding.

    Attributes:
        keyframe: The first of them, as the source's time.
        pts: When each is shown, in units of the clip from its start; negative for those that are
            only there for others to be decoded.
        dts: When each is decoded, likewise.
        durations: How long each is shown.
        length: How long the clip is.
        units_per_s: The units of the clip in a second.
        stretch: The clip on the clock of the source.
    """

    keyframe: int
    pts: Sequence[int]
    dts: Sequence[int]
    durations: Sequence[int]
    length: int
    units_per_s: int
    stretch: Stretch

    @property
    def preroll_frames(self) -> int:
        """How many frames are in the file before the first one that is shown."""
        return sum(time < 0 for time in self.pts)


def plan_copy(video: OpenVideo, index: FrameIndex, frames: range) -> CopyPlan:
    """Find the packets that a clip needs.

    Raises:
        NotCopyable: Their codec is none for MP4, or their times do not tell their order.
    """
    codec = video.stream.codec_context.codec.canonical_name
    if codec not in PICTURE_CODECS:
        raise NotCopyable(f"{clean(codec)} is no codec for MP4")
    keyframe = keyframe_before(index, frames.start)
    stamps = _needed(video, index, frames)
    lowest, highest = min(stamps), max(stamps)
    # All frames of that time, also those that are not needed: there shall be no gaps in the times.
    nearby = index.pts[bisect_left(index.pts, lowest) : bisect_right(index.pts, highest)]
    in_order = sorted({*stamps, *nearby})
    clock = _Clock.of(index, frames)
    times = {stamp: clock.time_of(stamp) for stamp in in_order}
    if len(set(times.values())) < len(times):
        raise NotCopyable("some of its frames are shown at the same time")
    pts = [times[stamp] for stamp in stamps]
    ends = (*times.values(), max(clock.length, times[highest] + 1))
    lasting = {start: end - start for start, end in pairwise(ends)}
    return CopyPlan(
        keyframe=keyframe,
        pts=pts,
        dts=decoding_times(pts, list(times.values())),
        durations=[lasting[time] for time in pts],
        length=clock.length,
        units_per_s=clock.units_per_s,
        stretch=clock.stretch,
    )


def decoding_times(pts: Sequence[int], in_order: Sequence[int]) -> list[int]:
    """Return when packets are to be decoded: in their order, and none after it is shown.

    These times are made anew, since some containers do not know them; how far packets are
    reordered shows in the packets themselves.

    Args:
        pts: When each packet is shown, in the order of decoding; all different.
        in_order: All those times, ascending, and any others between them.
    """
    ranks = {time: rank for rank, time in enumerate(sorted(pts))}
    delay = max(place - ranks[time] for place, time in enumerate(pts))
    gap = in_order[1] - in_order[0] if len(in_order) > 1 else 1
    early = [in_order[0] - gap * (delay - place) for place in range(delay)]
    return [*early, *in_order][: len(pts)]


def packets_from(video: OpenVideo, keyframe: int) -> "Iterator[Packet[VideoStream]]":
    """Yield packets from a keyframe on.

    A seek goes by decoding time and can land behind it; then it is tried from farther back.

    Raises:
        NotCopyable: It cannot be found again.
    """
    unit = unit_of(video.stream)
    for back_off_s in _BACK_OFFS_S:
        try:
            video.container.seek(keyframe - int(back_off_s / unit), stream=video.stream)
        except av.FFmpegError:
            continue
        run = _from(packets(video.container, video.stream), keyframe)
        first = next(run, None)
        if first is not None:
            yield first
            yield from run
            return
    raise NotCopyable("a keyframe of it cannot be found again")


def _from(run: "Iterator[Packet[VideoStream]]", keyframe: int) -> "Iterator[Packet[VideoStream]]":
    found = False
    for packet in run:
        stamp = stamp_of(packet)
        if not found and packet.is_keyframe and stamp is not None:
            if stamp > keyframe:
                return
            found = stamp == keyframe
        if found and packet.size:
            yield packet


def packets_of(
    video: OpenVideo, index: FrameIndex, frames: range
) -> "Iterator[Packet[VideoStream]]":
    """Yield the packets that it takes to decode some frames, from the keyframe before them on.

    Raises:
        NotCopyable: There is no keyframe before them, or it cannot be found again.
    """
    wanted: set[int | None] = set(index.pts[frames.start : frames.stop])
    for packet in packets_from(video, keyframe_before(index, frames.start)):
        wanted.discard(stamp_of(packet))
        yield packet
        if not wanted:
            return


def keyframe_before(index: FrameIndex, number: int) -> int:
    """Return when the keyframe is shown from which a frame is decoded.

    Raises:
        NotCopyable: There is none.
    """
    before = bisect_right(index.keyframes, index.pts[number])
    if index.is_counted or not before:
        raise NotCopyable("no keyframe can be told before the first frame")
    return index.keyframes[before - 1]


def _needed(video: OpenVideo, index: FrameIndex, frames: range) -> list[int]:
    """Return when the packets are shown that it takes to decode the wanted ones.

    Raises:
        NotCopyable: They cannot all be found, or told apart.
    """
    found = [stamp_of(packet) for packet in packets_of(video, index, frames)]
    stamps = [stamp for stamp in found if stamp is not None]
    has_all = set(index.pts[frames.start : frames.stop]) <= set(stamps)
    if not has_all or len(set(stamps)) < len(found):
        raise NotCopyable("the times of its packets do not tell one from the other")
    return stamps


@dataclass(frozen=True, slots=True)
class _Clock:
    """Turns times of a source into those of a clip.

    Attributes:
        units_per_s: The units of the clip in a second.
        length: How long the clip is, in its units.
        stretch: The clip on the clock of the source.
        rate: Frames per second, where each frame is to lie exactly on that grid.
        unit: The unit of the source, in seconds.
    """

    units_per_s: int
    length: int
    stretch: Stretch
    rate: Fraction | None
    unit: Fraction

    @classmethod
    def of(cls, index: FrameIndex, frames: range) -> "_Clock":
        unit, rate = index.time_base, index.rate
        start = index.pts[frames.start] * unit
        is_last = frames.stop == index.frame_count
        stop = index.start + index.end if is_last else index.pts[frames.stop] * unit
        if rate is not None:
            # On the exact grid, whatever the source's container had to round.
            units_per_s = _fine(rate.numerator)
            length = int(len(frames) / rate * units_per_s)
        else:
            units_per_s = _fine(min(unit.denominator, _MOST_UNITS_PER_S))
            length = round((stop - start) * units_per_s)
        return cls(units_per_s, length, Stretch(start, stop), rate, unit)

    def time_of(self, stamp: int) -> int:
        seconds = stamp * self.unit - self.stretch.start
        if self.rate is not None:
            seconds = round(seconds * self.rate) / self.rate
        return round(seconds * self.units_per_s)


def _fine(units_per_s: int) -> int:
    """Return a multiple that is fine enough for the place of the sound too."""
    return units_per_s * ceil(_LEAST_UNITS_PER_S / units_per_s)
