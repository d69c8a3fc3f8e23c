"""What a client asks, and how a server reads it."""

import json
from typing import Any

import pytest

from cliptui.clip.secret import Secret
from cliptui.errors import AccessRefused, NotFound, RequestRefused
from cliptui.wire.message import Request
from cliptui.wire.videodev import params, requests
from cliptui.wire.videodev.keys import check_key
from cliptui.wire.videodev.params import (
    ClipParams,
    ImportParams,
    RenderParams,
    RunParams,
    Webhook,
)

KEY = Secret("sésame-4711")


def body(members: object) -> bytes:
    return json.dumps(members).encode()


@pytest.mark.parametrize(
    ("request_", "method", "path", "members"),
    [
        (
            requests.import_media(KEY, "https://x.example/a.mp4"),
            "POST",
            "/v1/media/import",
            {"source_media_url": "https://x.example/a.mp4", "type": "video"},
        ),
        (requests.start_run(KEY, "m1"), "POST", "/v1/auto_clips", {"source_media_id": "m1"}),
        (
            requests.start_run(KEY, "m1", "goals"),
            "POST",
            "/v1/auto_clips",
            {"source_media_id": "m1", "prompt": "goals"},
        ),
        (requests.get_run(KEY, "r/1"), "GET", "/v1/auto_clips/r%2F1", None),
        (
            requests.make_clip(KEY, "m1", 1000, 2500),
            "POST",
            "/v1/clip",
            {"start_time_ms": 1000, "end_time_ms": 2500, "from_media_id": "m1"},
        ),
        (
            requests.render_video(KEY, "c1"),
            "POST",
            "/v1/clip/c1/render_video",
            {"crop": {"enabled": False}},
        ),
        (requests.get_render(KEY, "c1", "x1"), "GET", "/v1/clip/c1/render/x1", None),
    ],
)
def test_a_request_is_the_documented_one_with_the_key_in_its_header(
    request_: Request, method: str, path: str, members: object
) -> None:
    assert (request_.method, request_.path, request_.query) == (method, path, ())
    assert request_.headers["x-api-key"] == KEY.text
    assert (json.loads(request_.body) if request_.body else None) == members
    assert KEY.text not in repr(request_)


@pytest.mark.parametrize("identifier", ["", ".", "..", "...", "x" * 201])
def test_what_cannot_be_an_identifier_is_not_asked_for(identifier: str) -> None:
    with pytest.raises(NotFound):
        requests.get_run(KEY, identifier)
    with pytest.raises(NotFound):
        requests.get_render(KEY, "c1", identifier)


def test_the_right_key_is_let_in() -> None:
    check_key(requests.get_run(KEY, "r1"), KEY)


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({}, "has no X-API-Key"),
        ({"x-api-key": ""}, "has no X-API-Key"),
        ({"x-api-key": "sésame-4712"}, "is wrong"),
        ({"x-api-key": "sésame-47"}, "is wrong"),
        ({"x-api-key": "\ud800"}, "is wrong"),
    ],
)
def test_any_other_key_is_refused_without_telling_either(
    headers: dict[str, str], words: str
) -> None:
    with pytest.raises(AccessRefused, match=words) as refused:
        check_key(Request("GET", "/v1/auto_clips/r1", (), headers), KEY)
    assert "same" not in str(refused.value)


