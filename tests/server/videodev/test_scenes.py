"""What a search for scenes has seen is told by and by, and only what is certain."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cliptui.errors import Unreadable
from cliptui.media.findings import SceneStarts
from cliptui.server.videodev.scenes import Seen, by_and_by
from tests.server.media import TextMedia, TextSurvey, write_video

FILM = "film.mp4"


@dataclass
class Slow(TextSurvey):
    """Tells of two parts, then waits for the gate, then ends as it is told."""

    failure: Unreadable | None = None
    ended: list[str] = field(default_factory=list)

    async def scenes(self, path: Path, on_found: Callable[[SceneStarts], None]) -> SceneStarts:
        on_found(SceneStarts((0, 40, 80), is_complete=False))
        on_found(SceneStarts((0, 30, 80), is_complete=False, known=50))
        try:
            await self.gate.wait()
        finally:
            self.ended.append(path.name)
        if self.failure is not None:
            raise self.failure
        return SceneStarts((0, 30, 70), is_complete=True, known=100)


async def seen_by(survey: Slow, tmp_path: Path) -> list[Seen]:
    path = write_video(tmp_path / FILM, 100)
    index = (await TextMedia().describe(path)).index
    return [seen async for seen in by_and_by(survey)(path, index)]


async def test_guesses_are_left_out_until_they_are_certain(tmp_path: Path) -> None:
    survey = Slow()
    survey.gate.set()
    told = [(list(seen.cuts), seen.known) for seen in await seen_by(survey, tmp_path)]
    assert told == [([], 0), ([30], 50), ([30, 70], 100)]


async def test_a_search_that_fails_says_so_behind_what_it_told(tmp_path: Path) -> None:
    survey = Slow(failure=Unreadable("It is damaged."))
    survey.gate.set()
    with pytest.raises(Unreadable, match="damaged"):
        await seen_by(survey, tmp_path)


async def test_who_stops_listening_ends_the_search(tmp_path: Path) -> None:
    survey = Slow()
    path = write_video(tmp_path / FILM, 100)
    index = (await TextMedia().describe(path)).index
    listening = by_and_by(survey)(path, index)
    first = await anext(listening)
    await listening.aclose()  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    assert (first.known, survey.ended) == (0, [FILM])
