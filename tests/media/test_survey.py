"""Whole files at a glance, made by other processes, once for all runs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest
from PIL import Image

from cliptui.errors import Unreadable
from cliptui.media.findings import CutRecord, SceneStarts
from cliptui.media.survey import Survey
from cliptui.media.walk import read_index
from cliptui.media.worker import MediaWorker
from tests.barcode import read_frame_number
from tests.demo import ASSETS, hard_cuts
from tests.media.conftest import Films

CUP = ASSETS / "Cup final.mp4"
LONG = ASSETS / "Ten minutes by the clock.mp4"


@asynccontextmanager
async def surveying(cache_dir: Path | None = None) -> AsyncIterator[Survey]:
    worker = MediaWorker(cache_dir)
    try:
        yield worker.survey
    finally:
        await worker.aclose()


def forget(_: SceneStarts) -> None:
    pass


async def test_each_moment_has_its_keyframe_and_the_barcode_proves_it() -> None:
    index = read_index(CUP)
    keyframes = [index.pts.index(stamp) for stamp in index.keyframes]
    async with surveying() as survey:
        found = await survey.skim(CUP, 2000, 12_000, 20, width_px=320)
    for place, (number, picture) in enumerate(found):
        moment = index.shown_at(2000 + 500 * place)
        assert number == max(keyframe for keyframe in keyframes if keyframe <= moment)
        with Image.open(BytesIO(picture)) as image:
            assert read_frame_number(image) == number
    assert len({id(picture) for _, picture in found}) == len({number for number, _ in found})


async def test_a_skim_does_not_keep_a_frame_waiting(film: Films) -> None:
    async with asyncio.TaskGroup() as group:
        worker = MediaWorker()
        skim = worker.survey.skim(LONG, 0, 600_000, 256, width_px=320)
        skimming = group.create_task(skim)
        for number in range(5):
            await worker.frame(film("short_groups.mp4"), number)
        assert worker._looking.pid != worker._skimming.pid
        await skimming
        await worker.aclose()


async def test_a_cancelled_skim_leaves_the_way_free_for_the_next() -> None:
    async with surveying() as survey:
        await survey.skim(CUP, 0, 1000, 1, width_px=64)
        skimming = asyncio.create_task(survey.skim(LONG, 0, 600_000, 256, width_px=320))
        await asyncio.sleep(0)
        skimming.cancel()
        with pytest.raises(asyncio.CancelledError):
            await skimming
        assert len(await survey.skim(CUP, 0, 1000, 1, width_px=64)) == 1


async def test_colours_are_kept_for_the_next_run_until_the_file_changes(tmp_path: Path) -> None:
    path = copyfile(CUP, tmp_path / "x.mp4")
    cache = tmp_path / "cache"
    async with surveying(cache) as survey:
        colours = await survey.colours(path, 60)
    assert len(colours) == 180
    async with surveying(cache) as survey:
        assert await survey.colours(path, 60) == colours
        assert survey._skimming.pid is None
        copyfile(ASSETS / "Harbour at dawn.mp4", path)
        assert await survey.colours(path, 60) != colours


async def test_finer_colours_are_made_anew_and_hold_the_coarse_ones() -> None:
    async with surveying() as survey:
        coarse = await survey.colours(CUP, 64)
        fine = await survey.colours(CUP, 128)
        assert len(fine) == 384
        every_second = b"".join(fine[place : place + 3] for place in range(0, 384, 6))
        assert every_second == coarse == await survey.colours(CUP, 64)


async def test_scenes_are_guessed_at_once_and_known_in_time_and_kept(tmp_path: Path) -> None:
    told: list[SceneStarts] = []
    async with surveying(tmp_path) as survey:
        known = await survey.scenes(CUP, told.append)
    assert known == SceneStarts((0, *hard_cuts()[CUP.name]), is_complete=True, known=800)
    assert told[0] == SceneStarts((0,), is_complete=False)
    keyframes = {read_index(CUP).pts.index(stamp) for stamp in read_index(CUP).keyframes}
    assert {0} < set(told[1].frames) <= keyframes
    assert [found.is_complete for found in told] == [False] * (len(told) - 1) + [True]

    async with surveying(tmp_path) as survey:
        assert await survey.scenes(CUP, forget) == known
        assert survey._watching.pid is None


async def test_a_search_that_was_broken_off_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cliptui.media.survey._STRETCH_FRAMES", 3000)
    whole, rest = list[SceneStarts](), list[SceneStarts]()
    async with surveying(tmp_path) as survey:
        searching: asyncio.Task[SceneStarts]

        def break_off(found: SceneStarts) -> None:
            whole.append(found)
            if len(whole) == 3:  # nothing, the guess, and a first second or stretch
                searching.cancel()

        searching = asyncio.create_task(survey.scenes(LONG, break_off))
        with pytest.raises(asyncio.CancelledError):
            await searching
        identity = next(iter(survey._cuts._known))
        record = await survey._cuts.read(identity)
        assert record is not None
        assert 0 < record.done < 15_000
        known = await survey.scenes(LONG, rest.append)
    assert rest[0] == record.scenes(read_index(LONG))
    assert known.is_complete
    assert set(hard_cuts()[LONG.name]) <= set(known.frames)


async def test_keyframes_are_asked_no_longer_than_allowed() -> None:
    worker = MediaWorker()
    survey = Survey(worker.describe, worker._skimming, worker._watching, None, guess_s=0)
    told: list[SceneStarts] = []
    assert (await survey.scenes(CUP, told.append)).is_complete
    assert told[1] == SceneStarts((0,), is_complete=False)
    await worker.aclose()


def test_guesses_stand_only_where_nobody_has_looked_yet() -> None:
    index = read_index(CUP)
    record = CutRecord(done=300, cuts=(190,), guesses=(100, 250, 400), has_guessed=True)
    assert record.scenes(index) == SceneStarts((0, 190, 400), is_complete=False, known=300)
    after = record.with_more(800, (460, 610))
    assert after.scenes(index) == SceneStarts((0, 190, 460, 610), is_complete=True, known=800)


@pytest.mark.parametrize(
    "ask",
    [
        lambda survey, path: survey.skim(path, 0, 1, 1, width_px=1),
        lambda survey, path: survey.colours(path, 1),
        lambda survey, path: survey.scenes(path, forget),
    ],
)
async def test_a_file_that_is_gone_is_told(
    tmp_path: Path, ask: Callable[[Survey, Path], asyncio.Future[object]]
) -> None:
    async with surveying() as survey:
        with pytest.raises(Unreadable, match=r"^“gone\.mp4” does not exist"):
            await ask(survey, tmp_path / "gone.mp4")
