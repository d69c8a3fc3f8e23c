"""What a session works with: a service, and what is remembered of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from cliptui.clip.catalogue import ClipService
from cliptui.clip.draft import WatchedDraft
from cliptui.clip.pictures import KeepsPictures


class Memory(Protocol):
    """What is remembered between runs, kept apart by place."""

    def watched(self, place: str) -> Sequence[WatchedDraft]:
        """Return the drafts that were saved from here, the newest first."""

    def watch(self, place: str, draft: WatchedDraft) -> None:
        """Remember a draft, or its newer state."""

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
        pictures: Keeps pictures between runs, if anything does.
    """

    service: ClipService
    memory: Memory
    place: str
    now: Callable[[], float]
    pictures: KeepsPictures | None = None
