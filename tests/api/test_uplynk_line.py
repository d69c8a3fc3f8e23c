"""The line to Uplynk: clocks that differ, and a server that does not know us by ours."""

import json
import logging
from email.utils import formatdate
from typing import Final

import pytest

from cliptui.api.retrying import Retrying
from cliptui.api.transport import Transport
from cliptui.api.uplynk import UplynkService
from cliptui.clip.catalogue import EditsAssets, ListsProfiles, RunsJobs, TellsTime
from cliptui.clip.draft import NewDraft
from cliptui.clip.secret import Secret
from cliptui.errors import AccessRefused, NotFound, ServiceBusy, TurnedAway
from cliptui.wire.message import Response
from cliptui.wire.uplynk.refusals import refusal
from cliptui.wire.uplynk.signature import Credentials, find_signed, verify
from tests.api.loopback import App, Message
from tests.wire.uplynk.samples import DRAFT_CREATED, DRAFT_DELETED, as_answer

CREDENTIALS: Final = Credentials("1234567890abcdef1234567890abcdef", Secret("k3y"))
NOW_S: Final = 1_700_000_000
PAGE: Final = as_answer({"assets": [], "error": 0})


async def no_sleep(_wait_s: float) -> None:
    """Wait for nothing."""


def service_of(app: App, off_s: float = 0) -> UplynkService:
    """Return a service for a client whose clock is off by some seconds."""
    numbers = iter(range(1000))
    return UplynkService(
        Transport.in_process(app),
        CREDENTIALS,
        label="demo",
        now=lambda: NOW_S + off_s,
        nonce=lambda: str(next(numbers)),
        retrying=Retrying(now=lambda: NOW_S, sleep=no_sleep),
    )


class Strict(App):
    """A server that verifies, by a clock of its own, and tells that."""

    async def __call__(self, scope: Message, receive, send) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        """Answer."""
        reply = App(PAGE)
        await reply(scope, receive, _nothing)
        self.asked += reply.asked
        try:
            verify(find_signed(reply.asked[0]), CREDENTIALS, now_s=NOW_S)
            answer = PAGE
        except AccessRefused as error:
            answer = refusal(error, version=2)
        date = formatdate(NOW_S, usegmt=True).encode()
        headers = [(b"content-type", b"application/json"), (b"date", date)]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})


async def _nothing(_message: Message) -> None:
    """Send nothing."""


@pytest.mark.parametrize("off_s", [-86_400, -301, 301, 86_400])
async def test_a_clock_that_is_off_is_corrected_once_and_that_is_said(
    off_s: int, caplog: pytest.LogCaptureFixture
) -> None:
    server = Strict(PAGE)
    service = service_of(server, off_s)

    with caplog.at_level(logging.WARNING):
        await service.assets()
        await service.assets()

    assert len(server.asked) == 3
    [said] = [record.getMessage() for record in caplog.records]
    assert f"{off_s:+} s off" in said
    assert "k3y" not in said
    assert service.clock_skew_s == -off_s


@pytest.mark.parametrize("off_s", [0, 60])
async def test_a_refusal_under_a_right_clock_is_told_after_one_attempt(off_s: int) -> None:
    date = {"date": formatdate(NOW_S, usegmt=True)}
    app = App(Response(401, date, b'{"error": 1, "msg": "Bad key"}'))

    with pytest.raises(AccessRefused, match="Bad key"):
        await service_of(app, off_s).assets()

    assert len(app.asked) == 1


async def test_a_refusal_that_the_clock_does_not_explain_is_told_after_one_correction() -> None:
    date = {"date": formatdate(NOW_S, usegmt=True)}
    app = App(Response(403, date, b'{"error": 1, "msg": "Bad key"}'))
    service = service_of(app, 3600)

    for attempts in (2, 3):
        with pytest.raises(AccessRefused):
            await service.assets()
        assert len(app.asked) == attempts


async def test_a_draft_is_never_sent_twice_by_the_line_unless_it_was_turned_away() -> None:
    new = NewDraft("a1", "Goal", 0, 1000, meta={"Sport": "Tennis"}, profile="Sports")
    broken, full = App(Response(503)), App(Response(429), as_answer(DRAFT_CREATED))

    with pytest.raises(ServiceBusy):
        await service_of(broken).save_draft(new)
    await service_of(full).save_draft(new)

    assert (len(broken.asked), len(full.asked)) == (1, 2)
    assert json.loads(full.asked[1].body) == {
        "beam": "a1",
        "title": "Goal",
        "start": 0,
        "stop": 1000,
        "meta": {"Sport": "Tennis"},
        "profile": "Sports",
    }


async def test_being_asked_too_often_is_an_error_of_its_own() -> None:
    with pytest.raises(TurnedAway):
        await service_of(App(Response(429))).assets()


async def test_what_a_lost_attempt_has_taken_away_is_away() -> None:
    gone = as_answer({"message": "There is none."}, 404)

    await service_of(App(Response(502), gone)).delete_draft("d1")
    await service_of(App(Response(502), gone)).delete_job("j1")
    assert await service_of(App(Response(502), gone)).delete_assets(["a1"]) == ("a1",)


async def test_what_was_never_there_cannot_be_taken_away() -> None:
    gone = as_answer({"message": "There is none."}, 404)

    await service_of(App(as_answer(DRAFT_DELETED))).delete_draft("d1")
    for verb in ("delete_draft", "delete_job", "delete_assets"):
        with pytest.raises(NotFound):
            await getattr(service_of(App(gone)), verb)("x")


def test_it_has_the_abilities_beside_the_desk() -> None:
    service = service_of(App(PAGE))
    assert isinstance(service, EditsAssets)
    assert isinstance(service, ListsProfiles)
    assert isinstance(service, RunsJobs)
    assert isinstance(service, TellsTime)
