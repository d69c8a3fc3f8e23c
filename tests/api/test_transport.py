"""The way to a service, over real sockets of loopback and into an application."""

import gzip
import logging
from typing import Final

import pytest

from cliptui import __version__
from cliptui.api.transport import Patience, Transport
from cliptui.errors import AnswerLost, BadPlace, CliptuiError, UnexpectedAnswer, Unreachable
from cliptui.wire.message import Request, Response
from tests.api.loopback import (
    Act,
    App,
    Message,
    answers,
    breaks_off,
    closed_port,
    drips,
    hangs_up,
    listening,
    mumbles,
    mumbling,
    never_ends,
    resets,
    says_nothing,
)

FINE: Final = Response(200, {"content-type": "application/json", "x-word": "Yes"}, b'{"error":0}')
ASK: Final = Request("GET", "/api2/asset/list")
HASTY: Final = Patience(connect_s=0.5, read_s=0.1, pool_s=0.1, total_s=0.5, max_body_bytes=100_000)
CALM: Final = Patience(connect_s=20, read_s=20, pool_s=20, total_s=20)
"""So that a busy machine is not taken for a service that is slow."""

SIGNED: Final = Request(
    "GET", "/api2/asset/get", (("msg", "eNqr+/secret=="), ("sig", "5ec4e7"), ("q", "a b"))
)


async def test_a_request_arrives_in_the_application_as_it_was_said() -> None:
    app = App(FINE)
    said = Request(
        "POST", "/api/v4/x", (("a", "1 +/=&é"), ("a", "2")), {"content-type": "text/x"}, b"body"
    )

    await Transport.in_process(app).send(said)

    (asked,) = app.asked
    assert (asked.method, asked.path, asked.query, asked.body) == (
        "POST",
        "/api/v4/x",
        (("a", "1 +/=&é"), ("a", "2")),
        b"body",
    )
    assert asked.headers["content-type"] == "text/x"


async def test_the_answer_of_an_application_is_returned_whole() -> None:
    answer = await Transport.in_process(App(FINE)).send(ASK)

    assert (answer.status, answer.headers["x-word"], answer.body) == (200, "Yes", b'{"error":0}')


async def test_an_answer_is_returned_whatever_its_status() -> None:
    answer = await Transport.in_process(App(Response(404, {}, b"no"))).send(ASK)

    assert (answer.status, answer.body) == (404, b"no")


async def test_a_request_arrives_over_the_network_as_it_was_said() -> None:
    async with listening(answers(FINE)) as line:
        transport = Transport.over_network(f"{line.url}/below/")
        answer = await transport.send(SIGNED)
        await transport.aclose()

    assert (answer.status, answer.headers["x-word"], answer.body) == (200, "Yes", b'{"error":0}')
    first, *headers = line.heads[0].splitlines()
    assert first == (
        "GET /below/api2/asset/get?msg=eNqr%2B%2Fsecret%3D%3D&sig=5ec4e7&q=a+b HTTP/1.1"
    )
    assert sorted(header.lower() for header in headers if header) == [
        "accept-encoding: identity",
        "accept: application/json",
        f"host: {line.url.removeprefix('http://')}",
        f"user-agent: cliptui/{__version__}",
    ]


async def test_one_connection_carries_many_requests() -> None:
    async with listening(answers(FINE)) as line:
        transport = Transport.over_network(line.url)
        for _ in range(3):
            await transport.send(ASK)
        await transport.aclose()

    assert len(line.heads) == 3


async def test_a_redirection_is_not_followed() -> None:
    async with listening(answers(Response(302, {"location": "/elsewhere"}))) as line:
        transport = Transport.over_network(line.url)
        answer = await transport.send(ASK)
        await transport.aclose()

    assert (answer.status, len(line.heads)) == (302, 1)


async def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    async with listening(answers(FINE)) as line:
        transport = Transport.over_network(line.url)
        answer = await transport.send(ASK)
        await transport.aclose()

    assert answer.status == 200


async def test_a_refused_connection_names_the_host_and_what_to_do() -> None:
    host = f"127.0.0.1:{closed_port()}"

    with pytest.raises(Unreachable) as refused:
        await Transport.over_network(f"http://{host}", HASTY).send(SIGNED)

    assert type(refused.value) is Unreachable  # nothing was sent, so it may be sent again
    assert str(refused.value).startswith(f"No connection to {host} (")
    assert str(refused.value).endswith(". Check the URL, the network, and whether the server runs.")


async def test_a_server_without_encryption_is_no_https_server() -> None:
    async with mumbling() as host:
        transport = Transport.over_network(f"https://{host}", HASTY)
        with pytest.raises(Unreachable, match=f"No connection to {host}.*SSL"):
            await transport.send(SIGNED)
        await transport.aclose()


