"""Links to files open one file, for some days, by their signature alone."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from cliptui.clip.secret import Secret
from cliptui.errors import AccessRefused
from cliptui.wire.videodev.links import check_link, link_to, media_id_in

KEY = Secret("sesame")
NOW_S = 1_760_000_000.0
DAY_S = 86_400
LINK = link_to("http://127.0.0.1:8300", "m1", KEY, NOW_S)
QUERY = tuple(parse_qsl(urlsplit(LINK).query))


def test_a_link_leads_to_its_file_and_tells_no_key() -> None:
    parts = urlsplit(LINK)
    assert (parts.netloc, parts.path) == ("127.0.0.1:8300", "/v1/files/m1.mp4")
    assert media_id_in(LINK, KEY, NOW_S) == "m1"
    assert "sesame" not in LINK


def test_a_link_is_the_same_all_day_long_and_good_for_a_day_at_least() -> None:
    midnight_s = NOW_S // DAY_S * DAY_S
    links = {link_to("http://h", "m1", KEY, midnight_s + s) for s in (0, 3600, DAY_S - 1)}
    assert len(links) == 1
    check_link("m1", QUERY, KEY, NOW_S + DAY_S)


def test_a_link_does_not_last_for_ever() -> None:
    with pytest.raises(AccessRefused, match="has expired"):
        check_link("m1", QUERY, KEY, NOW_S + 2 * DAY_S + 1)


@pytest.mark.parametrize(
    ("media_id", "query"),
    [
        ("m2", QUERY),
        ("m1", ()),
        ("m1", (("expires", "99999999999"), QUERY[1])),
        ("m1", (QUERY[0], ("signature", "é" * 64))),
        ("m1", (QUERY[0], ("signature", ""))),
        ("\ud800", (QUERY[0], ("signature", "\ud800"))),
    ],
)
def test_a_link_that_was_changed_is_refused(
    media_id: str, query: tuple[tuple[str, str], ...]
) -> None:
    with pytest.raises(AccessRefused, match="not one of this server"):
        check_link(media_id, query, KEY, NOW_S)


def test_a_link_of_another_key_is_refused() -> None:
    assert media_id_in(LINK, Secret("barley"), NOW_S) is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "m1",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://[::1",
        "https://example.com/v1/files/m1.mp4",
        LINK.replace("/v1/files/", "/v1/files/x/"),
        LINK.replace("m1.mp4", "m1"),
        LINK.replace("m1.mp4", "../m1.mp4"),
    ],
)
def test_other_addresses_are_no_links(url: str) -> None:
    assert media_id_in(url, KEY, NOW_S) is None


def test_a_link_holds_any_media_id_safely() -> None:
    link = link_to("http://h", "a/../b?c", KEY, NOW_S)
    assert urlsplit(link).path == "/v1/files/a%2F..%2Fb%3Fc.mp4"
