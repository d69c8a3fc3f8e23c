"""Clips that a service proposes for an asset that is open: auto clips, scenes, chapters."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from enum import StrEnum

from cliptui.clip.asset import Break
from cliptui.clip.desk import Desk
from cliptui.clip.points import Point, PointKind, edges
from cliptui.clip.run import Run, RunState
from cliptui.clip.selection import Selection
from cliptui.clip.suggestion import Suggestion, between_breaks, stretches
from cliptui.errors import RequestRefused
from cliptui.jobs.bench import Bench
from cliptui.jobs.outbox import Sleep
from cliptui.jobs.scenes import scenes_as_found
from cliptui.jobs.suggest import follow_run


class Origin(StrEnum):
    """What clips are proposed from; the words are the ones that the screen shows.

    Of two for the same frames the one of the origin that comes first here is kept.
    """

    CHAPTER = "chapter"
    AUTO_CLIP = "auto clip"
    SCENE = "scene"
    BREAK = "part"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed from one origin by now.

    Attributes:
        origin: What it is made from.
        suggestions: All clips so far.
        points: Points of interest that come with them.
        is_complete: False while there may come more.
    """

    origin: Origin
    suggestions: tuple[Suggestion, ...] = ()
    points: tuple[Point, ...] = ()
    is_complete: bool = True


async def auto_clips(
    bench: Bench, desk: Desk, prompt: str = "", *, sleep: Sleep = asyncio.sleep
) -> AsyncGenerator[Proposal, None]:
    """Have a service look for clips in an asset, and tell what it has found so far.

    Args:
        bench: Where the asset is, and what looks for clips.
        desk: The asset.
        prompt: What is wanted, in words; empty for what the service thinks best.
        sleep: Waits some seconds.

    Raises:
        RequestRefused: Nothing looks for clips here, or the search has failed.
        ServiceError: The service refuses.
    """
    if bench.suggester is None:
        raise RequestRefused(
            "Nothing looks for clips here: add a video.dev account for this address, or open a "
            "folder."
        )
    started = await bench.suggester.start_run(desk.asset.asset_id, prompt)
    async with aclosing(follow_run(bench.suggester, started, sleep=sleep)) as runs:
        async for run in runs:
            yield _of_run(run, desk)
            if run.state is RunState.ERROR:
                raise RequestRefused(f"The search for clips has failed. {run.failure}".rstrip())


async def scenes(
    bench: Bench, desk: Desk, *, sleep: Sleep = asyncio.sleep
) -> AsyncGenerator[Proposal, None]:
    """Tell the scenes of an asset: at once what can be guessed, in the end each of them.

    Raises:
        RequestRefused: The service does not look for scenes.
        ServiceError: The service refuses.
    """
    async with aclosing(scenes_as_found(bench.service, desk.asset.asset_id, sleep)) as found:
        async for known in found:
            starts = [desk.timing.boundary_near(ms) for ms in known.starts_ms]
            ranges = stretches(starts, desk.timing.frame_count)
            yield Proposal(
                Origin.SCENE,
                tuple(Suggestion(each, origin=Origin.SCENE) for each in ranges),
                tuple(Point(each.in_frame, PointKind.SCENE) for each in ranges[1:]),
                known.is_complete,
            )


async def chapters(bench: Bench, desk: Desk) -> Proposal:
    """Return the chapters that the mediaclip of an asset has; none where there is no such one.

    Raises:
        ServiceError: The service refuses.
    """
    record = await bench.records.mediaclip_of(desk.asset.asset_id) if bench.records else None
    if record is None:
        return Proposal(Origin.CHAPTER)
    starts = {
        desk.timing.boundary_near(round(chapter.start_s * 1000)): chapter.title
        for chapter in record.chapters
    }
    ranges = stretches(starts, desk.timing.frame_count)
    named = [(each, starts[each.in_frame]) for each in ranges if each.in_frame in starts]
    return Proposal(
        Origin.CHAPTER,
        tuple(Suggestion(each, title, Origin.CHAPTER) for each, title in named),
        tuple(Point(each.in_frame, PointKind.CHAPTER, title) for each, title in named),
    )


def breaks(desk: Desk) -> Proposal:
    """Return the breaks of an asset as points, and what lies between its advertisements."""
    timing = desk.timing
    found: list[tuple[Selection, Break]] = []
    for each in desk.asset.breaks:
        start, stop = timing.boundary_near(each.start_ms), timing.boundary_near(each.stop_ms)
        if start < stop:
            found.append((Selection(start, stop), each))
    ads = [selection for selection, each in found if each.is_ad]
    parts = between_breaks(ads, timing.frame_count) if ads else ()
    return Proposal(
        Origin.BREAK,
        tuple(Suggestion(part, origin=Origin.BREAK) for part in parts),
        tuple(
            point
            for selection, each in found
            for point in edges(selection, PointKind.BREAK, each.label)
        ),
    )


def _of_run(run: Run, desk: Desk) -> Proposal:
    borders = (
        (desk.timing.boundary_near(found.start_ms), desk.timing.boundary_near(found.stop_ms))
        for found in run.suggestions
    )
    clips = (Selection(start, stop) for start, stop in borders if start < stop)
    return Proposal(
        Origin.AUTO_CLIP,
        tuple(Suggestion(clip, origin=Origin.AUTO_CLIP) for clip in clips),
        is_complete=run.state.is_final,
    )
