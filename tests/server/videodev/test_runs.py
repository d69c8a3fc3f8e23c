"""Runs: clips are found, kept and told of, while the run goes on and over restarts."""

import asyncio
import os
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from cliptui.clip.run import RunState
from cliptui.clip.run_ledger import RunEntry, Subscription
from cliptui.clip.secret import Secret
from cliptui.errors import StoreError
from cliptui.media.index import FrameIndex
from cliptui.server.converter import Convert
from cliptui.server.library import Library, file_asset_id
from cliptui.server.videodev.allowed import AllowedWebhooks
from cliptui.server.videodev.clock import Clock
from cliptui.server.videodev.herald import Herald
from cliptui.server.videodev.media import MediaShelf
from cliptui.server.videodev.scenes import Seen
from cliptui.server.videodev.scout import Scout
from tests.server.conftest import Bench
from tests.server.desk import NOW_S
from tests.server.media import write_video
from tests.server.videodev.room import HOOK, KEY, SERVING, Room, Webhooks, until

FILM = "film.mp4"
FILM_ID = file_asset_id(FILM)
FRAMES = 1000  # 40 s


@pytest.fixture
def film(bench: Bench) -> Path:
    bench.media.survey.scenes_of[FILM] = (200, 450, 700)  # 8 s, 18 s, 28 s
    return write_video(bench.folder / FILM, FRAMES)


@pytest.mark.usefixtures("film")
async def test_a_run_is_started_goes_on_and_ends_with_the_clips_of_its_film(bench: Bench) -> None:
    async with bench.server(videodev=SERVING) as server:
        room = Room(server)
        body = {"source_media_id": FILM_ID, "prompt": "9 clips of goals"}
        started = (await room.ask("POST", "auto_clips", body)).json
        ended = await room.ended(started["run_id"])

    assert (started["status"], started["source_media"]["media_id"]) == ("processing", FILM_ID)
    assert started["cliptui"] == {"prompt": "9 clips of goals"}
    assert (ended["status"], ended["cliptui"]) == ("complete", {"prompt": "9 clips of goals"})
    assert [
        (clip["start_time_ms"], clip["end_time_ms"], clip["duration_ms"]) for clip in ended["clips"]
    ] == [(0, 8000, 8000), (8000, 18000, 10000), (18000, 28000, 10000), (28000, 40000, 12000)]
    assert all(clip["source_media"] == started["source_media"] for clip in ended["clips"])
    assert "webhook" not in ended


@pytest.mark.usefixtures("film")
async def test_what_is_unknown_or_no_video_is_refused(bench: Bench) -> None:
    (bench.folder / "broken.mp4").write_text("no video")
    broken = {"source_media_id": file_asset_id("broken.mp4")}
    async with bench.server(videodev=SERVING) as server:
        room = Room(server)
        answers = [
            await room.ask("POST", "auto_clips", {"source_media_id": "nobody"}),
            await room.ask("POST", "auto_clips", broken),
            await room.ask("POST", "auto_clips", {}),
            await room.ask("POST", "auto_clips", {"source_media_id": "../film"}),
            await room.ask("GET", "auto_clips/nothing"),
        ]

    assert [answer.status for answer in answers] == [404, 422, 400, 404, 404]
    assert answers[4].json["message"] == "There is no run “nothing” here."
    assert bench.store.unfinished_runs("") == ()


def scout_of(bench: Bench, *steps: tuple[Seen, asyncio.Event]) -> tuple[Scout, str]:
    """Return a scout that sees a film step by step, and the key of its library."""
    library = Library(bench.folder, bench.clips, bench.store, bench.media)
    numbers = count()
    clock = Clock(lambda: NOW_S, lambda: f"{next(numbers):032x}")

    async def look(path: Path, index: FrameIndex) -> AsyncIterator[Seen]:
        assert (path.name, index.frame_count) == (FILM, FRAMES)
        for seen, gate in steps:
            yield seen
            await gate.wait()

    allowed = AllowedWebhooks.of(["https://hooks.example/v1"])
    herald = Herald(library.key, bench.store, clock, allowed)
    shelf = MediaShelf(library, Secret(KEY), clock)
    return Scout(shelf, bench.store, look, herald, resumes=True), library.key


@pytest.mark.usefixtures("film")
async def test_clips_appear_while_the_run_still_looks(bench: Bench) -> None:
    gate = asyncio.Event()
    part, whole = Seen((200, 450), 550), Seen((200, 450, 700), FRAMES)
    scout, key = scout_of(bench, (part, gate), (whole, gate))
    everything = Subscription(HOOK, "new_clips complete", "http://h")
    bench.store.add_run(RunEntry("r1", key, FILM_ID, "4 clips", everything))
    await scout.start()
    early = await until(lambda: bench.store.spans(key, "r1"), bool)
    state = bench.store.run(key, "r1")
    gate.set()
    ended = await until(
        lambda: bench.store.run(key, "r1"), lambda run: run is not None and run.state.is_final
    )
    await scout.aclose()
    final = bench.store.spans(key, "r1")

    assert state is not None
    assert (state.state, ended.state) == (RunState.PROCESSING, RunState.COMPLETE)
    assert [(span.start_ms, span.stop_ms) for span in early] == [(8000, 18000)]
    assert [(span.start_ms, span.stop_ms) for span in final] == [
        (0, 8000),
        (8000, 18000),
        (18000, 28000),
        (28000, 40000),
    ]
    assert final[1] == early[0]


