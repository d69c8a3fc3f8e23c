"""How a clip can be cut, and what was done."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum

from cliptui.media.index import FrameIndex


class CutMode(StrEnum):
    """How a clip is cut; the words are those of the command line."""

    LOSSLESS = "lossless"
    """Exactly the frames that are asked for, copied; encoded anew where that cannot be done."""

    EXACT = "exact"
    """Exactly the frames that are asked for, encoded anew."""

    KEYFRAME = "keyframe"
    """Copied from the keyframe before the first frame to the one after the last."""


@dataclass(frozen=True, slots=True)
class CutReport:
    """What was done to make a clip.

    Attributes:
        mode: How it was cut; `EXACT` also where a copy was asked for and could not be made.
        frames: The frames of the source that it shows.
        preroll_frames: Frames before those that are in the file and are not shown.
        reason: Why it was encoded although a copy was asked for, to follow "not copied, since".
    """

    mode: CutMode
    frames: range
    preroll_frames: int = 0
    reason: str = ""


def keyframe_span(index: FrameIndex, frames: range) -> range:
    """Return the frames that a clip in the mode `KEYFRAME` shows, before it is cut.

    Args:
        index: The index of the source.
        frames: The frames that are asked for, without a step.
    """
    pts, keyframes = index.pts, index.keyframes
    before = bisect_right(keyframes, pts[frames.start])
    start = bisect_left(pts, keyframes[before - 1]) if before else 0
    after = bisect_right(keyframes, pts[frames.stop - 1])
    stop = bisect_left(pts, keyframes[after]) if after < len(keyframes) else len(pts)
    return range(start, stop)
