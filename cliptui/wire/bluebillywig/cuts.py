"""Clips of a mediaclip: a new mediaclip each, whose file is a stretch of another's.

The SAPI has no word for a cut. `assets` can be given when a mediaclip is created, so our own server
takes the address of a file there with a stretch of it, written as a W3C media fragment
(`…#t=12.5,20`), and cuts it; it announces that. Which stretch of what a mediaclip is stands in its
`sourceid`, the member that a service keeps as it was first given: from that a client reads it back.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from cliptui.clip.asset import AssetState
from cliptui.clip.draft import Clip, Draft, NewDraft
from cliptui.clip.mediaclip import MediaClip
from cliptui.errors import RequestRefused
from cliptui.wire.bluebillywig.extensions import FRAMES_MEMBER
from cliptui.wire.bluebillywig.members import DRAFT
from cliptui.wire.bluebillywig.records import asset_of

DRAFT_TAG: Final = "cliptui-draft"
"""The tag of a mediaclip whose draft was not deleted; what is left without it is a clip."""

_MS_PER_S: Final = 1000
_TIME: Final = r"\d{1,7}(?:\.\d{1,6})?"
_FRAGMENT: Final = re.compile(rf"([^#]+)#t=(?:npt:)?({_TIME}),({_TIME})")
_SOURCE: Final = re.compile(r"cliptui-(.{1,40})-(\d{1,10})-(\d{1,10})-[0-9a-f]{1,32}")


class CutFacts(msgspec.Struct):
    """How far a cut is, in the member `cliptui` of a mediaclip of our own server.

    Attributes:
        progress: The part of the file that is made, 0 to 1.
    """

    progress: float = 0.0


def cut_src(src: str, start_ms: int, stop_ms: int) -> str:
    """Return the address of a stretch of a file, as a media fragment in seconds."""
    return f"{src}#t={start_ms / _MS_PER_S:.3f},{stop_ms / _MS_PER_S:.3f}"


def read_cut_src(src: object) -> tuple[str, int, int] | None:
    """Read the address of a stretch: that of the file, start and end in milliseconds.

    Returns:
        None where it is the address of no stretch.
    """
    match = _FRAGMENT.fullmatch(src) if isinstance(src, str) else None
    if match is None:
        return None
    start_ms, stop_ms = (int(Decimal(match[group]) * _MS_PER_S) for group in (2, 3))
    return match[1], start_ms, stop_ms


def cut_members(draft: NewDraft, source: MediaClip, word: str) -> dict[str, object]:
    """Return the members of the new mediaclip that a draft asks for.

    Args:
        draft: The draft; its notes are texts of the mediaclip by the service's own names, and
            tags, with commas between them, as `cat`.
        source: The mediaclip to cut from.
        word: Some hexadecimal digits that no other draft has, since a `sourceid` is unique.

    Raises:
        RequestRefused: The mediaclip to cut from has no file, or the draft uses profiles.
    """
    if draft.profile:
        raise RequestRefused(f"Mediaclips have no profiles: leave out “{draft.profile}”.")
    if not source.renditions:
        raise RequestRefused(f"“{source.title}” has no file, so nothing can be cut from it.")
    src = source.renditions[0].src
    return {
        **draft.meta,
        "cat": [*_tags(draft.meta.get("cat", "")), DRAFT_TAG],
        "title": draft.title,
        "mediatype": "video",
        "status": DRAFT,
        "sourceid": f"cliptui-{draft.asset_id}-{draft.start_ms}-{draft.stop_ms}-{word}",
        "assets": [{"src": cut_src(src, draft.start_ms, draft.stop_ms)}],
    }


def draft_of(clip: MediaClip) -> Draft | None:
    """Return the draft that a mediaclip was made from.

    Returns:
        None if it was not made from one, or that was deleted.
    """
    match = _SOURCE.fullmatch(clip.source_id)
    if match is None or DRAFT_TAG not in clip.tags:
        return None
    return Draft(
        draft_id=clip.mediaclip_id,
        asset_id=match[1],
        title=clip.title,
        start_s=Fraction(int(match[2]), _MS_PER_S),
        stop_s=Fraction(int(match[3]), _MS_PER_S),
        created=clip.created,
    )


def is_made_here(clip: MediaClip) -> bool:
    """Tell whether a mediaclip was made from a draft, deleted by now or not."""
    return _SOURCE.fullmatch(clip.source_id) is not None


def tags_without_draft(clip: MediaClip) -> tuple[str, ...]:
    """Return the tags of a mediaclip whose draft is deleted."""
    return tuple(tag for tag in clip.tags if tag != DRAFT_TAG)


def clip_of(clip: MediaClip) -> Clip:
    """Return how far the file of a mediaclip is that was made from a draft.

    Raises:
        UnexpectedAnswer: Our extension tells frames that cannot be.
    """
    asset = asset_of(clip)
    is_complete = asset.state is AssetState.READY
    told = clip.members.get(FRAMES_MEMBER)
    facts = msgspec.convert(told, CutFacts) if told and not is_complete else CutFacts()
    return Clip(
        clip_id=clip.mediaclip_id,
        draft_id=clip.mediaclip_id,
        asset_id=clip.mediaclip_id if is_complete else "",
        is_complete=is_complete,
        failure=asset.reason,
        progress=facts.progress,
    )


def _tags(text: str) -> list[str]:
    return [tag for part in text.split(",") if (tag := part.strip())]
