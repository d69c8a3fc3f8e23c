"""What a session works with: a service, and what is remembered of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from cliptui.clip.catalogue import ClipService
from cliptui.clip.draft import WatchedDraft
from cliptui.errors import ReadOnly


class Memory(Protocol):
    """What is remembered between runs, kept apart by place."""

    def watched(self, place: str) -> Sequence[WatchedDraft]:
        """Return the drafts that were saved from here, the newest first."""

    def watch(self, place: str, draft: WatchedDraft) -> None:
        """Remember a draft, or its newer state."""

    def unwatch(self, place: str, draft_id: str) -> None:
        """Forget a draft; nothing happens if it is not known."""

    def frame_rate(self, place: str, asset_id: str) -> Fraction | None:
        """Return the frame rate that was once proved for an asset."""

    def remember_frame_rate(self, place: str, asset_id: str, fps: Fraction) -> None:
        """Remember a proved frame rate."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A service at work, and what is remembered of it.

    Attributes:
        service: The service.
        memory: What is remembered between runs.
        place: The name under which it is remembered: a folder's path or a URL.
        now: The clock, in Unix seconds.
        is_read_only: Whether nothing may be saved, converted or deleted from here.
    """

    service: ClipService
    memory: Memory
    place: str
    now: Callable[[], float]
    is_read_only: bool = False

    def check_writable(self) -> None:
        """Make sure that something may be changed.

        Raises:
            ReadOnly: Nothing may be.
        """
        if self.is_read_only:
            raise ReadOnly("This desk is read-only: nothing is saved or deleted. Marks can be set.")
