"""What the addresses in answers lead to: videos, posters, small pictures, players, exports."""

import mimetypes
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from cliptui.clip.draft import DraftState
from cliptui.clip.ledger import AssetEntry
from cliptui.errors import CliptuiError, NotFound
from cliptui.media.pictures import PictureFormat
from cliptui.media.posters import media_type_of
from cliptui.server.call import Call, Endpoint, FileAnswer
from cliptui.server.library import Library, LibraryAsset
from cliptui.server.needs import Media, ServerLedger
from cliptui.server.uplynk.links import PREFIX, Linked, Links
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk.refusals import refusal

THUMB_WIDTH_PX: Final = 320
"""Width of small pictures at most."""

_POSTER_WIDTH_PX: Final = 1280
_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>html,body{{margin:0;height:100%;background:#000}}video{{width:100%;height:100%}}</style>
<video src="{video}" poster="{poster}" controls></video></html>
"""


@dataclass(frozen=True, slots=True)
class LinkedApi:
    """Serves what addresses lead to; the address itself is the proof.

    Attributes:
        links: Checks addresses.
        library: The assets.
        ledger: Keeps posters and exports.
        media: Gives frames.
        prefixes: Beginnings of their paths.
    """

    links: Links
    library: Library
    ledger: ServerLedger
    media: Media
    prefixes: tuple[str, ...] = (PREFIX,)

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """What answers where."""
        answers: dict[Linked, Callable[[Call], Awaitable[Response | FileAnswer]]] = {
            Linked.VIDEO: self.video,
            Linked.THUMB: self.thumb,
            Linked.POSTER: self.poster,
            Linked.PLAYER: self.player,
            Linked.EXPORT: self.export,
        }
        return tuple(Endpoint(("GET",), kind.route, answer) for kind, answer in answers.items())

    def admit(self, request: Request) -> Mapping[str, object]:
        """Check the seal of an address."""
        self.links.check(request.path)
        return {}

    def refusal(self, error: CliptuiError, path: str) -> Response:
        """Write an error as JSON."""
        del path
        return refusal(error, version=4)

    async def video(self, call: Call) -> FileAnswer:
        """Answer with the file of an asset."""
        asset = await self.library.asset(call.identifier)
        kind, _ = mimetypes.guess_type(asset.file_name)
        return FileAnswer(asset.path, kind or "application/octet-stream")

    async def thumb(self, call: Call) -> Response:
        """Answer with a small picture: the frame in the middle."""
        asset = await self.library.asset(call.identifier)
        return await self._middle(asset, THUMB_WIDTH_PX)

    async def poster(self, call: Call) -> Response:
        """Answer with the poster that an asset was given, or with the frame in the middle."""
        asset = await self.library.asset(call.identifier)
        if asset.entry is not None and asset.entry.has_poster:
            picture = self.ledger.poster(self.library.key, asset.asset_id)
            if picture is not None:
                return Response(200, {"content-type": media_type_of(picture)}, picture)
        return await self._middle(asset, _POSTER_WIDTH_PX)

    async def player(self, call: Call) -> Response:
        """Answer with a page that plays an asset."""
        asset_id, _, word = call.identifier.partition("-")
        asset = await self.library.asset(asset_id)
        entry = asset.entry or AssetEntry(self.library.key, asset_id)
        if word not in (*entry.test_players.split(), entry.embed_player) or not word:
            raise NotFound("This player has been replaced.")
        page = _PAGE.format(
            title=escape(asset.name),
            video=self.links.path(Linked.VIDEO, asset_id),
            poster=self.links.path(Linked.POSTER, asset_id),
        )
        return Response(200, {"content-type": "text/html; charset=utf-8"}, page.encode())

    async def export(self, call: Call) -> FileAnswer:
        """Answer with the file that a job has made."""
        clips = self.ledger.clips(self.library.key, call.identifier)
        path = self.library.clips_folder / clips[0].file_name if clips else None
        if path is None or clips[0].state is not DraftState.DONE or not path.is_file():
            raise NotFound("There is no such export, or not any more.")
        return FileAnswer(path, "video/mp4")

    async def _middle(self, asset: LibraryAsset, width_px: int) -> Response:
        described = await self.library.media_file(asset)
        enough_px = min(width_px, described.facts.width_px)
        picture = await self.media.frame(
            asset.path,
            described.index.frame_count // 2,
            width_px=enough_px,
            picture=PictureFormat.JPEG,
        )
        return Response(200, {"content-type": "image/jpeg"}, picture)
