"""Letters that lead to any frame: each chooses a part of the asset, then a part of that part."""

from dataclasses import dataclass, replace
from typing import Final

from cliptui.clip.selection import Selection

LETTERS: Final = "asdfghjklqwertyuiopzxcvbnm"
"""The letters of the parts, those under the fingers first."""

LEAST_PARTS: Final = 12
"""With so many parts at least, `h` and five letters lead to any frame of two hours."""


@dataclass(frozen=True, slots=True)
class Hints:
    """A stretch of an asset, divided into parts that have a letter each.

    Attributes:
        span: The stretch.
        most_parts: How many parts there may be, 2 to 26; frames are never divided.
        above: The stretches that it was chosen from, the whole asset first.
    """

    span: Selection
    most_parts: int
    above: tuple[Selection, ...] = ()

    @property
    def starts(self) -> tuple[int, ...]:
        """The first frame of each part."""
        count = min(self.most_parts, self.span.frame_count)
        return tuple(
            self.span.in_frame + self.span.frame_count * place // count for place in range(count)
        )

    @property
    def letters(self) -> str:
        """The letter of each part."""
        return LETTERS[: len(self.starts)]

    @property
    def is_frames(self) -> bool:
        """Whether each part is a single frame, so that there is nothing deeper."""
        return len(self.starts) == self.span.frame_count

    def place_of(self, frame: int) -> int | None:
        """Return which part holds a frame; None if it lies elsewhere."""
        if not self.span.in_frame <= frame < self.span.out_frame:
            return None
        return sum(start <= frame for start in self.starts) - 1

    def deeper(self, letter: str) -> "Hints | None":
        """Return what a letter leads to; None if no part has it."""
        place = self.letters.find(letter) if len(letter) == 1 else -1
        if place < 0:
            return None
        edges = (*self.starts, self.span.out_frame)
        chosen = Selection(edges[place], edges[place + 1])
        return replace(self, span=chosen, above=(*self.above, self.span))

    def higher(self) -> "Hints":
        """Return the stretch that this one was chosen from; the same one at the top."""
        if not self.above:
            return self
        *above, span = self.above
        return replace(self, span=span, above=tuple(above))


def most_letters(frame_count: int, parts: int) -> int:
    """Return how many letters lead to any frame of an asset, in the worst case.

    Args:
        frame_count: Number of its frames, 1 or more.
        parts: How many parts each stretch is divided into, 2 or more.
    """
    letters, left = 0, frame_count
    while left > 1:
        left = -(-left // min(parts, left))  # the longest part, as the division leaves it
        letters += 1
    return letters
