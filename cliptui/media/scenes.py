"""Where the scenes of a file begin."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Final

import av
from av.filter import Graph
from av.video.frame import VideoFrame

from cliptui.media.failures import reading
from cliptui.media.index import FrameIndex
from cliptui.media.opening import MAX_PIXELS, OpenVideo, open_video, packets, stamp_of

SHORTEST_SCENE_S: Final = Fraction(2)
"""What is shorter belongs to the scene before it."""

_SIZE: Final = "64:36"
_THRESHOLD: Final = "10"
_FOUND: Final = "lavfi.scd.time"
# What the deblocking changes is not seen at this size, and it takes a fifth of the time.
_DECODER: Final = {"max_pixels": str(MAX_PIXELS), "skip_loop_filter": "all"}


def find_scenes(path: Path, index: FrameIndex, is_cancelled: Callable[[], bool]) -> tuple[int, ...]:
    """Find the frames with which new scenes begin, by looking at every frame.

    Args:
        path: The file.
        index: Its index.
        is_cancelled: Asked before each frame whether to give up.

    Returns:
        Frame indices, ascending, without 0; what was found up to there if it was cancelled.

    Raises:
        Unreadable: It cannot be opened.
    """
    return _scenes(path, index, is_cancelled, only_keyframes=False)


def find_scenes_quickly(
    path: Path, index: FrameIndex, is_cancelled: Callable[[], bool]
) -> tuple[int, ...]:
    """Find keyframes with which new scenes seem to begin; for as long as nothing better is known.

    Most encoders put a keyframe at a hard cut; where they did not, the next one is given.

    Args:
        path: As for `find_scenes`.
        index: As for `find_scenes`.
        is_cancelled: Asked before each keyframe whether to give up.

    Raises:
        Unreadable: It cannot be opened.
    """
    return _scenes(path, index, is_cancelled, only_keyframes=True)


def merged(index: FrameIndex, cuts: Iterable[int]) -> tuple[int, ...]:
    """Leave out cuts that would make a scene too short.

    Args:
        index: The index of the file.
        cuts: Frame indices, ascending.
    """
    end = index.start + index.end
    kept: list[int] = []
    begins = index.pts[0] * index.time_base
    for cut in cuts:
        here = index.pts[cut] * index.time_base
        if here - begins >= SHORTEST_SCENE_S and end - here >= SHORTEST_SCENE_S:
            kept.append(cut)
            begins = here
    return tuple(kept)


def _scenes(
    path: Path, index: FrameIndex, is_cancelled: Callable[[], bool], *, only_keyframes: bool
) -> tuple[int, ...]:
    thread_type = "NONE" if only_keyframes else "AUTO"
    with closing(open_video(path, thread_type=thread_type)) as video, reading(path):
        video.stream.codec_context.options = dict(_DECODER)
        frames = _decoded(video, only_keyframes=only_keyframes)
        numbered = _numbered(index, frames)
        return merged(index, _cuts(video, numbered, is_cancelled))


def _decoded(video: OpenVideo, *, only_keyframes: bool) -> Iterator[VideoFrame]:
    """Yield the frames of a file; what cannot be decoded is left out."""
    has_started = False
    for packet in packets(video.container, video.stream):
        has_started = has_started or packet.is_keyframe
        is_wanted = packet.is_keyframe or not packet.size if only_keyframes else has_started
        if not is_wanted:
            continue
        try:
            yield from packet.decode()
        except av.FFmpegError:
            continue


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


def _cuts(
    video: OpenVideo, numbered: Iterable[tuple[int, VideoFrame]], is_cancelled: Callable[[], bool]
) -> Iterator[int]:
    graph = Graph()
    for number, frame in numbered:
        if is_cancelled():
            return
        if not graph.configured:
            _set_up(graph, video, frame)
        frame.pts = number
        graph.vpush(frame)
        yield from _found(graph)


def _set_up(graph: Graph, video: OpenVideo, frame: VideoFrame) -> None:
    source = graph.add_buffer(
        width=frame.width,
        height=frame.height,
        format=frame.format,
        time_base=video.stream.time_base,
    )
    scale = graph.add("scale", f"{_SIZE}:flags=fast_bilinear")
    detect = graph.add("scdet", f"threshold={_THRESHOLD}")
    graph.link_nodes(source, scale, detect, graph.add("buffersink")).configure()


def _found(graph: Graph) -> Iterator[int]:
    """Yield the numbers of the frames at hand that are unlike the ones before them."""
    while True:
        try:
            frame = graph.vpull()
        except (av.BlockingIOError, av.EOFError):
            return
        if _FOUND in frame.metadata and frame.pts is not None:
            yield frame.pts
