"""Changes of assets (v2) over a library: update, delete, changes."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec

from cliptui.clip.edits import DELETED, AssetChange, AssetEdit
from cliptui.clip.ledger import AssetEntry, SeenAsset
from cliptui.errors import BadPicture, NotFound, RequestRefused
from cliptui.media.posters import check_poster
from cliptui.server.call import Call
from cliptui.server.library import Library, LibraryAsset
from cliptui.server.needs import AssetLedger
from cliptui.server.uplynk.records import Records
from cliptui.wire.message import Response
from cliptui.wire.uplynk import assets as v2
from cliptui.wire.uplynk import edits as wire
from cliptui.wire.uplynk.records import AssetRecord

MAX_CHANGES: Final = 500
"""Changes told at a time."""

_MS_PER_S: Final = 1000
_MAX_PLAYERS: Final = 20
_MAX_NOTES: Final = 1000


@dataclass(frozen=True, slots=True)
class EditAnswers:
    """Answers to what changes assets, and to what asks for changes.

    Attributes:
        library: The assets. Their files are never touched.
        ledger: Keeps what was changed.
        records: Tells assets.
        now: Unix time in seconds.
        new_id: Makes identifiers of 32 hexadecimal digits.
    """

    library: Library
    ledger: AssetLedger
    records: Records
    now: Callable[[], float]
    new_id: Callable[[], str]

    async def update(self, call: Call) -> Response:
        """Answer a change of an asset with the asset as it is then."""
        params = wire.read_update_params(call.members)
        if params.edit.poster:
            await _checked(params.edit.poster)
        await self._compare()
        asset = await self._asset(params.asset_id, params.external_id)
        if asset.is_shared:
            raise RequestRefused(f"“{asset.name}” is shared by others: only they can change it.")
        now_ms = self._now_ms()
        word = self.new_id()
        kept = self.ledger.amend_asset(
            AssetEntry(self.library.key, asset.asset_id),
            AssetChange(now_ms, "update", asset.asset_id),
            lambda entry: amended(entry, params.edit, word=word, now_ms=now_ms),
            params.edit.poster,
        )
        await self.library.describe(asset)
        file = self.library.file_behind(asset.asset_id) or asset
        return v2.write_asset(self.records.of(file.amended(kept), call.base))

    async def delete(self, call: Call) -> Response:
        """Answer which assets are deleted: hidden from now on, while their files stay.

        Of the ids that name nothing, nothing is said, as long as others do.
        """
        params = wire.read_delete_params(call.members)
        await self._compare()
        doomed = [
            asset
            for asset in await self.library.assets()
            if not asset.is_shared
            and (asset.asset_id in params.ids or asset.external_id in params.external_ids)
        ]
        if not doomed:
            raise NotFound("There is none of these assets in this library.")
        for asset in doomed:
            self._delete(asset)
        return wire.write_deleted_assets({asset.asset_id: asset.external_id for asset in doomed})

    async def changes(self, call: Call) -> Response:
        """Answer what changed from a time on."""
        start_ms = wire.read_changes_params(call.members)
        await self._compare()
        changes = self.ledger.asset_changes(self.library.key, start_ms, MAX_CHANGES)
        is_all = len(changes) < MAX_CHANGES
        last_ms = changes[-1].at_ms if changes else start_ms
        end_ms = max(last_ms, self._now_ms()) if is_all else last_ms
        named = dict.fromkeys(change.asset_id for change in changes)
        records = [record for of in named if (record := self._record(of, call.base))]
        return wire.write_changes(changes, records, start_ms, end_ms)

    def _record(self, asset_id: str, base: str) -> AssetRecord | None:
        """Return an asset as it is now, gone or not."""
        entry = self.ledger.asset_entry(self.library.key, asset_id)
        asset = self.library.file_behind(asset_id)
        if asset is not None:
            return self.records.of(asset.amended(entry), base)
        seen = self.ledger.seen_asset(self.library.key, asset_id)
        return None if seen is None else self.records.of_gone(seen, entry)

    def _delete(self, asset: LibraryAsset) -> None:
        now_ms = self._now_ms()
        self.ledger.amend_asset(
            AssetEntry(self.library.key, asset.asset_id),
            AssetChange(now_ms, DELETED, asset.asset_id),
            lambda entry: replace(entry, deleted_ms=now_ms, updated_ms=now_ms),
        )

    async def _compare(self) -> None:
        """Note what has come and gone by other ways than this API."""
        assets = await self.library.assets()
        present = [
            SeenAsset(
                asset_id=asset.asset_id,
                version=f"{asset.size_bytes} {asset.mtime_ns}",
                name=asset.name,
                file_name=asset.file_name,
                created_ms=asset.created_ms,
            )
            for asset in assets
            if not asset.is_shared
        ]
        self.ledger.compare_assets(self.library.key, present, self._now_ms())

    async def _asset(self, asset_id: str, external_id: str) -> LibraryAsset:
        if asset_id:
            return await self.library.asset(asset_id)
        return await self.library.asset_called(external_id)

    def _now_ms(self) -> int:
        return int(self.now() * _MS_PER_S)


def amended(entry: AssetEntry, edit: AssetEdit, *, word: str, now_ms: int) -> AssetEntry:
    """Return what is kept of an asset after a change.

    Args:
        entry: What is kept before.
        edit: The change.
        word: Names a player, if the change makes one.
        now_ms: When, in milliseconds since 1970.

    Raises:
        RequestRefused: The notes are too many.
    """
    told = {
        "name": edit.name,
        "external_id": edit.external_id,
        "meta_json": None if edit.meta is None else _noted(entry.meta_json, edit.meta),
        "expires_ms": edit.expires_ms,
        "requires_drm": edit.requires_drm,
        "requires_studio_drm": edit.requires_studio_drm,
        "has_poster": None if edit.poster is None else bool(edit.poster),
        "embed_player": word if edit.new_embed_player else None,
    }
    players = [word, *entry.test_players.split()] if edit.new_test_player else None
    if players is not None:
        told["test_players"] = " ".join(players[:_MAX_PLAYERS])
    changed: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    return replace(entry, **changed, updated_ms=now_ms)


def _noted(before_json: str, notes: Mapping[str, str]) -> str:
    """Return notes with others added or written over; none at all clear them."""
    before = msgspec.json.decode(before_json, type=dict[str, str]) if notes else {}
    after = {**before, **notes}
    if len(after) > _MAX_NOTES:
        raise RequestRefused(f"An asset can have {_MAX_NOTES} notes at most.")
    return msgspec.json.encode(after).decode()


async def _checked(poster: bytes) -> None:
    """Make sure that a poster is a picture.

    Raises:
        RequestRefused: It is none.
    """
    try:
        await asyncio.to_thread(check_poster, poster)
    except BadPicture as error:
        raise RequestRefused(f"poster_img: {error}") from error
