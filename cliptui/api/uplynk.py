"""Asking Uplynk, or our own server that speaks as Uplynk does."""

from collections.abc import Callable

from cliptui.api.transport import Transport
from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE
from cliptui.clip.draft import Clip, Draft, NewDraft
from cliptui.errors import Unreachable
from cliptui.wire.clock import clock_skew_s
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import assets, drafts, extensions
from cliptui.wire.uplynk.signature import Credentials, Stamp


class UplynkService:
    """A service with all abilities of `clip.catalogue`.

    What only reads is asked a second time, signed anew, when there was no answer to the first;
    what changes something never is, since nobody knows whether it was done.

    Args:
        transport: The way to the service.
        credentials: Who asks.
        label: What the screen calls the service.
        now: Returns the time in Unix seconds.
        nonce: Returns a random word, another one each time.
    """

    def __init__(
        self,
        transport: Transport,
        credentials: Credentials,
        *,
        label: str,
        now: Callable[[], float],
        nonce: Callable[[], str],
    ) -> None:
        self._transport = transport
        self._credentials = credentials
        self._label = label
        self._now = now
        self._nonce = nonce
        self._announced: frozenset[str] = frozenset()
        self._has_heard = False
        self._clock_skew_s: float | None = None

    @property
    def label(self) -> str:
        """What the screen calls it."""
        return self._label

    @property
    def clock_skew_s(self) -> float | None:
        """Seconds by which its clock is ahead of ours; see `TellsTime`."""
        return self._clock_skew_s

    async def assets(
        self, *, query: str = "", order: str = NEWEST_FIRST, skip: int = 0, limit: int = PAGE_SIZE
    ) -> tuple[Asset, ...]:
        """Return one page of assets; see `BrowsesAssets`."""
        response = await self._read(
            lambda stamp: assets.list_assets(
                self._credentials, stamp, query=query, order=order, skip=skip, limit=limit
            )
        )
        return assets.read_assets(response)

    async def asset(self, asset_id: str) -> Asset:
        """Return one asset; see `BrowsesAssets`."""
        response = await self._read(
            lambda stamp: assets.get_asset(self._credentials, stamp, asset_id)
        )
        return assets.read_asset(response)

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        """Return the frame shown at a time; see `GivesFrames`."""
        usable_px = width_px if self._has(extensions.PICTURES) else None
        response = await self._read(
            lambda stamp: assets.get_frame(
                self._credentials, stamp, asset_id, ms, width_px=usable_px
            )
        )
        return assets.read_frame(response)

    async def thumbs(self, asset_id: str, start_ms: int, stop_ms: int) -> tuple[bytes, ...]:
        """Return a small picture of every frame of a range; see `GivesFrames`."""
        small = self._has(extensions.PICTURES)
        response = await self._read(
            lambda stamp: assets.get_thumbs(
                self._credentials, stamp, asset_id, start_ms, stop_ms, small=small
            )
        )
        return assets.read_thumbs(response)

    async def save_draft(self, draft: NewDraft) -> str:
        """Save a draft and return its identifier; see `KeepsDrafts`."""
        request = drafts.save_draft(self._credentials, self._stamp(), draft)
        return drafts.read_saved(await self._send(request))

    async def drafts(self) -> tuple[Draft, ...]:
        """Return all drafts, the newest first; see `KeepsDrafts`."""
        response = await self._read(lambda stamp: drafts.list_drafts(self._credentials, stamp))
        return drafts.read_drafts(response)

    async def draft(self, draft_id: str) -> Draft:
        """Return one draft; see `KeepsDrafts`."""
        response = await self._read(
            lambda stamp: drafts.get_draft(self._credentials, stamp, draft_id)
        )
        return drafts.read_draft(response)

    async def delete_draft(self, draft_id: str) -> None:
        """Delete a draft; see `KeepsDrafts`."""
        request = drafts.delete_draft(self._credentials, self._stamp(), draft_id)
        drafts.read_deleted(await self._send(request))

    async def clips(self, draft_id: str | None = None) -> tuple[Clip, ...]:
        """Return clips, all or of one draft; see `TellsOfClips`."""
        response = await self._read(
            lambda stamp: drafts.list_clips(self._credentials, stamp, draft_id)
        )
        return drafts.read_clips(response)

    async def clip(self, clip_id: str) -> Clip:
        """Return one clip; see `TellsOfClips`."""
        response = await self._read(
            lambda stamp: drafts.get_clip(self._credentials, stamp, clip_id)
        )
        return drafts.read_clip(response)

    async def can_convert(self) -> bool:
        """Return whether this server waits to be asked; see `ConvertsDrafts`."""
        if not self._has_heard:
            await self.assets(limit=1)
        return self._has(extensions.CONVERT)

    async def convert_draft(self, draft_id: str) -> Clip:
        """Start to turn a draft into a clip; see `ConvertsDrafts`."""
        request = drafts.convert_draft(self._credentials, self._stamp(), draft_id)
        return drafts.read_clip(await self._send(request))

    def _has(self, extension: str) -> bool:
        return extension in self._announced

    def _stamp(self) -> Stamp:
        return Stamp(int(self._now()), self._nonce())

    async def _read(self, build: Callable[[Stamp], Request]) -> Response:
        try:
            return await self._send(build(self._stamp()))
        except Unreachable:
            return await self._send(build(self._stamp()))

    async def _send(self, request: Request) -> Response:
        response = await self._transport.send(request)
        self._clock_skew_s = clock_skew_s(response, self._now())
        if extensions.ANNOUNCEMENT in response.headers:
            self._announced = extensions.read_announced(response)
        self._has_heard = self._has_heard or response.status < 300  # noqa: PLR2004 - HTTP's own
        return response
