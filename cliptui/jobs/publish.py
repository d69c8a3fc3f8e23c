"""Writing a selection as a draft, and following a saved one until it is a clip."""

import asyncio
from collections.abc import AsyncIterator, Container, Iterable
from dataclasses import replace
from itertools import chain
from typing import Final

from cliptui.clip.asset import Asset
from cliptui.clip.desk import Desk
from cliptui.clip.draft import Clip, Drafted, DraftState, NewDraft, WatchedDraft
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.timing import Timing
from cliptui.clip.titles import DEFAULT_TEMPLATE, counts, title_of
from cliptui.errors import NotFound, ServiceBusy, Unreachable
from cliptui.jobs.bench import Bench
from cliptui.jobs.outbox import Sleep

FIRST_WAIT_S: Final = 0.25
PROGRESS_WAIT_S: Final = 0.5
LONGEST_WAIT_S: Final = 15.0
WAIT_GROWTH: Final = 1.5


def new_draft(
    asset: Asset,
    timing: Timing,
    selection: Selection,
    title: str = "",
    template: str = DEFAULT_TEMPLATE,
    number: int = 1,
) -> NewDraft:
    """Write a selection in the milliseconds that a service is told.

    Args:
        asset: The asset to cut from.
        timing: Its frames.
        selection: What to cut.
        title: The clip's title; empty for one from the template.
        template: What makes the title.
        number: The number of the clip among those of its asset, counted from 1.
    """
    return NewDraft(
        asset_id=asset.asset_id,
        title=title or title_of(asset.name, timing, selection, number, template),
        start_ms=timing.start_ms(selection.in_frame),
        stop_ms=timing.stop_ms(selection.out_frame),
    )


def next_number(bench: Bench, drafts: Iterable[Drafted], asset_id: str) -> int:
    """Return the number of the next clip of an asset: one more than drafts of it there are.

    Args:
        bench: Where it will be saved; what waits there to be sent counts.
        drafts: The drafts that the service has.
        asset_id: The asset.
    """
    waiting = (intent.draft for intent in bench.memory.intents(bench.place))
    return 1 + sum(draft.asset_id == asset_id for draft in chain(drafts, waiting))


async def ask_number(bench: Bench, asset_id: str) -> int:
    """Return the number of the next clip of an asset; its service is asked if titles need it.

    Raises:
        ServiceError: The service does not tell of its drafts.
    """
    if not counts(bench.title_template):
        return 1
    return next_number(bench, await bench.service.drafts(), asset_id)


def draft_of(desk: Desk, template: str = DEFAULT_TEMPLATE) -> NewDraft:
    """Write the current selection of a desk as a draft.

    Args:
        desk: The desk.
        template: What makes the title if none was given.

    Raises:
        BadSelection: A mark is missing.
    """
    selection = desk.selection()
    return new_draft(desk.asset, desk.timing, selection, take_title(desk, desk.marks, template))


def drafts_of(
    desk: Desk, template: str = DEFAULT_TEMPLATE, takes: Container[Marks] | None = None
) -> tuple[NewDraft, ...]:
    """Write complete selections of a desk as drafts, in the order of the asset's time.

    Args:
        desk: The desk.
        template: What makes the titles of those that were given none.
        takes: The selections to write; None for all of them.
    """
    return tuple(
        new_draft(desk.asset, desk.timing, take.selection(), take_title(desk, take, template))
        for take in desk.sheet.takes_in_time
        if take.is_complete and (takes is None or take in takes)
    )


def take_title(desk: Desk, take: Marks, template: str = DEFAULT_TEMPLATE) -> str:
    """Return the title of a selection of a desk: its own, or the one that the template makes.

    Args:
        desk: The desk.
        take: A complete selection of its sheet.
        template: What makes the title.

    Raises:
        BadSetting: The template means nothing.
    """
    if take.title:
        return take.title
    whole = [each for each in desk.sheet.takes_in_time if each.is_complete]
    number = whole.index(take) + 1
    return title_of(desk.asset.name, desk.timing, take.selection(), number, template)


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
