"""Fetching the seconds that a playhead will come to, before it does."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from cliptui.clip.playing import Run
from cliptui.jobs.frames import FrameFeed

AHEAD_S: Final = 3
"""Seconds of film that are fetched before the playhead, at the speed of the film or twice it."""

REST_S: Final = 0.1
_DECAY: Final = 0.9
"""How much sooner, after each rest, a service that was too slow is thought to answer now."""


async def fetch_ahead(
    feed: FrameFeed,
    asset_id: str,
    run: Callable[[], Run | None],
    now: Callable[[], float],
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Keep the thumbnails of the next seconds ready until the playhead stops.

    Seconds are fetched one after the other, so no more of them are under way or in memory than the
    feed holds anyhow: first the one that is shown, then always the next one that can be here in
    time, by how long the last one took. A service that takes longer for a second of film than it
    lasts at this speed is left alone for a while: single frames must do.

    Args:
        feed: Gives and keeps the pictures.
        asset_id: The asset.
        run: Returns the playhead under way; None once it has stopped.
        now: The clock of the run.
        rest: Waits some seconds.

    Raises:
        ServiceError: The service gives none.
    """
    last, took_s = run(), 0.0
    while (under_way := run()) is not None:
        if under_way is not last:
            last, took_s = under_way, 0.0  # it turns, or is faster: what is shown comes first again
        started_s = now()
        is_too_slow = took_s * abs(under_way.speed) > 1
        frame = None if is_too_slow else _missing(feed, asset_id, under_way, started_s, took_s)
        if frame is None:
            await rest(REST_S)
            took_s *= _DECAY
        else:
            await feed.warm(asset_id, under_way.timing, frame)
            if not feed.has_all(asset_id, [under_way.timing.start_ms(frame)]):
                return  # the service counts other frames: single ones will do
            took_s = now() - started_s
            await feed.flush()
            await rest(0)


def _missing(feed: FrameFeed, asset_id: str, run: Run, now_s: float, took_s: float) -> int | None:
    """Return a frame of the first second that is not here and can be in time."""
    speed, first = abs(run.speed), 1 if took_s else 0
    for second in range(first, AHEAD_S * max(1, speed // 2) + 1):
        frame = run.frame_at(now_s + took_s + second / speed)
        if not feed.has_all(asset_id, [run.timing.start_ms(frame)]):
            return frame
    return None
