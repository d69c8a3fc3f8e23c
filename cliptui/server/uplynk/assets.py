"""The Asset API (v2) over a library: list, get, getframe, getthumbs."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from math import floor
from typing import Final

from cliptui.media.index import FrameIndex
from cliptui.media.pictures import PictureFormat
from cliptui.server.call import Call
from cliptui.server.library import Library, LibraryAsset
from cliptui.server.needs import Media
from cliptui.server.scene_watch import SceneWatch
from cliptui.server.uplynk.linked import THUMB_WIDTH_PX
from cliptui.server.uplynk.records import Records
from cliptui.wire.message import Response
from cliptui.wire.uplynk import assets as wire
from cliptui.wire.uplynk.query import Field, Query, matches_search, parse_query

_MS_PER_S: Final = 1000
_DESCRIBED_KEYS: Final = frozenset({"duration", "state"})

_SORT_KEYS: Final[Mapping[str, Callable[[wire.AssetRecord], str | float]]] = {
    "created": lambda record: record.created,
    "desc": lambda record: record.desc.casefold(),
    "duration": lambda record: record.duration,
    "external_id": lambda record: record.external_id or "",
    "id": lambda record: record.id,
    "lastmod": lambda record: record.lastmod or 0,
    "source": lambda record: record.job_type,
    "state": lambda record: record.state,
}


class AssetAnswers:
    """Answers to the Asset API.

    Args:
        library: The assets.
        media: Gives their frames.
        records: Tells assets.
        watch: Told which of them are looked at.
    """

    def __init__(self, library: Library, media: Media, records: Records, watch: SceneWatch) -> None:
        self._library = library
        self._media = media
        self._records = records
        self._watch = watch

    async def list_assets(self, call: Call) -> Response:
        """Answer a list. Files that there was no time to look into are `slicing` meanwhile."""
        params = wire.read_list_params(call.members)
        query = parse_query(params.query)
        assets = await self._library.assets()
        if params.ignore_shared:
            assets = tuple(asset for asset in assets if not asset.is_shared)
        if _needs_description(params, query):
            await self._library.describe_all(assets)
        # A large library takes longer to search than anything else may wait.
        found = await asyncio.to_thread(self._found, assets, params, query)
        page = found[params.skip : params.skip + params.limit]
        await self._library.describe_all(page)
        own, shared = (
            [self._records.of(asset, call.base) for asset in page if asset.is_shared is is_shared]
            for is_shared in (False, True)
        )
        return wire.write_assets(own, shared)

    async def get_assets(self, call: Call) -> Response:
        """Answer a request for one or several assets; of several, those that there are."""
        params = wire.read_get_params(call.members)
        if params.single:
            asset = await self._asset("".join(params.ids), "".join(params.external_ids))
            await self._library.describe(asset)
            return wire.write_asset(self._records.of(asset, call.base))
        assets = tuple(
            asset
            for asset in await self._library.assets()
            if asset.asset_id in params.ids or asset.external_id in params.external_ids
        )
        await self._library.describe_all(assets)
        return wire.write_assets_found([self._records.of(asset, call.base) for asset in assets])

    async def frame(self, call: Call) -> Response:
        """Answer with the frame that is shown at a time; after the end, with the last one."""
        params = wire.read_frame_params(call.members)
        asset = await self._library.asset(params.asset_id)
        index = (await self._library.media_file(asset)).index
        picture = await self._media.frame(
            asset.path,
            index.shown_at(params.ts_ms),
            width_px=params.width_px,
            picture=_format(as_jpeg=params.as_jpeg),
        )
        self._watch.opened(asset)
        return wire.write_frame(picture)

    async def thumbs(self, call: Call) -> Response:
        """Answer with a small picture of every frame that starts in a range."""
        params = wire.read_thumbs_params(call.members)
        asset = await self._asset(params.asset_id, params.external_id)
        described = await self._library.media_file(asset)
        is_small = described.facts.width_px <= THUMB_WIDTH_PX
        index = described.index
        pictures = await self._media.frames(
            asset.path,
            range(
                _starting_before(index, params.start_ms), _starting_before(index, params.stop_ms)
            ),
            width_px=None if is_small else THUMB_WIDTH_PX,
            picture=_format(as_jpeg=params.as_jpeg),
        )
        return wire.write_thumbs(pictures)

    def _found(
        self, assets: Sequence[LibraryAsset], params: wire.ListParams, query: Query
    ) -> tuple[LibraryAsset, ...]:
        """Return the assets that are sought, in the order that is asked for, then by name."""
        found = [
            (record, asset)
            for asset in assets
            if query.matches(record := self._records.of(asset))
            and (not params.search or matches_search(params.search, record))
        ]
        found.sort(key=lambda pair: (pair[0].desc.casefold(), pair[0].id))
        for key, is_descending in reversed(params.order):
            sort_key = _SORT_KEYS[key]
            found.sort(key=lambda pair: sort_key(pair[0]), reverse=is_descending)
        return tuple(asset for _, asset in found)

    async def _asset(self, asset_id: str, external_id: str) -> LibraryAsset:
        if asset_id:
            return await self._library.asset(asset_id)
        return await self._library.asset_called(external_id)


def _needs_description(params: wire.ListParams, query: Query) -> bool:
    """Tell whether the answer depends on what is inside files that may not be part of it."""
    keys = {key for key, _ in params.order}
    return bool(keys & _DESCRIBED_KEYS) or any(
        criterion.field is Field.STATE for criterion in query.criteria
    )


def _starting_before(index: FrameIndex, ms: int) -> int:
    """Return how many frames start before a millisecond."""
    first_ms = floor((index.pts[0] * index.time_base - index.start) * _MS_PER_S)
    return 0 if ms <= first_ms else index.shown_at(ms - 1) + 1


def _format(*, as_jpeg: bool) -> PictureFormat:
    return PictureFormat.JPEG if as_jpeg else PictureFormat.PNG
