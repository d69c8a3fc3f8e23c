"""What a client asks to change about assets, as a server reads it: update, delete, changes."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cliptui.clip.edits import AssetEdit
from cliptui.clip.text import clean
from cliptui.errors import RequestRefused
from cliptui.wire.uplynk.notes import read_notes
from cliptui.wire.uplynk.params import MAX_IDS, only_one_of, text_member, texts_member

MAX_POSTER_BYTES: Final = 3 * 1024 * 1024
"""Bytes that a poster must have less of, before it is encoded."""

_MAX_MS: Final = 2**53
_MAX_DIGITS: Final = 15
_MAX_ID: Final = 256
_SWITCHES: Final[Mapping[int | str, bool]] = {
    0: False,
    1: True,
    "0": False,
    "1": True,
    "false": False,
    "true": True,
}


@dataclass(frozen=True, slots=True)
class UpdateParams:
    """What `/api2/asset/update` is asked.

    Attributes:
        asset_id: The asset; empty if `external_id` names it.
        external_id: The owner's own identifier that names it; empty if `asset_id` does.
        edit: What shall be changed.
    """

    asset_id: str
    external_id: str
    edit: AssetEdit


@dataclass(frozen=True, slots=True)
class DeleteParams:
    """What `/api2/asset/delete` is asked.

    Attributes:
        ids: Identifiers, each once.
        external_ids: The owner's own identifiers, likewise.
    """

    ids: tuple[str, ...]
    external_ids: tuple[str, ...]


def read_update_params(members: Mapping[str, object]) -> UpdateParams:
    """Read what shall be changed about which asset.

    With `id` and `external_id` both, the second one is assigned.

    Raises:
        RequestRefused: No asset is named, or a member has a value that it cannot have.
    """
    asset_id, external_id = text_member(members, "id"), text_member(members, "external_id")
    if not asset_id:
        only_one_of(members, ("id", "external_id"))
    if len(external_id) > _MAX_ID:
        raise RequestRefused(f"external_id is longer than {_MAX_ID} characters.")
    is_assigned = bool(asset_id) and members.get("external_id") is not None
    edit = AssetEdit(
        name=None if members.get("desc") is None else clean(text_member(members, "desc").strip()),
        external_id=clean(external_id) if is_assigned else None,
        meta=None if members.get("meta") is None else read_notes(members["meta"]),
        poster=_poster(members.get("poster_img")),
        expires_ms=_instant_ms(members.get("autoexpire")),
        requires_drm=_switch(members, "require_drm"),
        requires_studio_drm=_switch(members, "require_studio_drm"),
        new_test_player=members.get("test_player_url") is not None,
        new_embed_player=members.get("embed_player_url") is not None,
    )
    return UpdateParams(asset_id, "" if asset_id else external_id, edit)


def read_delete_params(members: Mapping[str, object]) -> DeleteParams:
    """Read which assets shall be deleted: lists, or bare texts.

    Raises:
        RequestRefused: None is named, or too many.
    """
    ids = _named(members, "ids")
    external_ids = _named(members, "external_ids")
    if not ids and not external_ids:
        raise RequestRefused("The request must name assets by ids, by external_ids, or by both.")
    if len(ids) + len(external_ids) > MAX_IDS:
        raise RequestRefused(f"Too many assets are named: delete {MAX_IDS} at a time.")
    return DeleteParams(ids, external_ids)


def read_changes_params(members: Mapping[str, object]) -> int:
    """Read from when on changes are asked for, in milliseconds since 1970.

    Raises:
        RequestRefused: `start` is missing, or is no time.
    """
    start_ms = _instant_ms(members.get("start"), "start")
    if start_ms is None:
        raise RequestRefused("The request lacks start, a time in milliseconds since 1970.")
    return start_ms


def _named(members: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = members.get(name)
    if value in (None, ""):
        return ()
    return tuple(dict.fromkeys(filter(None, texts_member(value, name))))


def _poster(value: object) -> bytes | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise RequestRefused("poster_img must be a picture in base64, or empty.")
    try:
        picture = b64decode("".join(value.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise RequestRefused("poster_img is not standard base64.") from error
    if len(picture) >= MAX_POSTER_BYTES:
        raise RequestRefused("poster_img is too large: give a picture smaller than 3 MB.")
    return picture


def _instant_ms(value: object, name: str = "autoexpire") -> int | None:
    match value:
        case None:
            return None
        case int() if not isinstance(value, bool) and 0 <= value <= _MAX_MS:
            return value
        case str() if value.isascii() and value.isdecimal() and len(value) <= _MAX_DIGITS:
            return int(value)
    raise RequestRefused(f"{name} is a time in whole milliseconds since 1970.")


def _switch(members: Mapping[str, object], name: str) -> bool | None:
    value = members.get(name)
    if value is None:
        return None
    word = value.lower() if isinstance(value, str) else value
    known = _SWITCHES.get(word) if isinstance(word, int | str) else None
    if known is None:
        raise RequestRefused(f"{name} is 0 or 1.")
    return known
