"""Changing assets: what is told then, what survives, and what is never touched."""

import base64
import os
import struct
import zlib
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from cliptui.server.app import EmbeddedServer
from cliptui.server.uplynk.edits import MAX_CHANGES
from tests.server.conftest import Bench
from tests.server.desk import Answer, Desk, signed
from tests.server.media import write_video


class Clock:
    """A clock that is set by hand, in Unix seconds."""

    now_s = 1_760_000_000.25

    def __call__(self) -> float:
        return self.now_s


def picture(kind: str = "PNG", width_px: int = 4) -> bytes:
    encoded = BytesIO()
    Image.new("RGB", (width_px, 4), (200, 10, 10)).save(encoded, kind)
    return encoded.getvalue()


def bomb() -> bytes:
    """Return a PNG of a few kilobytes that claims to be 20 000 × 20 000 pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    )


@pytest.fixture
async def a(bench: Bench, desk: Desk) -> str:
    """The id of the asset `a` among `a`, `b` and `c`."""
    for name in "abc":
        write_video(bench.folder / f"{name}.mp4")
        os.utime(bench.folder / f"{name}.mp4", (1_700_000_000, 1_700_000_000))
    return (await desk.ids())["a"]


async def post(desk: Desk, **members: object) -> Answer:
    """Ask for an update in a form, as what is long must be."""
    return await desk.ask("POST", "/api2/asset/update", data=signed(members))


async def follow(desk: Desk, url: str, **more: Any) -> Answer:  # noqa: ANN401  as httpx
    return await desk.ask("GET", urlsplit(url).path, **more)


async def test_an_update_answers_as_get_does_and_is_seen_everywhere(desk: Desk, a: str) -> None:
    answer = await desk.v2(
        "update",
        id=a,
        desc="Foux du fafa",
        external_id="e1",
        meta='{"Sport": "Basketball"}',
        autoexpire="1860000000000",
        require_drm=1,
        require_studio_drm="1",
    )

    told = answer.json["asset"]
    assert answer.status == 200
    assert answer.json == (await desk.v2("get", id=a)).json
    assert (told["desc"], told["external_id"], told["orig_filename"]) == (
        "Foux du fafa",
        "e1",
        "a.mp4",
    )
    assert (told["autoexpire"], told["require_drm"], told["require_studio_drm"]) == (
        1860000000000,
        1,
        1,
    )
    assert told["lastmod"] > told["created"]
    for query in ("name: fafa", "ext: e1", "meta:Sport=basketball", "meta: basket*"):
        listed = (await desk.v2("list", query=query)).json["assets"]
        assert [asset["id"] for asset in listed] == [a], query
    assert (await desk.v2("list", search="OUX DU")).json["assets"][0]["id"] == a
    by_external = (await desk.v2("list", order="-external_id,desc")).json["assets"]
    assert [asset["desc"] for asset in by_external] == ["Foux du fafa", "b", "c"]


async def test_an_asset_is_found_for_an_update_by_its_external_id(desk: Desk, a: str) -> None:
    await desk.v2("update", id=a, external_id="e1")
    assert (await desk.v2("update", external_id="e1", desc="x")).json["asset"]["id"] == a
    assert (await desk.v2("update", external_id="e2", desc="x")).status == 404
    assert (await desk.v2("update", id="nobody", desc="x")).status == 404


async def test_notes_are_added_written_over_and_cleared(desk: Desk, a: str) -> None:
    await desk.v2("update", id=a, meta={"one": "1", "two": "2"})
    merged = (await desk.v2("update", id=a, meta={"two": "II", "three": "3"})).json["asset"]
    kept = (await desk.v2("update", id=a, desc="x")).json["asset"]
    cleared = (await desk.v2("update", id=a, meta={})).json["asset"]

    assert merged["meta"] == kept["meta"] == {"one": "1", "two": "II", "three": "3"}
    assert cleared["meta"] == {}


async def test_notes_have_a_bound(desk: Desk, a: str) -> None:
    await desk.v2("update", id=a, meta={f"one {number}": "x" for number in range(600)})
    refused = await desk.v2("update", id=a, meta={f"two {number}": "x" for number in range(600)})

    assert refused.summary == (400, "An asset can have 1000 notes at most.")
    assert len((await desk.v2("get", id=a)).json["asset"]["meta"]) == 600


async def test_an_empty_name_is_that_of_the_file_again(desk: Desk, a: str) -> None:
    await desk.v2("update", id=a, desc="x")
    assert (await desk.v2("update", id=a, desc="")).json["asset"]["desc"] == "a"


async def test_an_update_is_there_after_a_restart(bench: Bench, desk: Desk, a: str) -> None:
    before = (await post(desk, id=a, desc="x", meta={"k": "v"}, poster_img=encoded(picture()))).json

    again = Desk(bench.server())

    assert (await again.v2("get", id=a)).json == before
    assert (await follow(again, before["asset"]["poster_url"])).body == picture()


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
async def test_a_poster_is_answered_at_its_url_until_it_is_reset(
    desk: Desk, a: str, kind: str
) -> None:
    first = (await desk.v2("get", id=a)).json["asset"]["poster_url"]
    given = await post(desk, id=a, poster_img=encoded(picture(kind)))
    url = given.json["asset"]["poster_url"]

    shown = await follow(desk, url)
    await desk.v2("update", id=a, poster_img="")
    reset = await follow(desk, url)

    assert (shown.status, shown.headers["content-type"], shown.body) == (
        200,
        f"image/{kind.lower()}",
        picture(kind),
    )
    assert reset.body == b"JPEG frame 25 width 640"
    assert first == url


async def test_a_poster_of_almost_three_megabytes_is_taken(desk: Desk, a: str) -> None:
    padded = picture("JPEG") + os.urandom(3 * 1024 * 1024 - 2000)
    answer = await post(desk, id=a, poster_img=encoded(padded))
    assert answer.status == 200
    assert (await follow(desk, answer.json["asset"]["poster_url"])).body == padded


@pytest.mark.parametrize(
    ("poster", "complaint"),
    [
        (b"no picture at all", "These bytes are no picture"),
        (picture()[:50], "The picture is damaged"),
        (bomb(), "pixels"),
        (b"GIF89a" + bytes(40), "These bytes are no picture"),
    ],
)
async def test_a_poster_that_is_none_is_refused_and_changes_nothing(
    desk: Desk, a: str, poster: bytes, complaint: str
) -> None:
    answer = await post(desk, id=a, desc="x", poster_img=encoded(poster))

    assert answer.status == 400
    assert complaint in answer.summary[1]
    assert (await desk.v2("get", id=a)).json["asset"]["desc"] == "a"


async def test_only_an_update_may_have_a_body_of_megabytes(desk: Desk, a: str) -> None:
    del a
    content = os.urandom(1024 * 1024).hex()
    refused = await desk.ask("POST", "/api2/asset/list", data=signed({"x": content}))
    assert refused.summary == (400, "The body is longer than 1048576 bytes.")


async def test_each_new_player_for_tests_is_added_and_plays(desk: Desk, a: str) -> None:
    first = (await desk.v2("update", id=a, test_player_url=1)).json["asset"]
    second = (await desk.v2("update", id=a, test_player_url="any")).json["asset"]

    newest, oldest = second["test_players"]
    assert [oldest] == first["test_players"]
    assert second["test_player_url"] == newest["url"]
    assert newest["id"] != oldest["id"]
    for player in (newest, oldest):
        page = await follow(desk, player["url"])
        assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert urlsplit(second["mp4_url"]).path in page.body.decode()


async def test_a_new_player_for_pages_replaces_the_one_before(desk: Desk, a: str) -> None:
    assert (await desk.v2("get", id=a)).json["asset"]["embed_player_url"] == ""
    first = (await desk.v2("update", id=a, embed_player_url=1)).json["asset"]["embed_player_url"]
    second = (await desk.v2("update", id=a, embed_player_url=1)).json["asset"]["embed_player_url"]

    assert (await follow(desk, second)).status == 200
    assert (await follow(desk, first)).summary == (404, "This player has been replaced.")


async def test_a_name_does_no_harm_in_the_page_of_a_player(desk: Desk, a: str) -> None:
    await desk.v2("update", id=a, desc="<script>alert(1)</script>")
    told = (await desk.v2("update", id=a, embed_player_url=1)).json["asset"]
    assert b"<script>" not in (await follow(desk, told["embed_player_url"])).body


async def test_the_urls_of_an_asset_answer_with_its_bytes(bench: Bench, desk: Desk, a: str) -> None:
    told = (await desk.v2("get", id=a)).json["asset"]

    video = await follow(desk, told["mp4_url"])
    part = await follow(desk, told["mp4_url"], headers={"range": "bytes=2-4"})
    thumb = await follow(desk, told["thumb_url"])

    assert urlsplit(told["mp4_url"])[:2] == ("http", "localhost")
    assert (video.status, video.headers["content-type"]) == (200, "video/mp4")
    assert video.body == (bench.folder / "a.mp4").read_bytes()
    assert (part.status, part.body) == (206, video.body[2:5])
    assert (thumb.headers["content-type"], thumb.body) == (
        "image/jpeg",
        b"JPEG frame 25 width 320",
    )


async def test_an_address_that_this_server_did_not_give_leads_nowhere(desk: Desk, a: str) -> None:
    told = (await desk.v2("get", id=a)).json["asset"]
    other = (await desk.ids())["b"]
    path = urlsplit(told["mp4_url"]).path

    forged = [
        path.replace(a, other),
        path.replace("/video/", "/thumb/").replace(".mp4", ".jpg"),
        path.replace(path.split("/")[3], "0" * 40),
        "/x-cliptui/video/é/x.mp4",
    ]

    for wrong in forged:
        assert (await desk.ask("GET", wrong)).status == 404, wrong


async def test_a_deleted_asset_is_gone_everywhere_while_its_file_stays(
    bench: Bench, desk: Desk, a: str
) -> None:
    before = (bench.folder / "a.mp4").read_bytes(), (bench.folder / "a.mp4").stat().st_mtime_ns
    told = (await desk.v2("get", id=a)).json["asset"]
    await desk.v2("update", id=a, external_id="e1")

    answer = await desk.v2("delete", ids=[a])

    assert answer.json == {"deleted": [{"id": a, "external_id": "e1"}], "error": 0}
    assert sorted(await desk.ids()) == ["b", "c"]
    asked = {"id": a, "ts": 0, "start": 0}
    for verb in ("get", "getframe", "getthumbs", "update"):
        names = {"get": ["id"], "getframe": ["id", "ts"], "getthumbs": ["id", "start"]}
        members = {name: asked[name] for name in names.get(verb, ["id"])}
        assert (await desk.v2(verb, **members)).status == 404, verb
    draft = await desk.v4("POST", "clipping_draft", {"beam": a, "start": 0, "stop": 400})
    assert draft.status == 404
    assert (await follow(desk, told["mp4_url"])).status == 404
    assert before == (
        (bench.folder / "a.mp4").read_bytes(),
        (bench.folder / "a.mp4").stat().st_mtime_ns,
    )
    assert sorted(await Desk(bench.server()).ids()) == ["b", "c"]


async def test_assets_are_deleted_by_both_kinds_of_ids_at_once(desk: Desk, a: str) -> None:
    ids = await desk.ids()
    await desk.v2("update", id=ids["b"], external_id="eb")

    answer = await desk.v2("delete", ids=a, external_ids=["eb", "unknown"])

    assert {told["id"] for told in answer.json["deleted"]} == {a, ids["b"]}
    assert list(await desk.ids()) == ["c"]


async def test_deleting_nothing_that_is_there_is_told(desk: Desk, a: str) -> None:
    await desk.v2("delete", ids=[a])
    assert (await desk.v2("delete", ids=[a])).summary == (
        404,
        "There is none of these assets in this library.",
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def timed(bench: Bench, clock: Clock) -> AsyncIterator[Desk]:
    server: EmbeddedServer = bench.server(now=clock)
    async with server:
        yield Desk(server)


async def changes(desk: Desk, start: int) -> dict[str, Any]:
    answer = await desk.v2("changes", start=start)
    assert answer.status == 200, answer.body
    return answer.json


async def kinds(desk: Desk, start: int) -> list[tuple[str, str]]:
    told = await changes(desk, start)
    return [(kind, told["assets"][of]["desc"]) for _, kind, of in told["changes"]]


async def test_changes_tell_what_comes_changes_and_goes(
    bench: Bench, timed: Desk, clock: Clock
) -> None:
    write_video(bench.folder / "a.mp4")
    write_video(bench.folder / "b.mp4")
    first = await changes(timed, 0)
    clock.now_s += 10
    ids = await timed.ids()
    await timed.v2("update", id=ids["a"], desc="A!")
    await timed.v2("delete", ids=[ids["b"]])
    clock.now_s += 10
    write_video(bench.folder / "c.mp4", frames=75)
    (bench.folder / "a.mp4").unlink()

    second = await changes(timed, first["end"])

    assert [kind for _, kind, _ in first["changes"]] == ["create", "create"]
    assert (first["start"], second["start"]) == (0, first["end"])
    repeated, *new = second["changes"]
    assert repeated == first["changes"][-1]
    assert [(kind, of) for _, kind, of in new] == [
        ("update", ids["a"]),
        ("delete", ids["b"]),
        ("create", (await timed.ids())["c"]),
        ("delete", ids["a"]),
    ]
    assert second["end"] >= new[-1][0]
    # No two changes have the same time, so one may be noted some milliseconds late.
    assert 0 <= new[1][0] - second["assets"][ids["b"]]["deleted"] < 5
    assert 0 <= new[3][0] - second["assets"][ids["a"]]["deleted"] < 5
    assert second["assets"][ids["a"]]["desc"] == "A!"


async def test_the_last_change_is_told_again_from_its_own_time_on(
    bench: Bench, timed: Desk
) -> None:
    write_video(bench.folder / "a.mp4")
    asset_id = (await timed.ids())["a"]
    await timed.v2("update", id=asset_id, desc="x")

    told = await changes(timed, 0)
    last = told["changes"][-1]

    assert last[1] == "update"
    assert (await changes(timed, last[0]))["changes"] == [last]
    assert (await changes(timed, last[0] + 1))["changes"] == []


async def test_a_change_of_the_file_itself_is_an_update(bench: Bench, timed: Desk) -> None:
    write_video(bench.folder / "a.mp4")
    end = (await changes(timed, 0))["end"]
    write_video(bench.folder / "a.mp4", frames=75)

    assert await kinds(timed, end) == [("create", "a"), ("update", "a")]


async def test_changes_come_in_parts_that_lose_none(bench: Bench, timed: Desk) -> None:
    for number in range(MAX_CHANGES + 5):
        write_video(bench.folder / f"{number}.mp4")

    first = await changes(timed, 0)
    second = await changes(timed, first["end"])

    told = [of for _, _, of in (*first["changes"], *second["changes"])]
    assert (len(first["changes"]), len(second["changes"])) == (MAX_CHANGES, 6)
    assert len(set(told)) == MAX_CHANGES + 5


async def test_an_asset_deletes_itself_when_its_time_has_come(
    bench: Bench, timed: Desk, clock: Clock
) -> None:
    write_video(bench.folder / "a.mp4")
    asset_id = (await timed.ids())["a"]
    await timed.v2("update", id=asset_id, autoexpire=int(clock.now_s * 1000) + 5000)
    assert list(await timed.ids()) == ["a"]
    end = (await changes(timed, 0))["end"]

    clock.now_s += 5

    assert await timed.ids() == {}
    assert (await timed.v2("get", id=asset_id)).status == 404
    assert (await changes(timed, end))["changes"][-1][1:] == ["delete", asset_id]
    assert (bench.folder / "a.mp4").exists()


async def test_changes_are_there_after_a_restart(bench: Bench, timed: Desk, clock: Clock) -> None:
    write_video(bench.folder / "a.mp4")
    before = await changes(timed, 0)
    assert (await changes(Desk(bench.server(now=clock)), 0))["changes"] == before["changes"]
