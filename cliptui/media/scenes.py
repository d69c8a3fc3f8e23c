"""Where a file is cut: which of its frames are unlike the ones before them."""

from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import count, dropwhile
from pathlib import Path
from typing import Final

from av.filter import Graph
from av.video.frame import VideoFrame

from cliptui.media.arriving import Packets, arriving, decoded, rewound
from cliptui.media.failures import reading
from cliptui.media.index import FrameIndex
from cliptui.media.opening import MAX_PIXELS, OpenVideo, never_mind, open_video, packets, stamp_of
from cliptui.media.skimming import keyframes
from cliptui.media.spread import guessing_keyframes

_SIZE: Final = "64:36"
_THRESHOLD: Final = "10"
_FOUND: Final = "lavfi.scd.time"
# Measured with H.264: without the loop filter decoding takes a fifth less time, and every cut of
# the demo library stays where it is, since what that filter smooths is not seen at this size.
# VP9 takes no notice.
_DECODER: Final = {"max_pixels": str(MAX_PIXELS), "skip_loop_filter": "all"}
# A frame is held against the one before it, and their difference against the one before that.
_LEAD: Final = 2


def look_through(
    path: Path, index: FrameIndex, numbers: range, *, quickly: bool = False
) -> Generator[tuple[int, bool]]:
    """Look at the frames of a file, and yield of each its number and whether a scene begins.

    Close the iterator to give up.

    Args:
        path: The file.
        index: Its index.
        numbers: The frames to look at, without a step.
        quickly: Whether to look at keyframes only, and not at all of them where they are dense;
            for as long as nothing better is known. Most encoders put a keyframe at a hard cut;
            where they did not, the next one is given.

    Raises:
        Unreadable: It cannot be opened.
    """
    thread_type = "NONE" if quickly else "AUTO"
    with closing(open_video(path, thread_type=thread_type)) as video, reading(path):
        video.stream.codec_context.options = dict(_DECODER)
        if quickly:
            frames = keyframes(video, index, guessing_keyframes(index), never_mind)
        else:
            frames = _numbered_from(video, index, max(0, numbers.start - _LEAD))
        for number, is_cut in _compared(video, frames):
            if number >= numbers.stop:
                return
            if number >= numbers.start:
                yield number, is_cut


def _numbered_from(
    video: OpenVideo, index: FrameIndex, first: int
) -> Iterator[tuple[int, VideoFrame]]:
    """Yield the frames from one on; none are missed, wherever a search for it lands."""
    if index.is_counted:
        coming = packets(video.container, video.stream)
    else:
        coming = arriving(video, index, first) or rewound(video, index)
    numbered = _numbered(index, _decoded(coming))
    return (pair for pair in numbered if pair[0] >= first)


def _decoded(coming: Packets) -> Iterator[VideoFrame]:
    """Yield frames from the first keyframe on; what cannot be decoded is left out."""
    for packet in dropwhile(lambda packet: not packet.is_keyframe, coming):
        yield from decoded(packet)


def _numbered(index: FrameIndex, frames: Iterable[VideoFrame]) -> Iterator[tuple[int, VideoFrame]]:
    """Yield frames with their numbers; those that are not shown are left out."""
    if index.is_counted:
        yield from zip(count(), frames)
        return
    for frame in frames:
        stamp = stamp_of(frame)
        place = len(index.pts) if stamp is None else bisect_left(index.pts, stamp)
        if place < len(index.pts) and index.pts[place] == stamp:
            yield place, frame


def _compared(
    video: OpenVideo, numbered: Iterable[tuple[int, VideoFrame]]
) -> Iterator[tuple[int, bool]]:
    graph = Graph()
    # Its share of the work is small, and threads that wait for each other cost more than they do.
    graph.threads = 1
    for number, frame in numbered:
        if not graph.configured:
            _set_up(graph, video, frame)
        frame.pts = number
        graph.vpush(frame)
        yield number, _FOUND in graph.vpull().metadata


def _set_up(graph: Graph, video: OpenVideo, frame: VideoFrame) -> None:
    source = graph.add_buffer(
        width=frame.width,
        height=frame.height,
        format=frame.format,
        time_base=video.stream.time_base,
    )
    scale = graph.add("scale", f"{_SIZE}:flags=fast_bilinear")
    grey = graph.add("format", "gray")  # nothing else is compared
    detect = graph.add("scdet", f"threshold={_THRESHOLD}")
    graph.link_nodes(source, scale, grey, detect, graph.add("buffersink")).configure()
