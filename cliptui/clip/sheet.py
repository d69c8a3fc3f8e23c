"""The sheet: all that is marked on one asset, selections and markers alike.

It is what undo goes back to and what the journal keeps: everything on it was put there by the
person at the desk.
"""

from collections.abc import Container
from dataclasses import dataclass, replace

from cliptui.clip.selection import Marks, Selection


@dataclass(frozen=True, slots=True)
class Marker:
    """A frame worth coming back to.

    Attributes:
        frame: The frame.
        label: What is said of it; clean, and empty if nothing is.
    """

    frame: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The selections of an asset, one of them the current one, and its markers.

    Attributes:
        takes: In and out points in the order in which they were made, 1 or more; only the
            current one is ever without both.
        current: Which of them the keys work on, counted from 0.
        markers: Markers, ascending, at most one a frame.
    """

    takes: tuple[Marks, ...] = (Marks(),)
    current: int = 0
    markers: tuple[Marker, ...] = ()

    @classmethod
    def of(cls, *takes: Marks) -> "Sheet":
        """Return a sheet with these selections, the last one the current one."""
        return cls(takes or (Marks(),), max(0, len(takes) - 1))

    @property
    def marks(self) -> Marks:
        """The in and out points that the keys work on."""
        return self.takes[self.current]

    @property
    def selections(self) -> tuple[Selection, ...]:
        """The complete selections, in the order of the asset's time."""
        return tuple(take.selection() for take in self.takes_in_time if take.is_complete)

    @property
    def takes_in_time(self) -> tuple[Marks, ...]:
        """The takes in the order of the asset's time, those without an in point by their out."""
        return tuple(self.takes[index] for index in self._order)

    @property
    def place(self) -> int:
        """The place of the current selection in the order of the asset's time, from 0."""
        return self._order.index(self.current)

    def with_in(self, frame: int) -> "Sheet":
        """Set the in point; after the out point of a complete selection it starts the next."""
        if self.marks.ends_before(frame):
            return self.with_take(Marks(frame))
        return self.with_marks(self.marks.with_in(frame))

    def with_out(self, out_frame: int) -> "Sheet":
        """Set the out point of the current selection.

        Raises:
            BadSelection: It does not come after the in point.
        """
        return self.with_marks(self.marks.with_out(out_frame))

    def with_marks(self, marks: Marks) -> "Sheet":
        """Put other in and out points in the place of the current ones."""
        before, after = self.takes[: self.current], self.takes[self.current + 1 :]
        return replace(self, takes=(*before, marks, *after))

    def with_take(self, take: Marks) -> "Sheet":
        """Add a selection and make it the current one; it takes the place of unfinished marks."""
        if not self.marks.is_complete:
            return self.with_marks(replace(take, title=take.title or self.marks.title))
        return replace(self, takes=(*self.takes, take), current=len(self.takes))

    def without_current(self) -> "Sheet":
        """Take the current selection away; the one before it in time becomes the current one."""
        order = self._order
        place = order.index(self.current)
        order.remove(self.current)
        if not order:
            return replace(self, takes=(Marks(),), current=0)
        return self._left_for(order[max(0, place - 1)])

    def without(self, takes: Container[Marks]) -> "Sheet":
        """Take some selections away; the last one made of the rest becomes the current one.

        Args:
            takes: What to take away; the current one stays so if it is not among them.
        """
        left = tuple(take for take in self.takes if take not in takes)
        current = left.index(self.marks) if self.marks in left else max(0, len(left) - 1)
        return replace(self, takes=left or (Marks(),), current=current)

    def beside(self, steps: int) -> "Sheet":
        """Choose the selection some steps on in the order of time, at most the last or first.

        Marks that were left empty are not kept for coming back to.
        """
        order = self._order
        place = max(0, min(order.index(self.current) + steps, len(order) - 1))
        return self.choosing(order[place])

    def choosing(self, index: int) -> "Sheet":
        """Make one of the takes the current one; marks that were left empty are not kept."""
        if index != self.current and self.marks.is_empty:
            return self._left_for(index)
        return replace(self, current=index)

    def marker_at(self, frame: int) -> Marker | None:
        """Return the marker on a frame, if there is one."""
        return next((marker for marker in self.markers if marker.frame == frame), None)

    def with_marker(self, marker: Marker) -> "Sheet":
        """Put a marker on its frame, in the place of any that is there."""
        others = self.without_marker(marker.frame).markers
        return replace(self, markers=tuple(sorted((*others, marker), key=lambda m: m.frame)))

    def without_marker(self, frame: int) -> "Sheet":
        """Take the marker of a frame away."""
        return replace(self, markers=tuple(m for m in self.markers if m.frame != frame))

    def _left_for(self, chosen: int) -> "Sheet":
        """Take the current selection away and choose another one."""
        left = self.takes[: self.current] + self.takes[self.current + 1 :]
        return replace(self, takes=left, current=chosen - (chosen > self.current))

    @property
    def _order(self) -> list[int]:
        """The places of the takes, in the order of the asset's time."""
        return sorted(range(len(self.takes)), key=lambda index: _time_of(self.takes[index]))


def _time_of(marks: Marks) -> tuple[int, int]:
    """Return what a take is sorted by; one that is empty comes last."""
    known = [frame for frame in (marks.in_frame, marks.out_frame) if frame is not None]
    return (0, known[0]) if known else (1, 0)
