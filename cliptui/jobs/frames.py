"""Pictures of frames, remembered and fetched ahead of the eye.

A picture is asked for by asset and millisecond. What was seen once is kept, within a bound, and
between runs where something keeps pictures; and while the playhead rests, the thumbnails of the
second around it are fetched in one request, so that stepping through it needs no further ones.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import GivesFrames
from cliptui.clip.pictures import KeepsPictures, KeptPicture
from cliptui.clip.timing import Timing, frames_within

MAX_KEPT_BYTES: Final = 32 * 1024 * 1024
"""Encoded pictures kept: some thousand thumbnails, or a few hundred frames."""

_MOST_UNWRITTEN: Final = 256
"""Pictures that wait to be kept between runs; older ones are not kept."""

_SPAN_S: Final = Fraction(1)
_LONGEST_RANGE_MS: Final = 1000


class FrameFeed:
    """Gives pictures of frames of one service.

    Args:
        service: Where pictures come from.
        max_kept_bytes: Bound on the encoded pictures that are kept in memory.
        disk: Keeps them between runs; None if nothing does.
    """

    def __init__(
        self,
        service: GivesFrames,
        max_kept_bytes: int = MAX_KEPT_BYTES,
        disk: KeepsPictures | None = None,
    ) -> None:
        self._service = service
        self._max_kept_bytes = max_kept_bytes
        self._disk = disk
        self._kept: OrderedDict[tuple[str, int], KeptPicture] = OrderedDict()
        self._kept_bytes = 0
        self._versions: dict[str, int] = {}
        self._unwritten: OrderedDict[tuple[str, int], KeptPicture] = OrderedDict()

    @property
    def service(self) -> GivesFrames:
        """Where pictures come from."""
        return self._service

    def learn_of(self, asset: Asset) -> None:
        """Take note of when an asset was last changed; its older pictures are forgotten.

        Only pictures of assets that were told of are kept between runs.
        """
        known = self._versions.get(asset.asset_id)
        if asset.changed_ms and known != asset.changed_ms:
            self._versions[asset.asset_id] = asset.changed_ms
            for key in [key for key in self._kept if known and key[0] == asset.asset_id]:
                self._kept_bytes -= len(self._kept.pop(key).encoded)
                self._unwritten.pop(key, None)

    def kept(self, asset_id: str, ms: int) -> KeptPicture | None:
        """Return the picture of a frame, of whatever size, if it is in memory."""
        return self._kept.get((asset_id, ms))

    async def picture(self, asset_id: str, ms: int, width_px: int) -> bytes:
        """Return the picture shown at a time, the one kept if a thumbnail or enough is there.

        Args:
            asset_id: The asset.
            ms: Milliseconds from the start of the asset.
            width_px: A width that is enough.

        Returns:
            An encoded picture.

        Raises:
            ServiceError: The service has none.
        """
        kept = await self._found(asset_id, ms)
        if kept is not None and (kept.is_thumbnail or kept.does_for(width_px)):
            return kept.encoded
        return await self._asked(asset_id, ms, width_px)

    async def exact(self, asset_id: str, ms: int, width_px: int) -> bytes:
        """Return the picture shown at a time; a thumbnail is not enough.

        Args:
            asset_id: The asset.
            ms: Milliseconds from the start of the asset.
            width_px: A width that is enough.

        Raises:
            ServiceError: The service has none.
        """
        kept = await self._found(asset_id, ms)
        if kept is not None and kept.does_for(width_px):
            return kept.encoded
        return await self._asked(asset_id, ms, width_px)

    async def warm(self, asset_id: str, timing: Timing, frame: int) -> None:
        """Have the thumbnails of the second that a frame lies in, unless they are here.

        Args:
            asset_id: The asset.
            timing: Its frames.
            frame: The frame around which the eye is.

        Raises:
            ServiceError: The service has none.
        """
        frames = frames_within(timing, frame, _SPAN_S)
        wanted = [timing.start_ms(number) for number in frames]
        if self.has_all(asset_id, wanted) or await self._find_all(asset_id, wanted):
            return
        start_ms = timing.stop_ms(frames.start)
        stop_ms = min(timing.stop_ms(frames.stop), start_ms + _LONGEST_RANGE_MS)
        thumbs = await self._service.thumbs(asset_id, start_ms, stop_ms)
        if len(thumbs) != len(wanted):
            return  # the frames are not where they were taken to be: show none of them wrongly
        for ms, encoded in zip(wanted, thumbs, strict=True):
            if (asset_id, ms) not in self._kept:
                self._keep((asset_id, ms), KeptPicture(encoded), is_new=True)

    def has_all(self, asset_id: str, moments_ms: Sequence[int]) -> bool:
        """Whether pictures of some moments are in memory, of whatever size."""
        return all((asset_id, ms) in self._kept for ms in moments_ms)

    async def flush(self) -> None:
        """Keep what is new between runs, where something does."""
        by_asset: dict[str, dict[str, KeptPicture]] = {}
        while self._unwritten:
            (asset_id, ms), picture = self._unwritten.popitem()
            by_asset.setdefault(asset_id, {})[str(ms)] = picture
        for asset_id, pictures in by_asset.items():
            if self._disk is not None:
                version = self._versions[asset_id]
                await asyncio.to_thread(self._disk.write, asset_id, version, pictures)

    async def _asked(self, asset_id: str, ms: int, width_px: int) -> bytes:
        encoded = await self._service.frame(asset_id, ms, width_px)
        self._keep((asset_id, ms), KeptPicture(encoded, width_px), is_new=True)
        return encoded

    async def _found(self, asset_id: str, ms: int) -> KeptPicture | None:
        """Return what is kept of a moment, in memory or else between runs."""
        key = (asset_id, ms)
        if key not in self._kept:
            await self._find_all(asset_id, [ms])
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    async def _find_all(self, asset_id: str, moments_ms: Sequence[int]) -> bool:
        """Bring what is kept between runs into memory; return whether that is all of it."""
        version = self._versions.get(asset_id)
        if self._disk is None or version is None:
            return False
        names = {str(ms): ms for ms in moments_ms if (asset_id, ms) not in self._kept}
        found = await asyncio.to_thread(self._disk.read, asset_id, version, list(names))
        for name, kept in found.items():
            if (asset_id, names[name]) not in self._kept:
                self._keep((asset_id, names[name]), kept)
        return self.has_all(asset_id, moments_ms)

    def _keep(self, key: tuple[str, int], picture: KeptPicture, *, is_new: bool = False) -> None:
        replaced = self._kept.pop(key, None)  # a narrower one, or the same asked for twice at once
        self._kept_bytes -= len(replaced.encoded) if replaced else 0
        self._kept[key] = picture
        self._kept_bytes += len(picture.encoded)
        if is_new and self._disk is not None and key[0] in self._versions:
            self._unwritten[key] = picture
            if len(self._unwritten) > _MOST_UNWRITTEN:
                self._unwritten.popitem(last=False)
        while self._kept_bytes > self._max_kept_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._kept_bytes -= len(oldest.encoded)