def test_what_our_client_asks_is_read_as_it_was_meant() -> None:
    assert params.read_import_params(requests.import_media(KEY, "a.mp4", "audio").body) == (
        ImportParams("a.mp4", "audio", None)
    )
    assert params.read_run_params(requests.start_run(KEY, "m1", "goals").body) == (
        RunParams("m1", "goals", None)
    )
    assert params.read_clip_params(requests.make_clip(KEY, "m1", 1, 2).body) == (
        ClipParams("m1", 1, 2)
    )
    assert params.read_render_params(requests.render_video(KEY, "c1").body) == (
        RenderParams(has_crop=False, webhook=None)
    )


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"start_time_ms": "1000", "end_time_ms": 2000.4}, ClipParams("", 1000, 2000)),
        (
            {"start_time_ms": 0, "end_time_ms": 1, "from_media_id": 7, "colour": "red"},
            ClipParams("7", 0, 1),
        ),
        ({"start_time_ms": 0, "end_time_ms": 1, "from_media_id": None}, ClipParams("", 0, 1)),
    ],
)
def test_a_server_is_liberal_with_numbers_and_unknown_members(
    members: dict[str, Any], expected: ClipParams
) -> None:
    assert params.read_clip_params(body(members)) == expected


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"end_time_ms": 1}, "start_time_ms must be a number"),
        ({"start_time_ms": True, "end_time_ms": 1}, "start_time_ms must be a number"),
        ({"start_time_ms": "soon", "end_time_ms": 1}, "start_time_ms must be a number"),
        ({"start_time_ms": "inf", "end_time_ms": 1}, "start_time_ms must be a number"),
        ({"start_time_ms": 10**400, "end_time_ms": 1}, "start_time_ms must be a number"),
        ({"start_time_ms": -1, "end_time_ms": 1}, "0 or more"),
        ({"start_time_ms": 5, "end_time_ms": 5}, "the clip is empty"),
        ({"start_time_ms": 0, "end_time_ms": 1, "from_media_id": []}, "lacks from_media_id"),
    ],
)
def test_a_clip_that_makes_no_sense_is_refused(members: dict[str, Any], words: str) -> None:
    with pytest.raises(RequestRefused, match=words):
        params.read_clip_params(body(members))


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({}, "lacks source_media_id"),
        ({"source_media_id": "  "}, "lacks source_media_id"),
        ({"source_media_id": True}, "lacks source_media_id"),
        ({"source_media_id": "x" * 201}, "longer than 200"),
        ({"source_media_id": "m1", "prompt": "x" * 2001}, "prompt is longer than 2000"),
        ({"source_media_id": "m1", "prompt": {}}, "lacks prompt"),
        ({"source_media_id": "m1", "webhook": "https://x"}, "webhook must be an object"),
        ({"source_media_id": "m1", "webhook": {"events": ["complete"]}}, "lacks url"),
        ({"source_media_id": "m1", "webhook": {"url": "u", "events": ["x"]}}, "events of a web"),
        ({"source_media_id": "m1", "webhook": {"url": "u", "events": "x"}}, "events of a webhook"),
    ],
)
def test_a_run_that_makes_no_sense_is_refused(members: dict[str, Any], words: str) -> None:
    with pytest.raises(RequestRefused, match=words):
        params.read_run_params(body(members))


@pytest.mark.parametrize("junk", [b"", b"[]", b"{", b"\xff", b'"x"', b'{"a":' * 5000])
def test_a_body_that_is_no_object_is_refused(junk: bytes) -> None:
    with pytest.raises(RequestRefused, match="must be a JSON object"):
        params.read_run_params(junk)


def test_media_is_video_audio_or_image() -> None:
    with pytest.raises(RequestRefused, match="video, audio or image"):
        params.read_import_params(body({"source_media_url": "u", "type": "film"}))


@pytest.mark.parametrize(
    ("webhook", "expected"),
    [
        (None, None),
        ({}, None),
        ({"url": "u"}, Webhook("u", ("new_clips", "complete", "error"))),
        ({"url": "u", "events": ["error", "error"]}, Webhook("u", ("error",))),
    ],
)
def test_a_webhook_that_names_no_events_wants_all_of_them(
    webhook: object, expected: Webhook | None
) -> None:
    read = params.read_run_params(body({"source_media_id": "m1", "webhook": webhook}))
    assert read.webhook == expected


@pytest.mark.parametrize(
    ("sent", "has_crop"),
    [
        (b"", False),
        (body({}), False),
        (body({"crop": None}), False),
        (body({"crop": {"enabled": False, "aspect_ratio": "9:16"}}), False),
        (body({"crop": {"enabled": "false"}}), False),
        (body({"crop": {"aspect_ratio": "9:16"}}), True),
        (body({"crop": {"enabled": True, "smart_crop": True}}), True),
    ],
)
def test_a_crop_is_wanted_unless_it_is_switched_off(sent: bytes, *, has_crop: bool) -> None:
    assert params.read_render_params(sent).has_crop is has_crop


def test_a_crop_must_be_an_object() -> None:
    with pytest.raises(RequestRefused, match="crop must be an object"):
        params.read_render_params(body({"crop": "9:16"}))
