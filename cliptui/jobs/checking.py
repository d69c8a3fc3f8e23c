"""Comparing a finished clip with what was marked: its length, its first and its last frame."""

import asyncio
from typing import Final

from cliptui.clip.draft import WatchedDraft
from cliptui.clip.selection import Selection
from cliptui.clip.timing import Timing
from cliptui.clip.verdict import ClipVerdict
from cliptui.jobs.bench import Bench
from cliptui.jobs.rates import timing_of

_WIDTH_PX: Final = 160
_OTHER_PICTURE: Final = 24.0
"""Levels of 255 by which pictures differ that no encoder made of each other."""

_NOISE: Final = 1.0
"""Levels by which an encoder may change a picture without its being another one."""

_CLEARLY: Final = 2
"""How many times nearer a neighbour must be to count as the frame that is really shown."""


async def check_clip(bench: Bench, draft: WatchedDraft) -> ClipVerdict:
    """Compare a finished clip with the asset that it was cut from.

    A frame is wrong where the source's next or previous frame is clearly more like it, or where
    it is like none of the three.

    Args:
        bench: Where both are.
        draft: A draft that is done.

    Raises:
        ServiceError: The clip or its source cannot be shown.
        BadPicture: A service sent something that is no picture.
    """
    source = await bench.service.asset(draft.asset_id)
    clip = await bench.service.asset(draft.clip_asset_id)
    timing, clip_timing = await timing_of(bench, source), await timing_of(bench, clip)
    marked = Selection(timing.boundary_near(draft.start_ms), timing.boundary_near(draft.stop_ms))
    last = clip_timing.frame_count - 1
    shown = [await _picture(bench, clip.asset_id, clip_timing, at) for at in (0, last)]
    first_is_right, last_is_right = [
        await _is_shown(bench, source.asset_id, timing, frame, picture)
        for frame, picture in zip((marked.in_frame, marked.out_frame - 1), shown, strict=True)
    ]
    return ClipVerdict(clip_timing.frame_count, marked.frame_count, first_is_right, last_is_right)


async def _is_shown(
    bench: Bench, asset_id: str, timing: Timing, frame: int, picture: bytes
) -> bool:
    """Tell whether a picture shows a frame of an asset, and neither of its neighbours."""
    there = await _unlikeness(bench, asset_id, timing, frame, picture)
    if there <= _NOISE:
        return True
    beside = [
        await _unlikeness(bench, asset_id, timing, other, picture)
        for other in (frame - 1, frame + 1)
        if 0 <= other < timing.frame_count
    ]
    return there < _OTHER_PICTURE and all(there <= other * _CLEARLY for other in beside)


async def _unlikeness(
    bench: Bench, asset_id: str, timing: Timing, frame: int, picture: bytes
) -> float:
    source = await _picture(bench, asset_id, timing, frame)
    return await asyncio.to_thread(_difference, source, picture)


def _difference(first: bytes, second: bytes) -> float:
    from cliptui.preview.likeness import difference  # noqa: PLC0415  loads Pillow

    return difference(first, second)


async def _picture(bench: Bench, asset_id: str, timing: Timing, frame: int) -> bytes:
    return await bench.service.frame(asset_id, timing.start_ms(frame), _WIDTH_PX)
