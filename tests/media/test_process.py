"""Processes wear out and are replaced; what harmed one is not given to the next."""

import asyncio
import os
from pathlib import Path
from shutil import copyfile

import pytest

from cliptui.errors import Unreadable
from cliptui.media.cache import TRIED_AGAIN_AFTER_S, DiskCache
from cliptui.media.identity import Identity, known_by
from cliptui.media.running import Life
from cliptui.media.verdicts import Verdicts
from cliptui.media.walk import read_index
from cliptui.media.worker import Bounds, MediaWorker
from tests.media.conftest import Films
from tests.media.test_worker import is_running, shown, until

TROUBLED = "tests.media.troubled"
BRIEF = Life(most_orders=3)
GREEDY = Life(most_orders=1000, memory_bytes=1, fewest_orders=3)


@pytest.mark.parametrize("life", [BRIEF, GREEDY], ids=["orders", "memory"])
async def test_work_goes_on_while_worn_processes_are_replaced(film: Films, life: Life) -> None:
    worker = MediaWorker(life=life)
    path, pids = film("one_group.mp4"), []
    for number in range(9):
        assert shown(await worker.frame(path, number, width_px=48))[0] == number
        pids.append(worker._looking.pid)
    assert len(set(pids)) == 4  # the last has just been started
    assert [len(set(pids[n : n + 3])) for n in (2, 5)] == [1, 1]
    old = [pid for pid in pids[:-1] if pid is not None and pid != pids[-1]]
    await worker.aclose()
    assert [pid for pid in old if is_running(pid)] == []


async def test_requests_that_wait_outlive_the_process_that_they_waited_for(film: Films) -> None:
    worker = MediaWorker(life=BRIEF)
    path = film("one_group.mp4")
    asked = [asyncio.create_task(worker.frame(path, n, width_px=48)) for n in range(12)]
    assert [shown(picture)[0] for picture in await asyncio.gather(*asked)] == list(range(12))
    await worker.aclose()


@pytest.mark.parametrize("trouble", ["crash", "spin"])
async def test_a_harmful_file_is_refused_at_once_until_it_changes(
    film: Films, tmp_path: Path, trouble: str
) -> None:
    worker = MediaWorker(bounds=Bounds(look_s=1.0), program=TROUBLED)
    bad = copyfile(film("one_group.mp4"), tmp_path / f"{trouble}.mp4")
    first, waiting = (asyncio.create_task(worker.frame(bad, number)) for number in (5, 6))
    with pytest.raises(Unreadable) as told:
        await first
    for again in (waiting, worker.frame(bad, 7), worker.frame(bad, 5)):
        with pytest.raises(Unreadable) as told_again:
            await again
        assert str(told_again.value) == str(told.value)
    assert worker._looking.pid is None  # nothing was started for it again
    os.utime(bad, ns=(1, 1))
    changed = asyncio.create_task(worker.frame(bad, 5))
    await until(lambda: worker._looking.pid is not None)
    with pytest.raises(Unreadable):
        await changed
    assert shown(await worker.frame(film("one_group.mp4"), 8))[0] == 8
    await worker.aclose()


async def test_a_file_whose_description_did_harm_is_known_to_the_next_run(
    film: Films, tmp_path: Path
) -> None:
    bad = copyfile(film("one_group.mp4"), tmp_path / "crash.mp4")
    first = MediaWorker(tmp_path / "cache", program=TROUBLED)
    with pytest.raises(Unreadable) as told:
        await first.describe(bad)
    await first.aclose()
    second = MediaWorker(tmp_path / "cache")
    for ask in (second.describe(bad), second.frame(bad, 5)):
        with pytest.raises(Unreadable) as told_again:
            await ask
        assert str(told_again.value) == str(told.value)
    assert second._describing.pid is None
    os.utime(bad, ns=(1, 1))
    assert (await second.describe(bad)).index == read_index(bad)
    await second.aclose()


def test_a_verdict_is_told_for_a_day(tmp_path: Path) -> None:
    now_s = [1000.0]
    disk = DiskCache(tmp_path, clock=lambda: now_s[0])
    known = Identity(Path("/videos/x.mp4"), 1, 2)
    disk.condemn(known, "“x.mp4” does harm.")
    (entry,) = tmp_path.iterdir()
    os.utime(entry, (1000, 1000))
    now_s[0] += TRIED_AGAIN_AFTER_S
    with pytest.raises(Unreadable, match=r"^“x\.mp4” does harm\.$"):
        disk.read(known)
    assert disk.read(Identity(known.path, 1, 3)) is None
    now_s[0] += 1
    assert disk.read(known) is None


def test_of_many_harmful_files_the_last_ones_are_remembered() -> None:
    verdicts = Verdicts()
    files = [Identity(Path(f"/{number}.mp4"), 1, 1) for number in range(513)]
    for file in files:
        verdicts.remember(file, "It does harm.")
    verdicts.check(files[0])
    for file in (files[1], files[-1]):
        with pytest.raises(Unreadable, match=r"^It does harm\.$"):
            verdicts.check(file)


def test_what_cannot_be_looked_at_has_no_verdict(tmp_path: Path) -> None:
    verdicts, gone = Verdicts(), known_by(tmp_path / "gone.mp4")
    verdicts.remember(gone, "It does harm.")
    verdicts.check(gone)
    assert gone is None
