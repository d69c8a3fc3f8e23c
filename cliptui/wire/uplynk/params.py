"""What a client asks of assets, as a server reads it.

Servers of this API take identifiers and numbers as numbers or as strings, lists also as their
JSON text, and pass over members that they do not know; recorded clients need all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from cliptui.clip.text import clean
from cliptui.errors import RequestRefused
from cliptui.wire.uplynk import extensions
from cliptui.wire.uplynk.times import parse_ts

MAX_THUMBS_MS: Final = 1000
"""The longest range of getthumbs, as Uplynk documents it."""

MAX_LIMIT: Final = 100
"""The longest page of a list."""

MAX_IDS: Final = 1000
"""The most assets that one request can name."""

ORDER_KEYS: Final = frozenset(
    {"created", "desc", "duration", "external_id", "id", "lastmod", "source", "state"}
)
"""What a list can be sorted by."""

_MAX_WIDTH_PX: Final = 16_384
_MAX_SKIP: Final = 2**31
_YES: Final = (True, "true", "True", "1")
_NAMING: Final = ("id", "external_id", "ids", "external_ids")


@dataclass(frozen=True, slots=True)
class ListParams:
    """What `/api2/asset/list` is asked.

    Attributes:
        query: Text in the query language (`query` module); empty for all assets.
        search: Text of the deprecated substring search; empty for all assets.
        order: Keys to sort by, the first one first, each with whether it is descending.
        skip: Assets to leave out at the start.
        limit: Assets to return at most.
        ignore_shared: Whether to leave out what others share.
    """

    query: str
    search: str
    order: tuple[tuple[str, bool], ...]
    skip: int
    limit: int
    ignore_shared: bool = False


@dataclass(frozen=True, slots=True)
class GetParams:
    """What `/api2/asset/get` is asked; either `ids` or `external_ids` is empty.

    Attributes:
        ids: Identifiers, each once, in order.
        external_ids: The owner's own identifiers, likewise.
        single: Whether one asset is asked for, so that the answer is no list.
    """

    ids: tuple[str, ...]
    external_ids: tuple[str, ...]
    single: bool


@dataclass(frozen=True, slots=True)
class FrameParams:
    """What `/api2/asset/getframe` is asked.

    Attributes:
        asset_id: The asset.
        ts_ms: Milliseconds from its start.
        width_px: A width that is enough; our extension. None for all there is.
        as_jpeg: Whether JPEG will do; our extension.
    """

    asset_id: str
    ts_ms: int
    width_px: int | None
    as_jpeg: bool


@dataclass(frozen=True, slots=True)
class ThumbsParams:
    """What `/api2/asset/getthumbs` is asked.

    Attributes:
        asset_id: The asset; empty if `external_id` names it.
        external_id: The owner's own identifier; empty if `asset_id` names it.
        start_ms: Milliseconds from its start.
        stop_ms: The end of the range, which does not belong to it.
        as_jpeg: Whether JPEG will do; our extension.
    """

    asset_id: str
    external_id: str
    start_ms: int
    stop_ms: int
    as_jpeg: bool


def read_list_params(members: Mapping[str, object]) -> ListParams:
    """Read what a list is asked.

    Raises:
        RequestRefused: A member has a value that it cannot have.
    """
    limit = number_member(members, "limit", MAX_LIMIT)
    if not 1 <= limit <= MAX_LIMIT:
        raise RequestRefused(f"limit is {limit}: ask for 1 to {MAX_LIMIT} assets.")
    skip = number_member(members, "skip", 0)
    if not 0 <= skip <= _MAX_SKIP:
        raise RequestRefused("skip counts the assets to leave out: 0 or more.")
    return ListParams(
        query=text_member(members, "query"),
        search=text_member(members, "search"),
        order=_order(text_member(members, "order") or "-created"),
        skip=skip,
        limit=limit,
        ignore_shared=members.get("ignore_shared_libraries") in _YES,
    )


def read_get_params(members: Mapping[str, object]) -> GetParams:
    """Read which assets are asked for.

    Raises:
        RequestRefused: None, several or too many ways name them.
    """
    name = only_one_of(members, _NAMING)
    single = not name.endswith("s")
    found = (text_member(members, name),) if single else texts_member(members[name], name)
    if len(found) > MAX_IDS:
        raise RequestRefused(f"{name} names {len(found)} assets: ask for {MAX_IDS} at a time.")
    unique = tuple(dict.fromkeys(found))
    if name.startswith("external"):
        return GetParams((), unique, single)
    return GetParams(unique, (), single)


def read_frame_params(members: Mapping[str, object]) -> FrameParams:
    """Read which frame is asked for.

    Raises:
        RequestRefused: The asset or the time is missing or is none.
    """
    width_px = None
    if members.get(extensions.WIDTH_MEMBER) is not None:
        width_px = number_member(members, extensions.WIDTH_MEMBER, 0)
        if not 1 <= width_px <= _MAX_WIDTH_PX:
            raise RequestRefused(
                f"{extensions.WIDTH_MEMBER} is a width in pixels, 1 to {_MAX_WIDTH_PX}."
            )
    return FrameParams(
        asset_id=named_asset(members),
        ts_ms=time_member(members, "ts"),
        width_px=width_px,
        as_jpeg=_as_jpeg(members),
    )


def read_thumbs_params(members: Mapping[str, object]) -> ThumbsParams:
    """Read which range of frames is asked for; without `stop` it is one second.

    Raises:
        RequestRefused: The asset or a time is missing or is none, or the range is empty or
            longer than a second.
    """
    only_one_of(members, ("id", "external_id"))
    start_ms = time_member(members, "start")
    has_stop = members.get("stop") is not None
    stop_ms = time_member(members, "stop") if has_stop else start_ms + MAX_THUMBS_MS
    if stop_ms <= start_ms:
        raise RequestRefused("stop must come after start: the range is empty.")
    if stop_ms - start_ms > MAX_THUMBS_MS:
        raise RequestRefused(
            f"The range is {stop_ms - start_ms} ms long: ask for {MAX_THUMBS_MS} ms at most."
        )
    return ThumbsParams(
        asset_id=text_member(members, "id"),
        external_id=text_member(members, "external_id"),
        start_ms=start_ms,
        stop_ms=stop_ms,
        as_jpeg=_as_jpeg(members),
    )


def only_one_of(members: Mapping[str, object], names: tuple[str, ...]) -> str:
    """Return the name of the one member that names an asset.

    Raises:
        RequestRefused: None of them does, or several do.
    """
    given = [name for name in names if members.get(name) not in (None, "")]
    if len(given) != 1:
        wanted = names[0] if len(names) == 1 else f"exactly one of {', '.join(names)}"
        raise RequestRefused(f"The request must name an asset by {wanted}.")
    return given[0]


def named_asset(members: Mapping[str, object]) -> str:
    """Read which asset is asked about, where only its id can name it.

    Raises:
        RequestRefused: None is named.
    """
    return text_member(members, only_one_of(members, ("id",)))


def text_member(members: Mapping[str, object], name: str) -> str:
    """Read a text, also from a number; empty if it is not there.

    Raises:
        RequestRefused: It is neither.
    """
    value = members.get(name)
    match value:
        case None:
            return ""
        case str():
            return value
        case int() if not isinstance(value, bool):
            return str(value)
    raise RequestRefused(f"{name} must be text.")


def texts_member(value: object, name: str) -> tuple[str, ...]:
    """Read a list of texts: a list, the JSON text of one, or one bare text.

    Raises:
        RequestRefused: It is none of these.
    """
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = msgspec.json.decode(value)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise RequestRefused(f"{name} is no JSON list.") from error
    texts = value if isinstance(value, list) else [value]
    return tuple(text_member({name: text}, name) for text in texts)


def number_member(members: Mapping[str, object], name: str, default: int) -> int:
    """Read a whole number, also from text.

    Raises:
        RequestRefused: It is none.
    """
    value = members.get(name)
    match value:
        case None | "":
            return default
        case int() if not isinstance(value, bool) and abs(value) <= _MAX_SKIP:
            return value
        case str() if value.isascii() and value.strip().isdecimal() and len(value) < 11:  # noqa: PLR2004 - digits of a 32-bit number
            return int(value)
    raise RequestRefused(f"{name} must be a whole number.")


def time_member(members: Mapping[str, object], name: str) -> int:
    """Read a time within an asset, in milliseconds.

    Raises:
        RequestRefused: It is missing or is none.
    """
    if members.get(name) is None:
        raise RequestRefused(f"The request lacks {name}, a time within the asset.")
    return parse_ts(members[name])


def _order(text: str) -> tuple[tuple[str, bool], ...]:
    order = []
    for part in text.split(","):
        key = part.strip().removeprefix("-")
        if key not in ORDER_KEYS:
            raise RequestRefused(
                f"order cannot be “{clean(key, 40)}”: use {', '.join(sorted(ORDER_KEYS))}, "
                "with - in front for descending."
            )
        order.append((key, part.strip().startswith("-")))
    return tuple(order)


def _as_jpeg(members: Mapping[str, object]) -> bool:
    return members.get(extensions.FORMAT_MEMBER) == extensions.JPEG
