"""Changes of assets (v2) as asked, answered and read: update, delete, changes."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from cliptui.clip.edits import AssetChange, AssetChanges, AssetEdit
from cliptui.clip.text import clean
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk.answers import read_json, write_json
from cliptui.wire.uplynk.asking import asking
from cliptui.wire.uplynk.edit_params import (
    MAX_POSTER_BYTES,
    DeleteParams,
    UpdateParams,
    read_changes_params,
    read_delete_params,
    read_update_params,
)
from cliptui.wire.uplynk.records import AssetCore, AssetRecord, asset_of, members_of
from cliptui.wire.uplynk.refusals import check
from cliptui.wire.uplynk.signature import Credentials, Stamp

__all__ = [
    "CHANGES_PATH",
    "DELETE_PATH",
    "MAX_POSTER_BYTES",
    "UPDATE_PATH",
    "DeleteParams",
    "UpdateParams",
    "delete_assets",
    "list_changes",
    "read_changes",
    "read_changes_params",
    "read_delete_params",
    "read_deleted_assets",
    "read_update_params",
    "update_asset",
    "write_changes",
    "write_deleted_assets",
]

UPDATE_PATH: Final = "/api2/asset/update"
DELETE_PATH: Final = "/api2/asset/delete"
CHANGES_PATH: Final = "/api2/asset/changes"


class _Named(msgspec.Struct):
    id: str
    external_id: str | None = ""


class _Deleted(msgspec.Struct):
    deleted: list[_Named]


class _Known(AssetCore, kw_only=True):
    """An asset that may be gone, of which little is told then."""

    desc: str = ""
    duration: float = 0.0
    state: str = ""


class _Changes(msgspec.Struct):
    changes: list[tuple[int, str, str]]
    start: int
    end: int
    assets: dict[str, _Known] = msgspec.field(default_factory=dict)


def update_asset(credentials: Credentials, stamp: Stamp, asset_id: str, edit: AssetEdit) -> Request:
    """Ask to change an asset.

    Args:
        credentials: Who asks.
        stamp: What makes the request unlike all others.
        asset_id: The asset.
        edit: What shall be changed. Notes travel as JSON text, as every recorded client has it.
    """
    told = {
        "desc": edit.name,
        "external_id": edit.external_id,
        "meta": None if edit.meta is None else msgspec.json.encode(edit.meta).decode(),
        "poster_img": None if edit.poster is None else b64encode(edit.poster).decode("ascii"),
        "autoexpire": None if edit.expires_ms is None else str(edit.expires_ms),
        "require_drm": None if edit.requires_drm is None else int(edit.requires_drm),
        "require_studio_drm": (
            None if edit.requires_studio_drm is None else int(edit.requires_studio_drm)
        ),
        "test_player_url": 1 if edit.new_test_player else None,
        "embed_player_url": 1 if edit.new_embed_player else None,
    }
    members = {name: value for name, value in told.items() if value is not None}
    return asking(UPDATE_PATH, {"id": asset_id, **members}, credentials, stamp)


def delete_assets(credentials: Credentials, stamp: Stamp, asset_ids: Sequence[str]) -> Request:
    """Ask to delete assets."""
    return asking(DELETE_PATH, {"ids": list(asset_ids)}, credentials, stamp)


def list_changes(credentials: Credentials, stamp: Stamp, start_ms: int) -> Request:
    """Ask for what changed from a time on, in milliseconds since 1970."""
    return asking(CHANGES_PATH, {"start": start_ms}, credentials, stamp)


def read_deleted_assets(response: Response) -> tuple[str, ...]:
    """Read the ids of the assets that were deleted.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    return tuple(clean(named.id) for named in read_json(response, _Deleted).deleted)


def read_changes(response: Response) -> AssetChanges:
    """Read changes, the oldest first.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    told = read_json(response, _Changes)
    changes = (AssetChange(at_ms, clean(kind), clean(of)) for at_ms, kind, of in told.changes)
    return AssetChanges(
        start_ms=told.start,
        end_ms=told.end,
        changes=tuple(sorted(changes, key=lambda change: change.at_ms)),
        assets={clean(of): asset_of(core) for of, core in told.assets.items()},
    )


def write_deleted_assets(named: Mapping[str, str]) -> Response:
    """Answer which assets were deleted.

    Args:
        named: Their external ids by their ids.
    """
    deleted = [{"id": of, "external_id": external_id} for of, external_id in named.items()]
    return write_json({"deleted": deleted, "error": 0})


def write_changes(
    changes: Sequence[AssetChange], records: Sequence[AssetRecord], start_ms: int, end_ms: int
) -> Response:
    """Answer what changed.

    Args:
        changes: The changes, the oldest first.
        records: The assets named in them, as they are now.
        start_ms: From when on, as it was asked.
        end_ms: Until when; what follows is asked for from here.
    """
    return write_json(
        {
            "changes": [[change.at_ms, change.kind, change.asset_id] for change in changes],
            "assets": {record.id: members_of(record, in_list=True) for record in records},
            "start": start_ms,
            "end": end_ms,
            "error": 0,
        }
    )
