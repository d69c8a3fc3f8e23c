"""Scenes are waited for as long as they are guesses."""

import pytest

from cliptui.clip.survey import Scenes
from cliptui.errors import RequestRefused
from cliptui.jobs.scenes import POLL_S, all_scenes


class Finder:
    """Knows a scene more at each question."""

    def __init__(self, *, can: bool = True) -> None:
        self.can = can
        self.rests: list[float] = []

    async def can_find_scenes(self) -> bool:
        return self.can

    async def scenes(self, asset_id: str) -> Scenes:
        assert asset_id == "a1"
        known = len(self.rests)
        return Scenes(tuple(range(known)), is_complete=known == 3)

    async def rest(self, seconds: float) -> None:
        self.rests.append(seconds)


async def test_it_is_asked_until_they_are_complete() -> None:
    finder = Finder()
    assert await all_scenes(finder, "a1", finder.rest) == Scenes((0, 1, 2), is_complete=True)
    assert finder.rests == [POLL_S] * 3


@pytest.mark.parametrize("service", [Finder(can=False), object()])
async def test_a_service_that_cannot_is_told(service: object) -> None:
    with pytest.raises(RequestRefused, match="does not look for scenes"):
        await all_scenes(service, "a1")
