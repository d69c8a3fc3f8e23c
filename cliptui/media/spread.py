"""Which keyframes show a stretch of a file at a glance, and which of its cuts make scenes.

Known from the index alone, without PyAV.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from cliptui.clip.survey import moments_ms
from cliptui.media.index import FrameIndex

SHORTEST_SCENE_S: Final = Fraction(2)
"""What is shorter belongs to the scene before it."""

# A keyframe in 1080p takes some 10 ms, so that a guess about two minutes takes half a second.
_GUESS_EVERY_S: Final = Fraction(3)


def keyframe_numbers(index: FrameIndex) -> list[int]:
    """Return the keyframes that are shown, as frame indices, ascending.

    Of a file whose frames can only be counted these are the frames of the same place in the
    order of decoding, which is the same frame unless a group of pictures is open.
    """
    places = ((bisect_left(index.pts, stamp), stamp) for stamp in index.keyframes)
    end = len(index.pts)
    return [place for place, stamp in places if place < end and index.pts[place] == stamp]


def spread(index: FrameIndex, start_ms: int, stop_ms: int, count: int) -> list[int]:
    """Return the keyframes to show for moments that are spread evenly over a stretch.

    Args:
        index: The index of the file.
        start_ms: The first moment, in milliseconds from the start of the file.
        stop_ms: The end of the stretch, one step after the last moment.
        count: How many moments, 1 or more.

    Returns:
        For each moment the last keyframe that starts no later; the first one where there is none.
    """
    keyframes = keyframe_numbers(index) or [0]
    return nearest(keyframes, map(index.shown_at, moments_ms(start_ms, stop_ms, count)))


def guessing_keyframes(index: FrameIndex) -> list[int]:
    """Return the keyframes that are enough for a guess where scenes begin.

    All, unless they are dense; then one every three seconds, so that a film of nothing but
    keyframes need not be decoded as a whole.
    """
    keyframes = keyframe_numbers(index)
    unit = index.time_base
    if len(keyframes) <= (index.pts[-1] - index.pts[0]) * unit / _GUESS_EVERY_S:
        return keyframes
    slot = _GUESS_EVERY_S / unit
    slots = {(index.pts[number] - index.pts[0]) // slot: number for number in reversed(keyframes)}
    return sorted(slots.values())


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


def nearest(found: Sequence[int], wanted: Iterable[int]) -> list[int]:
    """Return what stands for each of the wanted: itself, or the last before it that was found.

    Args:
        found: Ascending, at least one; the first stands also for all before it.
        wanted: What is looked for among them.
    """
    return [found[max(0, bisect_right(found, number) - 1)] for number in wanted]
