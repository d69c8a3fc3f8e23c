"""Media: what is imported, what is told of it, and its files."""

import os
from urllib.parse import urlsplit

import pytest

from cliptui.server.library import file_asset_id
from tests.server.conftest import Bench
from tests.server.desk import Answer, Desk
from tests.server.media import write_video
from tests.server.videodev.room import HOOK, KEY, SERVING, Room, Webhooks, until

GOAL = file_asset_id("goal.mp4")


def below(url: str) -> str:
    """Return a link without its host."""
    return url.removeprefix("http://localhost")


async def imported(room: Room, source: str, **more: object) -> Answer:
    body = {"source_media_url": source, "type": "video", **more}
    return await room.ask("POST", "media/import", body)


async def test_a_file_of_the_library_is_imported_by_name_by_id_and_by_link(bench: Bench) -> None:
    write_video(bench.folder / "goal.mp4")
    async with bench.server(videodev=SERVING) as server:
        room = Room(server)
        by_name = await imported(room, "goal.mp4")
        by_id = await imported(room, GOAL)
        run = await room.run(await room.start("goal.mp4"))
        link = run["clips"][0]["source_media"]["media_url"] if run["clips"] else ""
        link = link or (await room.ended(run["run_id"]))["clips"][0]["source_media"]["media_url"]
        by_link = await imported(room, link)

    assert [answer.status for answer in (by_name, by_id, by_link)] == [200] * 3
    assert {answer.json["media_id"] for answer in (by_name, by_id, by_link)} == {GOAL}
    assert by_name.json == {
        "status": "complete",
        "media_id": GOAL,
        "source_media_url": "goal.mp4",
        "type": "video",
    }


@pytest.mark.parametrize(
    "source",
    [
        "https://example.com/goal.mp4",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "/etc/passwd",
        "../library/goal.mp4",
        "sub/goal.mp4",
        "nothing.mp4",
        f"http://localhost/v1/files/{GOAL}.mp4?expires=99999999999&signature=00",
    ],
)
async def test_nothing_else_is_imported_least_of_all_from_elsewhere(
    bench: Bench, source: str
) -> None:
    write_video(bench.folder / "goal.mp4")
    async with bench.server(videodev=SERVING) as server:
        status, sentence = (await imported(Room(server), source)).summary

    assert (status, "fetches nothing from elsewhere" in sentence) == (400, True)


async def test_a_name_that_two_files_have_names_neither(bench: Bench) -> None:
    write_video(bench.folder / "goal.mp4")
    write_video(bench.folder / "sub" / "goal.mp4")
    async with bench.server(videodev=SERVING) as server:
        assert (await imported(Room(server), "goal.mp4")).status == 400
        assert (await imported(Room(server), file_asset_id("sub/goal.mp4"))).status == 200


async def test_only_video_is_imported_and_a_file_that_is_none_has_the_status_error(
    bench: Bench,
) -> None:
    write_video(bench.folder / "goal.mp4")
    (bench.folder / "broken.mp4").write_text("no video")
    async with bench.server(videodev=SERVING) as server:
        room = Room(server)
        sound = await imported(room, "goal.mp4", type="audio")
        broken = await imported(room, "broken.mp4")

    assert sound.summary == (400, "This server holds video only: type must be video.")
    assert (broken.status, broken.json["status"]) == (200, "error")


async def test_an_import_is_told_to_a_webhook(bench: Bench) -> None:
    write_video(bench.folder / "goal.mp4")
    webhooks = Webhooks()
    async with bench.server(videodev=webhooks.serving()) as server:
        answer = await imported(Room(server), "goal.mp4", webhook={"url": HOOK})
        await until(lambda: webhooks.posts, bool)

    [(url, members)] = webhooks.posts
    assert answer.json["webhook"] == {"url": HOOK, "events": ["new_clips", "complete", "error"]}
    assert (url, members["event"], members["media"]) == (HOOK, "complete", answer.json)
    assert len(members["delivery_id"]) == 32


async def test_a_webhook_that_is_not_allowed_is_refused_before_anything_happens(
    bench: Bench,
) -> None:
    write_video(bench.folder / "goal.mp4")
    async with bench.server(videodev=SERVING) as server:
        answer = await imported(Room(server), "goal.mp4", webhook={"url": HOOK})

    assert answer.status == 400
    assert bench.store.next_event("") is None


async def test_what_is_told_of_media_is_what_the_page_lists(bench: Bench) -> None:
    write_video(bench.folder / "goal.mp4", frames=50)
    async with bench.server(videodev=SERVING) as server:
        body = {"source_media_id": GOAL}
        media = (await Room(server).ask("POST", "auto_clips", body)).json["source_media"]

    assert (media["status"], media["media_id"]) == ("complete", GOAL)
    assert media["media_info"] == {
        "type": "video",
        "duration_ms": 2000,
        "fps": 25.0,
        "frame_count": 50,
        "width": 640,
        "height": 360,
        "channels": 3,
    }


async def test_a_film_of_varying_rate_has_its_mean_rate(bench: Bench) -> None:
    write_video(bench.folder / "goal.mp4", frames=3)
    bench.media.starts_ms = (0, 100, 160)
    async with bench.server(videodev=SERVING) as server:
        body = {"source_media_id": GOAL}
        media = (await Room(server).ask("POST", "auto_clips", body)).json["source_media"]

    assert media["media_info"]["fps"] == 15.0  # 3 frames in 200 ms


async def link_to_goal(desk: Desk) -> str:
    answer = await desk.ask(
        "POST", "/v1/auto_clips", headers={"x-api-key": KEY}, json={"source_media_id": GOAL}
    )
    url: str = answer.json["source_media"]["media_url"]
    return below(url)


async def test_a_link_gives_the_file_without_a_key_whole_or_in_part(bench: Bench) -> None:
    path = write_video(bench.folder / "goal.mp4")
    async with bench.server(videodev=SERVING) as server:
        desk = Desk(server)
        link = await link_to_goal(desk)
        whole = await desk.ask("GET", link)
        part = await desk.ask("GET", link, headers={"range": "bytes=2-5"})
        head = await desk.ask("HEAD", link)

    assert (whole.status, whole.body) == (200, path.read_bytes())
    assert whole.headers["content-type"] == "video/mp4"
    assert (part.status, part.body) == (206, path.read_bytes()[2:6])
    assert (head.status, head.body) == (200, b"")
    assert KEY not in link


async def test_a_link_that_was_changed_gives_nothing(bench: Bench) -> None:
    write_video(bench.folder / "goal.mp4")
    write_video(bench.folder / "other.mp4")
    async with bench.server(videodev=SERVING) as server:
        desk = Desk(server)
        link = await link_to_goal(desk)
        other = link.replace(GOAL, file_asset_id("other.mp4"))
        statuses = [
            (await desk.ask("GET", url, headers={"x-api-key": KEY})).status
            for url in (urlsplit(link).path, other, link.replace("signature=", "signature=0"))
        ]

    assert statuses == [401, 401, 401]


async def test_a_file_that_is_gone_is_not_found(bench: Bench) -> None:
    path = write_video(bench.folder / "goal.mp4")
    write_video(bench.folder / "other.mp4")
    async with bench.server(videodev=SERVING) as server:
        desk = Desk(server)
        link = await link_to_goal(desk)
        os.unlink(path)  # noqa: PTH108
        assert (await desk.ask("GET", link)).status == 404
