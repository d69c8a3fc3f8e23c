"""Fetching the seconds that a playhead will come to, before it does."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from cliptui.clip.playing import Run
from cliptui.jobs.frames import FrameFeed

AHEAD_S: Final = 3
"""Seconds of film that are fetched before the playhead."""

MOST_SPEED_AHEAD: Final = 2
"""Above it most frames are left out: those that are shown are asked for one by one."""

REST_S: Final = 0.1


async def fetch_ahead(
    feed: FrameFeed,
    asset_id: str,
    run: Callable[[], Run | None],
    now: Callable[[], float],
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Keep the thumbnails of the next seconds ready until the playhead stops.

    Seconds are fetched one after the other, the next one first, so that no more of them are under
    way or in memory than the feed holds anyhow.

    Args:
        feed: Gives and keeps the pictures.
        asset_id: The asset.
        run: Returns the playhead under way; None once it has stopped.
        now: The clock of the run.
        rest: Waits some seconds.

    Raises:
        ServiceError: The service gives none.
    """
    while (under_way := run()) is not None:
        frame = _missing(feed, asset_id, under_way, now())
        if frame is None:
            await rest(REST_S)
        else:
            await feed.warm(asset_id, under_way.timing, frame)
            if not feed.has_all(asset_id, [under_way.timing.start_ms(frame)]):
                return  # the service counts other frames: single ones will do
            await feed.flush()
            await rest(0)


def _missing(feed: FrameFeed, asset_id: str, run: Run, now_s: float) -> int | None:
    """Return a frame of the first second ahead that is not here."""
    if abs(run.speed) > MOST_SPEED_AHEAD:
        return None
    for second in range(AHEAD_S + 1):
        frame = run.frame_at(now_s + second / abs(run.speed))
        if not feed.has_all(asset_id, [run.timing.start_ms(frame)]):
            return frame
    return None
