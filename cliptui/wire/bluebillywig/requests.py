"""What a client asks of the SAPI. Every request carries the token in its header."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

import msgspec

from cliptui.wire.bluebillywig.extensions import FRAME_PATH, THUMBS_PATH
from cliptui.wire.bluebillywig.token import NAME
from cliptui.wire.message import Request

LIST_PATH: Final = "/sapi/mediaclip"
"""The mediaclips."""

SEARCH_PATH: Final = "/papi/search"
"""The search across all kinds of objects."""

PUBLICATION_PATH: Final = "/sapi/publication"
"""Who publishes, and where from."""

SOURCE: Final = "sourceid:"
"""Begins what names a mediaclip by its owner's identifier, and not by its own."""

CLASS_NAME: Final = "MediaClip"
"""The kind of objects that a search is for."""


def list_mediaclips(
    token: str, *, q: str = "", sort: str = "", limit: int = 15, offset: int = 0, status: str = ""
) -> Request:
    """Ask for a page of mediaclips.

    Args:
        token: Proves who asks.
        q: A Lucene query; empty for all.
        sort: Field and direction, `title asc`; empty for the newest first.
        limit: Mediaclips at most.
        offset: Mediaclips to leave out at the start.
        status: `published` or `draft`; empty for both.
    """
    query = {"q": q, "sort": sort, "limit": str(limit), "offset": str(offset), "status": status}
    return _get(token, LIST_PATH, {name: value for name, value in query.items() if value})


def search_mediaclips(
    token: str, *, q: str, sort: str = "", limit: int = 15, offset: int = 0, fields: str = ""
) -> Request:
    """Ask for mediaclips by way of the search; `fields` names the members to tell, by commas."""
    query = {
        "q": q or "*:*",
        "className[]": CLASS_NAME,
        "limit": str(limit),
        "offset": str(offset),
        "fields": fields,
        "sort": sort,
    }
    return _get(token, SEARCH_PATH, {name: value for name, value in query.items() if value})


def get_mediaclip(token: str, mediaclip_id: str, *, includejobs: bool = False) -> Request:
    """Ask for one mediaclip, with what the service is doing to it if that is wanted."""
    return _get(token, _path(mediaclip_id), {"includejobs": "1"} if includejobs else {})


def create_mediaclip(token: str, members: Mapping[str, object]) -> Request:
    """Ask for a new mediaclip."""
    return _put(token, LIST_PATH, {"type": CLASS_NAME, **members})


def update_mediaclip(token: str, mediaclip_id: str, members: Mapping[str, object]) -> Request:
    """Ask to change some members of a mediaclip; the others stay as they are.

    Args:
        token: Proves who asks.
        mediaclip_id: The mediaclip, or `sourceid:` and its owner's identifier.
        members: The members to change.
    """
    path, query = _named(mediaclip_id)
    return _put(token, path, members, query)


def publish_mediaclip(token: str, mediaclip_id: str, *, is_public: bool) -> Request:
    """Ask to show a mediaclip to everybody, or to nobody."""
    action = "publish" if is_public else "unpublish"
    return Request("PUT", f"{_path(mediaclip_id)}/{action}", headers={NAME: token})


def delete_mediaclip(token: str, mediaclip_id: str, *, purge: bool) -> Request:
    """Ask to hide a mediaclip, named as for an update, or to remove it for ever."""
    path, query = _named(mediaclip_id)
    return Request("DELETE", path, (*query, ("purge", "true")) if purge else query, {NAME: token})


def get_publication(token: str) -> Request:
    """Ask for the publication."""
    return _get(token, PUBLICATION_PATH, {})


def get_frame(token: str, mediaclip_id: str, ms: int, width_px: int | None) -> Request:
    """Ask our own server for the frame that is shown at a time."""
    query = {"ms": str(ms)} | ({} if width_px is None else {"width": str(width_px)})
    return _get(token, FRAME_PATH.format(mediaclip_id=quote(mediaclip_id, safe="")), query)


def get_thumbs(token: str, mediaclip_id: str, start_ms: int, stop_ms: int) -> Request:
    """Ask our own server for a small picture of every frame that starts in a range."""
    path = THUMBS_PATH.format(mediaclip_id=quote(mediaclip_id, safe=""))
    return _get(token, path, {"start": str(start_ms), "stop": str(stop_ms)})


def _named(mediaclip_id: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the path and the query that name a mediaclip."""
    if not mediaclip_id.startswith(SOURCE):
        return _path(mediaclip_id), ()
    source_id = mediaclip_id.removeprefix(SOURCE).replace("\\", "\\\\").replace('"', '\\"')
    return LIST_PATH, (("q", f'{SOURCE}"{source_id}"'),)


def _path(mediaclip_id: str) -> str:
    return f"{LIST_PATH}/{quote(mediaclip_id, safe='')}"


def _get(token: str, path: str, query: Mapping[str, str]) -> Request:
    return Request("GET", path, tuple(query.items()), {NAME: token})


def _put(
    token: str, path: str, members: Mapping[str, object], query: tuple[tuple[str, str], ...] = ()
) -> Request:
    headers = {NAME: token, "content-type": "application/json"}
    return Request("PUT", path, query, headers, body=msgspec.json.encode(members))
