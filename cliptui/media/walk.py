"""Reading the index of a file.

The index is made from the packets alone, without decoding; it holds exactly the frames that a
decoding of the whole file would show.
"""

from array import array
from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Final

from cliptui.errors import Unreadable
from cliptui.media.failures import reading, shown_name
from cliptui.media.index import FrameIndex
from cliptui.media.opening import (
    OpenVideo,
    exact_fraction,
    is_mistimed,
    never_mind,
    packets,
    stamp_of,
    start_of,
    unit_of,
)
from cliptui.media.rates import constant_rate, grid_start
from cliptui.media.untried import open_packets

_LONE_FRAME: Final = Fraction(1, 25)
_PULSE_EVERY: Final = 256


def read_index(path: Path, pulse: Callable[[], None] = never_mind) -> FrameIndex:
    """Read the index of a file by walking through its packets.

    Args:
        path: The file.
        pulse: Called between packets; what it raises ends the walk.

    Raises:
        Unreadable: It cannot be opened, or holds no frame.
    """
    with closing(open_packets(path)) as video, reading(path):
        index = _index_of(video, pulse)
    if index is None:
        raise Unreadable(f"{shown_name(path)} holds no video: its video track is empty.")
    return index


def _index_of(video: OpenVideo, pulse: Callable[[], None]) -> FrameIndex | None:
    is_counted = is_mistimed(video.container, video.stream)
    walk = _Walk(video, pulse, is_counted=is_counted)
    if not walk.shown:
        return None
    pts = array("q", sorted(set(walk.shown)))
    unit = unit_of(video.stream)
    started = start_of(video.container)
    start = pts[0] * unit if started is None else min(started, pts[0] * unit)
    claimed = map(exact_fraction, (video.stream.average_rate, video.stream.base_rate))
    hints = [rate for rate in claimed if rate is not None]
    grid = grid_start(pts[0], unit, start)
    return FrameIndex(
        pts=pts,
        time_base=unit,
        start=start,
        keyframes=array("q", sorted(set(walk.keyframes))),
        end=pts[-1] * unit + _last_duration(pts, walk.last_duration, unit) - start,
        rate=constant_rate(pts, unit, grid, hints),
        late=grid - start,
        is_counted=is_counted,
    )


class _Walk:
    """What one walk through the packets of a video stream finds.

    Attributes:
        shown: When each frame is shown, in the order of decoding.
        keyframes: The same of the keyframes, hidden ones included.
        last_duration: How long the frame that is shown last says it lasts; 0 if it does not.
    """

    def __init__(self, video: OpenVideo, pulse: Callable[[], None], *, is_counted: bool) -> None:
        self.shown = array("q")
        self.keyframes = array("q")
        self.last_duration = 0
        last: int | None = None
        for number, packet in enumerate(packets(video.container, video.stream)):
            if not number % _PULSE_EVERY:
                pulse()
            stamp = packet.dts if is_counted else stamp_of(packet)
            if stamp is None:
                continue
            if packet.is_keyframe:
                self.keyframes.append(stamp)
            # What comes before the first keyframe cannot be decoded; what an edit list hides is
            # decoded but not shown.
            if not self.keyframes or packet.is_discard:
                continue
            self.shown.append(stamp)
            if last is None or stamp > last:
                last, self.last_duration = stamp, packet.duration or 0


def _last_duration(pts: "array[int]", claimed: int, unit: Fraction) -> Fraction:
    """Return how long the last frame is shown: as long as the one before, if nothing says."""
    if claimed > 0:
        return claimed * unit
    return (pts[-1] - pts[-2]) * unit if len(pts) > 1 else _LONE_FRAME
