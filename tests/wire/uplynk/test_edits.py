"""Update, delete and changes: as asked, as read by a server, as answered, as read by a client."""

import base64
import json
from typing import Any, Final

import pytest

from cliptui.clip.asset import AssetState
from cliptui.clip.edits import AssetChange, AssetEdit
from cliptui.clip.secret import Secret
from cliptui.errors import RequestRefused, UnexpectedAnswer
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import edits
from cliptui.wire.uplynk.assets import read_asset
from cliptui.wire.uplynk.records import AssetRecord
from cliptui.wire.uplynk.signature import Credentials, Stamp, find_signed, verify
from tests.wire.uplynk.samples import ASSET_UPDATED, ASSETS_DELETED, CHANGES_SAMPLE, as_answer

CREDENTIALS: Final = Credentials("1234567890abcdef1234567890abcdef", Secret("k3y"))
STAMP: Final = Stamp(1_700_000_000, "n1")
PNG: Final = b"\x89PNG not really"
WHOLE: Final = AssetEdit(
    name="New Desc",
    external_id="id1234",
    meta={"key1": "value1", "key2": "value2"},
    poster=PNG,
    expires_ms=1391796578879,
    requires_drm=True,
    requires_studio_drm=False,
    new_test_player=True,
    new_embed_player=True,
)


def asked(request: Request) -> dict[str, object]:
    members = verify(find_signed(request), CREDENTIALS, now_s=STAMP.now_s)
    return {name: value for name, value in members.items() if not name.startswith("_")}


def read(**members: object) -> AssetEdit:
    return edits.read_update_params({"id": "a1", **members}).edit


def test_an_update_is_asked_in_the_vendors_members() -> None:
    request = edits.update_asset(CREDENTIALS, STAMP, "5915d84829405cb4db1bc3f71c10fc83", WHOLE)

    members = asked(request)
    assert (request.method, request.path) == ("GET", "/api2/asset/update")
    assert json.loads(str(members.pop("meta"))) == {"key1": "value1", "key2": "value2"}
    assert base64.b64decode(str(members.pop("poster_img"))) == PNG
    assert members == {
        "id": "5915d84829405cb4db1bc3f71c10fc83",
        "desc": "New Desc",
        "external_id": "id1234",
        "autoexpire": "1391796578879",
        "require_drm": 1,
        "require_studio_drm": 0,
        "test_player_url": 1,
        "embed_player_url": 1,
    }


def test_what_shall_stay_is_not_said() -> None:
    assert asked(edits.update_asset(CREDENTIALS, STAMP, "a1", AssetEdit())) == {"id": "a1"}


def test_what_was_asked_is_what_is_read() -> None:
    params = edits.read_update_params(asked(edits.update_asset(CREDENTIALS, STAMP, "a1", WHOLE)))

    assert params == edits.UpdateParams("a1", "", WHOLE)


def test_a_poster_is_too_long_for_a_url_and_travels_in_a_form() -> None:
    poster = bytes(range(256)) * 4000
    request = edits.update_asset(CREDENTIALS, STAMP, "a1", AssetEdit(poster=poster))

    assert (request.method, request.query) == ("POST", ())
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert edits.read_update_params(asked(request)).edit.poster == poster


def test_the_vendors_call_of_update_is_read() -> None:
    params = edits.read_update_params(
        {
            "id": "5915d84829405cb4db1bc3f71c10fc83",
            "test_player_url": 1,
            "desc": "New Desc",
            "meta": '{"key1":"value1", "key2":"value2"}',
            "poster_img": "iVBORw0KGgo=",
        }
    )

    assert params.asset_id == "5915d84829405cb4db1bc3f71c10fc83"
    assert params.edit == AssetEdit(
        name="New Desc",
        meta={"key1": "value1", "key2": "value2"},
        poster=b"\x89PNG\r\n\x1a\n",
        new_test_player=True,
    )


