"""Finding the packets from which a frame can be decoded, and decoding them one by one."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import Final, TypeAlias

import av
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from cliptui.media.index import FrameIndex
from cliptui.media.opening import OpenVideo, packets, stamp_of

FAR_FRAMES: Final = 100
"""What is farther away than this is searched for; what is nearer is read up to."""

Packets: TypeAlias = Iterator["Packet[VideoStream]"]

_BACK_OFFS_S: Final = (Fraction(0), Fraction(1), Fraction(10))


def arriving(video: OpenVideo, index: FrameIndex, number: int) -> Packets | None:
    """Return packets from which a frame can be decoded; None if a search does not find them.

    A search goes by decoding time and can land too late, so that it starts farther back. Near the
    start of the file, which must not have been read from yet, there is none.

    Args:
        video: The file.
        index: Its index.
        number: The frame.
    """
    coming = packets(video.container, video.stream)
    if number <= FAR_FRAMES:
        return coming
    for packet in coming:
        # Some decoders need what only the first packet holds: that of H.264 the version of x264.
        decoded(packet)
        break
    target = index.pts[number]
    for back_off_s in _BACK_OFFS_S:
        if not _seek(video, target - int(back_off_s / index.time_base)):
            return None
        coming = packets(video.container, video.stream)
        first = next((packet for packet in coming if packet.is_keyframe), None)
        stamp = None if first is None else stamp_of(first)
        if first is not None and stamp is not None and stamp <= target:
            return chain((first,), coming)
    return None


def rewound(video: OpenVideo, index: FrameIndex) -> Packets:
    """Return the packets from the first keyframe on, or from as near to it as one gets."""
    _seek(video, index.keyframes[0])
    return packets(video.container, video.stream)


def _seek(video: OpenVideo, place: int) -> bool:
    try:
        video.container.seek(place, stream=video.stream)
    except av.FFmpegError:
        return False
    return True


def decoded(packet: "Packet[VideoStream]") -> list[VideoFrame]:
    """Return the frames that a packet brings out; none where it is damaged."""
    try:
        return packet.decode()
    except av.FFmpegError:
        return []


def flushed(video: OpenVideo) -> list[VideoFrame]:
    """Return the frames that the decoder still holds."""
    try:
        return video.stream.codec_context.decode(None)
    except av.FFmpegError:
        return []
