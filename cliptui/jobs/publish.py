"""Saving a selection as a draft, and following it until it is a clip."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Final

from cliptui.clip.asset import Asset
from cliptui.clip.desk import Desk
from cliptui.clip.draft import Clip, DraftState, NewDraft, WatchedDraft
from cliptui.clip.selection import Selection
from cliptui.clip.timing import Timing
from cliptui.clip.titles import title_of
from cliptui.errors import NotFound, ServiceBusy, Unreachable
from cliptui.jobs.bench import Bench

FIRST_WAIT_S: Final = 0.25
PROGRESS_WAIT_S: Final = 0.5
LONGEST_WAIT_S: Final = 15.0
WAIT_GROWTH: Final = 1.5

Sleep = Callable[[float], Awaitable[object]]


def new_draft(asset: Asset, timing: Timing, selection: Selection, title: str = "") -> NewDraft:
    """Write a selection in the milliseconds that a service is told.

    Args:
        asset: The asset to cut from.
        timing: Its frames.
        selection: What to cut.
        title: The clip's title; empty for one from the usual template.
    """
    return NewDraft(
        asset_id=asset.asset_id,
        title=title or title_of(asset.name, timing, selection),
        start_ms=timing.start_ms(selection.in_frame),
        stop_ms=timing.stop_ms(selection.out_frame),
    )


def draft_of(desk: Desk) -> NewDraft:
    """Write the current selection of a desk as a draft.

    Raises:
        BadSelection: A mark is missing.
    """
    return new_draft(desk.asset, desk.timing, desk.selection(), desk.marks.title)


async def save(bench: Bench, draft: NewDraft) -> WatchedDraft:
    """Save a draft and remember that it is to be followed.

    Raises:
        ReadOnly: Nothing may be saved.
        ServiceError: The service did not take it.
        StoreError: It is saved, but cannot be remembered.
    """
    bench.check_writable()
    draft_id = await bench.service.save_draft(draft)
    watched = WatchedDraft(
        draft_id=draft_id,
        asset_id=draft.asset_id,
        title=draft.title,
        start_ms=draft.start_ms,
        stop_ms=draft.stop_ms,
        saved_at_s=bench.now(),
    )
    bench.memory.watch(bench.place, watched)
    return watched


async def follow(
    bench: Bench, draft: WatchedDraft, *, sleep: Sleep = asyncio.sleep
) -> AsyncIterator[WatchedDraft]:
    """Ask how far a draft is, less and less often, until nothing more will happen.

    A service that cannot be reached or is busy is asked again later; meanwhile the draft
    `is_silent`.

    Args:
        bench: Where the draft was saved.
        draft: The draft as it was last known.
        sleep: Waits some seconds.

    Yields:
        The draft at each change of its state, each already remembered, and as often as more of
        its clip is made.

    Raises:
        ServiceError: The service refuses to tell.
    """
    wait_s = FIRST_WAIT_S
    while not draft.state.is_final:
        now = await _asked(bench, draft)
        if now != draft:
            is_further = _lasting(now) != _lasting(draft)
            if not now.is_silent:
                wait_s = FIRST_WAIT_S if is_further else PROGRESS_WAIT_S
            draft = now
            if is_further:
                bench.memory.watch(bench.place, draft)
            yield draft
        if not draft.state.is_final:
            await sleep(wait_s)
            wait_s = min(wait_s * WAIT_GROWTH, LONGEST_WAIT_S)


async def _asked(bench: Bench, draft: WatchedDraft) -> WatchedDraft:
    try:
        clips = await bench.service.clips(draft.draft_id)
        if not clips:
            await bench.service.draft(draft.draft_id)
    except (Unreachable, ServiceBusy):
        return replace(draft, is_silent=True)
    except NotFound:
        return replace(draft, state=DraftState.FAILED, failure="The draft was deleted.")
    return _updated(draft, clips[0]) if clips else replace(draft, is_silent=False)


def _lasting(draft: WatchedDraft) -> WatchedDraft:
    """Return what is remembered of a draft."""
    return replace(draft, progress=0.0, is_silent=False)


def _updated(draft: WatchedDraft, clip: Clip) -> WatchedDraft:
    return replace(
        draft,
        state=DraftState.of(clip),
        clip_asset_id=clip.asset_id,
        failure=clip.failure,
        progress=clip.progress,
        is_silent=False,
    )
