"""Fetching ahead: the right seconds, in the direction of travel, and never too many."""

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


@pytest.mark.parametrize("speed", [4, 8, -8])
async def test_where_most_frames_are_left_out_no_seconds_are_fetched(speed: int) -> None:
    assert await seconds_fetched(Run.starting(TIMING, 750, speed, 0.0)) == []


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
