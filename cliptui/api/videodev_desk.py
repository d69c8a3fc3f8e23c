"""A desk over the media of video.dev: those of runs, and those that are brought in by a link.

The service lists nothing. What is on the desk is what was named on it: a run by its identifier, a
video by its address; and what was rendered from it. Frames come from the media's own files.
"""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from cliptui.api.filing import Decodes, shown_frame, shown_frames, timing_of
from cliptui.api.footage import Footage
from cliptui.api.videodev import VideodevService
from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE
from cliptui.clip.draft import Clip, Draft, NewDraft
from cliptui.clip.mediaclip import Rendition
from cliptui.clip.run import Media, RunState
from cliptui.clip.text import clean
from cliptui.errors import NotFound, RequestRefused

_SIGN: Final = "/"
_MS_PER_S: Final = 1000


class VideodevDesk:
    """Fulfils `ClipService` over a service that suggests and renders clips.

    A draft is a clip that is being rendered; its identifier is that of the clip and that of the
    rendering, with a slash between them.

    Args:
        service: The service.
        footage: Downloads files.
        media: Decodes them.
    """

    def __init__(self, service: VideodevService, footage: Footage, media: Decodes) -> None:
        self._service = service
        self._footage = footage
        self._decoder = media
        self._known: dict[str, Media] = {}
        self._drafts: dict[str, Draft] = {}

    @property
    def label(self) -> str:
        """What the screen calls it."""
        return self._service.label

    async def assets(
        self, *, query: str = "", order: str = NEWEST_FIRST, skip: int = 0, limit: int = PAGE_SIZE
    ) -> tuple[Asset, ...]:
        """Return one page of media; see `BrowsesAssets`.

        Args:
            query: The identifier of a run, for its media; the address of a video, to bring it in;
                empty for all that was named in this session.
            order: As in `BrowsesAssets`; the service tells names and lengths only.
            skip: As there.
            limit: As there.
        """
        found = await self._sought(query.strip()) if query.strip() else list(self._known.values())
        assets = list(map(_asset, found))
        if order.lstrip("-") == "desc":
            assets.sort(key=lambda asset: asset.name.casefold())
        elif order.lstrip("-") == "duration":
            assets.sort(key=lambda asset: asset.duration_s)
        if order.startswith("-"):
            assets.reverse()
        return tuple(assets[skip : skip + limit])

    async def asset(self, asset_id: str) -> Asset:
        """Return one asset; see `BrowsesAssets`. Its file is downloaded."""
        media = self._media(asset_id)
        index = (await self._decoder.describe(await self._file(media))).index
        asset = _asset(media)
        return replace(asset, timing=timing_of(index), duration_s=index.end_ms / 1000)

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        """Return the frame shown at a time; see `GivesFrames`."""
        path = await self._file(self._media(asset_id))
        return await shown_frame(self._decoder, path, ms, width_px)

    async def thumbs(self, asset_id: str, start_ms: int, stop_ms: int) -> tuple[bytes, ...]:
        """Return a small picture of every frame of a range; see `GivesFrames`."""
        path = await self._file(self._media(asset_id))
        return await shown_frames(self._decoder, path, start_ms, stop_ms)

    async def save_draft(self, draft: NewDraft) -> str:
        """Make a clip and begin to render it; see `KeepsDrafts`.

        Neither has a title there, nor notes. What was begun is never asked for a second time.
        """
        if draft.profile or draft.meta:
            raise RequestRefused(f"{self.label} keeps no notes on clips: leave them out.")
        span_ms = (draft.start_ms, draft.stop_ms)
        clip = await self._service.make_clip(draft.asset_id, *span_ms)
        rendering = await self._service.start_rendering(clip.suggestion_id)
        draft_id = f"{clip.suggestion_id}{_SIGN}{rendering.render_id}"
        start_s, stop_s = (Fraction(ms, _MS_PER_S) for ms in span_ms)
        self._drafts[draft_id] = Draft(draft_id, draft.asset_id, draft.title, start_s, stop_s, "")
        return draft_id

    async def drafts(self) -> tuple[Draft, ...]:
        """Return what was saved in this session; see `KeepsDrafts`. The service lists none."""
        return tuple(reversed(self._drafts.values()))

    async def draft(self, draft_id: str) -> Draft:
        """Return one draft; see `KeepsDrafts`."""
        if draft_id not in self._drafts:
            raise NotFound(f"There is no draft “{clean(draft_id)}” of this session.")
        return self._drafts[draft_id]

    async def delete_draft(self, draft_id: str) -> None:
        """Refuse to delete a draft; see `KeepsDrafts`.

        Raises:
            RequestRefused: Always: the service has no way to do so.
        """
        raise RequestRefused(f"{self.label} cannot delete what it renders ({clean(draft_id)}).")

    async def clips(self, draft_id: str | None = None) -> tuple[Clip, ...]:
        """Return clips, of this session or of a draft of any; see `TellsOfClips`."""
        wanted = reversed(self._drafts) if draft_id is None else [draft_id]
        return tuple([await self.clip(each) for each in wanted])

    async def clip(self, clip_id: str) -> Clip:
        """Return one clip; see `TellsOfClips`. Its media is on the desk once it is complete."""
        suggestion_id, _, render_id = clip_id.partition(_SIGN)
        rendering = await self._service.rendering(suggestion_id, render_id)
        is_complete = rendering.state is RunState.COMPLETE
        if is_complete:
            made = Media(rendering.media_id, rendering.media_url)
            self._known.setdefault(made.media_id, made)
        failed = rendering.failure or "It could not be rendered."
        return Clip(
            clip_id=clip_id,
            draft_id=clip_id,
            asset_id=rendering.media_id if is_complete else "",
            is_complete=is_complete,
            failure=failed if rendering.state is RunState.ERROR else "",
        )

    async def _sought(self, typed: str) -> list[Media]:
        """Return what is named; nothing for a run whose name may still be typed: it ends in `*`."""
        query = typed.removesuffix("*")
        if "://" in query:
            found = [Media(await self._service.import_media(query), query)]
        else:
            try:
                found = list((await self._service.run(query)).media)
            except NotFound:
                if query == typed:
                    raise
                found = []
        self._known.update({media.media_id: media for media in found})
        return found

    def _media(self, media_id: str) -> Media:
        media = self._known.get(media_id)
        if media is None:
            raise NotFound(
                f"{self.label} does not list its media: name a run of “{clean(media_id, 40)}”, or "
                "its address, with /."
            )
        return media

    async def _file(self, media: Media) -> Path:
        if not media.url:
            raise NotFound(f"{self.label} does not tell where the file of this video is.")
        return await self._footage.file("", Rendition(media.url))


def _asset(media: Media) -> Asset:
    name = unquote(PurePosixPath(urlsplit(media.url).path).stem)
    return Asset(
        asset_id=media.media_id,
        name=clean(name) or media.media_id,
        duration_s=media.duration_ms / _MS_PER_S,
        state=AssetState.READY,
    )
