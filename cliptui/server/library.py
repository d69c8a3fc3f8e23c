"""A folder of video files, and the clips made from them, as a library of assets."""

import asyncio
import os
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from cliptui.clip.asset import AssetState
from cliptui.clip.text import clean
from cliptui.errors import MediaError, NotFound
from cliptui.media.facts import MediaFile, VideoFacts
from cliptui.media.index import FrameIndex
from cliptui.server.library_files import (
    Content,
    LibraryAsset,
    clip_asset_id,
    file_asset_id,
    hex_digest,
    is_unchanged,
    look,
)
from cliptui.server.needs import LibraryLedger, Media
from cliptui.wire.uplynk.records import FrameFacts

__all__ = [
    "LIST_BUDGET_S",
    "Description",
    "Library",
    "LibraryAsset",
    "clip_asset_id",
    "file_asset_id",
]

LIST_BUDGET_S: Final = 5.0
"""How long a list waits for files that were never looked into; the next list goes on with them."""

_OPENED_FILES: Final = 16
_MS_PER_S: Final = 1000


@dataclass(frozen=True, slots=True)
class Description:
    """What is inside a file.

    Attributes:
        state: `READY`; `ERROR` for a file that cannot be decoded; `SLICING` while it is not
            known, since that is the API's word for an asset that is not ready yet.
        duration_s: Length in seconds; 0 unless it is ready.
        facts: Its frames, or why it cannot be decoded.
        video: What it is, if it can be decoded.
    """

    state: AssetState
    duration_s: float
    facts: FrameFacts
    video: VideoFacts | None = None


_UNKNOWN: Final = Description(AssetState.SLICING, 0.0, FrameFacts())


class Library:
    """The assets of one folder. Knows files by what it found, never by what a request says.

    Args:
        folder: The folder of video files.
        clips_folder: Where clips are written to.
        ledger: Knows which of the clips belong to this library, and what was changed about assets.
        media: Looks into files.
        now: Unix time in seconds: what deletes itself is gone from then on.
        shared: A folder that others share; None for none.
    """

    def __init__(
        self,
        folder: Path,
        clips_folder: Path,
        ledger: LibraryLedger,
        media: Media,
        *,
        now: Callable[[], float] = time.time,
        shared: Path | None = None,
    ) -> None:
        self.key = hex_digest("library", os.fsencode(os.path.realpath(folder)))
        self.clips_folder = Path(os.path.realpath(clips_folder))
        self._folder = folder
        self._ledger = ledger
        self._media = media
        self._now = now
        self._shared = shared
        self._files: dict[str, LibraryAsset] = {}
        self._described: dict[Content, Description] = {}
        self._opened: OrderedDict[Content, MediaFile] = OrderedDict()

    async def assets(self) -> tuple[LibraryAsset, ...]:
        """Look for files anew and return all assets.

        Raises:
            BadPlace: The folder is gone or cannot be read.
            StoreError: The ledger cannot be read.
        """
        clips = self._ledger.done_clips(self.key)
        looking = partial(look, self._folder, self.clips_folder, clips, self._files, self._shared)
        found = await asyncio.to_thread(looking)
        self._files = {asset.asset_id: asset for asset in found}
        contents = {asset.content for asset in found}
        self._described = {
            content: description
            for content, description in self._described.items()
            if content in contents
        }
        entries = {entry.asset_id: entry for entry in self._ledger.asset_entries(self.key)}
        amended = (asset.amended(entries.get(asset.asset_id)) for asset in found)
        return tuple(asset for asset in amended if not self._is_gone(asset))

    async def asset(self, asset_id: str) -> LibraryAsset:
        """Return one asset.

        Raises:
            NotFound: There is none of this id.
            BadPlace: The folder is gone or cannot be read.
        """
        asset = self._files.get(asset_id)
        if asset is None or not await asyncio.to_thread(is_unchanged, asset):
            await self.assets()
            asset = self._files.get(asset_id)
        if asset is not None:
            asset = asset.amended(self._ledger.asset_entry(self.key, asset_id))
        if asset is None or self._is_gone(asset):
            raise NotFound(f"There is no asset “{clean(asset_id, 40)}” in this library.")
        return asset

    async def asset_called(self, external_id: str) -> LibraryAsset:
        """Return the first asset of an external id.

        Raises:
            NotFound: There is none.
            BadPlace: The folder is gone or cannot be read.
        """
        for asset in await self.assets():
            if asset.external_id == external_id:
                return asset
        shown = clean(external_id, 40)
        raise NotFound(f"There is no asset of the external id “{shown}” in this library.")

    def file_behind(self, asset_id: str) -> LibraryAsset | None:
        """Return an asset as its file is, also if it was deleted; None if there is no file."""
        return self._files.get(asset_id)

    def _is_gone(self, asset: LibraryAsset) -> bool:
        now_ms = int(self._now() * _MS_PER_S)
        return asset.entry is not None and asset.entry.is_gone(now_ms)

    async def media_file(self, asset: LibraryAsset) -> MediaFile:
        """Return the frames of an asset; for the ones asked for last, without any wait.

        Raises:
            MediaError: The file cannot be decoded.
        """
        known = self._opened.pop(asset.content, None)
        opened = known or await self._media.describe(asset.path)
        self._opened[asset.content] = opened
        if len(self._opened) > _OPENED_FILES:
            self._opened.popitem(last=False)
        return opened

    def described(self, asset: LibraryAsset) -> Description:
        """Return what is known of a file without looking into it.

        Which frames are damaged shows when they are decoded, so that grows while it is looked at.
        """
        known = self._described.get(asset.content, _UNKNOWN)
        damaged = len(self._media.damaged(asset.path))
        if not damaged:
            return known
        facts = msgspec.structs.replace(known.facts, damaged_frames=damaged)
        return replace(known, facts=facts)

    async def describe(self, asset: LibraryAsset) -> Description:
        """Look into a file, unless that was done before."""
        if asset.content not in self._described:
            self._described[asset.content] = await self._look_into(asset)
        return self._described[asset.content]

    async def describe_all(self, assets: tuple[LibraryAsset, ...]) -> None:
        """Look into files one after the other, as far as one gets in `LIST_BUDGET_S`.

        One after the other, so that a request for a picture need not wait for all of them.
        """
        loop = asyncio.get_running_loop()
        end_s = loop.time() + LIST_BUDGET_S
        for asset in assets:
            if loop.time() >= end_s:
                return
            await self.describe(asset)

    async def _look_into(self, asset: LibraryAsset) -> Description:
        try:
            media_file = await self._media.describe(asset.path)
        except MediaError as error:
            reason = clean(str(error))
            return Description(AssetState.ERROR, 0.0, FrameFacts(reason=reason))
        return await asyncio.to_thread(_description, media_file)


def _description(media_file: MediaFile) -> Description:
    index: FrameIndex = media_file.index
    rate = index.rate
    facts = FrameFacts(
        frame_rate="" if rate is None else str(rate),
        frame_late=str(index.late) if rate is not None and index.late else "",
        frame_count=index.frame_count,
        frame_starts_ms=list(index.starts_ms) if rate is None else None,
        end_ms=index.end_ms,
    )
    return Description(AssetState.READY, index.end_ms / 1000, facts, media_file.facts)
