"""The clipping API (v4) as asked, answered and read: drafts.

The signed `msg` holds only who asks; it travels in the query. What is asked is in the path, in
plain parameters, or in a JSON body. The clips that drafts become are in `clips`, what a server
reads from the body of a new draft is in `draft_params`; both are offered here too.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import msgspec

from cliptui.clip.draft import Draft, NewDraft
from cliptui.clip.text import clean
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk.answers import read_json, told, write_collection, write_json
from cliptui.wire.uplynk.clips import (
    CLIPS_PATH,
    MAX_CLIPS,
    ClipFacts,
    ClipRecord,
    get_clip,
    identifier_in_path,
    list_clips,
    read_clip,
    read_clips,
    write_clip,
    write_clips,
)
from cliptui.wire.uplynk.draft_params import DraftParams, read_draft_params
from cliptui.wire.uplynk.extensions import CONVERT_PATH
from cliptui.wire.uplynk.refusals import check
from cliptui.wire.uplynk.signature import Credentials, Stamp, sign

__all__ = [
    "CLIPS_PATH",
    "DRAFTS_PATH",
    "MAX_CLIPS",
    "ClipFacts",
    "ClipRecord",
    "DraftParams",
    "DraftRecord",
    "convert_draft",
    "delete_draft",
    "get_clip",
    "get_draft",
    "list_clips",
    "list_drafts",
    "read_clip",
    "read_clips",
    "read_deleted",
    "read_draft",
    "read_draft_params",
    "read_drafts",
    "read_saved",
    "save_draft",
    "write_clip",
    "write_clips",
    "write_deleted",
    "write_draft",
    "write_drafts",
    "write_saved",
]

DRAFTS_PATH: Final = "/api/v4/clipping_draft"


class DraftRecord(msgspec.Struct, kw_only=True):
    """A draft as a service keeps it.

    Attributes:
        id: The draft's identifier.
        beam: The asset to cut from.
        created: `YYYY-MM-DDThh:mm:ss.ssssssZ`.
        frame_start_time: Seconds from the start of the asset. (Uplynk's page swaps the words
            of this and of the next one; its samples do not.)
        frame_stop_time: Seconds from the start of the asset.
        title: What the clip shall be called.
        meta: Notes that override those of the profile; left out if None.
        profile: The profile; left out if None.
    """

    id: str
    beam: str
    created: str
    frame_start_time: float
    frame_stop_time: float
    title: str | None = ""
    meta: dict[str, object] | None = None
    profile: str | None = None


class _Saved(msgspec.Struct):
    id: str


class _Deleted(msgspec.Struct):
    message: str


class _Drafts(msgspec.Struct):
    items: list[DraftRecord]


def save_draft(credentials: Credentials, stamp: Stamp, draft: NewDraft) -> Request:
    """Ask to save a draft."""
    members: dict[str, object] = {
        "beam": draft.asset_id,
        "title": draft.title,
        "start": draft.start_ms,
        "stop": draft.stop_ms,
    }
    if draft.meta:
        members["meta"] = draft.meta
    if draft.profile:
        members["profile"] = draft.profile
    return Request(
        "POST",
        DRAFTS_PATH,
        sign({}, credentials, stamp).query,
        {"content-type": "application/json"},
        msgspec.json.encode(members),
    )


def list_drafts(credentials: Credentials, stamp: Stamp) -> Request:
    """Ask for all drafts."""
    return Request("GET", DRAFTS_PATH, sign({}, credentials, stamp).query)


def get_draft(credentials: Credentials, stamp: Stamp, draft_id: str) -> Request:
    """Ask for one draft.

    Raises:
        NotFound: The identifier cannot be one.
    """
    path = f"{DRAFTS_PATH}/{identifier_in_path(draft_id, 'draft')}"
    return Request("GET", path, sign({}, credentials, stamp).query)


def delete_draft(credentials: Credentials, stamp: Stamp, draft_id: str) -> Request:
    """Ask to delete a draft.

    Raises:
        NotFound: The identifier cannot be one.
    """
    path = f"{DRAFTS_PATH}/{identifier_in_path(draft_id, 'draft')}"
    return Request("DELETE", path, sign({}, credentials, stamp).query)


def convert_draft(credentials: Credentials, stamp: Stamp, draft_id: str) -> Request:
    """Ask to turn a draft into a clip; only for servers that announce `convert`.

    Raises:
        NotFound: The identifier cannot be one.
    """
    path = CONVERT_PATH.format(draft_id=identifier_in_path(draft_id, "draft"))
    return Request("POST", path, sign({}, credentials, stamp).query)


def read_saved(response: Response) -> str:
    """Read the identifier of a draft that was saved.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    return clean(read_json(response, _Saved).id)


def read_drafts(response: Response) -> tuple[Draft, ...]:
    """Read all drafts, the newest first.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    drafts = map(_draft_of, read_json(response, _Drafts).items)
    return tuple(sorted(drafts, key=lambda draft: draft.created, reverse=True))


def read_draft(response: Response) -> Draft:
    """Read one draft.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    return _draft_of(read_json(response, DraftRecord))


def read_deleted(response: Response) -> None:
    """Make sure that a draft was deleted.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    read_json(response, _Deleted)


def write_saved(draft_id: str) -> Response:
    """Answer that a draft is saved."""
    return write_json({**_draft_named(draft_id), "id": draft_id})


def write_draft(record: DraftRecord) -> Response:
    """Answer with one draft."""
    return write_json(_draft_members(record))


def write_drafts(records: Sequence[DraftRecord]) -> Response:
    """Answer with all drafts."""
    return write_collection(DRAFTS_PATH, [_draft_members(record) for record in records])


def write_deleted(draft_id: str) -> Response:
    """Answer that a draft is deleted."""
    return write_json({"message": "Deleted", **_draft_named(draft_id)})


def _draft_of(record: DraftRecord) -> Draft:
    return Draft(
        draft_id=clean(record.id),
        asset_id=clean(record.beam),
        title=clean(record.title or ""),
        start_s=Fraction(str(record.frame_start_time)),
        stop_s=Fraction(str(record.frame_stop_time)),
        created=clean(record.created, 40),
        meta={clean(name): clean(str(note)) for name, note in (record.meta or {}).items()},
        profile=clean(record.profile or ""),
    )


def _draft_named(draft_id: str) -> dict[str, object]:
    return {"@id": f"{DRAFTS_PATH}/{draft_id}", "@type": "ClippingDraft"}


def _draft_members(record: DraftRecord) -> dict[str, object]:
    return {**_draft_named(record.id), **told(record)}
