"""Clips chosen from the scenes of a film.

A clip begins with a scene and goes on, over the scenes that follow, until it is long enough; what
is too long is cut off. The film is divided into as many parts as clips are wanted, and each part
gives its best one: so clips come from all over the film, and those of the first parts are known
before the last scenes are. Parts without any leave their place to the best of the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from cliptui.clip.wishes import Wishes

_MS_PER_CLIP: Final = 20_000
_MOST: Final = 12
_IDEAL_MS: Final = 12_000


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of a film, in milliseconds from its start.

    Attributes:
        start_ms: Where it begins.
        stop_ms: Where it ends; after that.
    """

    start_ms: int
    stop_ms: int


def choose(cuts_ms: Sequence[int], known_ms: int, end_ms: int, wishes: Wishes) -> tuple[Span, ...]:
    """Return the clips that are certain, whatever scenes are still to come.

    Args:
        cuts_ms: When scenes begin, ascending, without 0.
        known_ms: Up to where all of them are known; `end_ms` once the whole film is.
        end_ms: The length of the film, 1 or more.
        wishes: Which clips are wanted.

    Returns:
        Clips in their order. None of them is gone, and none is changed, when more is known.
    """
    count = wishes.count or min(_MOST, ceil(end_ms / _MS_PER_CLIP))
    found, next_ms = _candidates(cuts_ms, known_ms, end_ms, wishes)
    chosen: list[Span] = []
    for part in range(count):
        first_ms, last_ms = part * end_ms // count, (part + 1) * end_ms // count
        here = [span for span in found if first_ms <= span.start_ms < last_ms]
        if here and next_ms >= last_ms:
            chosen.append(_ranked(here, wishes)[0])
    if known_ms >= end_ms:
        others = [span for span in found if span not in chosen]
        chosen += _ranked(others, wishes)[: count - len(chosen)]
    return tuple(sorted(chosen))


def _candidates(
    cuts_ms: Sequence[int], known_ms: int, end_ms: int, wishes: Wishes
) -> tuple[tuple[Span, ...], int]:
    """Return spans one after the other, each of them certain, and where the next one begins."""
    borders = [0, *(cut for cut in cuts_ms if 0 < cut < min(known_ms, end_ms))]
    if known_ms >= end_ms:
        borders.append(end_ms)
    spans = []
    start_ms = 0
    for border in borders[1:]:
        if border - start_ms >= wishes.shortest_ms:
            spans.append(Span(start_ms, min(border, start_ms + wishes.longest_ms)))
            start_ms = border
    if known_ms < end_ms:
        return tuple(spans), start_ms
    # A film that is shorter than any clip should be is one all the same.
    return tuple(spans) or (Span(0, end_ms),), end_ms


def _ranked(spans: Sequence[Span], wishes: Wishes) -> list[Span]:
    """Return the best first: those nearest to a good length, then the earlier ones."""
    ideal_ms = min(max(_IDEAL_MS, wishes.shortest_ms), wishes.longest_ms)
    return sorted(spans, key=lambda span: (abs(span.stop_ms - span.start_ms - ideal_ms), span))
