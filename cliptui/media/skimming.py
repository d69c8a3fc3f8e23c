"""Keyframes alone, in one pass: what is needed to see a film at a glance.

Only the packets of the wanted keyframes are decoded. Where the next one is far away the file is
searched for it, elsewhere it is read through.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from av.video.frame import VideoFrame
from PIL import Image

from cliptui.errors import UndecodableFrame
from cliptui.media.arriving import FAR_FRAMES, Packets, arriving, decoded, flushed, rewound
from cliptui.media.failures import reading, shown_name
from cliptui.media.index import FrameIndex
from cliptui.media.opening import OpenVideo, exact_fraction, open_video, packets, stamp_of
from cliptui.media.pictures import PictureFormat, encode
from cliptui.media.rendering import Renderer


@dataclass(frozen=True, slots=True)
class Look:
    """How keyframes are to look.

    Attributes:
        width_px: The width of the pictures, unless the frame is smaller.
        picture: How to encode them; None for the mean colour alone, in three bytes.
    """

    width_px: int
    picture: PictureFormat | None

    def of(self, image: Image.Image) -> bytes:
        """Return how a picture looks."""
        if self.picture is not None:
            return encode(image, self.picture)
        return image.resize((1, 1), Image.Resampling.BOX).tobytes()


def skim(
    path: Path, index: FrameIndex, numbers: Sequence[int], look: Look, pulse: Callable[[], None]
) -> dict[int, bytes]:
    """Return how keyframes look, in ascending order; what is damaged is left out.

    Args:
        path: The file.
        index: Its index.
        numbers: Keyframes as frame indices, ascending, each once.
        look: How they are to look.
        pulse: Called between packets; what it raises ends the work.

    Raises:
        UndecodableFrame: None of them can be decoded.
        Unreadable: The file cannot be read any more.
    """
    with closing(open_video(path, thread_type="NONE")) as video, reading(path):
        aspect = exact_fraction(video.stream.sample_aspect_ratio) or Fraction(1)
        renderer = Renderer(aspect)
        found = {
            number: look.of(renderer.render(frame, look.width_px))
            for number, frame in keyframes(video, index, numbers, pulse)
        }
    if not found:
        raise UndecodableFrame(
            f"No keyframe of {shown_name(path)} can be decoded: the file is damaged."
        )
    return dict(sorted(found.items()))


def keyframes(
    video: OpenVideo, index: FrameIndex, numbers: Sequence[int], pulse: Callable[[], None]
) -> Iterator[tuple[int, VideoFrame]]:
    """Yield keyframes behind their numbers; those that cannot be decoded are left out.

    Args:
        video: The file, just opened.
        index: Its index.
        numbers: Keyframes as frame indices, ascending, each once.
        pulse: Called between packets.
    """
    if index.is_counted:
        yield from _counted(video, frozenset(numbers), pulse)
        return
    wanted = {index.pts[number]: number for number in numbers}
    for run in _runs(numbers):
        last = index.pts[run[-1]]
        coming = arriving(video, index, run[0])
        if coming is None:  # then the rest is read through, and not searched again and again
            coming, last = rewound(video, index), index.pts[numbers[-1]]
        for frame in _keyframes_of(video, coming, wanted, last, pulse):
            stamp = stamp_of(frame)
            if stamp in wanted:
                yield wanted.pop(stamp), frame
        if last == index.pts[numbers[-1]]:
            return


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Part keyframes where the next one is far away."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number - runs[-1][-1] <= FAR_FRAMES:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _keyframes_of(
    video: OpenVideo,
    coming: Packets,
    wanted: dict[int, int],
    last: int,
    pulse: Callable[[], None],
) -> Iterator[VideoFrame]:
    for packet in coming:
        pulse()
        if not packet.is_keyframe:
            continue
        stamp = stamp_of(packet)
        if stamp in wanted:
            yield from decoded(packet)
        if stamp is not None and stamp >= last:
            break
    yield from flushed(video)


def _counted(
    video: OpenVideo, wanted: frozenset[int], pulse: Callable[[], None]
) -> Iterator[tuple[int, VideoFrame]]:
    """Decode a file from its start, since nothing else tells the places of its frames."""
    number = 0
    for packet in packets(video.container, video.stream):
        pulse()
        for frame in decoded(packet):
            if number in wanted:
                yield number, frame
            number += 1
