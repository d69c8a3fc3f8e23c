"""Answers as Uplynk's public documentation shows them, copied from it.

Our code did not produce any of this. The pages show some samples in Python's spelling, so they
are Python here too; `as_answer` writes them as the JSON that travels.
"""

import json
from typing import Any, Final

from cliptui.wire.message import Response

ASSET_BY_EXTERNAL_ID: Final[dict[str, Any]] = {
    "asset": {
        "orig_filename": None,
        "rays": 8,
        "require_drm": 0,
        "require_studio_drm": 0,
        "slices": 22,
        "autoexpire": 0,
        "break_offsets": [
            {"break_type": "AD BREAK", "duration": 19.202916666666667, "offset": 17.024},
            {"break_type": "BOUNDARY", "duration": 20.352, "name": "c4", "offset": 24.96},
            {"break_type": "AD BREAK", "duration": 29.953729166666665, "offset": 55.424},
        ],
        "created": 1345730768265,
        "job_type": "vod",
        "libraries": [],
        "test_player_url": "https://content.uplynk.com/player5/Hak3zjnPLSW5o0j8GMpzRMsa.html",
        "test_players": [
            {
                "desc": "Monitoring Test Player",
                "id": "Hak3zjnPLSW5o0j8GMpzRMsa",
                "url": "https://content.uplynk.com/player5/Hak3zjnPLSW5o0j8GMpzRMsa.html",
            },
            {
                "desc": "Affiliate Test Player",
                "id": "3fqeYp0yrG5Pk4bDqazn79",
                "url": "https://content.uplynk.com/player5/3fqeYp0yrG5Pk4bDqazn79sa.html",
            },
        ],
        "state": "ready",
        "duration": 88.88598639455783,
        "embed_player_url": "https://content.uplynk.com/player5/2aZeCWBZd0FVXmU95BGKnjea.html",
        "external_id": "id1234",
        "id": "5915d84829405cb4db1bc3f71c10fc83",
        "thumb_url": "http://storage.uplynk.com/slices/.../00000014.jpg",
        "desc": "foux du fu fa fa",
        "mp4_url": "http://storage.uplynk.com/slices/.../8e37519b10c8408d879d619760baaee0_g.mp4",
        "ttml_url": (
            "http://storage.uplynk.com/slices/.../8e37519b10c8408d879d619760baaee0_g.mp4.ttml"
        ),
    },
    "error": 0,
}
"""Asset API (v2), Get Asset(s) by ID: the answer to `external_id='id1234'`."""

ASSET_UPDATED: Final[dict[str, Any]] = {
    "asset": {
        "orig_filename": None,
        "rays": 8,
        "require_drm": 0,
        "require_studio_drm": 0,
        "slices": 22,
        "autoexpire": 0,
        "created": 1345730768265,
        "job_type": "vod",
        "libraries": [],
        "meta": {"key1": "value1", "key2": "value2"},
        "test_player_url": "https://content.uplynk.com/player5/Hak3zjnPLSW5o0j8GMpzRMsa.html",
        "test_players": [
            {
                "desc": "Monitoring Test Player",
                "id": "Hak3zjnPLSW5o0j8GMpzRMsa",
                "url": "https://content.uplynk.com/player5/Hak3zjnPLSW5o0j8GMpzRMsa.html",
            },
            {
                "desc": "Affiliate Test Player",
                "id": "3fqeYp0yrG5Pk4bDqazn79",
                "url": "https://content.uplynk.com/player5/3fqeYp0yrG5Pk4bDqazn79sa.html",
            },
        ],
        "state": "ready",
        "duration": 88.88598639455783,
        "embed_player_url": "https://content.uplynk.com/player5/2aZeCWBZd0FVXmU95BGKnjea.html",
        "external_id": "foux",
        "id": "5d84829405cb4db1bc3f71915c10fc83",
        "thumb_url": "http://storage.uplynk.com/slices/.../00d4cfbe2c2b46fc92a2c818b9bd1f9b.jpg",
        "desc": "New Desc",
        "poster_url": "http://storage.uplynk.com/slices/.../00d4cfbe2c2b46fc92a2c818b9bd1f9b.jpg",
    },
    "error": 0,
}
"""Asset API (v2), Update: the answer, which is that of Get Asset(s) by ID."""

ASSET_DELETED: Final[dict[str, Any]] = {
    "orig_filename": None,
    "rays": 7,
    "require_drm": 1,
    "require_studio_drm": 0,
    "created": 1391104683934,
    "deleted": 1391796578879,
    "lastmod": 1391796562910,
    "autoexpire": 0,
    "slices": 10,
    "job_type": "live",
    "duration": 40.651999999999994,
    "id": "1ca770087e7a46a7aec4f8aebc198aff",
    "desc": "Live Capture",
}
"""Asset API (v2), Changes: one asset of the answer, which the page cuts off here with `...`."""

ASSETS_LISTED: Final[dict[str, Any]] = {
    "assets": [
        {
            "created": 1315943723095,
            "job_type": "vod",
            "id": "635100d66a38436abcee5e9b0f4e04cd",
            "desc": "test.mov",
        },
        {
            "created": 1300723042924,
            "id": "cf938111bbdf4138a8cbe5ec6d800d83",
            "desc": "abc 1234 test",
        },
        {
            "created": 1296079971683,
            "id": "2a68df86e65f4e02acfd2d3e14c0edef",
            "desc": "another ABCDEFG test",
        },
    ],
    "error": 0,
}
"""Asset API (v2), List: the answer to `search='abc'`; the page cuts each asset off with `...`."""

