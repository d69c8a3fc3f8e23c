"""A service on which the whole job can be done, and what it may know of clocks."""

from typing import Protocol, runtime_checkable

from cliptui.clip.catalogue.making import KeepsDrafts, TellsOfClips
from cliptui.clip.catalogue.viewing import BrowsesAssets, GivesFrames


@runtime_checkable
class TellsClock(Protocol):
    """Knows how far the service's clock is from ours."""

    @property
    def clock_ahead_s(self) -> float:
        """Seconds by which the service's clock was ahead in its last answer; 0 if unknown."""


class ClipService(BrowsesAssets, GivesFrames, KeepsDrafts, TellsOfClips, Protocol):
    """A service on which the whole job can be done."""

    @property
    def label(self) -> str:
        """What the screen calls it: a folder's name or a host."""