@pytest.mark.parametrize(
    ("act", "patience", "complaint"),
    [
        (says_nothing, HASTY, "does not answer in time"),
        (drips, HASTY, "does not answer in time"),
        (breaks_off, CALM, "broke off"),
        (hangs_up, CALM, "broke off"),
        (resets, CALM, "broke off"),
        (mumbles, CALM, "broke off"),
    ],
)
async def test_an_answer_that_does_not_come_whole_is_none(
    act: Act, patience: Patience, complaint: str
) -> None:
    async with listening(act) as line:
        transport = Transport.over_network(line.url, patience)
        with pytest.raises(AnswerLost, match=complaint) as refused:
            await transport.send(SIGNED)
        await transport.aclose()

    assert line.url.removeprefix("http://") in str(refused.value)


async def test_an_application_that_thinks_too_long_is_left() -> None:
    app = App(FINE, wait_s=30)

    with pytest.raises(Unreachable, match="does not answer in time"):
        await Transport.in_process(app, Patience(total_s=0.05)).send(ASK)


async def test_an_application_that_crashes_answers_500() -> None:
    async def crashes(_scope: Message, _receive: object, _send: object) -> None:
        raise ZeroDivisionError

    answer = await Transport.in_process(crashes).send(ASK)

    assert answer.status == 500


async def test_a_body_without_end_is_left_at_the_cap() -> None:
    async with listening(never_ends) as line:
        transport = Transport.over_network(line.url, Patience(max_body_bytes=3 * 1024 * 1024))
        with pytest.raises(UnexpectedAnswer, match="sent more than 3 MiB in one answer"):
            await transport.send(ASK)
        await transport.aclose()


async def test_a_body_as_long_as_the_cap_is_read() -> None:
    app = App(Response(200, {}, b"x" * 100_000), Response(200, {}, b"x" * 100_001))
    transport = Transport.in_process(app, HASTY)

    assert len((await transport.send(ASK)).body) == 100_000
    with pytest.raises(UnexpectedAnswer):
        await transport.send(ASK)


async def test_a_packed_answer_is_refused_before_it_unfolds() -> None:
    packed = Response(200, {"content-encoding": "gzip"}, gzip.compress(b"x" * 1_000_000))

    with pytest.raises(UnexpectedAnswer, match="packed its answer"):
        await Transport.in_process(App(packed)).send(ASK)


@pytest.mark.parametrize("act", [answers(FINE), answers(Response(401)), breaks_off, says_nothing])
async def test_no_signature_gets_into_a_log_line_or_an_error(
    act: Act, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told = ""
    async with listening(act) as line:
        transport = Transport.over_network(line.url, HASTY)
        try:
            told = repr(await transport.send(SIGNED))
        except CliptuiError as error:
            told = f"{error} {error!r} {error.__cause__} {error.__cause__!r}"
        await transport.aclose()

    lines = " ".join(record.getMessage() for record in caplog.records)
    assert [word for word in ("5ec4e7", "eNqr", "secret") if word in f"{lines} {told}"] == []


async def test_a_way_that_was_never_used_can_be_closed() -> None:
    await Transport.over_network("https://services.uplynk.com").aclose()


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://services.uplynk.com/", "services.uplynk.com"),
        ("http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("http://[::1]:8080/x", "[::1]:8080"),
        (" https://services.uplynk.com?a=b#c ", "services.uplynk.com"),
    ],
)
def test_a_service_is_named_by_its_host(url: str, host: str) -> None:
    assert Transport.over_network(url).host == host


@pytest.mark.parametrize(
    "url",
    [
        "",
        "services.uplynk.com",
        "ftp://services.uplynk.com",
        "http://",
        "http://a b",
        "http://[::1",
        "http://host:99999",
        "http://host:0",
        "http://\x1b]52",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_url_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(BadPlace) as refused:
        Transport.over_network(url)

    assert str(refused.value).isprintable()


def test_a_url_with_a_password_is_refused_without_showing_it() -> None:
    with pytest.raises(BadPlace) as refused:
        Transport.over_network("https://me:hunter2@services.uplynk.com")

    assert "hunter2" not in str(refused.value)


async def test_only_where_no_connection_stood_it_is_sure_that_nothing_was_sent() -> None:
    refused = Transport.over_network(f"http://127.0.0.1:{closed_port()}", Patience(total_s=5))
    with pytest.raises(Unreachable) as unsent:
        await refused.send(Request("GET", "/"))
    await refused.aclose()

    async with listening(hangs_up) as line:
        cut = Transport.over_network(line.url, Patience(total_s=5))
        with pytest.raises(AnswerLost):
            await cut.send(Request("GET", "/"))
        await cut.aclose()
    assert not isinstance(unsent.value, AnswerLost)
