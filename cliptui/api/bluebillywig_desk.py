"""A desk over mediaclips: each draft is a new mediaclip, and its file is the clip."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE, BrowsesAssets, GivesFrames, KeepsRecords
from cliptui.clip.draft import Clip, Draft, NewDraft
from cliptui.clip.mediaclip import MediaClip, MediaClipEdit
from cliptui.errors import NotFound, RequestRefused
from cliptui.wire.bluebillywig import cuts

MAX_DRAFTS: Final = 500
"""Mediaclips that are looked through for drafts, the newest."""


class KeepsMediaClips(BrowsesAssets, GivesFrames, KeepsRecords, Protocol):
    """What the desk is made over; `api.bluebillywig.BlueBillywigService` is it."""

    @property
    def label(self) -> str:
        """What the screen calls it."""

    async def can_cut(self) -> bool:
        """Return whether the server cuts the files of new mediaclips."""


class BlueBillywigDesk:
    """Fulfils `ClipService` over mediaclips.

    What is saved becomes a mediaclip at once, with the status `draft`; the server cuts its file.
    One that cannot do so, as the vendor's own, is told of by a sentence.

    Args:
        service: The service.
        make_hex: Makes so many random bytes, written as hexadecimal digits.
    """

    def __init__(self, service: KeepsMediaClips, make_hex: Callable[[int], str]) -> None:
        self._service = service
        self._make_hex = make_hex

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

    async def save_draft(self, draft: NewDraft) -> str:
        """Create the mediaclip of a draft and return its identifier; see `KeepsDrafts`.

        It is never asked for a second time: `jobs.outbox` looks for it first.
        """
        if not await self._service.can_cut():
            raise RequestRefused(
                f"{self.label} makes no clips of “{draft.title}”: write the marks to a file with "
                "e, or keep markers as chapters of the mediaclip with Y."
            )
        source = await self._service.mediaclip(draft.asset_id)
        members = cuts.cut_members(draft, source, self._make_hex(4))
        return (await self._service.create_mediaclip(members)).mediaclip_id

    async def drafts(self) -> tuple[Draft, ...]:
        """Return the drafts among the newest mediaclips; see `KeepsDrafts`."""
        return tuple(draft for each in await self._newest() if (draft := cuts.draft_of(each)))

    async def draft(self, draft_id: str) -> Draft:
        """Return one draft; see `KeepsDrafts`."""
        return _draft(await self._service.mediaclip(draft_id))

    async def delete_draft(self, draft_id: str) -> None:
        """Delete a draft, which stops its cut; what is a clip by now stays; see `KeepsDrafts`."""
        clip = await self._service.mediaclip(draft_id)
        _draft(clip)
        if cuts.clip_of(clip).is_complete:
            edit = MediaClipEdit(tags=cuts.tags_without_draft(clip))
            await self._service.edit_mediaclip(clip, edit)
        else:
            await self._service.delete_mediaclip(draft_id)

    async def clips(self, draft_id: str | None = None) -> tuple[Clip, ...]:
        """Return clips, all or that of a draft; see `TellsOfClips`."""
        if draft_id is not None:
            return (await self.clip(draft_id),)
        return tuple(map(cuts.clip_of, filter(cuts.is_made_here, await self._newest())))

    async def clip(self, clip_id: str) -> Clip:
        """Return one clip; see `TellsOfClips`."""
        return cuts.clip_of(await self._service.mediaclip(clip_id))

    async def _newest(self) -> list[MediaClip]:
        found: list[MediaClip] = []
        while len(found) < MAX_DRAFTS:
            page = await self._service.mediaclips(skip=len(found), limit=PAGE_SIZE)
            found += page.mediaclips
            if len(page.mediaclips) < PAGE_SIZE:
                break
        return found


def _draft(clip: MediaClip) -> Draft:
    draft = cuts.draft_of(clip)
    if draft is None:
        raise NotFound(f"There is no draft “{clip.mediaclip_id}” here.")
    return draft
