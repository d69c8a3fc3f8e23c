"""What a server reads from requests, by the vendor's rules and its samples of calls."""

import json
from typing import Final

import pytest

from cliptui.errors import RequestRefused
from cliptui.wire.uplynk.params import (
    FrameParams,
    GetParams,
    ListParams,
    ThumbsParams,
    read_frame_params,
    read_get_params,
    read_list_params,
    read_thumbs_params,
)

ID: Final = "5fa5c4bc8ff34261b7fbafba5b5e6347"


def test_the_vendors_call_of_list_is_read() -> None:
    members = {"search": "abc", "order": "-created", "limit": 3}

    assert read_list_params(members) == ListParams("", "abc", (("created", True),), 0, 3)


def test_the_vendors_order_by_two_keys_is_read() -> None:
    order = read_list_params({"order": "-duration,desc"}).order

    assert order == (("duration", True), ("desc", False))


def test_a_list_without_wishes_is_the_newest_hundred() -> None:
    assert read_list_params({"_owner": "x"}) == ListParams("", "", (("created", True),), 0, 100)


def test_numbers_can_be_text_and_unknown_members_are_passed_over() -> None:
    params = read_list_params({"limit": "7", "skip": " 3", "query": 12, "colour": "red"})

    assert (params.limit, params.skip, params.query) == (7, 3, "12")


@pytest.mark.parametrize(
    "key", ["created", "desc", "duration", "external_id", "id", "lastmod", "source", "state"]
)
def test_every_key_of_the_vendor_can_be_sorted_by(key: str) -> None:
    assert read_list_params({"order": f"{key}, -{key}"}).order == ((key, False), (key, True))


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"limit": 0}, "limit is 0: ask for 1 to 100"),
        ({"limit": 101}, "limit is 101"),
        ({"limit": "many"}, "limit must be a whole number"),
        ({"limit": True}, "limit must be a whole number"),
        ({"limit": 1.5}, "limit must be a whole number"),
        ({"limit": "9" * 5000}, "limit must be a whole number"),
        ({"limit": 10**30}, "limit must be a whole number"),
        ({"skip": -1}, "skip counts"),
        ({"skip": []}, "skip must be a whole number"),
        ({"order": "colour"}, "order cannot be “colour”"),
        ({"order": "desc,"}, "order cannot be “”"),
        ({"order": "\x1bc"}, "order cannot be “␛c”"),
        ({"order": ["desc"]}, "order must be text"),
        ({"query": {}}, "query must be text"),
        ({"search": False}, "search must be text"),
    ],
)
def test_a_list_that_cannot_be_is_refused(members: dict[str, object], complaint: str) -> None:
    with pytest.raises(RequestRefused, match=complaint):
        read_list_params(members)


@pytest.mark.parametrize(
    ("members", "params"),
    [
        ({"id": ID}, GetParams((ID,), (), single=True)),
        ({"id": 12}, GetParams(("12",), (), single=True)),
        ({"external_id": "id1234"}, GetParams((), ("id1234",), single=True)),
        ({"ids": ["a", 2]}, GetParams(("a", "2"), (), single=False)),
        ({"ids": json.dumps(["a", "b"])}, GetParams(("a", "b"), (), single=False)),
        ({"ids": "a"}, GetParams(("a",), (), single=False)),
        ({"external_ids": ["a", "b", "a"]}, GetParams((), ("a", "b"), single=False)),
        ({"id": ID, "external_id": ""}, GetParams((ID,), (), single=True)),
    ],
)
def test_assets_can_be_named_in_every_way_of_the_vendor(
    members: dict[str, object], params: GetParams
) -> None:
    assert read_get_params(members) == params


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({}, "exactly one of id, external_id, ids, external_ids"),
        ({"id": ID, "external_id": "x"}, "exactly one of"),
        ({"id": ID, "ids": [ID]}, "exactly one of"),
        ({"ids": [f"{n}" for n in range(1001)]}, "ids names 1001 assets: ask for 1000"),
        ({"ids": "[broken"}, "ids is no JSON list"),
        ({"ids": [{}]}, "ids must be text"),
        ({"external_ids": {"a": 1}}, "external_ids must be text"),
    ],
)
def test_assets_that_are_not_named_are_refused(members: dict[str, object], complaint: str) -> None:
    with pytest.raises(RequestRefused, match=complaint):
        read_get_params(members)


@pytest.mark.parametrize("ts", [91415, "91415", "00:01:31.415"])
def test_the_vendors_calls_of_getframe_are_read(ts: object) -> None:
    assert read_frame_params({"id": ID, "ts": ts}) == FrameParams(ID, 91415, None, as_jpeg=False)


def test_a_frame_can_be_asked_in_a_width_and_as_jpeg() -> None:
    members = {"id": ID, "ts": 0, "cliptui_width": "320", "cliptui_format": "jpeg"}

    assert read_frame_params(members) == FrameParams(ID, 0, 320, as_jpeg=True)


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"ts": 0}, "must name an asset by id"),
        ({"id": ID}, "lacks ts"),
        ({"id": ID, "ts": "soon"}, "“soon” is no time"),
        ({"id": ID, "ts": 0, "cliptui_width": 0}, "cliptui_width is a width in pixels"),
        ({"id": ID, "ts": 0, "cliptui_width": 16385}, "cliptui_width is a width in pixels"),
        ({"id": ID, "ts": 0, "cliptui_width": "wide"}, "cliptui_width must be a whole number"),
    ],
)
def test_a_frame_that_cannot_be_is_refused(members: dict[str, object], complaint: str) -> None:
    with pytest.raises(RequestRefused, match=complaint):
        read_frame_params(members)


def test_the_vendors_calls_of_getthumbs_are_read_as_one_second() -> None:
    by_id = read_thumbs_params({"id": ID, "start": 91415})
    by_external_id = read_thumbs_params({"external_id": "id1234", "start": "01:31.415"})

    assert by_id == ThumbsParams(ID, "", 91415, 92415, as_jpeg=False)
    assert by_external_id == ThumbsParams("", "id1234", 91415, 92415, as_jpeg=False)


def test_a_range_can_be_shorter_and_as_jpeg() -> None:
    members = {"id": ID, "start": 0, "stop": "0.040", "cliptui_format": "jpeg"}

    assert read_thumbs_params(members) == ThumbsParams(ID, "", 0, 40, as_jpeg=True)


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"id": ID, "start": 0, "stop": 1001}, "1001 ms long: ask for 1000 ms at most"),
        ({"id": ID, "start": 5, "stop": 5}, "stop must come after start"),
        ({"id": ID, "start": 5, "stop": 4}, "stop must come after start"),
        ({"id": ID}, "lacks start"),
        ({"id": ID, "start": 0, "stop": []}, "is no time"),
        ({"start": 0}, "exactly one of id, external_id"),
        ({"id": ID, "external_id": "x", "start": 0}, "exactly one of id, external_id"),
        ({"id": [], "start": 0}, "id must be text"),
    ],
)
def test_a_range_that_cannot_be_is_refused(members: dict[str, object], complaint: str) -> None:
    with pytest.raises(RequestRefused, match=complaint):
        read_thumbs_params(members)
