"""The media of a library as video.dev tells of them, their import, and their files."""

from dataclasses import dataclass
from typing import Final

from cliptui.clip.secret import Secret
from cliptui.clip.text import clean
from cliptui.errors import MediaError, NotFound, RequestRefused
from cliptui.media.facts import MediaFile
from cliptui.server.call import Call, FileAnswer
from cliptui.server.library import Library, LibraryAsset
from cliptui.server.videodev.clock import Clock
from cliptui.server.videodev.herald import Herald
from cliptui.wire.message import Response
from cliptui.wire.videodev.answers import write_json
from cliptui.wire.videodev.links import ENDING, check_link, link_to, media_id_in
from cliptui.wire.videodev.params import read_import_params
from cliptui.wire.videodev.records import COMPLETE, ERROR, ImportRecord, MediaInfo, MediaRecord

_COLOUR_CHANNELS: Final = 3
_MS_PER_S: Final = 1000
_TYPES: Final = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".mkv": "video/x-matroska",
    ".webm": "video/webm",
    ".ts": "video/mp2t",
}


@dataclass(frozen=True, slots=True)
class MediaShelf:
    """Assets as media.

    Attributes:
        library: The assets.
        key: What links are signed with.
        clock: Tells the time.
    """

    library: Library
    key: Secret
    clock: Clock

    async def record(self, asset: LibraryAsset, base: str) -> MediaRecord:
        """Return what is told of an asset.

        Args:
            asset: The asset.
            base: Scheme and host under which whoever asks knows the server.
        """
        try:
            media_file = await self.library.media_file(asset)
        except MediaError:
            return MediaRecord(status=ERROR, media_id=asset.asset_id)
        return MediaRecord(
            status=COMPLETE,
            media_id=asset.asset_id,
            media_url=link_to(base, asset.asset_id, self.key, self.clock.now()),
            media_info=_info(media_file),
        )

    async def record_of(self, media_id: str, base: str) -> MediaRecord:
        """Return what is told of an asset by its id; of one that is gone, that it is."""
        try:
            asset = await self.library.asset(media_id)
        except NotFound:
            return MediaRecord(status=ERROR, media_id=media_id)
        return await self.record(asset, base)


@dataclass(frozen=True, slots=True)
class MediaAnswers:
    """Answers to what is asked of media.

    Attributes:
        shelf: The assets as media.
        herald: Tells of imports.
    """

    shelf: MediaShelf
    herald: Herald

    async def import_media(self, call: Call) -> Response:
        """Answer an import: what is named is in the library already, or it is refused."""
        params = read_import_params(call.request.body)
        subscription = self.herald.subscription(params.webhook, call.request)
        if params.kind != "video":
            raise RequestRefused("This server holds video only: type must be video.")
        asset = await self._named(params.source)
        media = await self.shelf.record(asset, subscription.base)
        record = ImportRecord(
            status=media.status,
            media_id=asset.asset_id,
            source_media_url=params.source,
            type=params.kind,
            webhook=self.herald.record(subscription),
        )
        self.herald.tell(subscription, media.status, media=record)
        return write_json(record)

    async def file(self, call: Call) -> FileAnswer:
        """Answer a link with the file that it leads to."""
        media_id = call.identifier.removesuffix(ENDING)
        check_link(media_id, call.request.query, self.shelf.key, self.shelf.clock.now())
        path = (await self.shelf.library.asset(media_id)).path
        return FileAnswer(path, _TYPES.get(path.suffix.lower(), "application/octet-stream"))

    async def _named(self, source: str) -> LibraryAsset:
        """Return the asset that a source names.

        Raises:
            RequestRefused: It is an address elsewhere, which is not fetched, or names no one file.
        """
        library, now_s = self.shelf.library, self.shelf.clock.now()
        if (media_id := media_id_in(source, self.shelf.key, now_s)) is not None:
            return await library.asset(media_id)
        found = [
            asset for asset in await library.assets() if source in (asset.asset_id, asset.path.name)
        ]
        if len(found) == 1:
            return found[0]
        raise RequestRefused(
            f"“{clean(source, 80)}” is not imported: this server fetches nothing from elsewhere. "
            "source_media_url must be a link to its own media, the id of an asset, or the name of "
            "a file that only one asset has."
        )


def _info(media_file: MediaFile) -> MediaInfo:
    index, facts = media_file.index, media_file.facts
    fps = index.rate or index.frame_count * _MS_PER_S / max(1, index.end_ms)
    return MediaInfo(
        type="video",
        duration_ms=index.end_ms,
        fps=round(float(fps), 3),
        frame_count=index.frame_count,
        width=facts.width_px,
        height=facts.height_px,
        channels=_COLOUR_CHANNELS,
    )
