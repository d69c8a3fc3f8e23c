"""Who is let in, and how the API says no."""

import pytest

from tests.server.conftest import Bench
from tests.server.desk import Desk
from tests.server.media import write_video
from tests.server.videodev.room import KEY, SERVING, Room


@pytest.fixture(autouse=True)
def _film(bench: Bench) -> None:
    write_video(bench.folder / "film.mp4")


@pytest.mark.parametrize("key", ["", "wrong", "sesame ", "SESAME", KEY[:-1]])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "media/import"),
        ("POST", "auto_clips"),
        ("GET", "auto_clips/r1"),
        ("POST", "clip"),
        ("POST", "clip/c1/render_video"),
        ("GET", "clip/c1/render/x1"),
    ],
)
async def test_without_the_key_nothing_is_even_looked_at(
    bench: Bench, key: str, method: str, path: str
) -> None:
    async with bench.server(videodev=SERVING) as server:
        answer = await Room(server, key).ask(method, path, ["junk"])

    assert (answer.status, answer.json["status"]) == (401, "error")
    assert "X-API-Key" in answer.json["message"]
    assert KEY not in answer.body.decode()


async def test_a_server_that_does_not_speak_it_has_nothing_there(bench: Bench) -> None:
    async with bench.server() as server:
        assert (await Room(server).ask("GET", "auto_clips/r1")).status == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "nothing", 404),
        ("PUT", "auto_clips", 405),
        ("DELETE", "auto_clips/r1", 405),
        ("GET", "auto_clips/../../etc/passwd", 404),
    ],
)
async def test_other_paths_and_methods_are_refused_in_the_apis_form(
    bench: Bench, method: str, path: str, status: int
) -> None:
    async with bench.server(videodev=SERVING) as server:
        answer = await Room(server).ask(method, path)

    assert answer.status == status
    if not path.startswith("auto_clips/.."):
        assert set(answer.json) == {"status", "message"}


async def test_a_slash_at_the_end_of_a_path_does_not_matter(bench: Bench) -> None:
    async with bench.server(videodev=SERVING) as server:
        answer = await Room(server).ask("POST", "auto_clips/", {"source_media_id": "nobody"})

    assert answer.status == 404
    assert "no asset" in answer.json["message"]


async def test_other_hosts_pages_and_huge_bodies_are_refused(bench: Bench) -> None:
    headers = {"x-api-key": KEY}
    async with bench.server(videodev=SERVING) as server:
        desk = Desk(server)
        path = "/v1/auto_clips"
        answers = [
            await desk.ask("POST", path, headers={**headers, "host": "evil.example"}),
            await desk.ask("POST", path, headers={**headers, "origin": "http://localhost"}),
            await desk.ask("POST", path, headers=headers, content=b"x" * 1_100_000),
        ]

    assert [answer.status for answer in answers] == [400, 400, 400]
    assert "longer than" in answers[2].json["message"]
