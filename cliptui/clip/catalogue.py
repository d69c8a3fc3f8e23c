"""The abilities that a service can have, as Protocols.

No service has them all, so each ability stands alone; a service object has the abilities that
it has, and the screen shows what is there. The rooms above know a service by these only.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from cliptui.clip.asset import Asset
from cliptui.clip.draft import Clip, Draft, NewDraft

PAGE_SIZE = 100
"""Assets asked for at a time; the most that any service gives."""

NEWEST_FIRST = "-created"
"""The order of a list where nothing else is asked for."""


class BrowsesAssets(Protocol):
    """Lists and describes assets."""

    async def assets(
        self, *, query: str = "", order: str = NEWEST_FIRST, skip: int = 0, limit: int = PAGE_SIZE
    ) -> Sequence[Asset]:
        """Return one page of assets; a page shorter than `limit` is the last one.

        Args:
            query: The service's own query language; empty for all assets.
            order: Key to sort by, with `-` in front for descending.
            skip: Assets to leave out at the start.
            limit: Assets to return at most, 1 to 100.
        """

    async def asset(self, asset_id: str) -> Asset:
        """Return one asset, with all that the service knows of its timing.

        Raises:
            NotFound: There is no such asset.
        """


class GivesFrames(Protocol):
    """Gives pictures of assets."""

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        """Return the frame shown at a time, as an encoded picture (PNG or JPEG).

        Args:
            asset_id: The asset.
            ms: Milliseconds from the start of the asset.
            width_px: A width that is enough; a service may give more. None for all there is.
        """

    async def thumbs(self, asset_id: str, start_ms: int, stop_ms: int) -> Sequence[bytes]:
        """Return a small picture of every frame that starts in [start, stop).

        Args:
            asset_id: The asset.
            start_ms: Milliseconds from the start of the asset.
            stop_ms: At most 1000 more than `start_ms`.
        """


class KeepsDrafts(Protocol):
    """Keeps drafts of clips."""

    async def save_draft(self, draft: NewDraft) -> str:
        """Save a draft and return its identifier.

        Raises:
            RequestRefused: The service does not take it, and says why.
        """

    async def drafts(self) -> Sequence[Draft]:
        """Return all drafts, the newest first."""

    async def draft(self, draft_id: str) -> Draft:
        """Return one draft."""

    async def delete_draft(self, draft_id: str) -> None:
        """Delete a draft."""


class TellsOfClips(Protocol):
    """Tells what has become of drafts."""

    async def clips(self, draft_id: str | None = None) -> Sequence[Clip]:
        """Return clips, the newest first; of one draft only if it is named."""

    async def clip(self, clip_id: str) -> Clip:
        """Return one clip."""


@runtime_checkable
class ConvertsDrafts(Protocol):
    """Turns a saved draft into a clip on request; services of others cannot."""

    async def can_convert(self) -> bool:
        """Return whether this server has the ability and waits to be asked."""

    async def convert_draft(self, draft_id: str) -> Clip:
        """Start the conversion and return the clip that is being made."""


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