@pytest.mark.usefixtures("film")
async def test_each_step_of_a_run_is_told_with_what_is_new(bench: Bench) -> None:
    webhooks = Webhooks()
    async with bench.server(videodev=webhooks.serving()) as server:
        room = Room(server)
        run_id = await room.start(FILM, prompt="2 clips", webhook={"url": HOOK})
        ended = await room.ended(run_id)
        await until(lambda: webhooks.events, lambda events: len(events) == 2)

    (_, new), (_, complete) = webhooks.posts
    assert webhooks.events == ["new_clips", "complete"]
    assert (new["run"]["status"], new["run"]["clips"]) == ("processing", ended["clips"])
    assert (complete["run"]["status"], complete["run"]["clips"]) == ("complete", ended["clips"])
    assert new["delivery_id"] != complete["delivery_id"]
    assert ended["webhook"] == {"url": HOOK, "events": ["new_clips", "complete", "error"]}


@pytest.mark.usefixtures("film")
async def test_only_the_events_that_were_named_are_told(bench: Bench) -> None:
    webhooks = Webhooks()
    async with bench.server(videodev=webhooks.serving()) as server:
        room = Room(server)
        only = {"url": HOOK, "events": ["complete"]}
        await room.ended(await room.start(FILM, webhook=only))
        await until(lambda: webhooks.events, bool)

    assert webhooks.events == ["complete"]


async def test_a_run_whose_file_is_gone_ends_with_an_error_that_says_why(
    bench: Bench, film: Path
) -> None:
    scout, key = scout_of(bench)
    subscription = Subscription(HOOK, "error", "http://h")
    bench.store.add_run(RunEntry("r1", key, FILM_ID, "", subscription))
    os.unlink(film)  # noqa: PTH108
    write_video(bench.folder / "other.mp4")
    await scout.start()
    ended = await until(
        lambda: bench.store.run(key, "r1"), lambda run: run is not None and run.state.is_final
    )
    await scout.aclose()
    event = bench.store.next_event(key)

    assert (ended.state, "There is no asset" in ended.failure) == (RunState.ERROR, True)
    assert event is not None
    assert b'"event":"error"' in event.body
    assert b"There is no asset" in event.body
    async with bench.server(videodev=SERVING) as server:
        told = await Room(server).run("r1")
    assert (told["status"], told["cliptui"]["failure"]) == ("error", ended.failure)


@pytest.mark.usefixtures("film")
async def test_a_run_that_was_broken_off_goes_on_and_keeps_what_it_had(bench: Bench) -> None:
    never = asyncio.Event()
    scout, key = scout_of(bench, (Seen((200, 450), 550), never))
    bench.store.add_run(RunEntry("r1", key, FILM_ID, "4 clips", Subscription()))
    await scout.start()
    [early] = await until(lambda: bench.store.spans(key, "r1"), bool)
    await scout.aclose()
    async with bench.server(videodev=SERVING) as server:
        ended = await Room(server).ended("r1")

    assert [clip["start_time_ms"] for clip in ended["clips"]] == [0, 8000, 18000, 28000]
    assert ended["clips"][1]["clip_id"] == early.clip_id


@pytest.mark.usefixtures("film")
async def test_a_process_that_converts_nothing_goes_on_with_no_run_of_others(bench: Bench) -> None:
    scout, key = scout_of(bench)
    del scout
    bench.store.add_run(RunEntry("old", key, FILM_ID, "", Subscription()))
    async with bench.server(Convert.OFF, videodev=SERVING) as server:
        room = Room(server)
        new = await room.ended(await room.start(FILM))
        old = await room.run("old")

    assert (new["status"], old["status"]) == ("complete", "processing")


@pytest.mark.usefixtures("film")
async def test_a_store_that_fails_leaves_the_run_for_the_next_start(
    bench: Bench, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()
    gate.set()
    scout, key = scout_of(bench, (Seen((), FRAMES), gate))
    bench.store.add_run(RunEntry("r1", key, FILM_ID, "", Subscription()))

    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(bench.store, "add_spans", fail)
        await scout.start()
        await until(lambda: caplog.messages, bool)
    await scout.aclose()

    assert caplog.messages == ["A run was left: The disk is full."]
    assert [run.run_id for run in bench.store.unfinished_runs(key)] == ["r1"]


@pytest.mark.usefixtures("film")
@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"start_time_ms": 0, "end_time_ms": 400}, 400, "lacks from_media_id"),
        ({"start_time_ms": 0, "end_time_ms": 400, "from_media_id": "x"}, 404, "no asset"),
        ({"start_time_ms": 0, "end_time_ms": 9, "from_media_id": FILM_ID}, 400, "no frame"),
        ({"start_time_ms": 50_000, "end_time_ms": 60_000, "from_media_id": FILM_ID}, 400, "40000"),
    ],
)
async def test_a_clip_of_nothing_is_refused(
    bench: Bench, body: dict[str, object], status: int, words: str
) -> None:
    async with bench.server(videodev=SERVING) as server:
        answer = await Room(server).ask("POST", "clip", body)

    assert (answer.status, words in answer.json["message"]) == (status, True)


@pytest.mark.usefixtures("film")
async def test_a_clip_ends_with_its_film(bench: Bench) -> None:
    body = {"start_time_ms": 39_000, "end_time_ms": 41_000, "from_media_id": FILM_ID}
    async with bench.server(videodev=SERVING) as server:
        clip = (await Room(server).ask("POST", "clip", body)).json

    assert (clip["start_time_ms"], clip["end_time_ms"], clip["duration_ms"]) == (39000, 40000, 1000)
