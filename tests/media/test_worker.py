"""The room from outside: asynchronous, its files opened by other processes."""

import asyncio
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import av
import pytest
import pytest_asyncio
from PIL import Image

from cliptui.errors import CutFailed, UndecodableFrame, Unreadable
from cliptui.media.pictures import PictureFormat
from cliptui.media.walk import read_index
from cliptui.media.worker import Bounds, MediaWorker
from tests.media.conftest import Films
from tests.media.films import FILMS, number_in

IMPATIENT = Bounds(look_s=1.5, cut_s=1.5)
NARROW = Bounds(memory_bytes=2**30)


@pytest_asyncio.fixture
async def worker() -> AsyncIterator[MediaWorker]:
    worker = MediaWorker()
    yield worker
    await worker.aclose()


@pytest_asyncio.fixture
async def troubled() -> AsyncIterator[MediaWorker]:
    worker = MediaWorker(bounds=NARROW, program="tests.media.troubled")
    yield worker
    await worker.aclose()


@pytest_asyncio.fixture
async def impatient() -> AsyncIterator[MediaWorker]:
    worker = MediaWorker(bounds=IMPATIENT, program="tests.media.troubled")
    yield worker
    await worker.aclose()


def shown(picture: bytes) -> tuple[int, str | None, tuple[int, int]]:
    with Image.open(BytesIO(picture)) as image:
        return number_in(image), image.format, image.size


def never() -> bool:
    return False


