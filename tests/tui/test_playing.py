"""Playing on the screen: the clock leads, keys are answered, and the end is exact."""

from dataclasses import dataclass
from functools import partial

import pytest

from cliptui.clip.playing import Run
from cliptui.clip.selection import Selection
from cliptui.tui.widgets.playing import run_label
from tests.fakes import FakeService, make_asset
from tests.tui.driving import Desk, running


@dataclass
class Clock:
    """A clock that a test sets."""

    now_s: float = 100.0

    def __call__(self) -> float:
        return self.now_s


def has_moved(desk: Desk, before: int) -> bool:
    return desk.playhead != before


async def opened(desk: Desk) -> Clock:
    """Open the first asset, its clock in the hands of the test."""
    clock = Clock()
    desk.screen.viewer.clock = clock
    await desk.open_first()
    return clock


async def test_space_plays_by_the_clock_whatever_was_shown_in_between() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        clock = await opened(desk)
        await desk.press("space")
        seen = []
        for seconds in (1, 1.5, 40):
            clock.now_s = 100 + seconds
            await desk.until(partial(has_moved, desk, desk.playhead))
            seen.append(desk.playhead)
        assert seen == [25, 37, 1000]
        picture = desk.screen.viewer.picture
        await desk.until(lambda: picture.shown and picture.shown.frame == 1000)


async def test_space_stops_on_the_frame_that_is_shown_and_the_clock_moves_it_no_more() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        clock = await opened(desk)
        await desk.press("space")
        clock.now_s += 2
        await desk.until(lambda: desk.playhead == 50)
        await desk.press("space")
        clock.now_s += 5
        await desk.press("i")
        assert (desk.playhead, desk.screen.viewer.run) == (50, None)
        assert desk.screen.desk is not None
        assert desk.screen.desk.marks.in_frame == 50


async def test_at_the_end_it_stops_on_the_last_frame_and_shows_it() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        clock = await opened(desk)
        await desk.press("space")
        clock.now_s += 1000
        await desk.until(lambda: desk.screen.viewer.run is None)
        assert desk.playhead == 1499
        picture = desk.screen.viewer.picture
        await desk.until(lambda: picture.shown and picture.shown.frame == 1499)


async def test_j_k_and_l_shuttle_both_ways_and_the_header_tells_how_fast() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        clock = await opened(desk)
        await desk.press("w", "l", "l", "l")
        assert "▶ ×4" in desk.shown("InfoLine")
        clock.now_s += 2
        await desk.until(lambda: desk.playhead == 250 + 200)
        await desk.press("j")
        assert "◀" in desk.shown("InfoLine")
        clock.now_s += 1
        # It was on the first edge of frame 450, which is the end of frame 449.
        await desk.until(lambda: desk.playhead == 424)
        await desk.press("j", "j", "j")
        clock.now_s += 1
        await desk.until(lambda: desk.playhead == 224)
        await desk.press("k")
        assert desk.screen.viewer.run is None
        assert "×" not in desk.shown("InfoLine")


async def test_a_mark_is_set_while_it_plays_on_the_frame_that_is_shown() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        clock = await opened(desk)
        await desk.press("space")
        clock.now_s += 1
        await desk.until(lambda: desk.playhead == 25)
        await desk.press("i")
        assert desk.screen.viewer.run is not None
        assert desk.screen.viewer.desk is not None
        assert desk.screen.viewer.desk.marks.in_frame == 25


@pytest.mark.parametrize("key", ["right", "w", "home"])
async def test_any_other_move_of_the_playhead_stops_it(key: str) -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        clock = await opened(desk)
        await desk.press("space")
        clock.now_s += 1
        await desk.until(lambda: desk.playhead == 25)
        await desk.press(key)
        clock.now_s += 10
        await desk.pilot.pause()
        assert desk.screen.viewer.run is None
        assert desk.playhead == {"right": 26, "w": 275, "home": 0}[key]


async def test_p_plays_from_in_to_out_once() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        clock = await opened(desk)
        await desk.press("w", "i", "greater_than_sign", "o", "home", "p")
        assert desk.playhead == 250
        clock.now_s += 0.5
        await desk.until(lambda: desk.playhead == 262)
        clock.now_s += 10
        await desk.until(lambda: desk.screen.viewer.run is None)
        assert desk.playhead == 275


async def test_capital_p_plays_it_over_and_over() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        clock = await opened(desk)
        await desk.press("w", "i", "greater_than_sign", "o", "P")
        assert "↻" in desk.shown("InfoLine")
        clock.now_s += 26 / 25 * 3 + 0.5  # three times round, then half a second
        await desk.until(lambda: desk.playhead == 262)
        assert desk.screen.viewer.run is not None


async def test_without_in_and_out_p_says_what_is_missing() -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await opened(desk)
        await desk.press("p")
        assert "There is no IN yet" in desk.notice


@pytest.mark.parametrize("key", ["space", "j", "l", "p", "h", "semicolon", "v", "c"])
async def test_without_an_asset_these_keys_say_that_none_is_open(key: str) -> None:
    async with running(FakeService([make_asset(1)])) as desk:
        await desk.press("tab", key)
        assert "No asset is open" in desk.notice


async def test_the_next_seconds_are_fetched_before_the_playhead_comes_to_them() -> None:
    service = FakeService([make_asset(1)])
    async with running(service) as desk:
        await opened(desk)
        await desk.press("w", "j")

        def asked() -> set[object]:
            calls = [call[2] for call in service.asked if call[0] == "thumbs"]
            return set(calls) - {0}  # which was fetched for the frame that rested there

        await desk.until(lambda: len(asked()) >= 4)
        assert asked() == {10000, 9000, 8000, 7000}


def test_how_a_playhead_travels_is_told_by_a_sign_and_a_number() -> None:
    timing = make_asset(1).timing
    assert timing is not None
    told = [
        run_label(Run.starting(timing, 9, speed, 0.0, span=Selection(0, 99), loops=loops))
        for speed, loops in ((1, False), (8, False), (-1, False), (-2, False), (1, True))
    ]
    assert told == ["▶", "▶ ×8", "◀", "◀ ×2", "↻"]
    assert run_label(None) == ""
