"""One run of a decoder, from the start of a file or from where a seek has led."""

from collections.abc import Generator, Iterator
from itertools import chain, dropwhile, islice
from typing import Final, TypeAlias

import av
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from cliptui.media.index import FrameIndex
from cliptui.media.opening import OpenVideo, packets, stamp_of

BEFORE_ALL: Final = -(2**63)
"""A time before that of any frame."""

# With AV1 frames that were wanted went missing, and VP9 takes no notice.
_SKIPPING_CODECS: Final = frozenset({"h264", "hevc"})

Shown: TypeAlias = tuple[int, VideoFrame]
"""A frame behind the time at which it is shown, in units of the stream's time base."""

_Run: TypeAlias = Generator[Shown | None, None, None]
_Packets: TypeAlias = "Generator[Packet[VideoStream], None, None]"


class Decoding:
    """Gives the frames of a video in the order of their showing; a None for lack of one.

    What cannot be decoded is left out, as ffmpeg does. After a seek so is what is shown before
    the first keyframe: in an open group of pictures it depends on the one before.

    Args:
        video: Where to decode, from the place at which it stands.
        index: The index of the file.
        from_start: Whether that is the start of the file.
        needed_from: When the first frame is shown that is wanted.

    Attributes:
        needed_from: What is shown before may be left out, where no other frame depends on it.
        has_skipped: Whether any frame was left out for that.
    """

    def __init__(
        self, video: OpenVideo, index: FrameIndex, *, from_start: bool, needed_from: int
    ) -> None:
        self.needed_from = needed_from
        self.has_skipped = False
        self._video = video
        codec = video.stream.codec_context.codec.canonical_name
        self._may_skip = codec in _SKIPPING_CODECS and not index.is_counted
        self._is_skipping = False
        if self._may_skip:
            video.stream.codec_context.skip_frame = "DEFAULT"
        self._packets = _from_keyframe(video, from_start=from_start)
        self._first: Packet[VideoStream] | None = None
        run = self._decoded(from_start=from_start)
        self._run = _counted(index, run) if index.is_counted else run
        self._seen_ahead: Shown | None = None

    def __iter__(self) -> Iterator[Shown | None]:
        return self

    def __next__(self) -> Shown | None:
        if self._seen_ahead is None:
            return next(self._run)
        seen, self._seen_ahead = self._seen_ahead, None
        return seen

    def prime(self) -> None:
        """Have the decoder see the first packet; no frame may be taken any more."""
        for _ in islice(self._run, 2):  # the lack of a frame before it, and what comes of it
            pass

    def look_ahead(self) -> Shown | None:
        """Return the next frame without taking it; None if there are no more."""
        self._seen_ahead = next((shown for shown in self if shown is not None), None)
        return self._seen_ahead

    def starts_at(self) -> int | None:
        """Return when the keyframe is shown at which the decoding starts; None if nothing tells.

        To be asked before the first frame is taken.
        """
        self._first = self._first or next(self._packets, None)
        return None if self._first is None else stamp_of(self._first)

    def close(self) -> None:
        """Decode no more; to be called before the file is closed."""
        self._run.close()
        self._packets.close()

    def _decoded(self, *, from_start: bool) -> _Run:
        starts_at = self.starts_at()
        earliest = BEFORE_ALL if from_start or starts_at is None else starts_at
        for packet in chain(() if self._first is None else (self._first,), self._packets):
            if self._may_skip:
                self._skip_or_not(packet)
            yield None
            for frame in _frames_of(packet):
                stamp = stamp_of(frame)
                if stamp is not None and stamp >= earliest:
                    yield stamp, frame

    def _skip_or_not(self, packet: "Packet[VideoStream]") -> None:
        """Tell the decoder whether it may leave out a frame that no other one depends on."""
        may = packet.pts is not None and packet.pts < self.needed_from
        if may != self._is_skipping:
            self._video.stream.codec_context.skip_frame = "NONREF" if may else "DEFAULT"
            self._is_skipping = may
        self.has_skipped |= may


def _counted(index: FrameIndex, run: _Run) -> _Run:
    """Give the frames of a whole file the times of the index, one after the other."""
    stamps = iter(index.pts)
    for shown in run:
        if shown is None:
            yield None
        elif (stamp := next(stamps, None)) is not None:
            yield stamp, shown[1]


def _from_keyframe(video: OpenVideo, *, from_start: bool) -> _Packets:
    """Yield packets without those before the first keyframe, which cannot be decoded.

    After a seek it must be one whose time is known, for it tells what else is to be left out.
    """

    def is_before(packet: "Packet[VideoStream]") -> bool:
        is_usable = from_start or stamp_of(packet) is not None
        return not (packet.is_keyframe and is_usable)

    yield from dropwhile(is_before, packets(video.container, video.stream))


def _frames_of(packet: "Packet[VideoStream]") -> list[VideoFrame]:
    try:
        return packet.decode()
    except av.FFmpegError:
        return []