async def cut(
    worker: MediaWorker,
    source: Path,
    target: Path,
    *,
    on_progress: Callable[[float], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = never,
) -> None:
    await worker.cut(
        source,
        read_index(source),
        range(10, 30),
        target,
        title="A clip",
        on_progress=on_progress,
        is_cancelled=is_cancelled,
    )


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def is_running(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110  another process sets no event
            await asyncio.sleep(0.01)


async def test_a_file_is_described(worker: MediaWorker, film: Films) -> None:
    described = await worker.describe(film("with_sound.mp4"))
    assert described.index == read_index(film("with_sound.mp4"))
    assert (described.facts.codec, described.facts.has_audio) == ("h264", True)


@pytest.mark.parametrize("name", ["variable.mkv", "reordered.avi", "late_pictures.mp4"])
async def test_an_index_stays_as_it_is_on_its_way(
    worker: MediaWorker, film: Films, name: str
) -> None:
    assert (await worker.describe(film(name))).index == read_index(film(name))


async def test_a_description_can_be_pickled(worker: MediaWorker, film: Films) -> None:
    described = await worker.describe(film("variable.mkv"))
    assert pickle.loads(pickle.dumps(described)) == described  # noqa: S301  our own bytes


async def test_a_file_that_stays_the_same_is_read_once(worker: MediaWorker, film: Films) -> None:
    first = await worker.describe(film("vp9.webm"))
    assert await worker.describe(film("vp9.webm")) is first


async def test_a_file_that_changes_is_read_again(
    worker: MediaWorker, film: Films, tmp_path: Path
) -> None:
    path = copyfile(film("short_groups.mp4"), tmp_path / "x.mp4")
    before = (await worker.describe(path)).index.frame_count
    await worker.frame(path, 3)
    copyfile(film("one_group.mp4"), path)
    after = (await worker.describe(path)).index.frame_count
    assert (before, after) == (60, 90)
    assert shown(await worker.frame(path, 88))[0] == 88


async def test_a_frame_is_a_png_unless_asked_otherwise(worker: MediaWorker, film: Films) -> None:
    path = film("short_groups.mp4")
    assert shown(await worker.frame(path, 31)) == (31, "PNG", (96, 64))
    small = await worker.frame(path, 32, width_px=48, picture=PictureFormat.JPEG)
    assert shown(small) == (32, "JPEG", (48, 32))


async def test_frames_come_in_order(worker: MediaWorker, film: Films) -> None:
    pictures = await worker.frames(film("one_group.mp4"), range(40, 65), width_px=48)
    assert [shown(picture)[0] for picture in pictures] == list(range(40, 65))


async def test_more_files_than_are_kept_open_can_be_looked_at(
    worker: MediaWorker, film: Films
) -> None:
    names = [name for name in FILMS if name not in {"turned.mp4", "titled.mp4"}]
    for number in (20, 40):
        answers = await asyncio.gather(*(worker.frame(film(name), number) for name in names))
        assert {shown(answer)[0] for answer in answers} == {number}


async def test_a_name_need_not_be_text(worker: MediaWorker, film: Films, tmp_path: Path) -> None:
    path = copyfile(film("short_groups.mp4"), tmp_path / os.fsdecode(b"\xff\x1b[2J.mp4"))
    assert (await worker.describe(path)).index.frame_count == 60
    assert shown(await worker.frame(path, 7))[0] == 7


async def test_a_file_that_cannot_be_used_says_why(worker: MediaWorker, tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    for ask in (worker.describe(tmp_path / "empty.mp4"), worker.frame(tmp_path / "empty.mp4", 0)):
        with pytest.raises(Unreadable, match=r"^“empty\.mp4” is empty \(0 bytes\)\.$"):
            await ask
    with pytest.raises(Unreadable, match=r"^“gone\.mp4” does not exist\.$"):
        await worker.describe(tmp_path / "gone.mp4")


async def test_frames_that_are_not_whole_are_known_once_they_were_shown(
    worker: MediaWorker, film: Films, tmp_path: Path
) -> None:
    whole = film("even_groups.mp4")
    with av.open(str(whole)) as container:
        packets = [p for p in container.demux(video=0) if p.size]
        place, size = packets[24].pos, packets[24].size
        assert packets[24].is_keyframe
        assert place is not None
    hurt = tmp_path / "hurt.mp4"
    data = bytearray(whole.read_bytes())
    data[place + size // 2 : place + size] = b"\xff" * (size - size // 2)
    hurt.write_bytes(data)
    for path in (whole, hurt):
        assert worker.damaged(path) == frozenset()
        await worker.frames(path, range(14, 20), width_px=48)
        assert worker.damaged(path) == frozenset()
        for _ in range(2):  # made, and kept
            await worker.frames(path, range(24, 48), width_px=48)
    assert worker.damaged(whole) == frozenset()
    assert 24 in worker.damaged(hurt)
    assert worker.damaged(hurt) <= set(range(24, 36))
    assert worker.damaged(tmp_path / "gone.mp4") == frozenset()


async def test_a_frame_that_does_not_exist_is_told(worker: MediaWorker, film: Films) -> None:
    with pytest.raises(UndecodableFrame, match="has no frame 60"):
        await worker.frame(film("short_groups.mp4"), 60)


async def test_a_clip_is_cut_and_its_progress_told_in_the_event_loop(
    worker: MediaWorker, film: Films, tmp_path: Path
) -> None:
    told: list[tuple[float, int]] = []
    await cut(
        worker,
        film("with_sound.mp4"),
        tmp_path / "x.part",
        on_progress=lambda part: told.append((part, threading.get_ident())),
    )
    assert read_index(tmp_path / "x.part").frame_count == 20
    assert (told[-1][0], {thread for _, thread in told}) == (1.0, {threading.get_ident()})
    assert [part for part, _ in told] == sorted(part for part, _ in told)


async def test_frames_are_shown_while_a_clip_is_cut(
    troubled: MediaWorker, film: Films, tmp_path: Path
) -> None:
    source = copyfile(film("one_group.mp4"), tmp_path / "slow-cut.mp4")
    cutting = asyncio.create_task(cut(troubled, source, tmp_path / "x.mp4"))
    assert shown(await troubled.frame(film("one_group.mp4"), 5))[0] == 5
    assert not cutting.done()
    (tmp_path / "go").touch()
    await cutting
    assert read_index(tmp_path / "x.mp4").frame_count == 20


async def test_a_clip_that_nobody_wants_any_more_is_given_up(
    worker: MediaWorker, film: Films, tmp_path: Path
) -> None:
    with pytest.raises(CutFailed, match=r"^The clip was cancelled; nothing of it was kept\.$"):
        await cut(worker, film("one_group.mp4"), tmp_path / "x.mp4", is_cancelled=lambda: True)
    assert names_in(tmp_path) == []


async def test_cancelling_the_call_cancels_the_cut_and_leaves_nothing(
    worker: MediaWorker, film: Films, tmp_path: Path
) -> None:
    begun = asyncio.Event()
    cutting = asyncio.create_task(
        cut(
            worker,
            film("one_group.mp4"),
            tmp_path / "x.mp4",
            on_progress=lambda _: begun.set(),
        )
    )
    await begun.wait()
    cutting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cutting
    assert names_in(tmp_path) == []


async def test_a_cut_that_does_not_stop_is_killed_and_leaves_nothing(
    troubled: MediaWorker, film: Films, tmp_path: Path
) -> None:
    source = copyfile(film("one_group.mp4"), tmp_path / "spin.mp4")
    (tmp_path / "x.part").touch()
    cutting = asyncio.create_task(cut(troubled, source, tmp_path / "x.part"))
    await until(lambda: troubled._cutting.pid is not None)
    cutting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cutting
    assert names_in(tmp_path) == ["spin.mp4"]
    await cut(troubled, film("one_group.mp4"), tmp_path / "next.mp4")
    assert read_index(tmp_path / "next.mp4").frame_count == 20


async def test_a_clip_that_waits_for_its_turn_is_cancelled_at_once(
    troubled: MediaWorker, film: Films, tmp_path: Path
) -> None:
    source = copyfile(film("one_group.mp4"), tmp_path / "slow.mp4")
    first = asyncio.create_task(cut(troubled, source, tmp_path / "1.mp4"))
    second = asyncio.create_task(cut(troubled, source, tmp_path / "2.mp4"))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    (tmp_path / "go").touch()
    await first
    assert names_in(tmp_path) == ["1.mp4", "go", "slow.mp4"]


async def test_a_request_that_is_superseded_stops_its_process_for_the_next_one(
    troubled: MediaWorker, film: Films, tmp_path: Path
) -> None:
    source = copyfile(film("one_group.mp4"), tmp_path / "slow.mp4")
    await troubled.frame(film("one_group.mp4"), 3)
    pid = troubled._looking.pid
    old = asyncio.create_task(troubled.frame(source, 5))
    await asyncio.sleep(0.05)
    old.cancel()
    with pytest.raises(asyncio.CancelledError):
        await old
    assert shown(await troubled.frame(film("one_group.mp4"), 80))[0] == 80
    assert troubled._looking.pid == pid


async def test_closing_gives_up_what_is_under_way(film: Films, tmp_path: Path) -> None:
    worker = MediaWorker(program="tests.media.troubled")
    source = copyfile(film("one_group.mp4"), tmp_path / "slow.mp4")
    cutting = asyncio.create_task(cut(worker, source, tmp_path / "x.mp4"))
    waiting = asyncio.create_task(cut(worker, source, tmp_path / "y.mp4"))
    showing = asyncio.create_task(worker.frame(source, 5))
    describing = asyncio.create_task(worker.describe(source))
    await until(lambda: worker._describing.pid is not None)
    await worker.aclose()
    for clip in (cutting, waiting):
        with pytest.raises(CutFailed, match="cancelled"):
            await clip
    for look in (showing, describing):
        with pytest.raises(Unreadable, match=r"^“slow\.mp4” was not read: the program ends\.$"):
            await look
    assert names_in(tmp_path) == ["slow.mp4"]


async def test_closing_ends_every_process(film: Films, tmp_path: Path) -> None:
    worker = MediaWorker()
    await worker.describe(film("vp9.webm"))
    await worker.frame(film("vp9.webm"), 3)
    await cut(worker, film("vp9.webm"), tmp_path / "x.mp4")
    pids = [worker._describing.pid, worker._looking.pid, worker._cutting.pid]
    await worker.aclose()
    assert None not in pids
    assert [pid for pid in pids if pid and is_running(pid)] == []


Ask = Callable[[MediaWorker, Path], Awaitable[object]]
ASKS: list[Ask] = [
    lambda worker, path: worker.describe(path),
    lambda worker, path: worker.frame(path, 5),
]


@pytest.mark.parametrize("ask", ASKS, ids=["describe", "frame"])
@pytest.mark.parametrize("trouble", ["crash", "eat", "bug"])
async def test_a_file_that_brings_its_process_down_costs_its_own_request(
    troubled: MediaWorker,
    film: Films,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    *,
    ask: Ask,
    trouble: str,
) -> None:
    bad = copyfile(film("one_group.mp4"), tmp_path / f"{trouble}.mp4")
    good = film("one_group.mp4")
    tasks = [asyncio.ensure_future(ask(troubled, path)) for path in (good, bad, good)]
    with pytest.raises(Unreadable, match=rf"^“{trouble}\.mp4” brought its decoder down: it is"):
        await tasks[1]
    assert shown(await troubled.frame(good, 5))[0] == 5
    await asyncio.gather(tasks[0], tasks[2])
    bugs = [record for record in caplog.records if record.levelno == logging.CRITICAL]
    assert ["KeyError: 'bug'" in bug.message for bug in bugs] == [True] * (trouble == "bug")


async def test_a_cut_that_brings_its_process_down_fails_alone(
    troubled: MediaWorker, film: Films, tmp_path: Path
) -> None:
    bad = copyfile(film("one_group.mp4"), tmp_path / "crash.mp4")
    with pytest.raises(CutFailed, match=r"^The clip from “crash\.mp4” could not be written: the"):
        await cut(troubled, bad, tmp_path / "x.mp4")
    await cut(troubled, film("one_group.mp4"), tmp_path / "y.mp4")
    assert names_in(tmp_path) == ["crash.mp4", "y.mp4"]


async def test_what_spins_is_killed_when_patience_ends(
    impatient: MediaWorker, film: Films, tmp_path: Path
) -> None:
    bad = copyfile(film("one_group.mp4"), tmp_path / "spin.mp4")
    with pytest.raises(Unreadable, match=r"^“spin\.mp4” kept its decoder busy for too long and"):
        await impatient.frame(bad, 5)
    with pytest.raises(CutFailed, match=r"^The clip from “spin\.mp4” could not .* for too long"):
        await cut(impatient, bad, tmp_path / "x.mp4")
    assert shown(await impatient.frame(film("one_group.mp4"), 5))[0] == 5


async def test_a_process_that_dies_between_requests_is_not_noticed(
    worker: MediaWorker, film: Films
) -> None:
    await worker.frame(film("one_group.mp4"), 5)
    pid = worker._looking.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert shown(await worker.frame(film("one_group.mp4"), 6))[0] == 6
    assert worker._looking.pid != pid


async def test_a_process_that_cannot_even_start_is_told(film: Films) -> None:
    worker = MediaWorker(program="tests.media.no_such_module")
    with pytest.raises(Unreadable, match="brought its decoder down"):
        await worker.frame(film("one_group.mp4"), 5)
    await worker.aclose()


async def test_a_process_gets_ready_before_it_is_asked(film: Films) -> None:
    worker = MediaWorker()
    worker.start()
    pid = worker._looking.pid
    assert pid is not None
    assert shown(await worker.frame(film("one_group.mp4"), 5))[0] == 5
    assert worker._looking.pid == pid
    await worker.aclose()


async def test_what_was_started_for_nothing_ends_too() -> None:
    worker = MediaWorker()
    worker.start()
    pid = worker._looking.pid
    await worker.aclose()
    assert pid is not None
    assert not is_running(pid)


async def test_cutting_yields_to_looking(worker: MediaWorker, film: Films, tmp_path: Path) -> None:
    await worker.frame(film("one_group.mp4"), 5)
    await cut(worker, film("one_group.mp4"), tmp_path / "x.mp4")
    looking, cutting = worker._looking.pid, worker._cutting.pid
    assert looking is not None
    assert cutting is not None
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, looking) == own
    assert os.getpriority(os.PRIO_PROCESS, cutting) == min(19, own + 5)


ORPHANING = """
import asyncio, sys, time
from pathlib import Path
from cliptui.media.worker import MediaWorker

async def main():
    worker = MediaWorker()
    await worker.frame(Path(sys.argv[1]), 5)
    print(worker._looking.pid, "av" in sys.modules, flush=True)
    time.sleep(60)

asyncio.run(main())
"""


def test_the_process_ends_when_the_program_is_killed_and_alone_loads_pyav(film: Films) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ORPHANING, film("one_group.mp4")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        pid, has_av = program.stdout.readline().split()
        assert has_av == b"False"
        assert is_running(int(pid))
        program.kill()
    deadline_s = time.monotonic() + 20
    while is_running(int(pid)) and time.monotonic() < deadline_s:
        time.sleep(0.01)
    assert not is_running(int(pid))


async def test_nothing_of_a_process_reaches_the_terminal(
    troubled: MediaWorker, film: Films, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = copyfile(film("one_group.mp4"), tmp_path / "bug.mp4")
    with pytest.raises(Unreadable):
        await troubled.frame(bad, 5)
    assert capfd.readouterr() == ("", "")
