"""The mediaclip of the documentation's example, shortened only where things repeat."""

import json
from typing import Any, Final

from cliptui.wire.message import Response

MEDIACLIP: Final[dict[str, Any]] = {
    "id": "4471615",
    "type": "MediaClip",
    "mediatype": "video",
    "fitmode": "",
    "usetype": "editorial",
    "sourcetype": "on_demand",
    "originalfilename": "sample-mp4.mp4",
    "length": 30,
    "sourceid": "original_source_id_987654321",
    "title": "The perfect coffee",
    "description": "This video is about coffee, the most appreciated drink",
    "deeplink": "https://www.bluebillywig.com/team",
    "gendeeplink": None,
    "copyright": "",
    "author": "Blue Billywig",
    "status": "published",
    "publicationid": "754",
    "chapters": [
        {"id": "k6r8eeu31b", "title": "Introduction", "timeOffset": 0},
        {"id": "3ubivf3s4ai", "title": "Origins", "timeOffset": 10},
        {"id": "0vzvcmxgbiz", "title": "Summary", "timeOffset": 20},
    ],
    "createddate": "2021-11-29T14:20:37Z",
    "updateddate": "2024-07-01T16:14:14Z",
    "publisheddate": "2021-11-29T14:20:37Z",
    "views": 2592,
    "width": 1920,
    "height": 1080,
    "dar": "16:9",
    "originalWidth": 1920,
    "originalHeight": 1080,
    "createdBy": "support@bluebillywig.com",
    "updatedBy": "support@bluebillywig.com",
    "date": "1970-01-01T00:00:00Z",
    "src": "/yourcompanyname/media/2021/11/29/4471615.mp4",
    "cat": ["coffee", "beverage"],
    "thumbnails": [
        {
            "src": "/yourcompanyname/media/2021/12/01/4471615-1638374527877623.jpg",
            "width": "1920",
            "height": "1080",
            "main": False,
            "crops": {
                "landscape": {"x": 0, "y": 0, "width": 1, "height": 1, "main": False},
            },
        },
        {
            "src": "/yourcompanyname/media/2021/12/01/4471615-1638374527283339.jpg",
            "width": "1920",
            "height": "1080",
            "main": True,
            "crops": {
                "landscape": {"x": 0, "y": 0, "width": 1, "height": 1, "main": True},
            },
        },
    ],
    "assets": [
        {
            "mediatype": "MP4_MAIN",
            "id": "1638195639053247",
            "status": "active",
            "src": "/yourcompanyname/media/2021/11/29/asset-4471615-1638195592818702.mp4",
            "length": "30",
            "exactlength": "30656",
            "width": "1280",
            "height": "720",
            "bandwidth": "2000",
            "mimetype": 'video/mp4; codecs="avc1.4d481f, mp4a.40.2"',
        },
        {
            "mediatype": "MP4_MAIN",
            "id": "1638195640108785",
            "status": "active",
            "src": "/yourcompanyname/media/2021/11/29/asset-4471615-1638195593007920.mp4",
            "length": "30",
            "exactlength": "30656",
            "width": "768",
            "height": "432",
            "bandwidth": "1600",
            "mimetype": 'video/mp4; codecs="avc1.4d481e, mp4a.40.2"',
        },
        {
            "mediatype": "MP4_HD",
            "id": "1638195644375364",
            "status": "active",
            "src": "/yourcompanyname/media/2021/11/29/asset-4471615-1638195593735015.mp4",
            "length": "30",
            "exactlength": "30656",
            "width": "1920",
            "height": "1080",
            "bandwidth": "3000",
            "mimetype": 'video/mp4; codecs="avc1.4d4828, mp4a.40.2"',
        },
    ],
    "hasJobs": "false",
    "subtitles": [
        {
            "languageid": "2912",
            "languagename": "English",
            "id": "142762",
            "name": "",
            "default": "false",
            "isocode": "en",
            "status": "published",
        }
    ],
    "transcript": None,
    "exports": None,
    "timelines": None,
    "audiotracks": None,
}


def as_answer(members: object, status: int = 200) -> Response:
    """Return an answer whose body is this, as JSON."""
    headers = {"content-type": "application/json"}
    return Response(status, headers, json.dumps(members).encode())
