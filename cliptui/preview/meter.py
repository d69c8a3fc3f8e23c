"""What pictures take of the link: bytes and frames of the last seconds."""

from collections import deque
from dataclasses import dataclass
from typing import Final

SPAN_S: Final = 2.0
"""Rates are means over so long, and a cap is kept over every such span."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the pictures of the last two seconds took.

    Attributes:
        fps: Frames a second.
        bytes_per_s: Bytes a second.
    """

    fps: float = 0.0
    bytes_per_s: float = 0.0

    def __str__(self) -> str:
        """Write it for the header: `12 fps 34 kB/s`."""
        return f"{self.fps:.0f} fps {self.bytes_per_s / 1000:.0f} kB/s"


class Meter:
    """Counts what is written."""

    def __init__(self) -> None:
        self._written: deque[tuple[float, int]] = deque()
        self._bytes = 0

    def count(self, now_s: float, bytes_count: int) -> None:
        """Take note of a frame that is written now."""
        self._written.append((now_s, bytes_count))
        self._bytes += bytes_count

    def bytes_within_span(self, now_s: float) -> int:
        """Return how many bytes were written in the span that ends now."""
        while self._written and self._written[0][0] <= now_s - SPAN_S:
            self._bytes -= self._written.popleft()[1]
        return self._bytes

    def free_at(self, bytes_count: int) -> float | None:
        """Return when so many of the bytes counted now will have left the span; None if never."""
        for written_s, size in self._written:
            bytes_count -= size
            if bytes_count <= 0:
                return written_s + SPAN_S
        return None

    def figures(self, now_s: float) -> Figures:
        """Return the rates of the span that ends now."""
        total = self.bytes_within_span(now_s)
        return Figures(len(self._written) / SPAN_S, total / SPAN_S)
