"""Work in the background is started once, stopped at once, and its bugs are told."""

import asyncio

import pytest

from cliptui.server.videodev.chore import Chore
from tests.server.videodev.room import until


async def test_it_is_started_once_and_stopped_at_once() -> None:
    begun = 0

    async def work() -> None:
        nonlocal begun
        begun += 1
        await asyncio.sleep(60)

    chore = Chore("The work", work)
    await chore.aclose()  # before it was started
    chore.start()
    chore.start()
    await asyncio.sleep(0)
    await chore.aclose()
    await chore.aclose()

    assert begun == 1


async def test_a_bug_that_ends_it_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        raise ZeroDivisionError

    chore = Chore("The work", work)
    chore.start()
    await until(lambda: caplog.messages, bool)
    await chore.aclose()

    assert caplog.messages == ["The work has failed: this is a bug."]
