"""Every service, over a network that fails and within the process: one error each, a sentence."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from cliptui.api.bluebillywig import BlueBillywigService
from cliptui.api.footage import Footage
from cliptui.api.retrying import Retrying, RetryPolicy
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
    TurnedAway,
    UnexpectedAnswer,
    Unreachable,
)
from cliptui.wire.bluebillywig.token import SharedSecret
from cliptui.wire.message import Response
from cliptui.wire.uplynk.signature import Credentials
from tests import faults
from tests.api.loopback import App
from tests.faults import Fault, faulty
from tests.server.media import TextMedia

HASTY: Final = Patience(read_s=0.1, total_s=0.2, max_body_bytes=200_000)
PATIENT: Final = Patience(read_s=0.5, total_s=0.7)
STEADY: Final = Patience(read_s=20, max_body_bytes=200_000)
SECRETS: Final = ("sesame", "sig=", "msg=")
NOW_S: Final = 1_700_000_000.0
Act = Callable[[Transport], Awaitable[object]]

_NONCES: Final = count()


def at_once() -> Retrying:
    """Return what asks again without a pause, and waits for no service."""
    return Retrying(RetryPolicy(first_s=0, longest_told_s=0), now=lambda: NOW_S)


def uplynk(way: Transport) -> UplynkService:
    credentials = Credentials("1234567890abcdef1234567890abcdef", Secret("sesame", SETTING))
    return UplynkService(
        way,
        credentials,
        label="x",
        now=lambda: NOW_S,
        nonce=lambda: f"{next(_NONCES)}",
        retrying=at_once(),
    )


def bluebillywig(way: Transport) -> BlueBillywigService:
    return BlueBillywigService(
        way,
        SharedSecret.of(Secret("1-sesame", SETTING)),
        label="x",
        now=lambda: NOW_S,
        footage=Footage(Path("/nowhere")),
        media=TextMedia(),
        retrying=at_once(),
    )


def videodev(way: Transport) -> VideodevService:
    return VideodevService(way, Secret("sesame", SETTING), label="x", retrying=at_once())


def saying(members: Mapping[str, Any]) -> App:
    """Return an application that always says the same."""
    return App(Response(200, {"content-type": "application/json"}, msgspec.json.encode(members)))


SETTING: Final = "THE_KEY in the settings"
CLIP: Final = {"id": "1", "title": "Goal"}
RUN: Final = {"status": "processing", "run_id": "r1", "clips": []}
READS: Final[dict[str, tuple[Act, Callable[[], ServerApp]]]] = {
    "uplynk": (lambda way: uplynk(way).assets(), lambda: saying({"error": 0, "assets": []})),
    "bluebillywig": (
        lambda way: bluebillywig(way).mediaclips(),
        lambda: saying({"count": 0, "numfound": 0, "items": []}),
    ),
    "videodev": (lambda way: videodev(way).run("r1"), lambda: saying(RUN)),
}
BEGINNINGS: Final[dict[str, tuple[Act, Callable[[], ServerApp]]]] = {
    "uplynk": (
        lambda way: uplynk(way).save_draft(NewDraft("a", "Goal", 0, 400)),
        lambda: saying({"id": "d1"}),
    ),
    "bluebillywig": (
        lambda way: bluebillywig(way).create_mediaclip({"title": "Goal"}),
        lambda: saying(CLIP),
    ),
    "videodev": (lambda way: videodev(way).start_run("m1"), lambda: saying(RUN)),
}
SILENT: Final[dict[str, Fault]] = {
    "hangs": faults.hangs,
    "hangs after": faults.hangs_after,
    "drips": faults.drips,
}
BROKEN: Final[dict[str, tuple[Fault, str]]] = {
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


async def attempts(
    act: Act, app: ServerApp, fault: Fault, error: type[ServiceError], patience: Patience = STEADY
) -> str:
    """Act at a service that always fails; return the error's sentence."""
    async with faulty(app, then=fault) as line:
        way = Transport.over_network(line.url, patience)
        with pytest.raises(error) as raised:
            await act(way)
        await way.aclose()
    assert len(line.asked) <= 3
    return sentence_of(raised.value)


def sentence_of(error: ServiceError) -> str:
    """Return what the user is told, once it is known to be fit to be shown."""
    told = f"{error} {error!r}"
    assert str(error).isprintable()
    assert [secret for secret in SECRETS if secret in told] == []
    return str(error)