FRAME_BEGINNING: Final = "iVBORw0KGgoAAAANSUhEUgAABQAAAALQCAIAAAB"
"""Asset API (v2), getframe: `img`, which the page cuts off here with `...`."""

DRAFT_CREATED: Final[dict[str, Any]] = {
    "@id": "/api/v4/clipping_draft/abc0123def456ghi789klmno0123pqrs",
    "@type": "ClippingDraft",
    "id": "abc0123def456ghi789klmno0123pqrs",
}
"""Clipping API (v4), Create Draft: the answer."""

DRAFT_DELETED: Final[dict[str, Any]] = {
    "message": "Deleted",
    "@id": "/api/v4/clipping_draft/15b8de658a2e4149aa772de8c7d8b86d",
    "@type": "ClippingDraft",
}
"""Clipping API (v4), Delete Draft: the answer."""

DRAFTS: Final[dict[str, Any]] = {
    "total_items": 2,
    "items": [
        {
            "beam": "ab4cdd9b405c41c984adc6d0bea55bcd",
            "created": "2019-12-27T23:20:44.436000Z",
            "title": "My First Draft",
            "@type": "ClippingDraft",
            "frame_stop_time": 29.123,
            "frame_start_time": 24.978,
            "@id": "/api/v4/clipping_draft/25c8de658a2e4149aa772de8c7d8b8ge",
            "id": "25c8de658a2e4149aa772de8c7d8b8ge",
        },
        {
            "beam": "ab4cdd9b405c41c984adc6d0bea55bcd",
            "created": "2019-12-27T22:58:52.723000Z",
            "title": "My Second Draft",
            "@type": "ClippingDraft",
            "frame_stop_time": 65.978,
            "frame_start_time": 54.978,
            "@id": "/api/v4/clipping_draft/1237d408b1b944d2bb5fd0c33d43ac7e",
            "id": "1237d408b1b944d2bb5fd0c33d43ac7e",
        },
    ],
    "@id": "/api/v4/clipping_draft",
    "@type": "Collection",
}
"""Clipping API (v4), Get All Drafts: the answer."""

DRAFT: Final[dict[str, Any]] = {
    "beam": "abc0123def456ghi789klmno0123pqrs",
    "created": "2019-12-27T23:20:44.436000Z",
    "title": "My Third Draft",
    "@type": "ClippingDraft",
    "frame_stop_time": 52.478,
    "frame_start_time": 44.978,
    "@id": "/api/v4/clipping_draft/1238de658a2e4149aa772de8c7d8bdef",
    "id": "1238de658a2e4149aa772de8c7d8bdef",
}
"""Clipping API (v4), Get Draft: the answer."""

CLIP: Final[dict[str, Any]] = {
    "@id": "/clip/draft_info/e1fc7c4987ce4b6f96dc561993479666",
    "@type": "Clip",
    "asset": "",
    "draft_id": "3b5cd277915c4c0cb0aea542ce42b5f2",
    "is_complete": False,
    "id": "e1fc7c4987ce4b6f96dc561993479666",
}
"""Clipping API (v4), Get Clip: the answer."""

CLIPS: Final[dict[str, Any]] = {
    "@id": "/clip/draft_info",
    "@type": "Collection",
    "items": [CLIP],
    "total_items": 1,
}
"""Clipping API (v4), Get Multiple Clips: the answer."""


ASSETS_DELETED: Final[dict[str, Any]] = {
    "deleted": [
        {"external_id": "clip7", "id": "0a671113bebb4192bf679db9ee146051"},
        {"external_id": "challenge_s01e03", "id": "54e40044a5f84050a483a5ce91cedab1"},
        {"external_id": "ad10115", "id": "9c4e00aab263489aa7fd275a0c5cc478"},
    ],
    "error": 0,
}

CHANGES_SAMPLE: Final[dict[str, Any]] = {
    "changes": [
        [1391796562910, "update", "1ca770087e7a46a7aec4f8aebc198aff"],
        [1391796578879, "delete", "1ca770087e7a46a7aec4f8aebc198aff"],
    ],
    "assets": {
        "1ca770087e7a46a7aec4f8aebc198aff": {
            "orig_filename": None,
            "rays": 7,
            "require_drm": 1,
            "require_studio_drm": 0,
            "created": 1391104683934,
            "deleted": 1391796578879,
            "lastmod": 1391796562910,
            "autoexpire": 0,
            "slices": 10,
            "job_type": "live",
            "duration": 40.651999999999994,
            "id": "1ca770087e7a46a7aec4f8aebc198aff",
            "desc": "Live Capture",
        }
    },
    "start": 1391714449648,
    "end": 1391800857638,
    "error": 0,
}


def as_answer(members: object, status: int = 200) -> Response:
    """Return JSON as the answer that carries it."""
    return Response(status, {"content-type": "application/json"}, json.dumps(members).encode())


def said(response: Response) -> Any:  # noqa: ANN401 - JSON is anything
    """Return what an answer carries, read by the standard library and not by our code."""
    return json.loads(response.body)
