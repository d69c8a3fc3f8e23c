"""What a server reads from requests; liberal where real clients differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from cliptui.clip.text import clean
from cliptui.errors import RequestRefused
from cliptui.wire.bluebillywig.members import MEDIATYPES, STATUSES, writable
from cliptui.wire.bluebillywig.records import MediaClipRecord
from cliptui.wire.message import Request

PAGE: Final = 15
"""Mediaclips in a list where nothing else is asked for."""

MAX_PAGE: Final = 1000
"""Mediaclips in a list at most; who asks for more gets so many."""

MAX_SIDE_PX: Final = 4096
"""Width and height of a picture at most."""

MAX_THUMBS_MS: Final = 1000
"""Milliseconds that small pictures can be asked for at once."""

_MAX_NUMBER: Final = 2**31
_YES: Final = frozenset({"1", "true", "yes", "on"})
_NO: Final = frozenset({"", "0", "false", "no", "off"})
_SORT_KEYS: Final = 3
_TEXTS: Final = ("title", "description", "sourceid", "author", "copyright", "originalfilename")


@dataclass(frozen=True, slots=True)
class ListParams:
    """What is asked of a list or of a search.

    Attributes:
        query: A Lucene query; empty for all.
        order: Members to sort by, each with whether it descends.
        limit: Mediaclips at most.
        offset: Mediaclips to leave out at the start.
        status: `published` or `draft`; empty for both.
        fields: The members to tell; empty for all.
        is_for_mediaclips: Whether mediaclips are among what is sought.
    """

    query: str
    order: tuple[tuple[str, bool], ...]
    limit: int
    offset: int
    status: str
    fields: tuple[str, ...]
    is_for_mediaclips: bool


@dataclass(frozen=True, slots=True)
class PictureParams:
    """What is asked of a picture.

    Attributes:
        width_px: Its width; 0 for what keeps the ratio.
        height_px: Its height, likewise.
    """

    width_px: int
    height_px: int


def read_list_params(request: Request) -> ListParams:
    """Read what is asked of a list or of a search.

    Raises:
        RequestRefused: A parameter cannot be used.
    """
    query = dict(request.query)
    classes = [value for name, value in request.query if name in ("className[]", "className")]
    return ListParams(
        query=query.get("q", ""),
        order=_order(query.get("sort", "")),
        limit=min(read_number(query, "limit", PAGE), MAX_PAGE),
        offset=read_number(query, "offset", 0),
        status=query.get("status", ""),
        fields=tuple(name for name in query.get("fields", "").split(",") if name.strip()),
        is_for_mediaclips=not classes or "mediaclip" in map(str.lower, classes),
    )


def read_members(request: Request, *, is_new: bool) -> dict[str, object]:
    """Read the members that shall be written; what is read-only is left out.

    Raises:
        RequestRefused: The body is no JSON object, or a member cannot have this value.
    """
    members = read_body(request)
    status = members.get("status", STATUSES[0])
    if status not in STATUSES:
        raise RequestRefused(f"status is one of {' and '.join(STATUSES)}.")
    if is_new and members.get("mediatype", "video") not in MEDIATYPES:
        raise RequestRefused(f"mediatype is one of {', '.join(MEDIATYPES)}.")
    for name in _TEXTS:
        if not isinstance(members.get(name, ""), str | None):
            raise RequestRefused(f"{name} is a text.")
    written = writable(members, is_new=is_new)
    try:
        msgspec.convert({**written, "id": ""}, MediaClipRecord, strict=False)
    except msgspec.ValidationError as error:
        # What one client cannot read would spoil every list of all.
        raise RequestRefused(f"This is no mediaclip: {clean(str(error), 200)}.") from error
    return written


def read_body(request: Request) -> dict[str, object]:
    """Read the body of a request; none at all is an empty object.

    Raises:
        RequestRefused: It is no JSON object.
    """
    if not request.body.strip():
        return {}
    try:
        return msgspec.json.decode(request.body, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RequestRefused("The body is no JSON object.") from error


def read_flag(request: Request, name: str) -> bool:
    """Read yes or no, as `1`, `0`, `true` or `false`; no where it is missing.

    Raises:
        RequestRefused: It is neither.
    """
    given = dict(request.query).get(name, "").strip().lower()
    if given not in _YES | _NO:
        raise RequestRefused(f"{name} is true or false.")
    return given in _YES


def read_number(query: Mapping[str, str], name: str, default: int | None = None) -> int:
    """Read a number of a query.

    Raises:
        RequestRefused: It is none, or missing where there is no default.
    """
    given = query.get(name, "").strip()
    if not given and default is not None:
        return default
    try:
        number = int(given[:20])
    except ValueError as error:
        raise RequestRefused(f"{name} is no whole number: “{clean(given, 40)}”.") from error
    if not 0 <= number <= _MAX_NUMBER:
        raise RequestRefused(f"{name} is below 0 or too large.")
    return number


def read_picture_params(named: Mapping[str, str]) -> PictureParams:
    """Read width and height of a picture from a path.

    Raises:
        RequestRefused: One is no number, or too large.
    """
    sides = read_number(named, "width"), read_number(named, "height")
    if max(sides) > MAX_SIDE_PX:
        raise RequestRefused(f"A picture has at most {MAX_SIDE_PX} pixels a side.")
    return PictureParams(*sides)


def read_thumbs_range(request: Request) -> tuple[int, int]:
    """Read from which millisecond up to which small pictures are wanted.

    Raises:
        RequestRefused: It is no range, or longer than `MAX_THUMBS_MS`.
    """
    query = dict(request.query)
    start_ms, stop_ms = read_number(query, "start"), read_number(query, "stop")
    if not 0 <= stop_ms - start_ms <= MAX_THUMBS_MS:
        raise RequestRefused(f"stop is 0 to {MAX_THUMBS_MS} ms after start.")
    return start_ms, stop_ms


def _order(sort: str) -> tuple[tuple[str, bool], ...]:
    """Read `title asc, id desc`; the direction is in any case, ascending where it is missing."""
    keys = []
    for key in sort.split(",")[:_SORT_KEYS]:
        match key.split():
            case [name]:
                keys.append((name, False))
            case [name, direction] if direction.lower() in ("asc", "desc"):
                keys.append((name, direction.lower() == "desc"))
            case []:
                continue
            case _:
                raise RequestRefused("sort is written FIELD asc or FIELD desc.")
    return tuple(keys) or (("id", True),)