@pytest.mark.parametrize("vendor", READS)
@pytest.mark.parametrize("name", SILENT)
async def test_an_answer_that_does_not_come_in_time_is_none(vendor: str, name: str) -> None:
    (act, app), fault = READS[vendor], SILENT[name]

    told = await attempts(act, app(), fault, Unreachable, HASTY)
    assert "does not answer in time" in told


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
        way = Transport.over_network(line.url, PATIENT)
        with pytest.raises(Unreachable):
            await act(way)
        await way.aclose()

    assert len(line.asked) == line.processed == 1


WITHIN: Final[dict[str, tuple[Response, type[ServiceError], str]]] = {
    "garbled": (Response(200, faults.JSON, b'{"status": NaN'), UnexpectedAnswer, "not JSON"),
    "nested": (Response(200, faults.JSON, b"[" * 100_000), UnexpectedAnswer, "answer"),
    "bad UTF-8": (Response(200, faults.JSON, b'"\xff"'), UnexpectedAnswer, "answer"),
    "of another kind": (Response(200, faults.JSON, b"[1]"), UnexpectedAnswer, "answer"),
    "web page": (
        Response(200, {"content-type": "text/html"}, b"<!doctype html>"),
        UnexpectedAnswer,
        "web page",
    ),
    "huge": (Response(200, faults.JSON, b" " * 300_000), UnexpectedAnswer, "sent more than"),
    "401": (Response(401), AccessRefused, f"Check {SETTING}"),
    "403": (Response(403), AccessRefused, f"Check {SETTING}"),
    "404": (Response(404), NotFound, "does not have this"),
    "422": (Response(422), RequestRefused, "refuses this"),
    "429": (Response(429, {"retry-after": "7"}), TurnedAway, "Try again in 7 s."),
    "500": (Response(500), ServiceBusy, "cannot answer now"),
    "503": (Response(503, {"retry-after": "60"}), ServiceBusy, "Try again in 60 s."),
}


@pytest.mark.parametrize("vendor", READS)
@pytest.mark.parametrize("name", WITHIN)
async def test_within_the_process_what_is_wrong_is_told_by_its_kind_too(
    vendor: str, name: str
) -> None:
    (act, _), (answer, error, words) = READS[vendor], WITHIN[name]
    app = App(answer)
    with pytest.raises(error) as raised:
        await act(Transport.in_process(app, STEADY))
    assert words in sentence_of(raised.value)
    assert 1 <= len(app.asked) <= 3


@pytest.mark.parametrize("vendor", READS)
async def test_within_the_process_an_application_that_hangs_is_left_in_time(vendor: str) -> None:
    async def hangs(*_: object) -> None:
        await asyncio.Event().wait()

    act, _ = READS[vendor]
    with pytest.raises(Unreachable, match="does not answer in time"):
        await act(Transport.in_process(hangs, Patience(total_s=0.02)))


LISTS: Final[dict[str, Callable[[Transport], Callable[[], Awaitable[object]]]]] = {
    "uplynk": lambda way: uplynk(way).drafts,
    "bluebillywig": lambda way: bluebillywig(way).mediaclips,
    "videodev": lambda way: partial(videodev(way).run, "r1"),
}


@pytest.mark.parametrize("vendor", LISTS)
async def test_a_service_that_asks_to_be_left_alone_is_not_asked_until_then(vendor: str) -> None:
    in_a_minute = "Tue, 14 Nov 2023 22:14:20 GMT"
    app = App(Response(429, {"retry-after": in_a_minute}), Response(500))
    ask, told_s = LISTS[vendor](Transport.in_process(app)), list[float | None]()
    for _ in range(3):
        with pytest.raises(TurnedAway, match=r"Try again in 60 s\.") as raised:
            await ask()
        told_s.append(raised.value.again_s)
    assert (told_s, len(app.asked)) == ([60.0] * 3, 1)


@pytest.mark.parametrize("vendor", READS)
@pytest.mark.parametrize("seconds", [-86_400, -300, 300, 86_400])
async def test_a_clock_that_is_wrong_elsewhere_harms_no_answer(vendor: str, seconds: float) -> None:
    act, app = READS[vendor]
    async with faulty(app(), faults.skewed(seconds)) as line:
        way = Transport.over_network(line.url, STEADY)
        await act(way)
        await way.aclose()

    assert line.processed == 1
