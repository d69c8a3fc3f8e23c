"""Making whole pictures of interlaced ones, as many as there were."""

from collections import deque
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

import av
from av.filter import Graph
from av.video.frame import VideoFrame

_FILTER: Final = "bwdif"
_OPTIONS: Final = "mode=send_frame:parity=auto:deint=interlaced"


def deinterlaced(frames: Iterable[VideoFrame], time_base: Fraction) -> Iterator[VideoFrame]:
    """Yield frames with the lines between the fields filled in; one for each, in order.

    Args:
        frames: Frames of one size and format.
        time_base: The unit of their times, in seconds.
    """
    graph = Graph()
    times: deque[tuple[int | None, int]] = deque()
    for frame in frames:
        if not graph.configured:
            _set_up(graph, frame, time_base)
        times.append((frame.pts, frame.duration))
        graph.vpush(frame)
        yield from _pulled(graph, times, time_base)
    graph.vpush(None)
    yield from _pulled(graph, times, time_base)


def _set_up(graph: Graph, frame: VideoFrame, time_base: Fraction) -> None:
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=time_base
    )
    graph.link_nodes(source, graph.add(_FILTER, _OPTIONS), graph.add("buffersink")).configure()


def _pulled(
    graph: Graph, times: deque[tuple[int | None, int]], time_base: Fraction
) -> Iterator[VideoFrame]:
    """Yield what the filter gives now, with the times that went in: it counts in half units."""
    while True:
        try:
            frame = graph.vpull()
        except (av.BlockingIOError, av.EOFError):
            return
        frame.time_base = time_base
        frame.pts, frame.duration = times.popleft()
        yield frame
