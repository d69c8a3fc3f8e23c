"""The answer that video.dev's page shows, as it stands there: `GET /auto_clips/{run_id}`."""

import json
from typing import Any, Final

from cliptui.wire.message import Response

RUN: Final[dict[str, Any]] = json.loads(
    """
{
"status": "complete",
"run_id": "<string>",
"clips": [
{
"start_time_ms": 123,
"end_time_ms": 123,
"clip_id": "<string>",
"duration_ms": 123,
"source_media": {
"status": "complete",
"media_id": "<string>",
"media_url": "https://storage.xyz/media.mp4",
"media_info": {
"type": "video",
"duration_ms": 123,
"fps": 123,
"frame_count": 123,
"width": 123,
"height": 123,
"channels": 123
}
}
}
],
"webhook": {
"url": "https://system.new/webhook/v1",
"events": [
"new_clips"
]
}
}
"""
)


def as_answer(members: object, status: int = 200) -> Response:
    """Return an answer of JSON."""
    return Response(status, {"content-type": "application/json"}, json.dumps(members).encode())


def run_with(*spans: tuple[float, float], status: str = "complete") -> dict[str, Any]:
    """Return the page's answer with other clips: their starts and ends in milliseconds."""
    clips = [
        {**RUN["clips"][0], "start_time_ms": start, "end_time_ms": stop, "clip_id": f"c{number}"}
        for number, (start, stop) in enumerate(spans)
    ]
    return {**RUN, "status": status, "run_id": "r1", "clips": clips}
