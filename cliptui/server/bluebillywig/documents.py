"""A mediaclip as it is told: what was given for it, and what its file says."""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Final

import msgspec

from cliptui.clip.asset import AssetState
from cliptui.clip.mediaclip import MediaClipEntry
from cliptui.server.library import Description, LibraryAsset
from cliptui.wire.bluebillywig.extensions import FRAMES_MEMBER, MEDIA_PATH
from cliptui.wire.bluebillywig.members import MEMBERS

DESCRIBED: Final = frozenset(
    {"assets", "dar", "height", "length", "originalHeight", "originalWidth", "thumbnails"}
    | {"transcodingFinished", "width", FRAMES_MEMBER}
)
"""Members that are known only once the file was looked into."""

_PICTURES: Final = (Fraction(1, 10), Fraction(1, 2), Fraction(9, 10))
_MS_PER_S: Final = 1000
_BITS: Final = 8
_TYPES: Final[Mapping[str, str]] = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".mkv": "video/x-matroska",
    ".webm": "video/webm",
    ".ts": "video/mp2t",
    ".m2ts": "video/mp2t",
    ".mts": "video/mp2t",
    ".avi": "video/x-msvideo",
    ".mpg": "video/mpeg",
    ".mpeg": "video/mpeg",
    ".flv": "video/x-flv",
    ".3gp": "video/3gpp",
    ".wmv": "video/x-ms-wmv",
    ".mxf": "application/mxf",
    ".ogv": "video/ogg",
}


def given_members(entry: MediaClipEntry) -> dict[str, object]:
    """Return what was given for a mediaclip."""
    return msgspec.json.decode(entry.members_json, type=dict[str, object])


def file_src(asset: LibraryAsset) -> str:
    """Return where the file of an asset is, by its id; nothing of its path is told."""
    return f"{MEDIA_PATH}{asset.asset_id}{asset.path.suffix.lower()}"


def media_type(asset: LibraryAsset) -> str:
    """Return the MIME type of an asset's file, by its name."""
    return _TYPES.get(asset.path.suffix.lower(), "application/octet-stream")


def picture_ms(description: Description) -> int:
    """Return the millisecond at which the main picture of a file is taken."""
    return int(_PICTURES[0] * round(description.duration_s * _MS_PER_S))


def document(
    entry: MediaClipEntry,
    asset: LibraryAsset | None,
    description: Description | None,
    publication_id: str,
) -> dict[str, object]:
    """Return all members of a mediaclip.

    Args:
        entry: What is kept of it.
        asset: The asset whose file it shows, if there is one.
        description: What is in that file.
        publication_id: Who publishes it.
    """
    members: dict[str, object] = {name: member.default for name, member in MEMBERS.items()}
    given = given_members(entry)
    if asset is not None and description is not None:
        members |= _file_members(asset, description)
    members |= given
    if asset is not None and description is not None:
        ours = _asset(asset, description)
        members["assets"] = [ours] if entry.is_file else _linked(given.get("assets"), ours)
    return members | {
        "id": str(entry.number),
        "status": entry.status,
        "publicationid": publication_id,
        "createddate": _date(entry.created_ms),
        "updateddate": _date(entry.updated_ms),
        "publisheddate": _date(entry.published_ms) if entry.published_ms else None,
    }


def _file_members(asset: LibraryAsset, description: Description) -> dict[str, object]:
    video = description.video
    width, height = (video.width_px, video.height_px) if video else (0, 0)
    return {
        "title": asset.name,
        "originalfilename": asset.file_name,
        "sourceid": asset.file_name,
        "length": int(description.duration_s),
        "width": width,
        "height": height,
        "dar": _ratio(width, height),
        "originalWidth": width,
        "originalHeight": height,
        "src": file_src(asset),
        "thumbnails": _thumbnails(asset, description),
        "transcodingFinished": description.state is not AssetState.SLICING,
        FRAMES_MEMBER: msgspec.to_builtins(description.facts),
    }


def _asset(asset: LibraryAsset, description: Description) -> dict[str, object]:
    """Return the one file of a mediaclip; numbers are written as texts, as the service does."""
    video, duration_s = description.video, description.duration_s
    kbps = asset.size_bytes * _BITS / duration_s / _MS_PER_S if duration_s else 0
    kind = media_type(asset)
    return {
        "mediatype": "MP4_MAIN" if kind == "video/mp4" else "ORIGINAL",
        "id": asset.asset_id,
        "status": "failed" if description.state is AssetState.ERROR else "active",
        "src": file_src(asset),
        "length": str(int(duration_s)),
        "exactlength": str(round(duration_s * _MS_PER_S)),
        "width": str(video.width_px if video else 0),
        "height": str(video.height_px if video else 0),
        "bandwidth": str(round(kbps)),
        "mimetype": kind,
    }


def _linked(given: object, ours: Mapping[str, object]) -> list[object]:
    """Return the files as they were given; the one that is ours with all that is known of it."""
    return [
        {**asset, **ours} if isinstance(asset, dict) and asset.get("src") == ours["src"] else asset
        for asset in (given if isinstance(given, list) else ())
    ]


def _thumbnails(asset: LibraryAsset, description: Description) -> list[dict[str, object]]:
    video = description.video
    if video is None:
        return []
    duration_ms = round(description.duration_s * _MS_PER_S)
    return [
        {
            "src": f"{MEDIA_PATH}{asset.asset_id}-{int(part * duration_ms)}.jpg",
            "width": str(video.width_px),
            "height": str(video.height_px),
            "main": part == _PICTURES[0],
            "crops": {
                "landscape": {"x": 0, "y": 0, "width": 1, "height": 1, "main": part == _PICTURES[0]}
            },
        }
        for part in _PICTURES
    ]


def _ratio(width: int, height: int) -> str:
    if not (width and height):
        return ""
    ratio = Fraction(width, height)
    return f"{ratio.numerator}:{ratio.denominator}"


def _date(ms: int) -> str:
    moment = datetime.fromtimestamp(ms / _MS_PER_S, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
