"""The Asset API: the vendor's samples are read, and what is asked can be read again."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any, Final

import pytest

from cliptui.clip.asset import Asset, AssetState, Break
from cliptui.clip.secret import Secret
from cliptui.errors import NotFound, RequestRefused, UnexpectedAnswer
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import assets
from cliptui.wire.uplynk.signature import Credentials, Stamp, find_signed, verify
from tests.wire.uplynk.samples import (
    ASSET_BY_EXTERNAL_ID,
    ASSET_UPDATED,
    ASSETS_LISTED,
    FRAME_BEGINNING,
    as_answer,
    said,
)

CREDENTIALS: Final = Credentials("1234567890abcdef1234567890abcdef", Secret("k3y"))
STAMP: Final = Stamp(1_700_000_000, "n")
PNG: Final = b"\x89PNG\r\n\x1a\n and so on"
READERS: Final[list[Callable[[Response], object]]] = [
    assets.read_assets,
    assets.read_asset,
    assets.read_frame,
    assets.read_thumbs,
]


def asked(request: Request) -> dict[str, Any]:
    """Return what a request asks, unpacked by the standard library."""
    query = dict(request.query)
    members: dict[str, Any] = json.loads(zlib.decompress(b64decode(query["msg"])))
    return {name: value for name, value in members.items() if not name.startswith("_")}


def test_the_vendors_asset_is_read() -> None:
    assert assets.read_asset(as_answer(ASSET_BY_EXTERNAL_ID)) == Asset(
        asset_id="5915d84829405cb4db1bc3f71c10fc83",
        name="foux du fu fa fa",
        duration_s=88.88598639455783,
        state=AssetState.READY,
        job_type="vod",
        created_ms=1345730768265,
        external_id="id1234",
        breaks=(
            Break(17_024, 36_227, "ad break", is_ad=True),
            Break(24_960, 45_312, "c4"),
            Break(55_424, 85_378, "ad break", is_ad=True),
        ),
    )


@pytest.mark.parametrize(("lastmod", "changed_ms"), [(1391796562910, 1391796562910), (None, 0)])
def test_an_asset_tells_when_it_was_last_changed(lastmod: int | None, changed_ms: int) -> None:
    asset = {**ASSET_BY_EXTERNAL_ID["asset"], "lastmod": lastmod}
    assert assets.read_asset(as_answer({"asset": asset, "error": 0})).changed_ms == changed_ms


def test_the_vendors_updated_asset_is_read() -> None:
    assert assets.read_asset(as_answer(ASSET_UPDATED)).name == "New Desc"


def test_the_vendors_list_is_read() -> None:
    # The page cuts its assets off, so what each lacks is put in.
    rest = {"state": "slicing", "duration": 4.0}
    listed = {
        "assets": [{**asset, **rest} for asset in ASSETS_LISTED["assets"][:2]],
        "shared_assets": [{**ASSETS_LISTED["assets"][2], **rest}],
        "error": 0,
    }

    page = assets.read_assets(as_answer(listed))

    assert [asset.name for asset in page] == ["test.mov", "abc 1234 test", "another ABCDEFG test"]
    assert {asset.state for asset in page} == {AssetState.SLICING}
    assert [asset.is_shared for asset in page] == [False, False, True]


@pytest.mark.parametrize("member", ["id", "desc", "duration", "state"])
def test_a_missing_member_is_named_with_its_vendor(member: str) -> None:
    asset = {**ASSET_BY_EXTERNAL_ID["asset"]}
    del asset[member]

    with pytest.raises(UnexpectedAnswer, match=f"Uplynk.*`{member}`"):
        assets.read_asset(as_answer({"asset": asset, "error": 0}))


def test_a_member_of_the_wrong_kind_is_named_with_its_place() -> None:
    listed = {"assets": [{**ASSET_BY_EXTERNAL_ID["asset"], "duration": "long"}]}

    with pytest.raises(UnexpectedAnswer, match=r"assets\[0\]\.duration"):
        assets.read_assets(as_answer(listed))


@pytest.mark.parametrize(
    "members",
    [
        {"autoexpire": "1345730768265"},
        {"meta": '{"a": 1}'},
        {"meta": {"a": {"b": []}}},
        {"external_id": None, "libraries": None},
        {"slices": "unknown", "brand_new": [1, {}]},
    ],
)
def test_members_that_the_app_does_not_need_can_be_anything(members: dict[str, object]) -> None:
    asset = {**ASSET_BY_EXTERNAL_ID["asset"], **members}

    assert assets.read_asset(as_answer({"asset": asset})).name == "foux du fu fa fa"


def test_the_beginning_of_the_vendors_picture_is_a_png_of_1280_by_720() -> None:
    # What the page shows of it ends in half a group of base64.
    whole = FRAME_BEGINNING[: len(FRAME_BEGINNING) // 4 * 4]

    picture = assets.read_frame(as_answer({"img": whole}))

    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1280, 720)


def test_pictures_are_read_in_order() -> None:
    imgs = [b64encode(PNG).decode(), b64encode(b"second").decode()]

    assert assets.read_thumbs(as_answer({"imgs": imgs, "error": 0})) == (PNG, b"second")


@pytest.mark.parametrize("img", ["%%%%", "QUJ", "QU JD", "QUJD\n", "_-__", "QUJDRA==QUJD", "é==="])
def test_a_picture_that_is_no_clean_base64_is_damaged(img: str) -> None:
    with pytest.raises(UnexpectedAnswer, match=r"base64.*\$\.img"):
        assets.read_frame(as_answer({"img": img, "error": 0}))
    with pytest.raises(UnexpectedAnswer, match=r"base64.*\$\.imgs"):
        assets.read_thumbs(as_answer({"imgs": ["QUJD", img], "error": 0}))


def test_an_empty_picture_is_damaged() -> None:
    with pytest.raises(UnexpectedAnswer, match="img holds an empty picture"):
        assets.read_frame(as_answer({"img": "", "error": 0}))
    with pytest.raises(UnexpectedAnswer, match="imgs holds an empty picture"):
        assets.read_thumbs(as_answer({"imgs": [""], "error": 0}))


@pytest.mark.parametrize("read", READERS)
def test_every_reader_looks_at_status_and_error_first(read: Callable[[Response], object]) -> None:
    with pytest.raises(NotFound, match="no such"):
        read(as_answer({"error": 1, "msg": "There is no such asset."}, 404))
    with pytest.raises(RequestRefused, match="Bad"):
        read(as_answer({"error": 1, "msg": "Bad."}))


@pytest.mark.parametrize("read", READERS)
def test_every_reader_names_what_is_missing(read: Callable[[Response], object]) -> None:
    with pytest.raises(UnexpectedAnswer, match="missing required field"):
        read(as_answer({"error": 0}))


def test_what_is_asked_of_a_list_is_read_by_the_server() -> None:
    request = assets.list_assets(
        CREDENTIALS, STAMP, query="name: a, b", order="-created", skip=100, limit=50
    )

    members = verify(find_signed(request), CREDENTIALS, now_s=STAMP.now_s)

    assert (request.method, request.path) == ("GET", "/api2/asset/list")
    assert assets.read_list_params(members) == assets.ListParams(
        query="name: a, b", search="", order=(("created", True),), skip=100, limit=50
    )


def test_a_list_without_a_query_does_not_mention_one() -> None:
    request = assets.list_assets(
        CREDENTIALS, STAMP, query="", order="desc", skip=0, limit=100, ignore_shared=False
    )

    assert asked(request) == {"order": "desc", "skip": 0, "limit": 100}


def test_one_asset_is_asked_by_its_identifier() -> None:
    request = assets.get_asset(CREDENTIALS, STAMP, "abc")

    assert (request.method, request.path) == ("GET", "/api2/asset/get")
    assert asked(request) == {"id": "abc"}


def test_a_frame_is_asked_as_the_vendor_documents_it() -> None:
    request = assets.get_frame(CREDENTIALS, STAMP, "abc", 91415)

    assert (request.method, request.path) == ("GET", "/api2/asset/getframe")
    assert asked(request) == {"id": "abc", "ts": 91415}


def test_a_frame_in_a_width_is_asked_by_our_extension() -> None:
    request = assets.get_frame(CREDENTIALS, STAMP, "abc", 91415, width_px=320)

    assert asked(request) == {"id": "abc", "ts": 91415, "cliptui_width": 320}


def test_a_range_of_frames_is_asked_as_the_vendor_documents_it() -> None:
    request = assets.get_thumbs(CREDENTIALS, STAMP, "abc", 91415, 92415)

    assert (request.method, request.path) == ("GET", "/api2/asset/getthumbs")
    assert asked(request) == {"id": "abc", "start": 91415, "stop": 92415}


def test_small_pictures_are_asked_by_our_extension() -> None:
    request = assets.get_thumbs(CREDENTIALS, STAMP, "abc", 0, 1000, small=True)

    assert asked(request) == {"id": "abc", "start": 0, "stop": 1000, "cliptui_format": "jpeg"}


def test_pictures_are_written_as_the_vendor_does() -> None:
    assert said(assets.write_frame(PNG)) == {"img": b64encode(PNG).decode(), "error": 0}
    assert said(assets.write_thumbs([PNG, b"x"])) == {
        "imgs": [b64encode(PNG).decode(), "eA=="],
        "error": 0,
    }


def test_assets_are_written_under_the_names_of_the_vendor() -> None:
    record = assets.AssetRecord(id="abc", desc="A", duration=1.5, state="ready")

    listed = said(assets.write_assets([record], shared=[record]))
    one = said(assets.write_asset(record))
    several = said(assets.write_assets_found([record, record]))

    assert sorted(listed) == ["assets", "error", "shared_assets"]
    assert (listed["assets"], listed["shared_assets"]) == ([one["asset"]], [one["asset"]])
    assert sorted(one) == ["asset", "error"]
    assert several == {"assets": [one["asset"], one["asset"]], "error": 0}


def test_what_others_share_can_be_left_out() -> None:
    request = assets.list_assets(
        CREDENTIALS, STAMP, query="", order="desc", skip=0, limit=100, ignore_shared=True
    )

    assert asked(request)["ignore_shared_libraries"] is True
    assert assets.read_list_params(asked(request)).ignore_shared
    assert not assets.read_list_params({"ignore_shared_libraries": "false"}).ignore_shared
