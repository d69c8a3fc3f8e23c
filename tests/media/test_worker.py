"""The room from outside: asynchronous, its files owned by one thread each."""

import asyncio
import pickle
import threading
import time
from collections.abc import AsyncIterator, Callable
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest
import pytest_asyncio
from PIL import Image

from cliptui.errors import CutFailed, UndecodableFrame, Unreadable
from cliptui.media.index import read_index
from cliptui.media.pictures import PictureFormat
from cliptui.media.worker import MediaWorker, _Shelf
from tests.demo import ASSETS, hard_cuts
from tests.media.conftest import Films
from tests.media.films import FILMS, number_in


@pytest_asyncio.fixture
async def worker() -> AsyncIterator[MediaWorker]:
    worker = MediaWorker()
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


class Gate:
    """Holds a cut at its first frame until it is opened."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._opened = threading.Event()

    def pass_through(self) -> bool:
        self._reached.set()
        self._opened.wait(20)
        return False

    async def reached(self) -> None:
        await asyncio.to_thread(self._reached.wait, 20)

    def open(self) -> None:
        self._opened.set()


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_file_is_described(worker: MediaWorker, film: Films) -> None:
    described = await worker.describe(film("with_sound.mp4"))
    assert described.index == read_index(film("with_sound.mp4"))
    assert (described.facts.codec, described.facts.has_audio) == ("h264", True)


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
    assert len(worker._desk._readers) == 4


async def test_only_the_file_looked_at_keeps_its_frames(worker: MediaWorker, film: Films) -> None:
    await worker.frame(film("short_groups.mp4"), 20)
    await worker.frame(film("one_group.mp4"), 20)
    windows = [len(reader._source._window) for reader in worker._desk._readers.values()]
    assert (windows[0], windows[1] > 0) == (0, True)


async def test_a_file_that_cannot_be_used_says_why(worker: MediaWorker, tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    for ask in (worker.describe(tmp_path / "empty.mp4"), worker.frame(tmp_path / "empty.mp4", 0)):
        with pytest.raises(Unreadable, match=r"^“empty\.mp4” is empty \(0 bytes\)\.$"):
            await ask
    with pytest.raises(Unreadable, match=r"^“gone\.mp4” does not exist\.$"):
        await worker.describe(tmp_path / "gone.mp4")


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
    await asyncio.sleep(0)
    assert read_index(tmp_path / "x.part").frame_count == 20
    assert (told[-1][0], {thread for _, thread in told}) == (1.0, {threading.get_ident()})


async def test_frames_are_shown_while_a_clip_is_cut(
    worker: MediaWorker, film: Films, tmp_path: Path
) -> None:
    gate, source = Gate(), film("one_group.mp4")
    cutting = asyncio.create_task(
        cut(worker, source, tmp_path / "x.mp4", is_cancelled=gate.pass_through)
    )
    await gate.reached()
    assert shown(await worker.frame(source, 5))[0] == 5
    gate.open()
    await cutting


async def test_cancelling_the_call_cancels_the_cut_and_leaves_nothing(
    worker: MediaWorker, film: Films, tmp_path: Path
) -> None:
    gate = Gate()
    cutting = asyncio.create_task(
        cut(worker, film("one_group.mp4"), tmp_path / "x.mp4", is_cancelled=gate.pass_through)
    )
    await gate.reached()
    cutting.cancel()
    await asyncio.sleep(0)
    gate.open()
    with pytest.raises(asyncio.CancelledError):
        await cutting
    assert names_in(tmp_path) == []


async def test_a_clip_that_waits_for_its_turn_is_cancelled_at_once(
    worker: MediaWorker, film: Films, tmp_path: Path
) -> None:
    gate, source = Gate(), film("one_group.mp4")
    first = asyncio.create_task(
        cut(worker, source, tmp_path / "1.mp4", is_cancelled=gate.pass_through)
    )
    await gate.reached()
    second = asyncio.create_task(cut(worker, source, tmp_path / "2.mp4"))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    gate.open()
    await first
    assert names_in(tmp_path) == ["1.mp4"]


async def test_closing_gives_up_what_is_being_cut(film: Films, tmp_path: Path) -> None:
    worker, gate = MediaWorker(), Gate()
    cutting = asyncio.create_task(
        cut(worker, film("one_group.mp4"), tmp_path / "x.mp4", is_cancelled=gate.pass_through)
    )
    await gate.reached()
    closing = asyncio.create_task(worker.aclose())
    await asyncio.sleep(0)
    gate.open()
    with pytest.raises(CutFailed, match="cancelled"):
        await cutting
    await closing
    assert names_in(tmp_path) == []


async def test_scenes_are_found_at_once_by_keyframes_and_in_time_by_every_frame(
    worker: MediaWorker,
) -> None:
    path = ASSETS / "Cup final.mp4"
    assert await worker.scenes(path) == tuple(hard_cuts()[path.name])
    keyframes = set((await worker.describe(path)).index.keyframes)
    quick = await worker.scenes(path, quickly=True)
    assert 0 < len(quick) == len({read_index(path).pts[number] for number in quick} & keyframes)


async def test_looking_for_scenes_ends_when_the_call_is_cancelled(worker: MediaWorker) -> None:
    path = ASSETS / "Ten minutes by the clock.mp4"
    await worker.describe(path)
    watching = asyncio.create_task(worker.scenes(path))
    await asyncio.sleep(0.1)
    watching.cancel()
    began_s = time.monotonic()
    with pytest.raises(asyncio.CancelledError):
        await watching
    # All of it takes seconds; and the next one need not wait for it.
    await worker.scenes(ASSETS / "Evening at the fair.mov", quickly=True)
    assert time.monotonic() - began_s < 1.5


async def test_closing_ends_every_thread(film: Films, tmp_path: Path) -> None:
    worker = MediaWorker()
    await worker.describe(film("vp9.webm"))
    await worker.frame(film("vp9.webm"), 3)
    await cut(worker, film("vp9.webm"), tmp_path / "x.mp4")
    await worker.scenes(film("vp9.webm"))
    await worker.aclose()
    assert [t.name for t in threading.enumerate() if t.name.startswith("cliptui-")] == []


def test_what_is_described_long_ago_is_forgotten(film: Films, tmp_path: Path) -> None:
    shelf = _Shelf(most=2)
    paths = [copyfile(film("titled.mp4"), tmp_path / f"{n}.mp4") for n in range(3)]
    first, *_, last = [shelf.describe(path) for path in paths]
    assert shelf.describe(paths[2]) is last
    assert shelf.describe(paths[0]) is not first
