"""The server lets in whoever signs, from this computer, and says no in the API's own words."""

import logging
from collections.abc import AsyncIterator, MutableMapping
from typing import Any

import pytest

from cliptui.errors import BadPlace
from cliptui.server.app import EmbeddedServer
from cliptui.server.call import MAX_BODY_BYTES
from cliptui.server.converter import Convert
from tests.server.conftest import Bench
from tests.server.desk import JSON, KEY, NOW_S, OWNER, Desk, signed
from tests.server.media import write_video

V2_PATHS = ("list", "get", "getframe", "getthumbs")


async def test_a_signature_can_come_in_the_query_a_form_or_a_header(bench: Bench) -> None:
    desk = Desk(bench.server())
    path = "/api2/asset/list"
    pair = signed()

    answers = [
        await desk.ask("GET", path, params=signed()),
        await desk.ask("POST", path, params=signed()),
        await desk.ask("POST", path, data=signed()),
        await desk.ask("GET", path, headers={"Authorization": f"{pair['msg']} {pair['sig']}"}),
    ]

    assert [(answer.status, answer.json["error"]) for answer in answers] == [(200, 0)] * 4


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", V2_PATHS)
@pytest.mark.parametrize("slash", ["", "/"])
async def test_every_v2_path_has_get_and_post_with_or_without_a_slash(
    bench: Bench, method: str, path: str, slash: str
) -> None:
    answer = await Desk(bench.server()).ask(method, f"/api2/asset/{path}{slash}", params=signed())

    # All but the list lack what they ask for; none is redirected, missing or refused access.
    assert answer.status == (200 if path == "list" else 400)


async def test_v4_paths_can_end_in_a_slash(bench: Bench) -> None:
    desk = Desk(bench.server())

    for path in ("clipping_draft/", "clip/draft_info/"):
        assert (await desk.v4("GET", path)).status == 200


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"_owner": "f" * 32}, "signed for another account"),
        ({"_timestamp": int(NOW_S) - 301}, "off by 301 s"),
        ({"_timestamp": int(NOW_S) + 86400}, "check the clock"),
    ],
)
async def test_a_wrong_owner_or_clock_is_told(
    bench: Bench, members: dict[str, object], sentence: str
) -> None:
    answer = await Desk(bench.server()).v2("list", **members)

    assert answer.status == 401
    assert answer.json["error"] == 1
    assert sentence in answer.json["msg"]


async def test_a_wrong_signature_is_refused_in_the_form_of_each_version(bench: Bench) -> None:
    desk = Desk(bench.server())
    sentence = "The signature is wrong. Sign the request with the account's API key."

    v2 = await desk.ask("GET", "/api2/asset/list", params=signed(key="wrong"))
    v4 = await desk.ask("GET", "/api/v4/clipping_draft", params=signed(key="wrong"))

    assert (v2.status, v2.json) == (401, {"error": 1, "msg": sentence})
    assert (v4.status, v4.json) == (
        401,
        {"@type": "Error", "message": sentence, "status": 401},
    )


async def test_an_altered_message_is_refused(bench: Bench) -> None:
    mixed = {**signed({"limit": 1}), "sig": signed({"limit": 2})["sig"]}

    answer = await Desk(bench.server()).ask("GET", "/api2/asset/list", params=mixed)

    assert answer.summary == (
        401,
        "The signature is wrong. Sign the request with the account's API key.",
    )


async def test_an_unsigned_request_is_refused_before_its_content_is_looked_at(
    bench: Bench,
) -> None:
    desk = Desk(bench.server())

    v2 = await desk.ask("GET", "/api2/asset/getframe", params={"id": "x", "ts": "y"})
    v4 = await desk.ask("POST", "/api/v4/clipping_draft", content="no JSON", headers=JSON)

    assert (v2.status, v4.status) == (401, 401)
    assert "not signed" in v2.json["msg"]
    assert "not signed" in v4.json["message"]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/api2/asset/burn", "msg"),
        ("/api2/asset/list//", "msg"),
        ("/api/v4/x", "message"),
        ("/", "message"),
    ],
)
async def test_an_unknown_path_is_told_in_json(bench: Bench, path: str, key: str) -> None:
    answer = await Desk(bench.server()).ask("GET", path, params=signed())

    assert answer.status == 404
    assert answer.json[key] == f"There is nothing at {path} on this server."


async def test_a_wrong_method_is_told_in_json(bench: Bench) -> None:
    desk = Desk(bench.server())

    v2 = await desk.ask("DELETE", "/api2/asset/list", params=signed())
    v4 = await desk.ask("PUT", "/api/v4/clipping_draft/abc", params=signed())

    sentence = "/api2/asset/list cannot be asked with DELETE."
    assert (v2.status, v2.json) == (405, {"error": 1, "msg": sentence})
    sentence = "/api/v4/clipping_draft/abc cannot be asked with PUT."
    assert (v4.status, v4.json) == (
        405,
        {"@type": "Error", "message": sentence, "status": 405},
    )


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:80", "LOCALHOST:1"]
)
async def test_this_computer_is_let_in(bench: Bench, host: str) -> None:
    answer = await Desk(bench.server()).ask(
        "GET", "/api2/asset/list", params=signed(), headers={"host": host}
    )

    assert answer.status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "0.0.0.0"],  # noqa: S104  it is refused
)
async def test_a_name_that_a_foreign_site_leads_here_is_not_let_in(bench: Bench, host: str) -> None:
    desk = Desk(bench.server())

    known = await desk.ask("GET", "/api2/asset/list", params=signed(), headers={"host": host})
    unknown = await desk.ask("GET", "/x", headers={"host": host})

    sentence = "This server answers only to 127.0.0.1, localhost and [::1]."
    assert (known.summary, unknown.summary) == ((400, sentence), (400, sentence))


