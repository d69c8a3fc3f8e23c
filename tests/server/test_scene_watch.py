"""One search for scenes at a time, the file opened last first, and what waits gets its turn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from cliptui.errors import Unreadable
from cliptui.media.findings import SceneStarts
from cliptui.server.library import LibraryAsset
from cliptui.server.scene_watch import SceneWatch
from tests.server.media import TextSurvey, write_video


@pytest.fixture
def survey() -> TextSurvey:
    return TextSurvey()


@pytest_asyncio.fixture
async def watch(survey: TextSurvey) -> AsyncIterator[SceneWatch]:
    watch = SceneWatch(survey, rest_s=0)
    await watch.start()
    yield watch
    await watch.aclose()


def asset(folder: Path, name: str) -> LibraryAsset:
    path = write_video(folder / f"{name}.mp4")
    return LibraryAsset(name, path, name, path.name, 0, 0, 1, 1)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not is_so():  # noqa: ASYNC110  a condition of others, who tell nobody
            await asyncio.sleep(0)


async def test_what_is_opened_is_looked_through(
    watch: SceneWatch, survey: TextSurvey, tmp_path: Path
) -> None:
    survey.gate.set()
    opened = asset(tmp_path, "a")
    watch.opened(opened)
    await until(lambda: watch.scenes(opened).is_complete)
    assert watch.scenes(opened).frames == (0, 10, 20, 30, 40)

    watch.opened(opened)
    await asyncio.sleep(0)
    assert survey.searched == ["a.mp4"]


async def test_what_is_opened_later_comes_first_and_the_other_is_gone_on_with(
    watch: SceneWatch, survey: TextSurvey, tmp_path: Path
) -> None:
    first, second = asset(tmp_path, "a"), asset(tmp_path, "b")
    watch.opened(first)
    await until(lambda: survey.searched == ["a.mp4"])
    watch.opened(second)
    await until(lambda: survey.searched == ["a.mp4", "b.mp4"])
    assert survey.given_up == ["a.mp4"]
    assert watch.scenes(second).frames == (0, 10)

    survey.gate.set()
    await until(lambda: survey.searched == ["a.mp4", "b.mp4", "a.mp4"])
    await until(lambda: watch.scenes(first).is_complete)


async def test_what_is_asked_for_does_not_wait_for_rest(survey: TextSurvey, tmp_path: Path) -> None:
    survey.gate.set()
    watch = SceneWatch(survey, rest_s=3600)
    await watch.start()
    opened, asked = asset(tmp_path, "a"), asset(tmp_path, "b")
    watch.opened(opened)
    for _ in range(5):
        await asyncio.sleep(0)
    assert survey.searched == []
    await until(lambda: watch.scenes(asked).is_complete)
    assert survey.searched[0] == "b.mp4"
    await watch.aclose()


async def test_a_file_that_cannot_be_read_is_tried_once(
    watch: SceneWatch, survey: TextSurvey, tmp_path: Path
) -> None:
    bad, good = asset(tmp_path, "bad"), asset(tmp_path, "good")
    bad.path.write_text("rubbish")
    survey.gate.set()
    watch.opened(bad)
    await until(lambda: survey.searched == ["bad.mp4"])
    watch.opened(good)
    await until(lambda: watch.scenes(good).is_complete)
    for _ in range(3):
        with pytest.raises(Unreadable, match="is damaged"):
            watch.scenes(bad)
    watch.opened(bad)
    await asyncio.sleep(0)
    assert survey.searched == ["bad.mp4", "good.mp4"]


async def test_the_end_stops_a_search(survey: TextSurvey, tmp_path: Path) -> None:
    watch = SceneWatch(survey, rest_s=0)
    await watch.start()
    watch.opened(asset(tmp_path, "a"))
    await until(lambda: survey.searched == ["a.mp4"])
    await watch.aclose()
    assert survey.given_up == ["a.mp4"]


async def test_a_bug_in_a_search_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(TextSurvey):
        async def scenes(self, path: Path, on_found: Callable[[SceneStarts], None]) -> SceneStarts:
            del path, on_found
            raise ZeroDivisionError

    watch = SceneWatch(Broken(), rest_s=0)
    await watch.start()
    watch.opened(asset(tmp_path, "a"))
    await until(lambda: "this is a bug" in caplog.text)
    await watch.aclose()
