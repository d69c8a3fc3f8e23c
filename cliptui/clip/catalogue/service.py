"""A service on which the whole job can be done, and what it may know of clocks."""

from typing import Protocol, runtime_checkable

from cliptui.clip.catalogue.making import KeepsDrafts, TellsOfClips
from cliptui.clip.catalogue.viewing import BrowsesAssets, GivesFrames


@runtime_checkable
class TellsTime(Protocol):
    """Tells what its clock shows, with each of its answers."""

    @property
    def clock_skew_s(self) -> float | None:
        """Seconds by which its clock is ahead of ours; None before it has answered."""


class ClipService(BrowsesAssets, GivesFrames, KeepsDrafts, TellsOfClips, Protocol):
    """A service on which the whole job can be done."""

    @property
    def label(self) -> str:
        """What the screen calls it: a folder's name or a host."""
