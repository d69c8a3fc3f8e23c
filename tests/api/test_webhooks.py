"""Posting to webhooks: to the address that was checked, and to no private one."""

import asyncio
from collections.abc import Sequence

import pytest

from cliptui.api.transport import Patience, Transport
from cliptui.api.webhooks import Poster, is_public, resolve
from cliptui.errors import RequestRefused, UnexpectedAnswer, Unreachable
from cliptui.wire.message import Request, Response
from tests import faults
from tests.api.loopback import closed_port
from tests.faults import faulty

BODY = b'{"event": "complete"}'
HASTY = Patience(connect_s=0.5, read_s=0.5, total_s=1, max_body_bytes=64 * 1024)
PUBLIC = "93.184.216.34"


class Names:
    """Leads every name to the same addresses, and remembers who was asked for."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.asked: list[tuple[str, int]] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append((host, port))
        return self.addresses


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


async def test_an_event_goes_to_the_address_that_was_checked_under_the_name_of_its_host() -> None:
    names = Names("127.0.0.1")
    async with faulty(None) as line:
        port = port_of(line.url)
        url = f"http://hooks.example:{port}/take%20it?token=a%2Fb&x="
        status = await Poster(names).post(url, BODY, is_private_allowed=True)

    [asked] = line.asked
    assert (status, names.asked) == (200, [("hooks.example", port)])
    assert (asked.method, asked.path, asked.body) == ("POST", "/take it", BODY)
    assert asked.query == (("token", "a/b"), ("x", ""))
    assert asked.headers["host"] == f"hooks.example:{port}"
    assert asked.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("10.0.0.1",),
        ("192.168.1.1",),
        ("169.254.169.254",),
        ("::1",),
        ("fe80::1%eth0",),
        ("::ffff:10.0.0.1",),
        (PUBLIC, "127.0.0.1"),
        (),
    ],
)
async def test_a_name_that_leads_into_a_private_network_is_not_followed(
    addresses: tuple[str, ...],
) -> None:
    async with faulty(None) as line:
        url = f"http://hooks.example:{port_of(line.url)}/"
        with pytest.raises(RequestRefused, match=r"hooks\.example leads into a private network"):
            await Poster(Names(*addresses)).post(url, BODY, is_private_allowed=False)

    assert line.asked == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (PUBLIC, True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("::ffff:93.184.216.34", True),
        ("0.0.0.0", False),  # noqa: S104
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("ff0e::1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("2001:0:5ef5:79fd::1", False),
        ("fd00::1", False),
    ],
)
def test_which_addresses_are_public(address: str, *, expected: bool) -> None:
    assert is_public(address) is expected


async def test_a_redirection_is_not_followed() -> None:
    async with faulty(None, faults.said(302, {"location": "/elsewhere"})) as line:
        status = await Poster().post(f"{line.url}/", BODY, is_private_allowed=True)

    assert (status, len(line.asked)) == (302, 1)


async def test_a_webhook_that_does_not_answer_is_left() -> None:
    async with faulty(None, faults.hangs) as line:
        with pytest.raises(Unreachable, match="does not answer in time"):
            await Poster(patience=HASTY).post(line.url, BODY, is_private_allowed=True)


async def test_an_answer_without_end_is_left() -> None:
    async with faulty(None, faults.endless) as line:
        with pytest.raises((UnexpectedAnswer, Unreachable)):
            await Poster(patience=HASTY).post(line.url, BODY, is_private_allowed=True)


async def test_a_name_that_takes_too_long_to_be_found_is_left() -> None:
    async def slow(host: str, port: int) -> Sequence[str]:
        assert (host, port) == ("hooks.example", 443)
        await asyncio.sleep(60)
        return ()

    with pytest.raises(Unreachable, match="not found in time"):
        await Poster(slow, HASTY).post("https://hooks.example/", BODY, is_private_allowed=False)


async def test_a_port_where_nobody_listens_is_unreachable() -> None:
    url = f"http://127.0.0.1:{closed_port()}/"
    with pytest.raises(Unreachable, match="No connection"):
        await Poster(patience=HASTY).post(url, BODY, is_private_allowed=True)


async def test_the_system_is_asked_for_names() -> None:
    assert "127.0.0.1" in await resolve("127.0.0.1", 80)
    with pytest.raises(Unreachable, match="There is no host"):
        await resolve("\udc80.invalid", 80)


async def test_a_way_with_an_address_of_its_own_asks_there_under_the_hosts_name() -> None:
    async with faulty(None) as line:
        port = port_of(line.url)
        way = Transport.over_network(f"http://nowhere.invalid:{port}", address="127.0.0.1")
        answer = await way.send(Request("GET", "/x"))
        await way.aclose()

    assert isinstance(answer, Response)
    assert line.asked[0].headers["host"] == f"nowhere.invalid:{port}"


@pytest.mark.parametrize(
    ("address", "url"),
    [(PUBLIC, f"https://{PUBLIC}/x"), ("2606:2800:220:1::1", "https://[2606:2800:220:1::1]/x")],
)
def test_encryption_is_asked_for_and_proved_by_the_hosts_name(address: str, url: str) -> None:
    way = Transport.over_network("https://hooks.example", address=address)
    outgoing = way._outgoing(Request("POST", "/x"))

    assert str(outgoing.url) == url
    assert outgoing.headers["host"] == "hooks.example"
    assert outgoing.extensions["sni_hostname"] == "hooks.example"
