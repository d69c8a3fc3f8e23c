"""What the screen says and does while it waits: late pictures, and services that do not answer."""

import pytest

from cliptui.errors import (
    AccessRefused,
    CliptuiError,
    ServiceBusy,
    StoreError,
    TurnedAway,
    Unreachable,
)
from cliptui.jobs.bench import Bench
from cliptui.tui.app import make_app
from cliptui.tui.widgets import library
from cliptui.tui.widgets import picture as pictures
from tests.fakes import FakeService, make_asset
from tests.tui.driving import Desk, running
from tests.tui.test_states import SlowService


def mean_level(desk: Desk) -> float:
    """Return how bright the picture is on the screen."""
    given = desk.screen.viewer.picture._given
    assert given is not None
    levels = given.pixels.convert("L").tobytes()
    return sum(levels) / len(levels)


async def test_while_a_picture_is_late_the_old_one_is_dim_and_the_timecode_is_new_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "LATE_S", 0.01)
    service = SlowService([make_asset(1)])
    async with running(service) as desk:
        await desk.open_first()
        picture = desk.screen.viewer.picture
        await desk.until(lambda: picture.shown and picture.shown.frame == 0)
        await desk.until(lambda: "loading" not in desk.shown("InfoLine"))
        bright = mean_level(desk)
        service.frames.clear()
        await desk.press("w")
        await desk.until(lambda: "loading…" in desk.shown("InfoLine"))
        assert mean_level(desk) == pytest.approx(bright / 2, abs=2)
        assert "00:00:10:00  f 250" in desk.shown("MarksLine")
        service.frames.set()
        await desk.until(lambda: picture.shown and picture.shown.frame == 250)
        await desk.until(lambda: "loading" not in desk.shown("InfoLine"))
        assert mean_level(desk) == pytest.approx(bright, abs=2)


@pytest.mark.parametrize(
    ("error", "word"),
    [(Unreachable("No connection."), "offline"), (ServiceBusy("Too many requests."), "busy")],
)
async def test_a_service_that_does_not_answer_is_asked_again_and_the_seconds_are_told(
    error: CliptuiError, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "FIRST_RETRY_S", 1)
    service = FakeService([make_asset(1)], error=error)
    async with running(service) as desk:
        await desk.until(lambda: "The next try is in 1 s." in desk.shown("#picture"))
        assert word in desk.shown("TopLine")
        assert desk.notice == str(error)
        service.error = None
        await desk.until(lambda: desk.screen.library.listing.assets)
        await desk.until(lambda: word not in desk.shown("TopLine"))
        assert desk.notice == ""


async def test_the_wait_grows_and_the_failure_is_told_once() -> None:
    service = FakeService([make_asset(1)], error=Unreachable("No connection."))
    async with running(service) as desk:
        await desk.until(lambda: "is in 5 s." in desk.shown("#picture"))
        await desk.press("escape", "r")
        await desk.until(lambda: "is in 10 s." in desk.shown("#picture"))
        assert desk.notice == ""


async def test_a_wait_that_the_service_asks_for_is_counted_down() -> None:
    error = TurnedAway("The service cannot answer now: Busy. Try again in 12 s.", 12.0)
    async with running(FakeService([make_asset(1)], error=error)) as desk:
        await desk.until(lambda: "asks for patience: again in 12 s." in desk.shown("#picture"))
        assert "busy" in desk.shown("TopLine")
        assert desk.notice == str(error)
        await desk.pilot.pause()
        assert desk.screen.library._wait_s > 5  # and not what it would wait by itself


async def test_a_refused_access_is_not_tried_again_by_itself() -> None:
    service = FakeService([make_asset(1)], error=AccessRefused("The key is wrong."))
    async with running(service) as desk:
        await desk.until(lambda: "The key is wrong. r tries again." in desk.shown("#picture"))
        assert "refused" in desk.shown("TopLine")
        assert "next try" not in desk.shown("#picture")


async def test_in_a_slim_terminal_the_list_and_the_picture_take_turns() -> None:
    async with running(FakeService([make_asset(1)]), (60, 18)) as desk:
        await desk.open_first()
        assert not desk.screen.library.display
        await desk.press("escape")
        await desk.until(lambda: desk.screen.library.display)
        assert desk.focus == "assets"
        await desk.press("tab")
        await desk.until(lambda: not desk.screen.library.display)
        await desk.press("tab", "J")
        assert desk.focus == "assets"
        assert "no room for lists below" in desk.notice


async def test_a_place_that_cannot_be_opened_is_told_where_its_list_would_be() -> None:
    error = StoreError("The directory cannot be used: set CLIPTUI_STATE_DIR to another.")

    async def open_bench() -> Bench:
        raise error

    app = make_app(open_bench, "test")
    async with app.run_test() as pilot:
        desk = Desk(app, pilot)
        await desk.until(lambda: "CLIPTUI_STATE_DIR" in desk.shown("#picture"))
        assert desk.notice == str(error)
        assert "Loading" not in desk.shown("#picture")
