"""Small pictures of frames that lie apart: skims where a service has them, else plain frames."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Sequence
from typing import Final

from cliptui.clip.catalogue import SkimsFrames
from cliptui.clip.survey import Skimmed
from cliptui.clip.timing import Timing
from cliptui.jobs.frames import FrameFeed

MAX_SKIMS: Final = 32
"""Stretches whose skims are kept in memory, some hundred kilobytes each."""

_SKIM_FROM_MS: Final = 2000
"""Frames that lie nearer to each other are asked for themselves: a skim gives those around."""

_AT_ONCE: Final = 3


class Glimpses:
    """Gives small pictures of some frames of an asset.

    Args:
        feed: Gives single frames, and knows the service.
    """

    def __init__(self, feed: FrameFeed) -> None:
        self._feed = feed
        self._skims: OrderedDict[tuple[object, ...], Sequence[Skimmed]] = OrderedDict()

    async def of(
        self, asset_id: str, timing: Timing, frames: Sequence[int], stop: int, width_px: int
    ) -> AsyncGenerator[tuple[int, bytes], None]:
        """Yield the picture of each frame with its place among them, as they come.

        Args:
            asset_id: The asset.
            timing: Its frames.
            frames: Which of them, ascending and evenly spread; one or more.
            stop: The boundary at which the stretch ends that they are spread over.
            width_px: A width that is enough.

        Yields:
            Place and encoded picture. Of frames far apart it is one near that frame, where there
            is one; else the frame itself, after what there was of it or before it.

        Raises:
            ServiceError: The service has none.
        """
        start_ms, stop_ms = timing.start_ms(frames[0]), timing.stop_ms(stop)
        service = self._feed.service
        is_far_apart = (stop_ms - start_ms) >= _SKIM_FROM_MS * len(frames)
        if is_far_apart and isinstance(service, SkimsFrames):
            key = (asset_id, start_ms, stop_ms, len(frames), width_px)
            if key not in self._skims:
                self._keep(
                    key, await service.skim(asset_id, start_ms, stop_ms, len(frames), width_px)
                )
            skims = self._skims[key]
            for place, skimmed in enumerate(skims):
                yield place, skimmed.picture
            most_off_ms = (stop_ms - start_ms) / len(frames) / 2
            wanted = [
                (place, frame)
                for place, (frame, skimmed) in enumerate(zip(frames, skims, strict=False))
                if abs(skimmed.ms - timing.start_ms(frame)) > most_off_ms
            ]
        else:
            wanted = list(enumerate(frames))
        async for found in self._plain(asset_id, timing, wanted, width_px):
            yield found

    async def _plain(
        self, asset_id: str, timing: Timing, wanted: Sequence[tuple[int, int]], width_px: int
    ) -> AsyncGenerator[tuple[int, bytes], None]:
        turns = asyncio.Semaphore(_AT_ONCE)

        async def one(place: int, frame: int) -> tuple[int, bytes]:
            async with turns:
                ms = timing.start_ms(frame)
                return place, await self._feed.exact(asset_id, ms, width_px)

        for place, frame in wanted:
            kept = self._feed.kept(asset_id, timing.start_ms(frame))
            if kept is not None and not kept.does_for(width_px):
                yield place, kept.encoded

        asked = [asyncio.create_task(one(*each)) for each in wanted]
        try:
            for next_one in asyncio.as_completed(asked):
                yield await next_one
        finally:
            for task in asked:  # one that fails ends all, and so does whoever looks away
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)

    def _keep(self, key: tuple[object, ...], skims: Sequence[Skimmed]) -> None:
        self._skims[key] = skims
        if len(self._skims) > MAX_SKIMS:
            self._skims.popitem(last=False)
