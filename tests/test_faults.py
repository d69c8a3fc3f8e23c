"""The server that fails as told does so: seen by plain sockets and by httpx, not by our client."""

import asyncio
import random
import ssl
import time
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from typing import Final

import httpx
import pytest

from cliptui.wire.message import Request, Response
from tests import faults
from tests.api.loopback import App
from tests.faults import Fault, at_random, faulty, fine, on

SAID: Final = Response(200, {"content-type": "application/json"}, b'{"word": "said"}')
HASTY: Final = httpx.Timeout(0.4)


def plain() -> httpx.AsyncClient:
    """Return a client without encryption, for which it would read certificates each time."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.AsyncClient(timeout=HASTY, trust_env=False, verify=trust)


async def asked(url: str, method: str = "GET", path: str = "/x") -> httpx.Response:
    async with plain() as client:
        return await client.request(method, f"{url}{path}")


async def test_without_a_fault_the_application_answers_and_hears_all() -> None:
    app = App(SAID)
    async with faulty(app) as line, plain() as client:
        answers = [
            await client.post(f"{line.url}/a%20b?c=d%2F&e=", content=b"body", headers={"X-Y": "Z"})
            for _ in range(2)
        ]

    assert [answer.json() for answer in answers] == [{"word": "said"}] * 2
    assert (line.processed, len(line.asked), len(app.asked)) == (2, 2, 2)
    for heard in (app.asked[0], line.asked[0]):
        assert (heard.method, heard.path, heard.body) == ("POST", "/a b", b"body")
        assert (heard.query, heard.headers["x-y"]) == ((("c", "d/"), ("e", "")), "Z")


@pytest.mark.parametrize(
    ("fault", "error", "processed"),
    [
        (faults.hangs, httpx.ReadTimeout, 0),
        (faults.hangs_after, httpx.ReadTimeout, 1),
        (faults.hangs_up, httpx.RemoteProtocolError, 0),
        (faults.resets, httpx.ReadError, 0),
        (faults.loses_answer, httpx.ReadError, 1),
        (faults.loses_answer_politely, httpx.RemoteProtocolError, 1),
        (faults.cut_at(0), httpx.RemoteProtocolError, 1),
        (faults.cut_at(5), httpx.RemoteProtocolError, 1),
        (faults.reset_at(5), httpx.ReadError, 1),
        (faults.cut_chunk, httpx.RemoteProtocolError, 1),
        (faults.not_http, httpx.RemoteProtocolError, 0),
    ],
)
async def test_a_fault_breaks_the_connection_before_or_after_the_work_is_done(
    fault: Fault, error: type[httpx.HTTPError], processed: int
) -> None:
    async with faulty(App(SAID), fault) as line:
        with pytest.raises(error):
            await asked(line.url)
        counted = line.processed
        after = await asked(line.url)

    assert (counted, after.json()) == (processed, {"word": "said"})


@pytest.mark.parametrize(
    ("fault", "status", "header", "body"),
    [
        (faults.busy(), 429, None, b'{"message": "Busy"}'),
        (faults.busy("7"), 429, ("retry-after", "7"), b'{"message": "Busy"}'),
        (faults.busy("-1", 503), 503, ("retry-after", "-1"), b'{"message": "Busy"}'),
        (faults.said(418, {}, b"tea"), 418, None, b"tea"),
        (faults.web_page, 200, ("content-type", "text/html"), None),
        (faults.garbled, 200, ("content-type", "application/json"), b'{"status": NaN, \xff'),
        (faults.truncated, 200, ("content-type", "application/json"), b'{"word":'),
        (faults.mistyped("image/png"), 200, ("content-type", "image/png"), SAID.body),
    ],
)
async def test_a_fault_is_an_answer_of_another_kind(
    fault: Fault, status: int, header: tuple[str, str] | None, body: bytes | None
) -> None:
    async with faulty(App(SAID), fault) as line:
        answer = await asked(line.url)

    assert answer.status_code == status
    assert answer.headers.get(header[0] if header else "retry-after") == (header and header[1])
    assert body in (None, answer.content)


async def test_a_skewed_clock_shows_in_the_date_of_the_answer() -> None:
    async with faulty(App(SAID), faults.skewed(-86_400)) as line:
        answer = await asked(line.url)

    told = parsedate_to_datetime(answer.headers["date"]).timestamp()
    assert told == pytest.approx(time.time() - 86_400, abs=60)


async def test_a_gzip_bomb_is_small_on_the_way_and_large_behind_it() -> None:
    async with (
        faulty(None, faults.gzip_bomb(4_000_000)) as line,
        plain() as client,
        client.stream("GET", line.url) as answer,
    ):
        packed = b"".join([chunk async for chunk in answer.aiter_raw()])

    assert answer.headers["content-encoding"] == "gzip"
    assert len(packed) < 10_000


@pytest.mark.parametrize("fault", [faults.drips, faults.endless])
async def test_a_body_that_never_ends_comes_without_a_pause(fault: Fault) -> None:
    async with (
        faulty(App(SAID), fault) as line,
        plain() as client,
        client.stream("GET", line.url) as answer,
    ):
        chunks = [chunk async for chunk in _first(answer, 20)]

    assert b"".join(chunks).strip(b"x") == b""


async def _first(answer: httpx.Response, count: int) -> AsyncIterator[bytes]:
    left = count
    async for chunk in answer.aiter_raw():
        yield chunk
        left -= 1
        if not left:
            return


async def test_a_stale_connection_is_closed_behind_an_answer() -> None:
    async with faulty(App(SAID), faults.stale) as line:
        reader, writer = await asyncio.open_connection(*_address(line.url))
        writer.write(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
        said = await reader.read()  # ends only with the connection
        writer.close()

    assert said.endswith(b'{"word": "said"}')
    assert b"connection: close" not in said


async def test_a_delay_holds_the_answer_back() -> None:
    async with faulty(App(SAID), faults.delayed(60)) as line:
        with pytest.raises(httpx.ReadTimeout):
            await asked(line.url)


async def test_faults_can_be_kept_for_one_method() -> None:
    async with faulty(App(SAID), choose=on("POST", faults.busy(), faults.busy())) as line:
        statuses = [
            (await asked(line.url, method)).status_code
            for method in ("GET", "POST", "GET", "POST", "POST")
        ]

    assert statuses == [200, 429, 200, 429, 200]


async def test_faults_come_at_random_and_the_same_for_the_same_dice() -> None:
    def chosen(seed: int) -> list[bool]:
        choose = at_random(random.Random(seed), 0.3, faults.resets)  # noqa: S311  dice
        return [choose(Request("GET", "/"), before) is not fine for before in range(1000)]

    assert chosen(1) == chosen(1) != chosen(2)
    assert sum(chosen(1)) == pytest.approx(300, abs=60)


async def test_all_further_requests_have_the_last_fault() -> None:
    async with faulty(App(SAID), fine, then=faults.busy()) as line:
        statuses = [(await asked(line.url)).status_code for _ in range(3)]

    assert statuses == [200, 429, 429]


async def test_one_connection_carries_hundreds_of_requests() -> None:
    async with faulty(None) as line, plain() as client:
        for _ in range(300):
            await client.get(line.url)

    assert len(line.asked) == 300


def _address(url: str) -> tuple[str, int]:
    host, _, port = url.removeprefix("http://").partition(":")
    return host, int(port)