def test_an_external_id_names_an_asset_or_is_assigned_to_it() -> None:
    named = edits.read_update_params({"external_id": "e1", "desc": "x"})
    assigned = edits.read_update_params({"id": "a1", "external_id": "e1"})
    cleared = edits.read_update_params({"id": "a1", "external_id": ""})

    assert (named.asset_id, named.external_id, named.edit.external_id) == ("", "e1", None)
    assert (assigned.asset_id, assigned.external_id, assigned.edit.external_id) == ("a1", "", "e1")
    assert cleared.edit.external_id == ""


@pytest.mark.parametrize("meta", [{}, "{}", ""])
def test_empty_notes_clear_them(meta: object) -> None:
    assert read(meta=meta).meta == {}


def test_notes_can_be_an_object_and_their_values_become_text() -> None:
    assert read(meta={"a": 1, "b": True, "c": "x\x1b"}).meta == {"a": "1", "b": "True", "c": "x␛"}


@pytest.mark.parametrize(
    ("value", "is_so"),
    [(0, False), (1, True), ("0", False), ("1", True), (True, True), ("False", False)],
)
def test_switches_are_read_in_every_spelling(value: object, *, is_so: bool) -> None:
    edit = read(require_drm=value, require_studio_drm=value)
    assert (edit.requires_drm, edit.requires_studio_drm) == (is_so, is_so)


@pytest.mark.parametrize(("value", "ms"), [(0, 0), ("0", 0), ("1391796578879", 1391796578879)])
def test_an_expiry_is_a_number_or_its_text(value: object, ms: int) -> None:
    assert read(autoexpire=value).expires_ms == ms


def test_an_empty_poster_resets_it() -> None:
    assert read(poster_img="").poster == b""


def test_a_name_is_cleaned() -> None:
    assert read(desc=" a\x1b[2Jb ").name == "a␛[2Jb"


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({}, "name an asset by exactly one of id, external_id"),
        ({"id": "a1", "meta": []}, "meta must be an object"),
        ({"id": "a1", "meta": "[]"}, "meta is no JSON object"),
        ({"id": "a1", "meta": {"a": {}}}, "plain values"),
        ({"id": "a1", "poster_img": 5}, "base64, or empty"),
        ({"id": "a1", "poster_img": "iVBORw0KGgo"}, "not standard base64"),
        ({"id": "a1", "poster_img": "pöster"}, "not standard base64"),
        ({"id": "a1", "autoexpire": -1}, "autoexpire is a time"),
        ({"id": "a1", "autoexpire": "tomorrow"}, "autoexpire is a time"),
        ({"id": "a1", "autoexpire": "9" * 20}, "autoexpire is a time"),
        ({"id": "a1", "autoexpire": True}, "autoexpire is a time"),
        ({"id": "a1", "require_drm": 2}, "require_drm is 0 or 1"),
        ({"id": "a1", "require_studio_drm": [1]}, "require_studio_drm is 0 or 1"),
        ({"id": "a1", "external_id": "e" * 257}, "longer than 256"),
        ({"id": "a1", "desc": {}}, "desc must be text"),
    ],
)
def test_an_update_that_cannot_be_is_refused(members: dict[str, object], complaint: str) -> None:
    with pytest.raises(RequestRefused, match=complaint):
        edits.read_update_params(members)


def test_a_poster_of_three_megabytes_is_too_large() -> None:
    size = 3 * 1024 * 1024  # “smaller than 3MB before encoding”, as the page has it
    largest = base64.b64encode(bytes(size - 1)).decode()
    assert len(read(poster_img=largest).poster or b"") == size - 1
    with pytest.raises(RequestRefused, match="smaller than 3 MB"):
        read(poster_img=base64.b64encode(bytes(size)).decode())


def test_the_vendors_answer_to_an_update_is_read() -> None:
    asset = read_asset(as_answer(ASSET_UPDATED))
    assert (asset.asset_id, asset.name) == ("5d84829405cb4db1bc3f71915c10fc83", "New Desc")


