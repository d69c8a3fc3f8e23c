"""Pictures of frames, remembered and fetched ahead of the eye.

A picture is asked for by asset and millisecond. What was seen once is kept, within a bound;
and while the playhead rests, the thumbnails of the second around it are fetched in one
request, so that stepping through it needs no further ones.
"""

from collections import OrderedDict
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Final

from cliptui.clip.catalogue import GivesFrames
from cliptui.clip.timing import Timing, frames_within

MAX_KEPT_BYTES: Final = 32 * 1024 * 1024
"""Encoded pictures kept: some thousand thumbnails, or a few hundred frames."""

_SPAN_S: Final = Fraction(1)
_LONGEST_RANGE_MS: Final = 1000


@dataclass(frozen=True, slots=True)
class _Kept:
    """A picture that is kept, and the greatest width that it is known to be enough for."""

    encoded: bytes
    enough_px: float


class FrameFeed:
    """Gives pictures of frames of one service.

    Args:
        service: Where pictures come from.
        max_kept_bytes: Bound on the encoded pictures that are kept.
    """

    def __init__(self, service: GivesFrames, max_kept_bytes: int = MAX_KEPT_BYTES) -> None:
        self._service = service
        self._max_kept_bytes = max_kept_bytes
        self._kept: OrderedDict[tuple[str, int], _Kept] = OrderedDict()
        self._kept_bytes = 0

    async def picture(self, asset_id: str, ms: int, width_px: int) -> bytes:
        """Return the picture shown at a time, from memory if a thumbnail or enough is there.

        Args:
            asset_id: The asset.
            ms: Milliseconds from the start of the asset.
            width_px: A width that is enough.

        Returns:
            An encoded picture.

        Raises:
            ServiceError: The service has none.
        """
        key = (asset_id, ms)
        kept = self._kept.get(key)
        if kept is not None and width_px <= kept.enough_px:
            self._kept.move_to_end(key)
            return kept.encoded
        encoded = await self._service.frame(asset_id, ms, width_px)
        self._keep(key, _Kept(encoded, width_px))
        return encoded

    async def warm(self, asset_id: str, timing: Timing, frame: int) -> None:
        """Fetch the thumbnails of the second that a frame lies in, unless they are here.

        Args:
            asset_id: The asset.
            timing: Its frames.
            frame: The frame around which the eye is.

        Raises:
            ServiceError: The service has none.
        """
        frames = frames_within(timing, frame, _SPAN_S)
        wanted = [(asset_id, timing.start_ms(number)) for number in frames]
        if all(key in self._kept for key in wanted):
            return
        start_ms = timing.stop_ms(frames.start)
        stop_ms = min(timing.stop_ms(frames.stop), start_ms + _LONGEST_RANGE_MS)
        thumbs = await self._service.thumbs(asset_id, start_ms, stop_ms)
        if len(thumbs) != len(wanted):
            return  # the frames are not where they were taken to be: show none of them wrongly
        for key, encoded in zip(wanted, thumbs, strict=True):
            if key not in self._kept:
                self._keep(key, _Kept(encoded, inf))

    def _keep(self, key: tuple[str, int], picture: _Kept) -> None:
        replaced = self._kept.pop(key, None)  # a narrower one, or the same asked for twice at once
        self._kept_bytes -= len(replaced.encoded) if replaced else 0
        self._kept[key] = picture
        self._kept_bytes += len(picture.encoded)
        while self._kept_bytes > self._max_kept_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._kept_bytes -= len(oldest.encoded)
