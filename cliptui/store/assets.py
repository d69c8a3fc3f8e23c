"""What was changed about assets of the embedded server, and when."""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, replace
from typing import Any, Final

from cliptui.clip.edits import DELETED, AssetChange
from cliptui.clip.ledger import AssetEntry, ClipEntry, SeenAsset
from cliptui.store.database import Tables

_ENTRY: Final = (
    "SELECT library, asset_id, name, external_id, meta_json, expires_ms, requires_drm,"
    " requires_studio_drm, test_players, embed_player, has_poster, updated_ms, deleted_ms"
    " FROM asset_entries WHERE library = ?"
)
_ADD: Final = "INSERT INTO asset_entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SEEN: Final = (
    "SELECT asset_id, version, name, file_name, created_ms, gone_ms FROM seen_assets"
    " WHERE library = ?"
)


class AssetLedger(Tables):
    """Changes of assets; it has the methods of `cliptui.server.needs.AssetLedger`."""

    def asset_entries(self, library: str) -> tuple[AssetEntry, ...]:
        """Return what was changed about the assets of a library."""
        return tuple(map(_entry, self._database.rows(_ENTRY, library)))

    def asset_entry(self, library: str, asset_id: str) -> AssetEntry | None:
        """Return what was changed about an asset; None for nothing."""
        rows = self._database.rows(f"{_ENTRY} AND asset_id = ?", library, asset_id)
        return _entry(rows[0]) if rows else None

    def amend_asset(
        self,
        entry: AssetEntry,
        change: AssetChange,
        amend: Callable[[AssetEntry], AssetEntry],
        poster: bytes | None = None,
    ) -> AssetEntry:
        """Change what is kept of an asset, and note that, as one change.

        Args:
            entry: What is there if nothing was changed yet.
            change: What to note.
            amend: Returns what is to be kept, of what is kept.
            poster: Its poster from now on; None leaves that as it is, empty takes it away.

        Returns:
            What is kept now.
        """
        key = (entry.library, entry.asset_id)
        with self._database.transaction() as connection:
            row = connection.execute(f"{_ENTRY} AND asset_id = ?", key).fetchone()
            amended = amend(_entry(row) if row else entry)
            sql = _ADD.replace("INSERT", "INSERT OR REPLACE")
            connection.execute(sql, astuple(amended))
            _keep_poster(connection, key, poster)
            _note(connection, entry.library, change)
            if change.kind == DELETED:
                sql = "UPDATE seen_assets SET gone_ms = ? WHERE library = ? AND asset_id = ?"
                connection.execute(sql, (change.at_ms, *key))
        return amended

    def poster(self, library: str, asset_id: str) -> bytes | None:
        """Return the poster that an asset was given."""
        sql = "SELECT picture FROM posters WHERE library = ? AND asset_id = ?"
        rows = self._database.rows(sql, library, asset_id)
        return rows[0][0] if rows else None

    def compare_assets(self, library: str, present: Sequence[SeenAsset], now_ms: int) -> None:
        """Note which assets have come, changed and gone since they were last compared."""
        there = {asset.asset_id: asset for asset in present}
        with self._database.transaction() as connection:
            rows = connection.execute(_SEEN, (library,)).fetchall()
            known = {seen.asset_id: seen for seen in map(_seen, rows)}
            for asset in present:
                kind = _kind(known.get(asset.asset_id), asset)
                if kind:
                    _see(connection, library, asset, AssetChange(now_ms, kind, asset.asset_id))
            for seen in known.values():
                if seen.asset_id not in there and not seen.gone_ms:
                    change = AssetChange(now_ms, DELETED, seen.asset_id)
                    _see(connection, library, replace(seen, gone_ms=now_ms), change)

    def seen_asset(self, library: str, asset_id: str) -> SeenAsset | None:
        """Return an asset as it was when it was last compared."""
        rows = self._database.rows(f"{_SEEN} AND asset_id = ?", library, asset_id)
        return _seen(rows[0]) if rows else None

    def asset_changes(self, library: str, start_ms: int, limit: int) -> tuple[AssetChange, ...]:
        """Return the first changes from a time on, the oldest first; no two have the same time."""
        rows = self._database.rows(
            "SELECT at_ms, kind, asset_id FROM asset_changes WHERE library = ? AND at_ms >= ?"
            " ORDER BY at_ms LIMIT ?",
            library,
            start_ms,
            limit,
        )
        return tuple(AssetChange(*row) for row in rows)


def _entry(row: tuple[Any, ...]) -> AssetEntry:
    entry = AssetEntry(*row)
    return replace(
        entry,
        requires_drm=bool(entry.requires_drm),
        requires_studio_drm=bool(entry.requires_studio_drm),
        has_poster=bool(entry.has_poster),
    )


def _seen(row: tuple[Any, ...]) -> SeenAsset:
    return SeenAsset(*row)


def _kind(known: SeenAsset | None, asset: SeenAsset) -> str:
    if known is None or known.gone_ms:
        return "create"
    return "" if known.version == asset.version else "update"


def _see(
    connection: sqlite3.Connection, library: str, asset: SeenAsset, change: AssetChange
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO seen_assets VALUES (?, ?, ?, ?, ?, ?, ?)",
        (library, *astuple(asset)),
    )
    _note(connection, library, change)


def _note(connection: sqlite3.Connection, library: str, change: AssetChange) -> None:
    """Note a change, a millisecond after the last one at the earliest.

    Who asks for changes page by page goes on from the time of the last one, and would never get
    past more of the same time than a page holds.
    """
    sql = "SELECT coalesce(max(at_ms), -1) FROM asset_changes WHERE library = ?"
    (last_ms,) = connection.execute(sql, (library,)).fetchone()
    connection.execute(
        "INSERT INTO asset_changes VALUES (?, ?, ?, ?)",
        (library, max(change.at_ms, last_ms + 1), change.kind, change.asset_id),
    )


def keep_notes(connection: sqlite3.Connection, clip: ClipEntry, notes: Mapping[str, str]) -> None:
    """Keep what is noted on the asset that a clip has become; that is no change of it."""
    entry = AssetEntry(clip.library, clip.asset_id, meta_json=json.dumps(notes))
    connection.execute(f"{_ADD} ON CONFLICT DO NOTHING", astuple(entry))


def _keep_poster(
    connection: sqlite3.Connection, key: tuple[str, str], poster: bytes | None
) -> None:
    if poster is not None:
        connection.execute("DELETE FROM posters WHERE library = ? AND asset_id = ?", key)
    if poster:
        connection.execute("INSERT INTO posters VALUES (?, ?, ?)", (*key, poster))
