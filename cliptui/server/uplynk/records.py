"""Assets of a library as Uplynk tells them."""

from dataclasses import dataclass
from math import ceil
from typing import Final

import msgspec

from cliptui.clip.asset import AssetState
from cliptui.clip.ledger import AssetEntry, SeenAsset
from cliptui.server.library import Library, LibraryAsset
from cliptui.server.uplynk.links import Linked, Links
from cliptui.wire.uplynk.records import AssetRecord

_SLICE_S: Final = 4
_TEST_PLAYER: Final = "Test Player"


@dataclass(frozen=True, slots=True)
class Records:
    """Makes records of assets.

    Attributes:
        library: The assets.
        links: Makes the addresses in them.
    """

    library: Library
    links: Links

    def of(self, asset: LibraryAsset, base: str = "") -> AssetRecord:
        """Return an asset as it is known by now.

        Args:
            asset: The asset.
            base: Scheme and host of its addresses; they are left empty without.
        """
        described = self.library.described(asset)
        entry = asset.entry or AssetEntry(self.library.key, asset.asset_id)
        record = AssetRecord(
            id=asset.asset_id,
            desc=asset.name,
            external_id=asset.external_id,
            created=asset.created_ms,
            lastmod=asset.lastmod_ms,
            duration=described.duration_s,
            state=described.state.value,
            job_type=asset.job_type,
            slices=ceil(described.duration_s / _SLICE_S),
            rays=1,
            orig_filename=asset.file_name,
            require_drm=int(entry.requires_drm),
            require_studio_drm=int(entry.requires_studio_drm),
            autoexpire=entry.expires_ms,
            meta=msgspec.json.decode(entry.meta_json, type=dict[str, object]),
            deleted=entry.deleted_ms or None,
            cliptui=described.facts,
        )
        is_playable = described.state is AssetState.READY
        return self._linked(record, entry, base) if base and is_playable else record

    def of_gone(self, seen: SeenAsset, entry: AssetEntry | None) -> AssetRecord:
        """Return an asset whose file is gone, as far as it is remembered."""
        entry = entry or AssetEntry(self.library.key, seen.asset_id)
        return AssetRecord(
            id=seen.asset_id,
            desc=entry.name or seen.name,
            external_id=entry.external_id,
            duration=0.0,
            state=AssetState.READY.value,
            created=seen.created_ms,
            lastmod=seen.gone_ms,
            orig_filename=seen.file_name,
            deleted=seen.gone_ms or None,
        )

    def _linked(self, record: AssetRecord, entry: AssetEntry, base: str) -> AssetRecord:
        def url(kind: Linked, identifier: str) -> str:
            return f"{base}{self.links.path(kind, identifier)}"

        players: list[dict[str, object]] = [
            {
                "desc": _TEST_PLAYER,
                "id": word,
                "url": url(Linked.PLAYER, player_id(record.id, word)),
            }
            for word in entry.test_players.split()
        ]
        embedded = player_id(record.id, entry.embed_player)
        return msgspec.structs.replace(
            record,
            mp4_url=url(Linked.VIDEO, record.id),
            thumb_url=url(Linked.THUMB, record.id),
            poster_url=url(Linked.POSTER, record.id),
            embed_player_url=url(Linked.PLAYER, embedded) if entry.embed_player else "",
            test_player_url=players[0]["url"] if players else "",
            test_players=players,
        )


def player_id(asset_id: str, word: str) -> str:
    """Return what names a player of an asset in its address."""
    return f"{asset_id}-{word}"
