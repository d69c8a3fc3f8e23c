"""OpenTimelineIO, as JSON: a timeline of one video track on which the cuts follow each other.

The schemas are those of OpenTimelineIO 0.15 and later. Times are frames at the asset's rate; of
an asset whose rate varies they are milliseconds, since one rate is all that a time can have.
"""

import json
from typing import Final
from urllib.parse import quote

from cliptui.clip.timing import Timing
from cliptui.interchange.cuts import Cut, CutList, title_or_number

_MS_PER_S: Final = 1000
_MEDIA_KEY: Final = "DEFAULT_MEDIA"

Json = dict[str, object]


def write_otio(cut_list: CutList) -> str:
    """Write cuts as a timeline, in their order."""
    clips = [_clip(cut, number, cut_list) for number, cut in enumerate(cut_list.cuts, start=1)]
    track = _composition("Track.1", "V1", clips)
    stack = _composition("Stack.1", "tracks", [{**track, "kind": "Video"}])
    timeline = {
        "OTIO_SCHEMA": "Timeline.1",
        "metadata": {},
        "name": cut_list.name,
        "global_start_time": None,
        "tracks": stack,
    }
    return json.dumps(timeline, indent=2, ensure_ascii=False) + "\n"


def _clip(cut: Cut, number: int, cut_list: CutList) -> Json:
    timing = cut_list.timing
    media = {
        "OTIO_SCHEMA": "ExternalReference.1",
        "metadata": {},
        "name": cut_list.name,
        "available_range": _range(0, timing.frame_count, timing),
        "available_image_bounds": None,
        "target_url": _url(cut_list.media),
    }
    return {
        "OTIO_SCHEMA": "Clip.2",
        **_item(title_or_number(cut, number)),
        "source_range": _range(cut.selection.in_frame, cut.selection.out_frame, timing),
        "media_references": {_MEDIA_KEY: media},
        "active_media_reference_key": _MEDIA_KEY,
    }


def _composition(schema: str, name: str, children: list[Json]) -> Json:
    return {"OTIO_SCHEMA": schema, **_item(name), "source_range": None, "children": children}


def _item(name: str) -> Json:
    return {"metadata": {}, "name": name, "effects": [], "markers": [], "enabled": True}


def _range(start: int, stop: int, timing: Timing) -> Json:
    first, last = (_value(boundary, timing) for boundary in (start, stop))
    return {
        "OTIO_SCHEMA": "TimeRange.1",
        "start_time": _time(first, timing),
        "duration": _time(last - first, timing),
    }


def _time(value: int, timing: Timing) -> Json:
    rate = float(_MS_PER_S if timing.rate is None else timing.rate.fps)
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": float(value)}


def _value(boundary: int, timing: Timing) -> int:
    return timing.stop_ms(boundary) if timing.rate is None else boundary


def _url(media: str) -> str:
    quoted = quote(media, errors="surrogateescape")
    return f"file://{quoted}" if media.startswith("/") else quoted
