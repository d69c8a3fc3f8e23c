"""Requests are taken fresh, once if that is asked for, whole, and within bounds of time."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from cliptui.errors import AccessRefused, CliptuiError
from cliptui.server.app import EmbeddedServer
from cliptui.server.call import Call, Endpoint
from cliptui.server.replays import Replays
from cliptui.server.uplynk.routes import Strictness
from cliptui.wire.message import Request, Response
from tests.server.conftest import Bench
from tests.server.desk import NOW_S, Desk, signed

LIST = "/api2/asset/list"
MOST = 5


@pytest.mark.parametrize(
    ("window_s", "off_s", "status"),
    [(10, 10, 200), (10, 11, 401), (900, 800, 200), (300, -301, 401)],
)
async def test_the_window_of_the_clock_is_as_it_is_set(
    bench: Bench, window_s: int, off_s: int, status: int
) -> None:
    desk = Desk(bench.server(strictness=Strictness(window_s)))
    params = signed({"_timestamp": int(NOW_S) + off_s})
    assert (await desk.ask("GET", LIST, params=params)).status == status


async def test_a_request_is_answered_again_unless_that_is_refused(bench: Bench) -> None:
    lax, strict = (
        Desk(bench.server()),
        Desk(bench.server(strictness=Strictness(refuse_replays=True))),
    )
    params = signed()
    shouted = {**params, "sig": params["sig"].upper()}

    assert [(await lax.ask("GET", LIST, params=params)).status for _ in range(2)] == [200, 200]
    assert (await strict.ask("GET", LIST, params=params)).status == 200
    for again in (params, shouted):
        answer = await strict.ask("POST", LIST, data=again)
        assert answer.status == 401
        assert "answered before" in answer.summary[1]
    assert (await strict.ask("GET", LIST, params=signed())).status == 200


async def test_a_refused_request_does_not_use_a_signature_up(bench: Bench) -> None:
    strict = Desk(bench.server(strictness=Strictness(refuse_replays=True)))
    params = signed()
    spoilt = {**params, "msg": params["msg"][:-4] + "AAAA"}

    assert (await strict.ask("GET", LIST, params=spoilt)).status == 401
    assert (await strict.ask("GET", LIST, params=params)).status == 200


def test_signatures_are_forgotten_when_their_time_is_over() -> None:
    replays = Replays(keep_s=600)
    replays.check("one", 1000)
    with pytest.raises(AccessRefused):
        replays.check("one", 1600)
    replays.check("one", 1601)


def test_no_more_signatures_are_kept_than_the_bound() -> None:
    replays = Replays(keep_s=600, max_kept=MOST)
    for number in range(100):
        replays.check(f"s{number}", 1000)
    assert len(replays._seen) == MOST
    with pytest.raises(AccessRefused):
        replays.check("s99", 1000)


class Echo:
    """An API that answers with what it was sent, to whoever asks."""

    prefixes = ("/",)

    def __init__(self) -> None:
        self.endpoints = (Endpoint(("POST",), "/echo", self.echo, max_body_bytes=10),)

    def admit(self, request: Request) -> Mapping[str, object]:
        del request
        return {}

    def refusal(self, error: CliptuiError, path: str) -> Response:
        del path
        return Response(400, {}, str(error).encode())

    async def echo(self, call: Call) -> Response:
        return Response(200, {}, call.request.body)


async def test_a_body_that_comes_too_slowly_is_given_up() -> None:
    class Dripping(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:  # noqa: ANN401  as httpx
            yield b"x"
            await asyncio.Event().wait()

    server = EmbeddedServer([Echo()], [], {}, body_s=0.05)
    transport = httpx.ASGITransport(server.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.post("/echo", content=Dripping())
    assert (answer.status_code, answer.text) == (400, "The body took longer than 0.05 s to arrive.")


async def test_a_body_has_the_bound_of_its_endpoint_and_its_length_is_believed_at_once() -> None:
    desk = Desk(EmbeddedServer([Echo()], [], {}))

    fits = await desk.ask("POST", "/echo", content=b"x" * 10)
    large = await desk.ask("POST", "/echo", content=b"x" * 11)
    boast = await desk.ask("POST", "/echo", content=b"x", headers={"content-length": "11"})
    silly = await desk.ask("POST", "/echo", content=b"x", headers={"content-length": b"\xb2"})

    assert (fits.status, fits.body) == (200, b"x" * 10)
    assert [large.body, boast.body] == [b"The body is longer than 10 bytes."] * 2
    assert silly.status == 200


TRAVERSALS = (
    "../../secret.mp4",
    "..%2f..%2fsecret.mp4",
    "%2e%2e/secret.mp4",
    "/etc/passwd",
    "a\x00b",
)


@pytest.mark.parametrize("text", TRAVERSALS)
async def test_no_name_in_a_request_leads_to_a_file(bench: Bench, text: str) -> None:
    (bench.folder.parent / "secret.mp4").write_text("frames=7 SECRET")
    desk = Desk(bench.server())
    answers = [
        await desk.v2(verb, **members)
        for verb, members in (
            ("get", {"id": text}),
            ("get", {"external_ids": [text]}),
            ("getframe", {"id": text, "ts": 0}),
            ("getthumbs", {"external_id": text, "start": 0}),
            ("update", {"id": text, "desc": text}),
            ("delete", {"ids": [text]}),
        )
    ]
    for verb, members in (
        ("quickclip", {"args": {"beam_id": text}, "source": {"trim": [0, 400]}}),
        ("create_export", {"asset": text}),
        ("get", {"id": text}),
    ):
        params = signed(members)
        answers.append(await desk.ask("GET", f"/api2/cloudslicer/jobs/{verb}", params=params))
    answers.append(await desk.v4("POST", "clipping_draft", {"beam": text, "start": 0, "stop": 9}))

    for answer in answers:
        assert b"SECRET" not in answer.body
        assert answer.status == 404 or answer.json["assets"] == []