def test_a_deletion_is_asked_in_the_vendors_members() -> None:
    request = edits.delete_assets(CREDENTIALS, STAMP, ["a1", "a2"])
    assert (request.path, asked(request)) == ("/api2/asset/delete", {"ids": ["a1", "a2"]})


@pytest.mark.parametrize(
    ("members", "ids", "external_ids"),
    [
        (
            {"ids": ["0a67"], "external_ids": ["ad10115", "challenge_s01e03"]},
            ("0a67",),
            ("ad10115", "challenge_s01e03"),
        ),
        ({"ids": "0a67"}, ("0a67",), ()),
        ({"external_ids": '["e1", "e1"]', "ids": ""}, (), ("e1",)),
        ({"ids": [5, 5, "", "x"]}, ("5", "x"), ()),
    ],
)
def test_assets_to_delete_are_lists_or_bare_texts(
    members: dict[str, object], ids: tuple[str, ...], external_ids: tuple[str, ...]
) -> None:
    assert edits.read_delete_params(members) == edits.DeleteParams(ids, external_ids)


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({}, "by ids, by external_ids, or by both"),
        ({"ids": []}, "by ids, by external_ids, or by both"),
        ({"ids": [{}]}, "ids must be text"),
        ({"ids": [f"a{number}" for number in range(1001)]}, "1000 at a time"),
    ],
)
def test_a_deletion_that_cannot_be_is_refused(members: dict[str, object], complaint: str) -> None:
    with pytest.raises(RequestRefused, match=complaint):
        edits.read_delete_params(members)


def test_the_vendors_answer_to_a_deletion_is_read_and_written() -> None:
    named = {deleted["id"]: deleted["external_id"] for deleted in ASSETS_DELETED["deleted"]}

    assert edits.read_deleted_assets(as_answer(ASSETS_DELETED)) == tuple(named)
    assert json.loads(edits.write_deleted_assets(named).body) == ASSETS_DELETED


def test_changes_are_asked_from_a_time_on() -> None:
    request = edits.list_changes(CREDENTIALS, STAMP, 1391714449648)
    assert (request.path, asked(request)) == ("/api2/asset/changes", {"start": 1391714449648})
    assert edits.read_changes_params({"start": "1391714449648"}) == 1391714449648


@pytest.mark.parametrize(
    ("members", "complaint"), [({}, "lacks start"), ({"start": "x"}, "start is a time")]
)
def test_changes_from_no_time_are_refused(members: dict[str, object], complaint: str) -> None:
    with pytest.raises(RequestRefused, match=complaint):
        edits.read_changes_params(members)


def test_the_vendors_answer_of_changes_is_read() -> None:
    told = edits.read_changes(as_answer(CHANGES_SAMPLE))

    asset_id = "1ca770087e7a46a7aec4f8aebc198aff"
    assert (told.start_ms, told.end_ms) == (1391714449648, 1391800857638)
    assert told.changes == (
        AssetChange(1391796562910, "update", asset_id),
        AssetChange(1391796578879, "delete", asset_id),
    )
    asset = told.assets[asset_id]
    assert (asset.name, asset.job_type, asset.state) == ("Live Capture", "live", AssetState.UNKNOWN)


def test_changes_are_written_as_the_vendor_does() -> None:
    of = "1ca770087e7a46a7aec4f8aebc198aff"
    sample: dict[str, Any] = CHANGES_SAMPLE["assets"][of]
    changes = [AssetChange(*change) for change in CHANGES_SAMPLE["changes"]]
    record = AssetRecord(state="ready", **sample)

    written = json.loads(edits.write_changes(changes, [record], 1391714449648, 1391800857638).body)

    told = {name: written["assets"][of][name] for name in sample}
    assert {**written, "assets": {of: told}} == CHANGES_SAMPLE


@pytest.mark.parametrize("reader", [edits.read_changes, edits.read_deleted_assets])
def test_an_answer_that_lacks_what_was_asked_is_unexpected(reader: Any) -> None:  # noqa: ANN401
    with pytest.raises(UnexpectedAnswer, match="missing required field"):
        reader(Response(200, {}, b'{"error": 0}'))
