"""Every service over a network that fails: one error of our tree each time, with a sentence."""

from collections.abc import Awaitable, Callable, Mapping
from itertools import count
from typing import Any, Final

import msgspec
import pytest

from cliptui.api.transport import Patience, ServerApp, Transport
from cliptui.api.uplynk import UplynkService
from cliptui.api.videodev import VideodevService
from cliptui.clip.draft import NewDraft
from cliptui.clip.secret import Secret
from cliptui.errors import (
    AccessRefused,
    NotFound,
    RequestRefused,
    ServiceBusy,
    ServiceError,
    UnexpectedAnswer,
    Unreachable,
)
from cliptui.wire.message import Response
from cliptui.wire.uplynk.signature import Credentials
from tests import faults
from tests.api.loopback import App
from tests.faults import Fault, faulty

HASTY: Final = Patience(connect_s=1, read_s=0.5, pool_s=1, total_s=1, max_body_bytes=200_000)
STEADY: Final = Patience(read_s=20)
SECRETS: Final = ("sesame", "sig=", "msg=")
Act = Callable[[Transport], Awaitable[object]]

_NONCES: Final = count()


def uplynk(way: Transport) -> UplynkService:
    credentials = Credentials("1234567890abcdef1234567890abcdef", Secret("sesame"))
    return UplynkService(
        way, credentials, label="x", now=lambda: 1_700_000_000.0, nonce=lambda: f"{next(_NONCES)}"
    )


def videodev(way: Transport) -> VideodevService:
    return VideodevService(way, Secret("sesame"), label="x")


def saying(members: Mapping[str, Any]) -> App:
    """Return an application that always says the same."""
    return App(Response(200, {"content-type": "application/json"}, msgspec.json.encode(members)))


RUN: Final = {"status": "processing", "run_id": "r1", "clips": []}
READS: Final[dict[str, tuple[Act, Callable[[], ServerApp]]]] = {
    "uplynk": (lambda way: uplynk(way).assets(), lambda: saying({"error": 0, "assets": []})),
    "videodev": (lambda way: videodev(way).run("r1"), lambda: saying(RUN)),
}
BEGINNINGS: Final[dict[str, tuple[Act, Callable[[], ServerApp]]]] = {
    "uplynk": (
        lambda way: uplynk(way).save_draft(NewDraft("a", "Goal", 0, 400)),
        lambda: saying({"id": "d1"}),
    ),
    "videodev": (lambda way: videodev(way).start_run("m1"), lambda: saying(RUN)),
}
BROKEN: Final[dict[str, tuple[Fault, str]]] = {
    "hangs": (faults.hangs, "does not answer in time"),
    "drips": (faults.drips, "does not answer in time"),
    "hangs up": (faults.hangs_up, "broke off"),
    "reset before the answer": (faults.resets, "broke off"),
    "answer lost": (faults.loses_answer, "broke off"),
    "cut before the body": (faults.cut_at(0), "broke off"),
    "cut within the body": (faults.cut_at(9), "broke off"),
    "reset within the body": (faults.reset_at(9), "broke off"),
    "cut within a chunk": (faults.cut_chunk, "broke off"),
    "no HTTP": (faults.not_http, "broke off"),
}
UNFIT: Final[dict[str, tuple[Fault, type[ServiceError], str]]] = {
    "endless": (faults.endless, UnexpectedAnswer, "sent more than"),
    "gzip bomb": (faults.gzip_bomb(50_000_000), UnexpectedAnswer, "packed its answer"),
    "garbled": (faults.garbled, UnexpectedAnswer, "not JSON"),
    "truncated": (faults.truncated, UnexpectedAnswer, "not JSON"),
    "web page": (faults.web_page, UnexpectedAnswer, "web page"),
    "JSON of another kind": (faults.said(200, faults.JSON, b"[1]"), UnexpectedAnswer, "answer"),
    "moved": (faults.said(302, {"location": "/y"}), UnexpectedAnswer, "redirects"),
    "400": (faults.said(400), RequestRefused, "refuses this"),
    "401": (faults.said(401), AccessRefused, "refuses access"),
    "403": (faults.said(403), AccessRefused, "refuses access"),
    "404": (faults.said(404), NotFound, "does not have this"),
    "409": (faults.said(409), RequestRefused, "refuses this"),
    "422": (faults.said(422), RequestRefused, "refuses this"),
}
BUSY: Final[dict[str, tuple[Fault, str]]] = {
    "429": (faults.busy(), "Busy"),
    "429 with seconds": (faults.busy("0"), "Busy"),
    "429 with a date": (faults.busy("Wed, 21 Oct 2015 07:28:00 GMT"), "Busy"),
    "429 below zero": (faults.busy("-1"), "Busy"),
    "500": (faults.said(500), "cannot answer now"),
    "502": (faults.said(502, {"content-type": "text/html"}, b"<h1>502</h1>"), "HTTP 502"),
    "503": (faults.busy("0", 503), "Busy"),
    "504": (faults.said(504, {}, b""), "HTTP 504"),
}


