"""Suggestions: clips that somebody or something else proposes, and the way through them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from cliptui.clip.selection import Selection


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A clip that is proposed.

    Attributes:
        selection: Its frames.
        title: What it could be called; clean, and empty if nothing is proposed.
        origin: What it was made from, as the screen says it: `chapter`, `scene`, `auto clip`.
    """

    selection: Selection
    title: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The suggestions for an asset, and the one that is looked at.

    Attributes:
        items: In the order of the asset's time, no two for the same frames.
        chosen: The one that was gone to last, if any.
    """

    items: tuple[Suggestion, ...] = ()
    chosen: Suggestion | None = None

    @classmethod
    def of(cls, suggestions: Iterable[Suggestion]) -> "Suggestions":
        """Put suggestions in order.

        Of those for the same frames only the first is kept: give the source that knows a title
        before one that does not.
        """
        by_frames: dict[Selection, Suggestion] = {}
        for suggestion in suggestions:
            by_frames.setdefault(suggestion.selection, suggestion)
        return cls(tuple(sorted(by_frames.values(), key=_place)))

    def after(self, frame: int) -> "Suggestions":
        """Choose the next one behind a frame, or behind the chosen one if that starts there.

        None is chosen if there is no more.
        """
        here = self._chosen_at(frame)
        later = (
            each
            for each in self.items
            if (each.selection.in_frame > frame if here is None else _place(each) > _place(here))
        )
        return replace(self, chosen=next(later, None))

    def before(self, frame: int) -> "Suggestions":
        """Choose the last one before a frame, or before the chosen one if that starts there."""
        here = self._chosen_at(frame)
        earlier = (
            each
            for each in reversed(self.items)
            if (each.selection.in_frame < frame if here is None else _place(each) < _place(here))
        )
        return replace(self, chosen=next(earlier, None))

    def at(self, frame: int) -> Suggestion | None:
        """Return the one that is meant at a frame: the chosen one, else the shortest around it."""
        around = [each for each in self.items if _holds(each, frame)]
        if self.chosen in around:
            return self.chosen
        return min(around, key=lambda each: each.selection.frame_count, default=None)

    def _chosen_at(self, frame: int) -> Suggestion | None:
        if self.chosen is not None and self.chosen.selection.in_frame == frame:
            return self.chosen
        return None


def stretches(boundaries: Iterable[int], frame_count: int) -> tuple[Selection, ...]:
    """Return the stretches that boundaries part an asset into: scenes, by their changes.

    Args:
        boundaries: First frames of stretches; those outside the asset are left out.
        frame_count: Number of frames of the asset, 1 or more.
    """
    inside = {boundary for boundary in boundaries if 0 < boundary < frame_count}
    cuts = [0, *sorted(inside), frame_count]
    return tuple(Selection(start, stop) for start, stop in pairwise(cuts))


def between_breaks(breaks: Iterable[Selection], frame_count: int) -> tuple[Selection, ...]:
    """Return what is left of an asset without its breaks, in order."""
    left: list[Selection] = []
    start = 0
    for each in sorted(breaks, key=lambda selection: selection.in_frame):
        stop = min(each.in_frame, frame_count)
        if start < stop:
            left.append(Selection(start, stop))
        start = max(start, each.out_frame)
    if start < frame_count:
        left.append(Selection(start, frame_count))
    return tuple(left)


def _place(suggestion: Suggestion) -> tuple[int, int]:
    return suggestion.selection.in_frame, suggestion.selection.out_frame


def _holds(suggestion: Suggestion, frame: int) -> bool:
    return suggestion.selection.in_frame <= frame < suggestion.selection.out_frame
