"""Asking Uplynk, or our own server that speaks as Uplynk does."""

from collections.abc import Callable

from cliptui.api.retrying import Retrying
from cliptui.api.transport import Transport
from cliptui.api.uplynk_library import UplynkLibrary
from cliptui.api.uplynk_line import UplynkLine
from cliptui.api.uplynk_survey import UplynkSurvey
from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE
from cliptui.clip.draft import Clip, Draft, NewDraft
from cliptui.clip.survey import Rgb, Scenes, Skimmed
from cliptui.wire.uplynk import assets, drafts, extensions
from cliptui.wire.uplynk.signature import Credentials


class UplynkService(UplynkLibrary):
    """A service with all abilities of `clip.catalogue`.

    What is as good done twice as once is asked again, signed anew, while that may help; all else
    only where it is known that it was not done.

    Args:
        transport: The way to the service.
        credentials: Who asks.
        label: What the screen calls the service.
        now: Returns the time in Unix seconds.
        nonce: Returns a random word, another one each time.
        retrying: How to ask again; as usual if None.
    """

    def __init__(
        self,
        transport: Transport,
        credentials: Credentials,
        *,
        label: str,
        now: Callable[[], float],
        nonce: Callable[[], str],
        retrying: Retrying | None = None,
    ) -> None:
        line = UplynkLine(transport, credentials, now=now, nonce=nonce, retrying=retrying)
        super().__init__(line)
        self._label = label
        self._survey = UplynkSurvey(line, self.frame, self.asset)

    @property
    def label(self) -> str:
        """What the screen calls it."""
        return self._label

    @property
    def clock_skew_s(self) -> float | None:
        """Seconds by which its clock is ahead of ours; see `TellsTime`."""
        return self._line.clock_skew_s

    async def assets(
        self, *, query: str = "", order: str = NEWEST_FIRST, skip: int = 0, limit: int = PAGE_SIZE
    ) -> tuple[Asset, ...]:
        """Return one page of assets; see `BrowsesAssets`."""
        response = await self._line.read(
            lambda credentials, stamp: assets.list_assets(
                credentials, stamp, query=query, order=order, skip=skip, limit=limit
            )
        )
        return assets.read_assets(response)

    async def asset(self, asset_id: str) -> Asset:
        """Return one asset; see `BrowsesAssets`."""
        response = await self._line.read(
            lambda credentials, stamp: assets.get_asset(credentials, stamp, asset_id)
        )
        return assets.read_asset(response)

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        """Return the frame shown at a time; see `GivesFrames`."""
        usable_px = width_px if self._line.has(extensions.PICTURES) else None
        response = await self._line.read(
            lambda credentials, stamp: assets.get_frame(
                credentials, stamp, asset_id, ms, width_px=usable_px
            )
        )
        return assets.read_frame(response)

    async def thumbs(self, asset_id: str, start_ms: int, stop_ms: int) -> tuple[bytes, ...]:
        """Return a small picture of every frame of a range; see `GivesFrames`."""
        small = self._line.has(extensions.PICTURES)
        response = await self._line.read(
            lambda credentials, stamp: assets.get_thumbs(
                credentials, stamp, asset_id, start_ms, stop_ms, small=small
            )
        )
        return assets.read_thumbs(response)

    async def save_draft(self, draft: NewDraft) -> str:
        """Save a draft and return its identifier; see `KeepsDrafts`.

        It is never sent again where it may have been saved: `jobs.publish` looks for it first.
        """
        response = await self._line.send(
            lambda credentials, stamp: drafts.save_draft(credentials, stamp, draft)
        )
        return drafts.read_saved(response)

    async def drafts(self) -> tuple[Draft, ...]:
        """Return all drafts, the newest first; see `KeepsDrafts`."""
        return drafts.read_drafts(await self._line.read(drafts.list_drafts))

    async def draft(self, draft_id: str) -> Draft:
        """Return one draft; see `KeepsDrafts`."""
        response = await self._line.read(
            lambda credentials, stamp: drafts.get_draft(credentials, stamp, draft_id)
        )
        return drafts.read_draft(response)

    async def delete_draft(self, draft_id: str) -> None:
        """Delete a draft; see `KeepsDrafts`."""
        response = await self._line.remove(
            lambda credentials, stamp: drafts.delete_draft(credentials, stamp, draft_id)
        )
        if response is not None:
            drafts.read_deleted(response)

    async def clips(self, draft_id: str | None = None) -> tuple[Clip, ...]:
        """Return clips, all or of one draft; see `TellsOfClips`."""
        response = await self._line.read(
            lambda credentials, stamp: drafts.list_clips(credentials, stamp, draft_id)
        )
        return drafts.read_clips(response)

    async def clip(self, clip_id: str) -> Clip:
        """Return one clip; see `TellsOfClips`."""
        response = await self._line.read(
            lambda credentials, stamp: drafts.get_clip(credentials, stamp, clip_id)
        )
        return drafts.read_clip(response)

    async def can_convert(self) -> bool:
        """Return whether this server waits to be asked; see `ConvertsDrafts`."""
        return await self._line.learn(extensions.CONVERT)

    async def convert_draft(self, draft_id: str) -> Clip:
        """Start to turn a draft into a clip, of which it has one; see `ConvertsDrafts`."""
        response = await self._line.read(
            lambda credentials, stamp: drafts.convert_draft(credentials, stamp, draft_id)
        )
        return drafts.read_clip(response)

    async def skim(
        self, asset_id: str, start_ms: int, stop_ms: int, count: int, width_px: int
    ) -> tuple[Skimmed, ...]:
        """Return a picture for each of some moments; see `SkimsFrames`."""
        return await self._survey.skim(asset_id, start_ms, stop_ms, count, width_px)

    async def colours(self, asset_id: str, count: int) -> tuple[Rgb, ...]:
        """Return the colour of each of some moments; see `SkimsFrames`."""
        return await self._survey.colours(asset_id, count)

    async def can_find_scenes(self) -> bool:
        """Return whether this server looks for scenes; see `FindsScenes`."""
        return await self._survey.can_find_scenes()

    async def scenes(self, asset_id: str) -> Scenes:
        """Return what is known of the scenes of an asset; see `FindsScenes`."""
        return await self._survey.scenes(asset_id)
