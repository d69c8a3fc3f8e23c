"""Having clips suggested, and following that as they are found."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from functools import partial
from typing import TypeVar

from cliptui.clip.catalogue import RendersClips, SuggestsClips
from cliptui.clip.draft import WatchedDraft
from cliptui.clip.run import Rendering, Run, Suggestion
from cliptui.clip.selection import Selection
from cliptui.errors import ServiceBusy, Unreachable
from cliptui.jobs.bench import Bench
from cliptui.jobs.opening import open_desk
from cliptui.jobs.outbox import Sleep, save
from cliptui.jobs.publish import (
    FIRST_WAIT_S,
    LONGEST_WAIT_S,
    WAIT_GROWTH,
    ask_number,
    new_draft,
)

Polled = TypeVar("Polled", Run, Rendering)


async def follow_run(
    suggester: SuggestsClips, run: Run, *, sleep: Sleep = asyncio.sleep
) -> AsyncGenerator[Run, None]:
    """Ask what a run has found, less and less often, until it finds no more.

    A service that cannot be reached or is busy is asked again later. Whoever has seen enough may
    close the iterator or cancel its task; the run itself goes on.

    Args:
        suggester: Where the run was started.
        run: The run as it was last known.
        sleep: Waits some seconds.

    Yields:
        The run as it is first, then at each change: more suggestions, or its end.

    Raises:
        ServiceError: The service refuses to tell.
    """
    async with aclosing(_polled(run, partial(suggester.run, run.run_id), sleep)) as changes:
        async for now in changes:
            yield now


async def follow_rendering(
    renderer: RendersClips, clip_id: str, *, sleep: Sleep = asyncio.sleep
) -> AsyncGenerator[Rendering, None]:
    """Begin to make a file of a clip, and ask how far it is until that is over.

    Yields:
        The rendering as it is first, then at each change.

    Raises:
        ServiceError: The service refuses.
    """
    first = await renderer.start_rendering(clip_id)
    ask = partial(renderer.rendering, clip_id, first.render_id)
    async with aclosing(_polled(first, ask, sleep)) as changes:
        async for now in changes:
            yield now


async def accept(bench: Bench, asset_id: str, suggestion: Suggestion) -> WatchedDraft:
    """Save a suggestion as a draft of the asset that it is of, by whole frames.

    Raises:
        BadSelection: No frame lies between its ends.
        ServiceError: The service did not take it.
        StoreError: It is saved, but cannot be remembered.
    """
    desk = await open_desk(bench, asset_id)
    borders = map(desk.timing.boundary_near, (suggestion.start_ms, suggestion.stop_ms))
    selection = Selection(*borders)
    number = await ask_number(bench, asset_id)
    template = bench.title_template
    draft = new_draft(desk.asset, desk.timing, selection, template=template, number=number)
    return await save(bench, draft)


async def _polled(
    first: Polled, ask: Callable[[], Awaitable[Polled]], sleep: Sleep
) -> AsyncGenerator[Polled, None]:
    yield first
    known, wait_s = first, FIRST_WAIT_S
    while not known.state.is_final:
        await sleep(wait_s)
        wait_s = min(wait_s * WAIT_GROWTH, LONGEST_WAIT_S)
        try:
            now = await ask()
        except (Unreachable, ServiceBusy):
            continue
        if now != known:
            known, wait_s = now, FIRST_WAIT_S
            yield now
