"""A desk at a service that shows videos and keeps records of them, but makes no clips."""

from collections.abc import Sequence
from typing import Never, Protocol

from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE, BrowsesAssets, GivesFrames
from cliptui.clip.draft import Clip, Draft, NewDraft
from cliptui.errors import NotFound, RequestRefused


class ShowsVideos(BrowsesAssets, GivesFrames, Protocol):
    """A service that shows videos."""

    @property
    def label(self) -> str:
        """What the screen calls it."""


class WithoutClips:
    """Fulfils `ClipService` for a service that makes no clips: what is saved is refused.

    Args:
        service: The service.
    """

    def __init__(self, service: ShowsVideos) -> None:
        self._service = service

    @property
    def label(self) -> str:
        """What the screen calls it."""
        return self._service.label

    async def assets(
        self, *, query: str = "", order: str = NEWEST_FIRST, skip: int = 0, limit: int = PAGE_SIZE
    ) -> Sequence[Asset]:
        """Return one page of assets; see `BrowsesAssets`."""
        return await self._service.assets(query=query, order=order, skip=skip, limit=limit)

    async def asset(self, asset_id: str) -> Asset:
        """Return one asset; see `BrowsesAssets`."""
        return await self._service.asset(asset_id)

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        """Return the frame shown at a time; see `GivesFrames`."""
        return await self._service.frame(asset_id, ms, width_px)

    async def thumbs(self, asset_id: str, start_ms: int, stop_ms: int) -> Sequence[bytes]:
        """Return a small picture of every frame of a range; see `GivesFrames`."""
        return await self._service.thumbs(asset_id, start_ms, stop_ms)

    async def drafts(self) -> Sequence[Draft]:
        """Return no drafts."""
        return ()

    async def clips(self, draft_id: str | None = None) -> Sequence[Clip]:
        """Return no clips."""
        del draft_id
        return ()

    async def save_draft(self, draft: NewDraft) -> str:
        """Refuse a draft.

        Raises:
            RequestRefused: Always; the sentence says what can be done instead.
        """
        raise RequestRefused(
            f"{self.label} makes no clips of “{draft.title}”: write the marks to a file with e, or "
            "keep markers as chapters of the mediaclip with Y."
        )

    async def draft(self, draft_id: str) -> Draft:
        """Find no draft.

        Raises:
            NotFound: Always.
        """
        self._lacks(draft_id)

    async def delete_draft(self, draft_id: str) -> None:
        """Find no draft.

        Raises:
            NotFound: Always.
        """
        self._lacks(draft_id)

    async def clip(self, clip_id: str) -> Clip:
        """Find no clip.

        Raises:
            NotFound: Always.
        """
        self._lacks(clip_id)

    def _lacks(self, identifier: str) -> Never:
        raise NotFound(f"{self.label} keeps no drafts and makes no clips, so not {identifier}.")
