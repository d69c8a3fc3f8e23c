"""Asking Blue Billywig, or our own server that speaks as it does."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from cliptui.api.clock import REFUSED, ServiceClock
from cliptui.api.filing import Decodes, shown_frame, shown_frames, timing_of
from cliptui.api.footage import Footage
from cliptui.api.retrying import Repeat, Retrying
from cliptui.api.transport import Transport
from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE
from cliptui.clip.mediaclip import MediaClip, MediaClipEdit, MediaClipPage
from cliptui.errors import NotFound
from cliptui.wire.bluebillywig import edits, records, requests
from cliptui.wire.bluebillywig.extensions import CUTS, FILE_ID_DIGITS, MEDIACLIPS
from cliptui.wire.bluebillywig.refusals import check
from cliptui.wire.bluebillywig.token import SharedSecret, full_token
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk.extensions import read_announced

_SORT_NAMES: Final = {"created": "id", "desc": "title", "duration": "length"}


Build = Callable[[str], Request]
"""Makes a request of a token, another one at each attempt."""


class BlueBillywigService:
    """A service that browses, gives frames and keeps mediaclips.

    Our own server gives frames itself; of any other service a mediaclip's smallest MP4 file is
    downloaded, and decoded here. What only reads, and what can be repeated without harm, is asked
    again while that may help; all else only where it is known that it was not done.

    Args:
        transport: The way to the service.
        secret: Who asks.
        label: What the screen calls the service.
        now: Returns the time in Unix seconds.
        footage: Downloads files.
        media: Decodes them.
        retrying: How to ask again; as usual if None.
    """

    def __init__(  # noqa: PLR0913  the parts that it is put together from
        self,
        transport: Transport,
        secret: SharedSecret,
        *,
        label: str,
        now: Callable[[], float],
        footage: Footage,
        media: Decodes,
        retrying: Retrying | None = None,
    ) -> None:
        self._transport = transport
        self._secret = secret
        self._label = label
        self._clock = ServiceClock(now, secret.key.origin)
        self._retrying = retrying or Retrying(now=now)
        self._footage = footage
        self._media = media
        self._announced: frozenset[str] | None = None
        self._media_base = ""

    @property
    def label(self) -> str:
        """What the screen calls it."""
        return self._label

    async def assets(
        self, *, query: str = "", order: str = NEWEST_FIRST, skip: int = 0, limit: int = PAGE_SIZE
    ) -> tuple[Asset, ...]:
        """Return one page of assets; see `BrowsesAssets`."""
        name = order.removeprefix("-")
        direction = "desc" if order.startswith("-") else "asc"
        sort = f"{_SORT_NAMES.get(name, name)} {direction}"
        page = await self.mediaclips(query=query, order=sort, skip=skip, limit=limit)
        return tuple(map(records.asset_of, page.mediaclips))

    async def asset(self, asset_id: str) -> Asset:
        """Return one asset; see `BrowsesAssets`. Its file is downloaded if that tells more."""
        clip = await self.mediaclip(asset_id)
        asset = records.asset_of(clip)
        if asset.timing is not None or not asset.is_ready or await self._gives_frames():
            return asset
        index = (await self._media.describe(await self._file_of(clip))).index
        return replace(asset, timing=timing_of(index), duration_s=index.end_ms / 1000)

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        """Return the frame shown at a time; see `GivesFrames`."""
        if await self._gives_frames():
            return records.read_picture(
                await self._again(lambda token: requests.get_frame(token, asset_id, ms, width_px))
            )
        path = await self._file_of(await self.mediaclip(asset_id))
        return await shown_frame(self._media, path, ms, width_px)

    async def thumbs(self, asset_id: str, start_ms: int, stop_ms: int) -> tuple[bytes, ...]:
        """Return a small picture of every frame of a range; see `GivesFrames`."""
        if await self._gives_frames():
            return records.read_pictures(
                await self._again(
                    lambda token: requests.get_thumbs(token, asset_id, start_ms, stop_ms)
                )
            )
        path = await self._file_of(await self.mediaclip(asset_id))
        return await shown_frames(self._media, path, start_ms, stop_ms)

    async def mediaclips(
        self, *, query: str = "", order: str = "", skip: int = 0, limit: int = 15, status: str = ""
    ) -> MediaClipPage:
        """Return one page of mediaclips; see `KeepsRecords`."""
        return records.read_page(
            await self._again(
                lambda token: requests.list_mediaclips(
                    token, q=query, sort=order, limit=limit, offset=skip, status=status
                )
            )
        )

    async def search_mediaclips(
        self, query: str, *, order: str = "", skip: int = 0, limit: int = 15
    ) -> MediaClipPage:
        """Return one page of what the search finds; see `KeepsRecords`."""
        return records.read_page(
            await self._again(
                lambda token: requests.search_mediaclips(
                    token, q=query, sort=order, limit=limit, offset=skip
                )
            )
        )

    async def mediaclip(self, mediaclip_id: str) -> MediaClip:
        """Return one mediaclip; see `KeepsRecords`."""
        return records.read_mediaclip(
            await self._again(lambda token: requests.get_mediaclip(token, mediaclip_id))
        )

    async def mediaclip_of(self, asset_id: str) -> MediaClip | None:
        """Return the mediaclip that shows an asset; see `KeepsRecords`.

        The assets of a publication are its mediaclips. On our own server they may also be files,
        which a mediaclip names; the first one made of a file stands for it. Those of another
        service are the sources of mediaclips, as `register_clip` writes.
        """
        if len(asset_id) == FILE_ID_DIGITS and await self._gives_frames():
            found = await self._first_with("assets", asset_id)
        else:
            try:
                found = await self.mediaclip(asset_id)
            except NotFound:
                found = None
        return found or await self._first_with("sourceid", asset_id)

    async def create_mediaclip(self, members: Mapping[str, object]) -> MediaClip:
        """Create a mediaclip; see `KeepsRecords`. It is never asked for a second time."""
        return records.read_mediaclip(
            await self._once(lambda token: requests.create_mediaclip(token, members))
        )

    async def update_mediaclip(self, mediaclip_id: str, members: Mapping[str, object]) -> MediaClip:
        """Change these members; see `KeepsRecords`."""
        return records.read_mediaclip(
            await self._again(lambda token: requests.update_mediaclip(token, mediaclip_id, members))
        )

    async def edit_mediaclip(self, clip: MediaClip, edit: MediaClipEdit) -> MediaClip:
        """Change a mediaclip; see `KeepsRecords`."""
        return await self.update_mediaclip(clip.mediaclip_id, edits.edit_members(clip, edit))

    async def register_clip(self, asset_id: str, title: str) -> MediaClip:
        """Create the mediaclip of a clip; see `KeepsRecords`."""
        return await self.create_mediaclip(edits.clip_members(asset_id, title))

    async def publish_mediaclip(self, mediaclip_id: str, *, is_public: bool) -> MediaClip:
        """Show a mediaclip to everybody, or to nobody; see `KeepsRecords`."""
        return records.read_mediaclip(
            await self._again(
                lambda token: requests.publish_mediaclip(token, mediaclip_id, is_public=is_public)
            )
        )

    async def delete_mediaclip(self, mediaclip_id: str, *, purge: bool = False) -> None:
        """Hide a mediaclip, or remove it for ever; see `KeepsRecords`."""
        records.read_removed(
            await self._once(
                lambda token: requests.delete_mediaclip(token, mediaclip_id, purge=purge)
            )
        )

    async def can_cut(self) -> bool:
        """Return whether the server cuts the files of new mediaclips, as ours does."""
        return await self._has(CUTS)

    async def _first_with(self, member: str, value: str) -> MediaClip | None:
        """Return the first mediaclip that was made with this value of a member."""
        query = f'{member}:"{value}"'
        page = await self.mediaclips(query=query, order="id asc", limit=1)
        return next(iter(page.mediaclips), None)

    async def _gives_frames(self) -> bool:
        """Return whether the server gives frames itself, as ours does."""
        return await self._has(MEDIACLIPS)

    async def _has(self, extension: str) -> bool:
        if self._announced is None:
            await self.mediaclips(limit=1)
        return extension in (self._announced or ())

    async def _file_of(self, clip: MediaClip) -> Path:
        rendition = clip.smallest_mp4
        if rendition is None:
            raise NotFound(f"“{clip.title}” has no MP4 file, so its frames cannot be shown.")
        if not self._media_base:
            self._media_base = records.read_media_base(await self._again(requests.get_publication))
        return await self._footage.file(self._media_base, rendition)

    async def _again(self, build: Build) -> Response:
        return await self._retrying.answer(lambda: self._attempt(build))

    async def _once(self, build: Build) -> Response:
        return await self._retrying.answer(lambda: self._attempt(build), Repeat.UNSENT)

    async def _attempt(self, build: Build) -> Response:
        response = await self._sent(build)
        if self._clock.sets_right(response, self._transport.host):
            response = await self._sent(build)
        if response.status in REFUSED:
            check(response, self._clock.advice())
        return response

    async def _sent(self, build: Build) -> Response:
        token = full_token(self._secret, self._clock.now_s())
        response = await self._transport.send(build(token))
        self._clock.hear(response)
        if response.status < 300:  # noqa: PLR2004 - HTTP's own number for success
            self._announced = read_announced(response)
        return response
