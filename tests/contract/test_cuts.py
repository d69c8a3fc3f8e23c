"""Real clips of the demo library, cut by the real media room behind the server."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import av

from cliptui.clip.draft import DraftState
from cliptui.clip.ledger import ClipEntry, DraftEntry
from cliptui.media.modes import CutMode
from cliptui.media.worker import MediaWorker
from cliptui.server.app import EmbeddedServer
from cliptui.server.clip_files import clip_name
from cliptui.server.converter import Convert
from cliptui.server.library import Library, file_asset_id
from cliptui.server.making import make_server
from cliptui.store import Store
from cliptui.wire.uplynk.signature import Credentials
from tests.barcode import read_frame_number
from tests.demo import demo_copy
from tests.server.desk import CREDENTIALS, NOW_S, Desk

NIGHT = "Night drive.mp4"
DRAFT_ID = "d" * 32


@asynccontextmanager
async def served(tmp_path: Path, store: Store) -> AsyncIterator[tuple[EmbeddedServer, MediaWorker]]:
    media = MediaWorker()
    credentials: Credentials = CREDENTIALS
    server = make_server(
        tmp_path / "library",
        tmp_path / "clips",
        store,
        media,
        credentials,
        convert=Convert.AUTO,
        cut=CutMode.LOSSLESS,
        now=lambda: NOW_S,
    )
    async with server:
        yield server, media
    await media.aclose()


def begun(tmp_path: Path, store: Store) -> ClipEntry:
    """Leave what a process leaves that is killed while it cuts the frames 1000 to 1099."""
    media = MediaWorker()
    key = Library(tmp_path / "library", tmp_path / "clips", store, media).key
    (tmp_path / "clips").mkdir()
    draft = DraftEntry(
        draft_id=DRAFT_ID,
        library=key,
        asset_id=file_asset_id(NIGHT),
        title="Goal",
        start_ms=33367,
        stop_ms=36703,
        meta_json="{}",
        profile="",
        created="2026-01-01T00:00:00.000000Z",
    )
    store.add_draft(draft)
    name = clip_name(tmp_path / "clips", "Goal", DRAFT_ID)
    clip = ClipEntry("c" * 32, DRAFT_ID, key, "", name, "Goal", 1)
    assert store.begin_clip(clip).state is DraftState.CONVERTING
    (tmp_path / "clips" / f".{DRAFT_ID}.part.mp4").write_bytes(b"half a clip")
    (tmp_path / "clips" / f".{DRAFT_ID}.lock").touch()
    return clip


def numbers(path: Path) -> list[int]:
    with av.open(str(path)) as container:
        return [
            read_frame_number(frame.to_image())  # type: ignore[no-untyped-call]
            for frame in container.decode(video=0)
        ]


async def test_a_lossless_cut_that_a_killed_process_had_begun_starts_again_by_itself(
    tmp_path: Path,
) -> None:
    demo_copy(tmp_path / "library", NIGHT)
    store = Store.open(tmp_path / "cliptui.db")
    clip = begun(tmp_path, store)
    async with served(tmp_path, store) as (server, _):
        done = await Desk(server).finished(DRAFT_ID)
    store.close()

    assert (done["id"], done["cliptui"]["mode"]) == (clip.clip_id, "lossless")
    # Its keyframes are every 250 frames: the one before frame 1000 is frame 1000.
    assert "preroll_frames" not in done["cliptui"]
    assert [path.name for path in (tmp_path / "clips").iterdir()] == [clip.file_name]
    assert numbers(tmp_path / "clips" / clip.file_name) == list(range(1000, 1100))


async def test_a_lossless_cut_that_is_closed_in_the_middle_leaves_nothing_and_starts_again(
    tmp_path: Path,
) -> None:
    demo_copy(tmp_path / "library", NIGHT)
    store = Store.open(tmp_path / "cliptui.db")
    async with served(tmp_path, store) as (server, _):
        desk = Desk(server)
        beam = (await desk.ids())["Night drive"]
        draft_id = await desk.save(beam, 30000, 70000, title="Goal")
        await desk.until(draft_id, bool)
    left = [path.name for path in (tmp_path / "clips").iterdir()]
    async with served(tmp_path, store) as (server, _):
        done = await Desk(server).finished(draft_id)
    store.close()

    assert [name for name in left if name.startswith(".")] == []
    assert done["cliptui"]["mode"] == "lossless"


async def test_frames_are_shown_while_clip_after_clip_is_cut(tmp_path: Path) -> None:
    demo_copy(tmp_path / "library", NIGHT)
    store = Store.open(tmp_path / "cliptui.db")
    async with served(tmp_path, store) as (server, _):
        desk = Desk(server)
        beam = (await desk.ids())["Night drive"]
        drafts = [await desk.save(beam, start, start + 20000) for start in range(0, 40000, 8000)]
        answers, waits_s = 0, list[float]()
        while not (await desk.clips(drafts[-1]) or [{"is_complete": False}])[0]["is_complete"]:
            asked_s = time.monotonic()
            answer = await desk.v2("getframe", id=beam, ts=answers * 33, cliptui_width=160)
            waits_s.append(time.monotonic() - asked_s)
            assert answer.status == 200
            answers += 1
            await asyncio.sleep(0)
        for draft_id in drafts:
            assert (await desk.finished(draft_id))["is_complete"]
    store.close()

    assert answers >= len(drafts)
    assert max(waits_s) < 2
