"""Fetching ahead: the right seconds, in the direction of travel, and never too many."""

import asyncio
from collections.abc import Sequence
from fractions import Fraction
from typing import cast

import pytest

from cliptui.clip.playing import Run
from cliptui.clip.selection import Selection
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import Unreachable
from cliptui.jobs.ahead import AHEAD_S, fetch_ahead
from cliptui.jobs.frames import FrameFeed
from tests.jobs.services import TimedService, starts_of

TIMING = ConstantTiming(FrameRate(Fraction(25)), 1500)


class Player:
    """A run that a test stops after some rests, and a clock that goes on with each."""

    def __init__(self, run: Run, rests: int) -> None:
        self.run: Run | None = run
        self.rests = rests
        self.now_s = 0.0

    async def rest_for(self, wait_s: float) -> None:
        self.now_s += wait_s

    async def rest(self, wait_s: float) -> None:
        self.rests -= wait_s > 0
        self.now_s += 1.0 if wait_s else 0.0
        if not self.rests:
            self.run = None


async def seconds_fetched(run: Run, rests: int = 1) -> list[int]:
    service = TimedService([], starts_ms=starts_of(Fraction(25), 60))
    player = Player(run, rests)
    await fetch_ahead(
        FrameFeed(service), "a", lambda: player.run, lambda: player.now_s, player.rest
    )
    return [cast("int", call[2]) // 1000 for call in service.asked]


async def test_forwards_the_second_that_is_shown_comes_first_and_then_those_behind_it() -> None:
    assert await seconds_fetched(Run.starting(TIMING, 250, 1, 0.0)) == [10, 11, 12, 13]


async def test_backwards_the_seconds_before_it_are_fetched() -> None:
    assert await seconds_fetched(Run.starting(TIMING, 274, -1, 0.0)) == [10, 9, 8, 7]


async def test_each_second_of_the_way_is_fetched_once() -> None:
    fetched = await seconds_fetched(Run.starting(TIMING, 0, 1, 0.0), rests=20)
    assert fetched == list(range(20 + AHEAD_S))


async def test_the_beginning_of_a_loop_is_fetched_before_its_end() -> None:
    run = Run.starting(TIMING, 275, 1, 0.0, span=Selection(250, 300), loops=True)
    assert await seconds_fetched(run) == [11, 10]


class SlowService(TimedService):
    """A service that takes its time, by the clock of a player; it keeps when it was asked."""

    def __init__(self, takes_s: float) -> None:
        super().__init__([], starts_ms=starts_of(Fraction(25), 600))
        self.takes_s = takes_s
        self.player: Player | None = None
        self.asked_at: list[tuple[int, float]] = []
        self.under_way = self.most_under_way = 0

    async def thumbs(self, asset_id: str, start_ms: int, stop_ms: int) -> Sequence[bytes]:
        assert self.player is not None
        self.asked_at.append((start_ms // 1000, self.player.now_s))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await asyncio.sleep(0)
        self.player.now_s += self.takes_s
        self.under_way -= 1
        return await super().thumbs(asset_id, start_ms, stop_ms)


LONG = ConstantTiming(FrameRate(Fraction(25)), 15_000)


async def travelled(speed: int, takes_s: float, for_s: float) -> SlowService:
    """Return the service after a run from the middle of ten minutes of film."""
    service = SlowService(takes_s)
    run = Run.starting(LONG, 7500, speed, 0.0)
    player = service.player = Player(run, rests=-1)
    # Whatever is asked for or waited for takes its time, so the clock gets there.
    await fetch_ahead(
        FrameFeed(service),
        "a",
        lambda: run if player.now_s < for_s else None,
        lambda: player.now_s,
        player.rest_for,
    )
    return service


@pytest.mark.parametrize("speed", [2, 4, 8, -1, -4, -8])
async def test_at_any_speed_each_second_is_here_before_the_playhead_is(speed: int) -> None:
    service = await travelled(speed, takes_s=0.1, for_s=10)
    for second, asked_s in service.asked_at[1:]:  # the first one is needed at once
        reached_s = ((second if speed > 0 else second + 1) - 300) / speed
        assert asked_s + service.takes_s <= reached_s
    seconds = [second for second, _ in service.asked_at]
    first, last = seconds[0], 300 + 10 * speed
    missing = set(range(first, last, 1 if speed > 0 else -1)) - set(seconds)
    assert len(missing) <= 2  # what was passed until the first one came
    assert len(seconds) == len(set(seconds))


@pytest.mark.parametrize("speed", [4, 8, -8])
async def test_a_service_that_is_too_slow_is_not_flooded_and_never_asked_for_what_is_past(
    speed: int,
) -> None:
    service = await travelled(speed, takes_s=0.5, for_s=20)
    assert service.most_under_way == 1
    # Half a second for a second of film: it would do for twice the speed of the film.
    assert 2 <= len(service.asked_at) < 20 / 0.5 / 2
    for second, asked_s in service.asked_at:
        edge_s = ((second + 1 if speed > 0 else second) - 300) / speed
        assert asked_s <= edge_s


async def test_when_it_slows_down_the_second_that_is_shown_is_asked_for_at_once() -> None:
    service = SlowService(0.5)
    fast = Run.starting(LONG, 7500, 8, 0.0)
    player = service.player = Player(fast, rests=-1)
    slow = fast.shuttled(-1, 5.0)

    def run() -> Run | None:
        return fast if player.now_s < 5 else slow if player.now_s < 6 else None

    await fetch_ahead(FrameFeed(service), "a", run, lambda: player.now_s, player.rest_for)
    asked_of = next(asked for asked in service.asked_at if asked[1] >= 5)
    assert asked_of[0] == slow.frame_at(asked_of[1]) // 25


async def test_at_the_end_of_the_asset_nothing_behind_it_is_asked_for() -> None:
    assert await seconds_fetched(Run.starting(TIMING, 1460, 1, 0.0), rests=5) == [58, 59]


async def test_a_service_that_counts_other_frames_is_asked_once() -> None:
    service = TimedService([], starts_ms=starts_of(Fraction(30), 60))
    player = Player(Run.starting(TIMING, 0, 1, 0.0), 5)
    await fetch_ahead(FrameFeed(service), "a", lambda: player.run, lambda: 0.0, player.rest)
    assert len(service.asked) == 1


async def test_an_error_of_the_service_ends_it() -> None:
    service = TimedService([], starts_ms=[0], error=Unreachable("No answer."))
    player = Player(Run.starting(TIMING, 0, 1, 0.0), 5)
    with pytest.raises(Unreachable):
        await fetch_ahead(FrameFeed(service), "a", lambda: player.run, lambda: 0.0, player.rest)
