"""What a client asks."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

import msgspec

from cliptui.clip.secret import Secret
from cliptui.clip.text import clean
from cliptui.errors import NotFound
from cliptui.wire.message import Request
from cliptui.wire.videodev.keys import headers_of

IMPORT_PATH: Final = "/v1/media/import"
RUNS_PATH: Final = "/v1/auto_clips"
CLIP_PATH: Final = "/v1/clip"

_MAX_ID: Final = 200


def import_media(key: Secret, source_url: str, kind: str = "video") -> Request:
    """Ask to bring in media.

    Args:
        key: Who asks.
        source_url: Where it is: an address that the service can read.
        kind: `video`, `audio` or `image`.
    """
    return _post(key, IMPORT_PATH, {"source_media_url": source_url, "type": kind})


def start_run(key: Secret, media_id: str, prompt: str = "") -> Request:
    """Ask to look for clips.

    Args:
        key: Who asks.
        media_id: Where to look.
        prompt: What for, in words; empty for what the service thinks best.
    """
    members = {"source_media_id": media_id}
    return _post(key, RUNS_PATH, {**members, "prompt": prompt} if prompt else members)


def get_run(key: Secret, run_id: str) -> Request:
    """Ask what a run has found.

    Raises:
        NotFound: The identifier cannot be one.
    """
    return Request("GET", f"{RUNS_PATH}/{_in_path(run_id, 'run')}", (), headers_of(key))


def make_clip(key: Secret, media_id: str, start_ms: int, stop_ms: int) -> Request:
    """Ask for a clip of a span, in milliseconds from the start of the media."""
    members = {"start_time_ms": start_ms, "end_time_ms": stop_ms, "from_media_id": media_id}
    return _post(key, CLIP_PATH, members)


def render_video(key: Secret, clip_id: str) -> Request:
    """Ask to make a file of a clip, as it is: nothing is cropped.

    Raises:
        NotFound: The identifier cannot be one.
    """
    path = f"{CLIP_PATH}/{_in_path(clip_id, 'clip')}/render_video"
    return _post(key, path, {"crop": {"enabled": False}})


def get_render(key: Secret, clip_id: str, render_id: str) -> Request:
    """Ask how far a rendering is.

    Raises:
        NotFound: An identifier cannot be one.
    """
    clip, render = _in_path(clip_id, "clip"), _in_path(render_id, "rendering")
    return Request("GET", f"{CLIP_PATH}/{clip}/render/{render}", (), headers_of(key))


def _post(key: Secret, path: str, members: Mapping[str, object]) -> Request:
    headers = {**headers_of(key), "content-type": "application/json"}
    return Request("POST", path, (), headers, msgspec.json.encode(members))


def _in_path(identifier: str, kind: str) -> str:
    """Return an identifier as a part of a path; `.` and `..` would lead elsewhere."""
    if identifier.strip(".") == "" or len(identifier) > _MAX_ID:
        raise NotFound(f"There is no {kind} “{clean(identifier, 40)}”.")
    return quote(identifier, safe="")
