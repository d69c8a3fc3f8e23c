"""What a client asks of a new draft, as a server reads it."""

from dataclasses import dataclass, field
from typing import Final

from cliptui.clip.text import clean
from cliptui.errors import RequestRefused
from cliptui.wire.uplynk.notes import read_notes, read_object
from cliptui.wire.uplynk.times import parse_instant

_MS_PER_S: Final = 1000
_MAX_MS: Final = 10**12
_TIMES: Final = ("start", "start_time", "stop", "stop_time", "duration")
_PAIRS: Final = (
    ("start", "stop"),
    ("start", "duration"),
    ("start_time", "stop_time"),
    ("start_time", "duration"),
)


@dataclass(frozen=True, slots=True)
class DraftParams:
    """What POST `/api/v4/clipping_draft` is asked.

    Attributes:
        asset_id: The asset to cut from.
        title: What the clip shall be called; None for the asset's own name.
        meta: Notes that override those of the profile.
        profile: The profile, if one is chosen.
        start_ms: The start in milliseconds: from the start of the asset, or since 1970 if
            `by_clock`.
        stop_ms: The end, likewise; after the start.
        by_clock: Whether the times are dates, counted from when the asset was created.
    """

    asset_id: str
    title: str | None
    start_ms: int
    stop_ms: int
    by_clock: bool
    meta: dict[str, str] = field(default_factory=dict)
    profile: str | None = None

    def span_ms(self, created_ms: int) -> tuple[int, int]:
        """Return start and stop in milliseconds from the start of the asset.

        Args:
            created_ms: When the asset was created, in milliseconds since 1970. (Uplynk's page
                writes the difference with its sign reversed.)

        Raises:
            RequestRefused: The start lies before the asset.
        """
        if not self.by_clock:
            return self.start_ms, self.stop_ms
        if self.start_ms < created_ms:
            raise RequestRefused("start_time lies before the asset was created.")
        return self.start_ms - created_ms, self.stop_ms - created_ms


def read_draft_params(body: bytes) -> DraftParams:
    """Read what a new draft is asked to be.

    Args:
        body: The JSON body of the request.

    Raises:
        RequestRefused: It is no JSON object, a member is missing or of the wrong kind, the
            times are none of the four pairs that Uplynk allows, or nothing lies between them.
    """
    members = read_object(body, "The body")
    start_name, stop_name = _pair(members)
    by_clock = start_name == "start_time"
    start_ms = _instant(members, start_name) if by_clock else _whole(members, start_name)
    match stop_name:
        case "duration":
            stop_ms = start_ms + _whole(members, "duration") * _MS_PER_S
        case "stop":
            stop_ms = _whole(members, "stop")
        case _:
            stop_ms = _instant(members, "stop_time")
    if stop_ms <= start_ms:
        raise RequestRefused(f"{stop_name} must come after {start_name}: the clip is empty.")
    return DraftParams(
        asset_id=_asset_id(members),
        title=_text(members, "title"),
        start_ms=start_ms,
        stop_ms=stop_ms,
        by_clock=by_clock,
        meta=read_notes(members.get("meta")),
        profile=_text(members, "profile"),
    )


def _pair(members: dict[str, object]) -> tuple[str, str]:
    given = tuple(name for name in _TIMES if members.get(name) is not None)
    if given in _PAIRS:
        return given[0], given[1]
    raise RequestRefused(
        f"The times are {' and '.join(given) or 'missing'}: give start and stop, start and "
        "duration, start_time and stop_time, or start_time and duration."
    )


def _whole(members: dict[str, object], name: str) -> int:
    value = members[name]
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MAX_MS:
        return value
    raise RequestRefused(f"{name} must be a whole number, 0 or more.")


def _instant(members: dict[str, object], name: str) -> int:
    value = members[name]
    if isinstance(value, str):
        return parse_instant(value)
    raise RequestRefused(f"{name} must be a date and time in UTC, as 2024-01-08T20:31:11Z.")


def _asset_id(members: dict[str, object]) -> str:
    asset_id = _text(members, "beam")
    if asset_id is None:
        raise RequestRefused("The draft lacks beam, the asset to cut from.")
    return asset_id


def _text(members: dict[str, object], name: str) -> str | None:
    value = members.get(name)
    if value is None or isinstance(value, str):
        return clean(value.strip()) or None if value else None
    raise RequestRefused(f"{name} must be text.")
