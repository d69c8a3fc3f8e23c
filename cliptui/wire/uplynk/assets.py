"""The Asset API (v2) as asked, answered and read: list, get, getframe, getthumbs.

All that is asked travels inside the signed `msg`. The records are in `records`, what a server
reads from a request is in `params`; both are offered here too.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from cliptui.clip.asset import Asset
from cliptui.errors import UnexpectedAnswer
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import extensions
from cliptui.wire.uplynk.answers import read_json, write_json
from cliptui.wire.uplynk.asking import asking
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
from cliptui.wire.uplynk.records import (
    AssetCore,
    AssetRecord,
    FrameFacts,
    asset_of,
    members_of,
    meta_of,
)
from cliptui.wire.uplynk.refusals import check
from cliptui.wire.uplynk.signature import Credentials, Stamp

__all__ = [
    "GETFRAME_PATH",
    "GETTHUMBS_PATH",
    "GET_PATH",
    "LIST_PATH",
    "AssetRecord",
    "FrameFacts",
    "FrameParams",
    "GetParams",
    "ListParams",
    "ThumbsParams",
    "get_asset",
    "get_frame",
    "get_thumbs",
    "list_assets",
    "meta_of",
    "read_asset",
    "read_assets",
    "read_frame",
    "read_frame_params",
    "read_get_params",
    "read_list_params",
    "read_thumbs",
    "read_thumbs_params",
    "write_asset",
    "write_assets",
    "write_assets_found",
    "write_frame",
    "write_thumbs",
]

LIST_PATH: Final = "/api2/asset/list"
GET_PATH: Final = "/api2/asset/get"
GETFRAME_PATH: Final = "/api2/asset/getframe"
GETTHUMBS_PATH: Final = "/api2/asset/getthumbs"


class _Listed(msgspec.Struct):
    assets: list[AssetCore]
    shared_assets: list[AssetCore] = msgspec.field(default_factory=list)


class _Found(msgspec.Struct):
    asset: AssetCore


class _Frame(msgspec.Struct):
    img: bytes  # msgspec reads base64, strictly


class _Thumbs(msgspec.Struct):
    imgs: list[bytes]


def list_assets(  # noqa: PLR0913  one for each thing that can be asked
    credentials: Credentials,
    stamp: Stamp,
    *,
    query: str,
    order: str,
    skip: int,
    limit: int,
    ignore_shared: bool = False,
) -> Request:
    """Ask for a page of assets.

    Args:
        credentials: Who asks.
        stamp: What makes the request unlike all others.
        query: Uplynk's query language; empty for all assets.
        order: Key to sort by, with `-` in front for descending.
        skip: Assets to leave out at the start.
        limit: Assets to return at most, 1 to 100.
        ignore_shared: Whether to leave out what others share, which is quicker.
    """
    members: dict[str, object] = {"order": order, "skip": skip, "limit": limit}
    if query:
        members["query"] = query
    if ignore_shared:
        members["ignore_shared_libraries"] = True
    return asking(LIST_PATH, members, credentials, stamp)


def get_asset(credentials: Credentials, stamp: Stamp, asset_id: str) -> Request:
    """Ask for one asset."""
    return asking(GET_PATH, {"id": asset_id}, credentials, stamp)


def get_frame(
    credentials: Credentials,
    stamp: Stamp,
    asset_id: str,
    ts_ms: int,
    *,
    width_px: int | None = None,
) -> Request:
    """Ask for the frame shown at a time.

    Args:
        credentials: Who asks.
        stamp: What makes the request unlike all others.
        asset_id: The asset.
        ts_ms: Milliseconds from its start.
        width_px: A width that is enough; only for servers that announce `pictures`.
    """
    members: dict[str, object] = {"id": asset_id, "ts": ts_ms}
    if width_px is not None:
        members[extensions.WIDTH_MEMBER] = width_px
    return asking(GETFRAME_PATH, members, credentials, stamp)


def get_thumbs(
    credentials: Credentials,
    stamp: Stamp,
    asset_id: str,
    start_ms: int,
    stop_ms: int,
    *,
    small: bool = False,
) -> Request:
    """Ask for a small picture of every frame that starts in [start, stop).

    Args:
        credentials: Who asks.
        stamp: What makes the request unlike all others.
        asset_id: The asset.
        start_ms: Milliseconds from its start.
        stop_ms: At most 1000 more.
        small: Whether JPEG will do; only for servers that announce `pictures`.
    """
    members: dict[str, object] = {"id": asset_id, "start": start_ms, "stop": stop_ms}
    if small:
        members[extensions.FORMAT_MEMBER] = extensions.JPEG
    return asking(GETTHUMBS_PATH, members, credentials, stamp)


def read_assets(response: Response) -> tuple[Asset, ...]:
    """Read a page of assets, one's own first and then those shared by others.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    listed = read_json(response, _Listed)
    shared = (asset_of(core, is_shared=True) for core in listed.shared_assets)
    return (*map(asset_of, listed.assets), *shared)


def read_asset(response: Response) -> Asset:
    """Read one asset.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    return asset_of(read_json(response, _Found).asset)


def read_frame(response: Response) -> bytes:
    """Read a picture, still encoded.

    Raises:
        ServiceError: The service refuses, or the answer holds no sound base64.
    """
    check(response)
    return _whole(read_json(response, _Frame).img, "img")


def read_thumbs(response: Response) -> tuple[bytes, ...]:
    """Read small pictures, still encoded.

    Raises:
        ServiceError: The service refuses, or the answer holds no sound base64.
    """
    check(response)
    return tuple(_whole(picture, "imgs") for picture in read_json(response, _Thumbs).imgs)


def write_assets(records: Sequence[AssetRecord], shared: Sequence[AssetRecord] = ()) -> Response:
    """Answer a list; when each frame starts is left out of it."""
    return write_json(
        {
            "assets": [members_of(record, in_list=True) for record in records],
            "shared_assets": [members_of(record, in_list=True) for record in shared],
            "error": 0,
        }
    )


def write_asset(record: AssetRecord) -> Response:
    """Answer a request for one asset."""
    return write_json({"asset": members_of(record), "error": 0})


def write_assets_found(records: Sequence[AssetRecord]) -> Response:
    """Answer a request for several assets."""
    return write_json({"assets": [members_of(record) for record in records], "error": 0})


def write_frame(picture: bytes) -> Response:
    """Answer with one encoded picture."""
    return write_json({"img": picture, "error": 0})


def write_thumbs(pictures: Sequence[bytes]) -> Response:
    """Answer with encoded pictures."""
    return write_json({"imgs": list(pictures), "error": 0})


def _whole(picture: bytes, member: str) -> bytes:
    if not picture:
        raise UnexpectedAnswer(f"Uplynk's answer is damaged: {member} holds an empty picture.")
    return picture
