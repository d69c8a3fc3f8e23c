"""A body is read as JSON where it is declared as such, or as nothing better; for every vendor."""

from collections.abc import Callable

import pytest

from cliptui.errors import UnexpectedAnswer
from cliptui.wire.bluebillywig.answers import read_json as read_bluebillywig
from cliptui.wire.message import Response
from cliptui.wire.uplynk.answers import read_json as read_uplynk
from cliptui.wire.videodev.answers import read_json as read_videodev

Read = Callable[[Response, type[dict[str, int]]], dict[str, int]]
READERS = {"Uplynk": read_uplynk, "Blue Billywig": read_bluebillywig, "video.dev": read_videodev}
vendors = pytest.mark.parametrize(("vendor", "read"), READERS.items(), ids=READERS)


def answer(body: bytes, declared: str | None) -> Response:
    return Response(200, {} if declared is None else {"content-type": declared}, body)


@vendors
@pytest.mark.parametrize(
    "declared",
    [
        None,
        "",
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/ld+json",
        "text/json",
        "text/plain; charset=utf-8",
    ],
)
def test_what_is_declared_as_json_or_as_nothing_better_is_read(
    vendor: str, read: Read, declared: str | None
) -> None:
    assert vendor
    assert read(answer(b'{"a": 1}', declared), dict[str, int]) == {"a": 1}


@vendors
@pytest.mark.parametrize(
    ("body", "declared", "words"),
    [
        (b'{"a": 1}', "image/png", "answered with image/png instead of JSON"),
        (b'{"a": 1}', "application/octet-stream", "application/octet-stream instead of JSON"),
        (b'{"a": 1}', "application/xml", "application/xml instead of JSON"),
        (b'{"a": 1}', "x\x1b[31m/json", "instead of JSON"),
        (b'{"a": 1}', "text/html", "web page"),
        (b" <p>hello", "application/json", "web page"),
        (b'{"a": ', "application/json", "not JSON"),
        (b"\xff", None, "not JSON"),
        (b"[" * 100_000, None, "not JSON|documentation"),
        (b'{"a": {}}', None, "'s answer is not as its documentation says"),
    ],
)
def test_all_else_is_one_sentence_that_names_the_vendor(
    vendor: str, read: Read, body: bytes, declared: str | None, words: str
) -> None:
    with pytest.raises(UnexpectedAnswer, match=words) as unexpected:
        read(answer(body, declared), dict[str, int])
    assert str(unexpected.value).startswith(vendor)
    assert "\x1b" not in str(unexpected.value)