async def test_a_web_page_is_not_let_in(bench: Bench) -> None:
    answer = await Desk(bench.server()).ask(
        "GET", "/api2/asset/list", params=signed(), headers={"origin": "http://localhost"}
    )

    assert answer.summary == (400, "This server does not answer web pages.")


async def test_a_body_that_is_too_long_is_refused_before_it_is_read_whole(bench: Bench) -> None:
    pulled = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal pulled
        while True:
            pulled += 1
            yield b"x" * 65536

    answer = await Desk(bench.server()).ask(
        "POST", "/api/v4/clipping_draft", params=signed(), content=endless()
    )

    assert answer.summary == (400, f"The body is longer than {MAX_BODY_BYTES} bytes.")
    assert pulled == MAX_BODY_BYTES // 65536 + 1


async def test_a_request_that_breaks_off_is_no_bug(bench: Bench) -> None:
    server = bench.server()
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api2/asset/list",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    await server.app(scope, receive, send)

    assert sent[0]["status"] == 400


@pytest.mark.parametrize(
    ("convert", "announced"),
    [
        (Convert.AUTO, "pictures skim scenes"),
        (Convert.MANUAL, "pictures skim scenes convert"),
        (Convert.OFF, "pictures skim scenes"),
    ],
)
async def test_extensions_are_announced_in_every_answer(
    bench: Bench, convert: Convert, announced: str
) -> None:
    desk = Desk(bench.server(convert))

    answers = [
        await desk.v2("list"),
        await desk.v2("get"),
        await desk.ask("GET", "/api2/asset/list"),
        await desk.ask("GET", "/nothing"),
        await desk.v4("GET", "clipping_draft"),
    ]

    assert [answer.status for answer in answers] == [200, 400, 401, 404, 200]
    assert [answer.headers["x-cliptui-extensions"] for answer in answers] == [announced] * 5


async def test_a_bug_is_answered_and_logged_without_the_signature(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: str) -> None:
        raise ZeroDivisionError("seen")

    monkeypatch.setattr(bench.store, "drafts", broken)
    pair = signed()

    with caplog.at_level(logging.ERROR):
        answer = await Desk(bench.server()).ask("GET", "/api/v4/clipping_draft", params=pair)

    assert answer.summary == (
        500,
        "The server has failed on this request, which is a bug: its log tells more.",
    )
    assert "ZeroDivisionError: seen" in caplog.text
    assert "GET /api/v4/clipping_draft failed" in caplog.text
    assert pair["sig"] not in caplog.text
    assert KEY not in caplog.text


async def test_no_secret_is_in_a_refusal(bench: Bench) -> None:
    desk = Desk(bench.server())

    for pair in (signed(key="wrong"), signed({"_owner": "x"}), signed({"_timestamp": 0})):
        answer = await desk.ask("GET", "/api2/asset/list", params=pair)
        assert answer.status == 401
        for secret in (KEY, OWNER, pair["sig"], pair["msg"]):
            assert secret not in answer.body.decode()


async def test_no_path_of_a_request_reaches_the_disk(bench: Bench) -> None:
    write_video(bench.folder / "a.mp4")
    desk = Desk(bench.server())

    for name in ("a.mp4", "../library/a.mp4", str(bench.folder / "a.mp4"), "%2e%2e/a.mp4"):
        assert (await desk.v2("get", id=name)).status == 404
        assert (await desk.v2("getframe", id=name, ts=0)).status == 404
        assert (await desk.v2("getthumbs", id=name, start=0)).status == 404
        answer = await desk.v4("POST", "clipping_draft", {"beam": name, "start": 0, "stop": 99})
        assert answer.status == 404


async def test_the_lifespan_starts_and_stops_what_works_in_the_background() -> None:
    class Clock:
        is_running = False

        async def start(self) -> None:
            self.is_running = True

        async def aclose(self) -> None:
            self.is_running = False

    clock = Clock()
    server = EmbeddedServer([], [clock], {})
    told = iter(["lifespan.startup", "lifespan.shutdown"])
    said: list[tuple[str, bool]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": next(told)}

    async def send(message: MutableMapping[str, Any]) -> None:
        said.append((message["type"], clock.is_running))

    await server.app({"type": "lifespan"}, receive, send)

    assert said == [("lifespan.startup.complete", True), ("lifespan.shutdown.complete", False)]


async def test_a_folder_of_clips_that_cannot_be_made_is_told(bench: Bench) -> None:
    bench.clips.write_text("a file")

    with pytest.raises(BadPlace, match=r"Clips cannot be written to .*/clips”.*with --clips\."):
        await bench.server().start()


async def test_a_ledger_that_fails_is_told_to_the_client(bench: Bench) -> None:
    bench.store._database.change("DROP TABLE drafts")

    answer = await Desk(bench.server()).v4("GET", "clipping_draft")

    assert answer.status == 500
    assert "no such table: drafts" in answer.json["message"]