async def attempts(act: Act, app: ServerApp, fault: Fault, error: type[ServiceError]) -> str:
    """Act at a service that always fails; return the error's sentence."""
    async with faulty(app, then=fault) as line:
        way = Transport.over_network(line.url, HASTY)
        with pytest.raises(error) as raised:
            await act(way)
        await way.aclose()

    told = f"{raised.value} {raised.value!r}"
    assert str(raised.value).isprintable()
    assert [secret for secret in SECRETS if secret in told] == []
    assert 1 <= len(line.asked) <= 3
    return str(raised.value)


@pytest.mark.parametrize("vendor", READS)
@pytest.mark.parametrize("name", BROKEN)
async def test_an_answer_that_does_not_come_whole_is_none(vendor: str, name: str) -> None:
    (act, app), (fault, words) = READS[vendor], BROKEN[name]

    assert words in await attempts(act, app(), fault, Unreachable)


@pytest.mark.parametrize("vendor", READS)
@pytest.mark.parametrize("name", UNFIT)
async def test_an_answer_that_is_not_as_agreed_is_told_by_its_kind(vendor: str, name: str) -> None:
    (act, app), (fault, error, words) = READS[vendor], UNFIT[name]

    assert words in await attempts(act, app(), fault, error)


@pytest.mark.parametrize("vendor", READS)
@pytest.mark.parametrize("name", BUSY)
async def test_a_service_that_cannot_answer_now_is_busy(vendor: str, name: str) -> None:
    (act, app), (fault, words) = READS[vendor], BUSY[name]

    assert words in await attempts(act, app(), fault, ServiceBusy)


@pytest.mark.parametrize("vendor", READS)
@pytest.mark.parametrize(
    "fault", [faults.resets, faults.hangs_up, faults.cut_at(9), faults.cut_chunk, faults.stale]
)
async def test_what_only_reads_gets_over_one_fault(vendor: str, fault: Fault) -> None:
    act, app = READS[vendor]
    async with faulty(app(), fault) as line:
        way = Transport.over_network(line.url, STEADY)
        await act(way)
        await act(way)
        await way.aclose()

    assert len(line.asked) <= 3


@pytest.mark.parametrize("vendor", BEGINNINGS)
@pytest.mark.parametrize(
    "fault", [faults.loses_answer, faults.loses_answer_politely, faults.hangs_after, faults.drips]
)
async def test_what_begins_something_is_never_repeated_blindly(vendor: str, fault: Fault) -> None:
    act, app = BEGINNINGS[vendor]
    async with faulty(app(), fault) as line:
        way = Transport.over_network(line.url, HASTY)
        with pytest.raises(Unreachable):
            await act(way)
        await way.aclose()

    assert [asked.method for asked in line.asked].count("POST") == line.processed == 1


@pytest.mark.parametrize("vendor", READS)
@pytest.mark.parametrize("seconds", [-86_400, -300, 300, 86_400])
async def test_a_clock_that_is_wrong_elsewhere_harms_no_answer(vendor: str, seconds: float) -> None:
    act, app = READS[vendor]
    async with faulty(app(), faults.skewed(seconds)) as line:
        way = Transport.over_network(line.url, STEADY)
        await act(way)
        await way.aclose()

    assert line.processed == 1
