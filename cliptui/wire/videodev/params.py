"""What a client asks, as a server reads it; members that are not known are passed over.

Numbers may come as numbers, also with a decimal point, or as their text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Final

import msgspec

from cliptui.errors import RequestRefused
from cliptui.wire.videodev.records import COMPLETE, ERROR, NEW_CLIPS

MAX_PROMPT: Final = 2000
"""Characters of a prompt."""

EVENTS: Final = (NEW_CLIPS, COMPLETE, ERROR)
"""What a webhook can be told of."""

_MAX_URL: Final = 2000
_MAX_MS: Final = 10**10
_Members = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where events shall be told.

    Attributes:
        url: The address, as it was given.
        events: Which events; all of them if the request names none.
    """

    url: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportParams:
    """What `/media/import` is asked.

    Attributes:
        source: Where the media is.
        kind: `video`, `audio` or `image`.
        webhook: Where its events shall be told.
    """

    source: str
    kind: str
    webhook: Webhook | None


@dataclass(frozen=True, slots=True)
class RunParams:
    """What `POST /auto_clips` is asked.

    Attributes:
        media_id: Where to look for clips.
        prompt: What for, in words; may be empty.
        webhook: Where its events shall be told.
    """

    media_id: str
    prompt: str
    webhook: Webhook | None


@dataclass(frozen=True, slots=True)
class ClipParams:
    """What `POST /clip` is asked.

    Attributes:
        media_id: The source; empty if the request does not name it.
        start_ms: Milliseconds from its start.
        stop_ms: The end likewise; after the start.
    """

    media_id: str
    start_ms: int
    stop_ms: int


@dataclass(frozen=True, slots=True)
class RenderParams:
    """What `render_video` is asked.

    Attributes:
        has_crop: Whether the picture shall be cropped.
        webhook: Where its events shall be told.
    """

    has_crop: bool
    webhook: Webhook | None


def read_import_params(body: bytes) -> ImportParams:
    """Read which media is to be brought in.

    Raises:
        RequestRefused: A member is missing or cannot have its value.
    """
    members = _object(body)
    kind = _text(members, "type")
    if kind not in ("video", "audio", "image"):
        raise RequestRefused("type must be video, audio or image.")
    source = _text(members, "source_media_url", longest=_MAX_URL)
    return ImportParams(source, kind, _webhook(members))


def read_run_params(body: bytes) -> RunParams:
    """Read where clips are to be looked for.

    Raises:
        RequestRefused: A member is missing or cannot have its value.
    """
    members = _object(body)
    has_prompt = members.get("prompt") not in (None, "")
    prompt = _text(members, "prompt", longest=MAX_PROMPT) if has_prompt else ""
    return RunParams(_text(members, "source_media_id"), prompt, _webhook(members))


def read_clip_params(body: bytes) -> ClipParams:
    """Read which span is to be a clip.

    Raises:
        RequestRefused: A member is missing or cannot have its value, or the span is empty.
    """
    members = _object(body)
    start_ms, stop_ms = _whole(members, "start_time_ms"), _whole(members, "end_time_ms")
    if stop_ms <= start_ms:
        raise RequestRefused("end_time_ms must come after start_time_ms: the clip is empty.")
    has_source = members.get("from_media_id") not in (None, "")
    media_id = _text(members, "from_media_id") if has_source else ""
    return ClipParams(media_id, start_ms, stop_ms)


def read_render_params(body: bytes) -> RenderParams:
    """Read how a clip is to become a file; no body at all means: as it is.

    Raises:
        RequestRefused: A member cannot have its value.
    """
    members = _object(body) if body.strip() else {}
    crop = members.get("crop") or {}
    if not isinstance(crop, dict):
        raise RequestRefused("crop must be an object with enabled, aspect_ratio and smart_crop.")
    has_crop = bool(crop) and crop.get("enabled", True) not in (False, None, "false", 0)
    return RenderParams(has_crop, _webhook(members))


def _object(body: bytes) -> dict[str, object]:
    try:
        return msgspec.json.decode(body, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise RequestRefused("The body must be a JSON object.") from error


def _webhook(members: _Members) -> Webhook | None:
    given = members.get("webhook")
    if given is None or given == {}:
        return None
    if not isinstance(given, dict):
        raise RequestRefused("webhook must be an object with url and events.")
    events = given.get("events") or list(EVENTS)
    if not isinstance(events, list) or not all(event in EVENTS for event in events):
        raise RequestRefused(f"The events of a webhook are {', '.join(EVENTS)}.")
    return Webhook(_text(given, "url", longest=_MAX_URL), tuple(dict.fromkeys(events)))


def _text(members: _Members, name: str, *, longest: int = 200) -> str:
    value = members.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise RequestRefused(f"The request lacks {name}, a text.")
    if len(value) > longest:
        raise RequestRefused(f"{name} is longer than {longest} characters.")
    return value.strip()


def _whole(members: _Members, name: str) -> int:
    value = members.get(name)
    try:
        number = float(value) if isinstance(value, str | int | float) else float("nan")
    except (ValueError, OverflowError):
        number = float("nan")
    if isinstance(value, bool) or not isfinite(number) or not 0 <= number <= _MAX_MS:
        raise RequestRefused(f"{name} must be a number of milliseconds, 0 or more.")
    return round(number)
