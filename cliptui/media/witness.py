"""Some frames of a file, decoded in a thread of their own."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Final

from av.video.frame import VideoFrame

from cliptui.media.index import FrameIndex
from cliptui.media.link import GivenUp
from cliptui.media.source import FrameSource

_BITS_PER_BYTE: Final = 8
_LOOK_EVERY_S: Final = 0.02
_WITNESSES: Final = 2
_LONG_WAY: Final = 64


class Witness:
    """Decodes frames of a file, and keeps a digest of the pixels of each.

    Two of them work beside each other: with few processors, or a short way to go, a decoder
    without threads of its own is then the quickest.

    Args:
        path: The file.
        index: Its index.
        places: Which frames, ascending.
        way: How many packets it takes to decode them.

    Attributes:
        packets: How many packets have gone into the decoder.
    """

    def __init__(self, path: Path, index: FrameIndex, places: Sequence[int], way: int) -> None:
        self.packets = 0
        self._path = path
        self._index = index
        self._places = places
        has_spare = (os.cpu_count() or 1) > _WITNESSES
        self._thread_type = "AUTO" if has_spare and way > _LONG_WAY else "NONE"
        self._is_given_up = False
        self._pool = ThreadPoolExecutor(1, "cliptui-witness")
        self._digests = self._pool.submit(self._look)

    def has_seen(self) -> bool:
        """Return whether all is decoded, or has failed, after waiting a moment for it."""
        return not wait((self._digests,), _LOOK_EVERY_S).not_done

    def digests(self) -> list[bytes]:
        """Return a digest of the pixels of each frame.

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

    def _look(self) -> list[bytes]:
        with closing(
            FrameSource(
                self._path,
                self._index,
                window_frames=1,
                thread_type=self._thread_type,
                pulse=self._pulse,
            )
        ) as source:
            return [digest_of(source.frame(place)) for place in self._places]

    def _pulse(self) -> None:
        self.packets += 1
        if self._is_given_up:
            raise GivenUp


def digest_of(frame: VideoFrame) -> bytes:
    """Return a digest of a frame's format, size and pixels, not of what fills up its lines."""
    digest = blake2b(f"{frame.format.name} {frame.width}×{frame.height}".encode(), digest_size=32)
    for number in range(len(frame.planes)):
        digest.update(_pixels(frame, number))
    return digest.digest()


def _pixels(frame: VideoFrame, number: int) -> bytes:
    """Return one plane of a frame, its lines one after the other."""
    plane = frame.planes[number]
    parts = [part for part in frame.format.components if part.plane == number]
    bytes_each = sum(-(-part.bits // _BITS_PER_BYTE) for part in parts)
    used, stride = min(plane.width * bytes_each, plane.line_size), plane.line_size
    data = memoryview(plane)
    return b"".join(data[at : at + used] for at in range(0, plane.height * stride, stride))
