"""The clipping API (v4) as asked, answered and read: the clips that drafts become."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from cliptui.clip.draft import Clip
from cliptui.clip.text import clean
from cliptui.errors import NotFound
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk.answers import read_json, told, write_collection, write_json
from cliptui.wire.uplynk.refusals import check
from cliptui.wire.uplynk.signature import Credentials, Stamp, sign

CLIPS_PATH: Final = "/api/v4/clip/draft_info"

MAX_CLIPS: Final = 1000
"""The most clips that an answer holds: the latest, as Uplynk documents it."""

_CLIPS_ID: Final = "/clip/draft_info"  # Uplynk's samples have no /api/v4 here
_IDENTIFIER: Final = re.compile(r"[0-9A-Za-z_-]{1,128}")


class ClipFacts(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """Our extension member of a clip: what Uplynk does not tell.

    Attributes:
        failure: Why it will never be complete.
        progress: The part of it that is made, 0 to 1; only while it is being made.
        mode: How it was cut: `lossless`, `exact` or `keyframe`.
        preroll_frames: Frames before its first one that are in its file and are not shown.
    """

    failure: str = ""
    progress: float | None = None
    mode: str = ""
    preroll_frames: int = 0


class ClipRecord(msgspec.Struct, kw_only=True):
    """A clip as a service tells it.

    Attributes:
        id: The clip's identifier.
        asset: The asset that it has become; empty until then.
        draft_id: The draft that it is made from.
        is_complete: Whether it is made.
        cliptui: Our extension; only if there is anything to tell.
    """

    id: str
    asset: str
    draft_id: str
    is_complete: bool
    cliptui: ClipFacts | None = None


class _Clips(msgspec.Struct):
    items: list[ClipRecord]


def list_clips(credentials: Credentials, stamp: Stamp, draft_id: str | None = None) -> Request:
    """Ask for the latest clips, or for that of one draft."""
    filters = () if draft_id is None else (("draft_id", draft_id),)
    return Request("GET", CLIPS_PATH, (*filters, *sign({}, credentials, stamp).query))


def get_clip(credentials: Credentials, stamp: Stamp, clip_id: str) -> Request:
    """Ask for one clip.

    Raises:
        NotFound: The identifier cannot be one.
    """
    path = f"{CLIPS_PATH}/{identifier_in_path(clip_id, 'clip')}"
    return Request("GET", path, sign({}, credentials, stamp).query)


def read_clips(response: Response) -> tuple[Clip, ...]:
    """Read clips in the order of the answer.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    return tuple(map(_clip_of, read_json(response, _Clips).items))


def read_clip(response: Response) -> Clip:
    """Read one clip.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    return _clip_of(read_json(response, ClipRecord))


def write_clip(record: ClipRecord) -> Response:
    """Answer with one clip."""
    return write_json(_clip_members(record))


def write_clips(records: Sequence[ClipRecord]) -> Response:
    """Answer with clips.

    Args:
        records: The latest first; no more than `MAX_CLIPS` are told.
    """
    return write_collection(_CLIPS_ID, [_clip_members(record) for record in records[:MAX_CLIPS]])


def identifier_in_path(text: str, what: str) -> str:
    """Return an identifier that is safe in a path, where `..` would ask for something else.

    Args:
        text: The identifier.
        what: What it should name, for the sentence.

    Raises:
        NotFound: It cannot be an identifier.
    """
    if _IDENTIFIER.fullmatch(text):
        return text
    raise NotFound(f"There is no {what} “{clean(text, 40)}”: it has no such identifier.")


def _clip_of(record: ClipRecord) -> Clip:
    facts = record.cliptui or ClipFacts()
    return Clip(
        clip_id=clean(record.id),
        draft_id=clean(record.draft_id),
        asset_id=clean(record.asset),
        is_complete=record.is_complete,
        failure=clean(facts.failure),
        progress=min(1.0, max(0.0, facts.progress or 0.0)),
        cut_mode=clean(facts.mode),
        preroll_frames=max(0, facts.preroll_frames),
    )


def _clip_members(record: ClipRecord) -> dict[str, object]:
    return {"@id": f"{_CLIPS_ID}/{record.id}", "@type": "Clip", **told(record)}
