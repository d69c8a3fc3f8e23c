"""Renderings: a clip becomes a file, once, over restarts, and that is told."""

import logging

import pytest

from cliptui.errors import CutFailed, StoreError
from cliptui.server.converter import Convert
from cliptui.server.library import file_asset_id
from tests.server.conftest import Bench
from tests.server.desk import Desk
from tests.server.media import write_video
from tests.server.videodev.room import HOOK, SERVING, Room, Webhooks, until

FILM = "film.mp4"


@pytest.fixture(autouse=True)
def _film(bench: Bench) -> None:
    write_video(bench.folder / FILM)


async def test_a_clip_becomes_a_file_with_just_its_frames_and_an_asset(bench: Bench) -> None:
    async with bench.server(videodev=SERVING) as server:
        room = Room(server)
        render = await room.rendered(await room.clip(FILM, 400, 800), crop={"enabled": False})
        media = render["rendered_media"]
        link = media["media_url"].removeprefix("http://localhost")
        file = await Desk(server).ask("GET", link)
        ids = await Desk(server).ids()

    assert (render["status"], file.status, file.body) == ("complete", 200, b"frames=10 from 10")
    assert media["media_info"]["frame_count"] == 10
    assert ids["film 00:00:00.400"] == media["media_id"] != file_asset_id(FILM)


async def test_a_clip_that_is_rendered_twice_is_cut_once(bench: Bench) -> None:
    async with bench.server(videodev=SERVING) as server:
        room = Room(server)
        clip_id = await room.clip(FILM)
        first, second = await room.rendered(clip_id), await room.rendered(clip_id)

    assert first["render_id"] != second["render_id"]
    assert first["rendered_media"] == second["rendered_media"]
    assert len(bench.media.cuts) == 1


async def test_a_crop_is_refused_with_a_sentence(bench: Bench) -> None:
    async with bench.server(videodev=SERVING) as server:
        room = Room(server)
        path = f"clip/{await room.clip(FILM)}/render_video"
        crop = {"crop": {"enabled": True, "aspect_ratio": "9:16", "smart_crop": True}}
        answer = await room.ask("POST", path, crop)

    assert answer.status == 400
    assert "does not crop pictures" in answer.json["message"]


async def test_what_is_unknown_is_not_found(bench: Bench) -> None:
    async with bench.server(videodev=SERVING) as server:
        room = Room(server)
        clip_id, other_id = await room.clip(FILM), await room.clip(FILM)
        render = await room.rendered(clip_id)
        statuses = [
            (await room.ask("POST", "clip/nothing/render_video", {})).status,
            (await room.ask("GET", f"clip/nothing/render/{render['render_id']}")).status,
            (await room.ask("GET", f"clip/{clip_id}/render/nothing")).status,
            (await room.ask("GET", f"clip/{other_id}/render/{render['render_id']}")).status,
        ]

    assert statuses == [404, 404, 404, 404]


async def test_a_cut_that_fails_is_told_and_begins_again_when_it_is_asked_for_anew(
    bench: Bench,
) -> None:
    bench.media.failure = CutFailed("No space is left.")
    webhooks = Webhooks()
    async with bench.server(videodev=webhooks.serving()) as server:
        room = Room(server)
        clip_id = await room.clip(FILM)
        failed = await room.rendered(clip_id, webhook={"url": HOOK})
        await until(lambda: webhooks.posts, bool)
        bench.media.failure = None
        done = await room.rendered(clip_id)

    assert (failed["status"], failed["cliptui"]) == ("error", {"failure": "No space is left."})
    assert (webhooks.events, webhooks.posts[0][1]["render"]) == (["error"], failed)
    assert done["status"] == "complete"


async def test_a_draft_that_is_deleted_takes_its_rendering_with_it(bench: Bench) -> None:
    bench.media.gate.clear()
    async with bench.server(videodev=SERVING) as server:
        room = Room(server)
        clip_id = await room.clip(FILM)
        begun = (await room.ask("POST", f"clip/{clip_id}/render_video")).json
        await until(lambda: bench.media.cuts, bool)
        going_on = await room.ask("GET", f"clip/{clip_id}/render/{begun['render_id']}")
        assert (await Desk(server).v4("DELETE", f"clipping_draft/{clip_id}")).status == 200
        gone = await room.over(clip_id, begun["render_id"])

    assert going_on.json["cliptui"] == {"progress": 0.5}
    assert (gone["status"], gone["cliptui"]["failure"]) == (
        "error",
        "The draft of this clip was deleted.",
    )


async def test_a_rendering_that_was_broken_off_goes_on_and_its_end_is_told(bench: Bench) -> None:
    bench.media.gate.clear()
    webhooks = Webhooks()
    async with bench.server(videodev=webhooks.serving()) as server:
        room = Room(server)
        clip_id = await room.clip(FILM)
        body = {"webhook": {"url": HOOK, "events": ["complete"]}}
        begun = (await room.ask("POST", f"clip/{clip_id}/render_video", body)).json
        await until(lambda: bench.media.cuts, bool)
    bench.media.gate.set()
    async with bench.server(videodev=webhooks.serving()) as server:
        done = await Room(server).over(clip_id, begun["render_id"])
        await until(lambda: webhooks.posts, bool)

    assert (begun["status"], done["status"]) == ("processing", "complete")
    assert begun["webhook"] == body["webhook"]
    assert (webhooks.events, webhooks.posts[0][1]["render"]) == (["complete"], done)


async def test_the_end_is_told_by_the_next_process_if_the_first_one_had_no_time(
    bench: Bench,
) -> None:
    webhooks = Webhooks()
    async with bench.server(Convert.OFF, videodev=webhooks.serving()) as server:
        room = Room(server)
        clip_id = await room.clip(FILM)
        await room.ask("POST", f"clip/{clip_id}/render_video", {"webhook": {"url": HOOK}})
    assert webhooks.posts == []
    async with bench.server(videodev=webhooks.serving()) as server:
        await until(lambda: webhooks.posts, bool)
        del server

    assert webhooks.events == ["complete"]


async def test_a_store_that_fails_is_told_of_and_looked_at_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    failures = [StoreError("The disk is full.")]
    tell_render = bench.store.tell_render

    def fails_once(render_id: str, event: object) -> None:
        if failures:
            raise failures.pop()
        tell_render(render_id, event)  # type: ignore[arg-type]

    monkeypatch.setattr(bench.store, "tell_render", fails_once)
    webhooks = Webhooks()
    async with bench.server(videodev=webhooks.serving()) as server:
        room = Room(server)
        await room.rendered(await room.clip(FILM), webhook={"url": HOOK})
        await until(lambda: webhooks.posts, bool)

    assert caplog.messages[-1] == "Renderings wait to be told of: The disk is full."
