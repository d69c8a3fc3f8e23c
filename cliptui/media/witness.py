"""Pictures of a file, decoded in a thread of their own."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Final

from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from cliptui.media.arriving import decoded, flushed
from cliptui.media.copy_plan import packets_of
from cliptui.media.index import FrameIndex
from cliptui.media.link import GivenUp
from cliptui.media.opening import OpenVideo, packets
from cliptui.media.source import FrameSource
from cliptui.media.untried import open_packets, open_with_hidden

_BITS_PER_BYTE: Final = 8
_LOOK_EVERY_S: Final = 0.02
_WITNESSES: Final = 2
_LONG_WAY: Final = 64
_GLIMPSED_PIXELS: Final = 2**21
_FEWEST_GLIMPSED: Final = 4


class Witness:
    """Looks at a file in a thread of its own, and keeps a digest of the pixels of what it sees.

    Args:
        look: Decodes pictures and returns their digests; calls what it is given for each packet.

    Attributes:
        packets: How many packets it has seen.
    """

    def __init__(self, look: Callable[[Callable[[], None]], list[bytes]]) -> None:
        self.packets = 0
        self._is_given_up = False
        self._pool = ThreadPoolExecutor(1, "cliptui-witness")
        self._digests = self._pool.submit(look, self._pulse)

    def has_seen(self) -> bool:
        """Return whether all is decoded, or has failed, after waiting a moment for it."""
        return not wait((self._digests,), _LOOK_EVERY_S).not_done

    def digests(self) -> list[bytes]:
        """Return a digest of the pixels of each picture.

        Raises:
            MediaError: One cannot be decoded.
        """
        return self._digests.result()

    def give_up(self) -> None:
        """Decode no more, since nobody wants to know."""
        self._is_given_up = True

    def close(self) -> None:
        """Wait until the file is closed."""
        self._pool.shutdown()

    def _pulse(self) -> None:
        self.packets += 1
        if self._is_given_up:
            raise GivenUp


def see_frames(
    path: Path, index: FrameIndex, places: Sequence[int], way: int, pulse: Callable[[], None]
) -> list[bytes]:
    """Return digests of some frames, as a player shows them.

    Two witnesses work beside each other: with few processors, or a short way to go, a decoder
    without threads of its own is then the quickest.

    Args:
        path: The file.
        index: Its index.
        places: Which frames, ascending.
        way: How many packets it takes to decode them.
        pulse: Called for each packet.

    Raises:
        MediaError: One cannot be decoded.
    """
    has_spare = (os.cpu_count() or 1) > _WITNESSES
    thread_type = "AUTO" if has_spare and way > _LONG_WAY else "NONE"
    source = FrameSource(path, index, window_frames=1, thread_type=thread_type, pulse=pulse)
    with closing(source):
        return [digest_of(source.frame(place)) for place in places]


def glimpse_source(
    path: Path, index: FrameIndex, frames: range, pulse: Callable[[], None]
) -> list[bytes]:
    """Return digests of the pictures with which some frames of a file begin, and end.

    Raises:
        NotCopyable: Their packets cannot be found.
        Unreadable: The file cannot be opened.
    """
    with closing(open_packets(path)) as video:
        for packet in packets(video.container, video.stream):
            # Some decoders need what only the first packet holds: that of H.264 the version of
            # x264, without which it decodes the pictures of an old one wrongly.
            decoded(packet)
            break
        return _glimpse(video, packets_of(video, index, frames), pulse)


def glimpse_clip(path: Path, pulse: Callable[[], None]) -> list[bytes]:
    """Return digests of the pictures with which a clip begins, hidden or not, and ends.

    Raises:
        Unreadable: The file cannot be opened.
    """
    with closing(open_with_hidden(path)) as video:
        run = (packet for packet in packets(video.container, video.stream) if packet.size)
        return _glimpse(video, run, pulse)


def _glimpse(
    video: OpenVideo, run: "Iterable[Packet[VideoStream]]", pulse: Callable[[], None]
) -> list[bytes]:
    """Decode the first packets of a run, and the first ones of its last group of pictures."""
    seen: list[bytes] = []
    group: list[Packet[VideoStream]] = []
    most = _FEWEST_GLIMPSED
    for number, packet in enumerate(run):
        pulse()
        if number < most:
            for frame in _decoded(video, packet):
                seen.append(digest_of(frame))
                most = max(most, _GLIMPSED_PIXELS // (frame.width * frame.height))
        elif packet.is_keyframe:
            group = [packet]
        elif group and len(group) < most:
            group.append(packet)
    seen += map(digest_of, flushed(video))
    if group:
        video.stream.codec_context.flush_buffers()
        for packet in group:
            seen += map(digest_of, _decoded(video, packet))
        seen += map(digest_of, flushed(video))
    return seen


def _decoded(video: OpenVideo, packet: "Packet[VideoStream]") -> list[VideoFrame]:
    """Decode a packet, also one whose picture an edit list hides."""
    if not packet.is_discard:
        return decoded(packet)
    shown = Packet(bytes(packet))
    shown.pts, shown.dts = packet.pts, packet.dts
    try:
        return video.stream.codec_context.decode(shown)
    except FFmpegError:
        return []


def digest_of(frame: VideoFrame) -> bytes:
    """Return a digest of a frame's format, size and pixels, not of what fills up its lines."""
    digest = blake2b(f"{frame.format.name} {frame.width}×{frame.height}".encode(), digest_size=32)
    for number in range(len(frame.planes)):
        digest.update(_pixels(frame, number))
    return digest.digest()


def _pixels(frame: VideoFrame, number: int) -> bytes | memoryview:
    """Return one plane of a frame, its lines one after the other."""
    plane = frame.planes[number]
    parts = [part for part in frame.format.components if part.plane == number]
    bytes_each = sum(-(-part.bits // _BITS_PER_BYTE) for part in parts)
    used, stride = min(plane.width * bytes_each, plane.line_size), plane.line_size
    data, whole = memoryview(plane), plane.height * stride
    if used == stride:
        return data[:whole]
    return b"".join(data[at : at + used] for at in range(0, whole, stride))
