"""Pictures of mediaclips, and their files: found by ids, never by a path."""

import asyncio
import re
from base64 import b64encode
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from cliptui.errors import NotFound
from cliptui.media.index import FrameIndex
from cliptui.media.pictures import PictureFormat, encode
from cliptui.server.bluebillywig.collection import Collection
from cliptui.server.bluebillywig.documents import media_type, picture_ms
from cliptui.server.call import Call, FileAnswer
from cliptui.server.library import LibraryAsset
from cliptui.server.needs import Media
from cliptui.wire.bluebillywig.answers import write_json
from cliptui.wire.bluebillywig.extensions import MEDIA_PATH
from cliptui.wire.bluebillywig.params import (
    MAX_SIDE_PX,
    PictureParams,
    read_number,
    read_picture_params,
    read_thumbs_range,
)
from cliptui.wire.message import Response

THUMB_WIDTH_PX: Final = 320
"""Width of small pictures at most."""

_PICTURE: Final = re.compile(rf"{MEDIA_PATH}([0-9a-f]{{32}})-(\d{{1,9}})\.jpg")


class PictureAnswers:
    """Answers with pictures and files.

    Args:
        collection: The mediaclips.
        media: Gives frames.
    """

    def __init__(self, collection: Collection, media: Media) -> None:
        self._collection = collection
        self._media = media

    async def image(self, call: Call) -> Response:
        """Answer with a thumbnail of a mediaclip in a size: `/image/{w}/{h}/{src}`."""
        params = read_picture_params(call.named)
        match = _PICTURE.fullmatch(f"/{call.named['src'].lstrip('/')}")
        if match is None:
            raise NotFound("There is no such picture here.")
        asset = await self._collection.library.asset(match[1])
        return await self._picture(asset, int(match[2]), params)

    async def main_picture(self, call: Call) -> Response:
        """Answer with the main thumbnail: `/mediaclip/{id}/spthumbnail/{w}/{h}.jpg`."""
        params = read_picture_params(call.named)
        asset = await self._asset(call.identifier)
        description = await self._collection.library.describe(asset)
        return await self._picture(asset, picture_ms(description), params)

    async def frame(self, call: Call) -> Response:
        """Answer with the frame that is shown at a time; our extension."""
        query = dict(call.request.query)
        ms, width_px = read_number(query, "ms"), read_number(query, "width", 0)
        asset = await self._asset(call.identifier)
        picture = await self._media.frame(
            asset.path,
            (await self._index(asset)).shown_at(ms),
            width_px=min(width_px, MAX_SIDE_PX) or None,
            picture=PictureFormat.PNG,
        )
        return Response(200, {"content-type": "image/png"}, picture)

    async def thumbs(self, call: Call) -> Response:
        """Answer with a small picture of every frame that starts in a range; our extension."""
        start_ms, stop_ms = read_thumbs_range(call.request)
        asset = await self._asset(call.identifier)
        pictures = await self._media.frames(
            asset.path,
            (await self._index(asset)).starting_within(start_ms, stop_ms),
            width_px=THUMB_WIDTH_PX,
            picture=PictureFormat.JPEG,
        )
        return write_json({"imgs": [b64encode(picture).decode("ascii") for picture in pictures]})

    async def media_file(self, call: Call) -> FileAnswer:
        """Answer with the file of an asset, or with a part of it."""
        asset = await self._collection.asset_at(f"{MEDIA_PATH}{call.named['name']}")
        if asset is None:
            raise NotFound("There is no such file here.")
        return FileAnswer(asset.path, media_type(asset))

    async def publication(self, call: Call) -> Response:
        """Answer who publishes, and where files are: at this server."""
        headers = {name.lower(): value for name, value in call.request.headers.items()}
        return write_json(
            {
                "id": self._collection.publication_id,
                "type": "Publication",
                "name": "cliptui",
                "status": "published",
                # The host was checked when the request was let in.
                "defaultMediaAssetPath": f"http://{headers.get('host', 'localhost')}",
            }
        )

    async def _asset(self, mediaclip_id: str) -> LibraryAsset:
        asset = (await self._collection.visible(mediaclip_id)).asset
        if asset is None:
            raise NotFound("This mediaclip has no file, and so no pictures.")
        return asset

    async def _index(self, asset: LibraryAsset) -> FrameIndex:
        return (await self._collection.library.media_file(asset)).index

    async def _picture(self, asset: LibraryAsset, ms: int, params: PictureParams) -> Response:
        width_px, height_px = params.width_px, params.height_px
        # A width alone is what the media room scales to by itself.
        scaled = width_px if width_px and not height_px else None
        picture = await self._media.frame(
            asset.path,
            (await self._index(asset)).shown_at(ms),
            width_px=scaled,
            picture=PictureFormat.JPEG,
        )
        if height_px:
            picture = await asyncio.to_thread(_sized, picture, width_px, height_px)
        return Response(200, {"content-type": "image/jpeg"}, picture)


def _sized(picture: bytes, width_px: int, height_px: int) -> bytes:
    """Scale a picture to a height, and crop it to a width; 0 for the one that keeps the ratio."""
    with Image.open(BytesIO(picture), formats=["JPEG"]) as image:
        width = width_px or min(MAX_SIDE_PX, max(1, round(image.width * height_px / image.height)))
        return encode(ImageOps.fit(image.convert("RGB"), (width, height_px)), PictureFormat.JPEG)
