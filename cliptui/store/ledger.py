"""Drafts and clips of the embedded server."""

from collections.abc import Mapping
from dataclasses import astuple, replace
from typing import Any, Final

from cliptui.clip.draft import DraftState
from cliptui.clip.ledger import ClipEntry, DraftEntry
from cliptui.store.assets import keep_notes
from cliptui.store.database import Tables

MAX_CLIPS: Final = 1000
"""Clips that `DraftLedger.clips` returns at most, the newest; the vendor's rule for its list."""

ADD_DRAFT: Final = "INSERT INTO drafts VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
"""The statement that keeps a draft."""

_NONE: Final[Mapping[str, str]] = {}
_DRAFT: Final = (
    "SELECT draft_id, library, asset_id, title, start_ms, stop_ms, meta_json, profile, created,"
    " job FROM drafts"
)
_CLIP: Final = (
    "SELECT clip_id, draft_id, library, asset_id, file_name, title, updated_ms, state, failure,"
    " cut_mode, preroll_frames, job FROM clips"
)


class DraftLedger(Tables):
    """Drafts and clips; it has the methods of `cliptui.server.needs.Ledger`."""

    def add_draft(self, draft: DraftEntry) -> None:
        """Keep a new draft of the embedded server."""
        self._database.change(ADD_DRAFT, *astuple(draft))

    def drafts(self, library: str) -> tuple[DraftEntry, ...]:
        """Return all drafts of a library, those of jobs too, the newest first."""
        rows = self._database.rows(f"{_DRAFT} WHERE library = ? ORDER BY number DESC", library)
        return tuple(DraftEntry(*row) for row in rows)

    def draft(self, library: str, draft_id: str) -> DraftEntry | None:
        """Return one draft of a library, if it is there."""
        rows = self._database.rows(
            f"{_DRAFT} WHERE library = ? AND draft_id = ?", library, draft_id
        )
        return DraftEntry(*rows[0]) if rows else None

    def remove_draft(self, library: str, draft_id: str) -> bool:
        """Forget a draft, and its clip unless that is done.

        Returns:
            Whether there was such a draft.
        """
        with self._database.transaction() as connection:
            arguments = (library, draft_id)
            removed = connection.execute(
                "DELETE FROM drafts WHERE library = ? AND draft_id = ?", arguments
            ).rowcount
            connection.execute(
                "DELETE FROM clips WHERE library = ? AND draft_id = ? AND state != 'done'",
                arguments,
            )
        return removed > 0

    def begin_clip(self, clip: ClipEntry) -> ClipEntry:
        """Keep a clip whose making begins, or begin that of its draft again if it had failed.

        Returns:
            The clip of the draft as it is kept: the first one that was ever begun for it.
        """
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO clips VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (draft_id) DO UPDATE SET state = excluded.state, failure = '',"
                " updated_ms = excluded.updated_ms WHERE state = 'failed'",
                astuple(clip),
            )
            kept = connection.execute(f"{_CLIP} WHERE draft_id = ?", (clip.draft_id,))
            return _clip_entry(kept.fetchone())

    def finish_clip(self, clip: ClipEntry, notes: Mapping[str, str] = _NONE) -> None:
        """Keep that a clip has become an asset, and how; nothing happens if it was removed.

        Args:
            clip: The clip.
            notes: What is noted on the asset.
        """
        told = (clip.asset_id, clip.updated_ms, clip.cut_mode, clip.preroll_frames, clip.clip_id)
        sql = "UPDATE clips SET state = 'done', asset_id = ?, updated_ms = ?, cut_mode = ?,"
        with self._database.transaction() as connection:
            done = connection.execute(f"{sql} preroll_frames = ? WHERE clip_id = ?", told)
            if notes and done.rowcount:
                keep_notes(connection, clip, notes)

    def fail_clip(self, clip_id: str, failure: str, updated_ms: int) -> None:
        """Keep why a clip could not be made; nothing happens if it was removed."""
        sql = "UPDATE clips SET failure = ?, updated_ms = ?, state = 'failed' WHERE clip_id = ?"
        self._database.change(sql, failure, updated_ms, clip_id)

    def clips(self, library: str, draft_id: str | None = None) -> tuple[ClipEntry, ...]:
        """Return the newest clips of a library, the newest first; of one draft if it is named.

        Those of jobs are told only where their draft is named.
        """
        rows = self._database.rows(
            f"{_CLIP} WHERE library = ?1"
            " AND CASE WHEN ?2 IS NULL THEN job = '' ELSE draft_id = ?2 END"
            f" ORDER BY number DESC LIMIT {MAX_CLIPS}",
            library,
            draft_id,
        )
        return tuple(map(_clip_entry, rows))

    def done_clips(self, library: str) -> tuple[ClipEntry, ...]:
        """Return every clip of a library that has become an asset, which exports do not."""
        sql = f"{_CLIP} WHERE library = ? AND state = 'done' AND job != 'export'"
        rows = self._database.rows(sql, library)
        return tuple(map(_clip_entry, rows))

    def clip(self, library: str, clip_id: str) -> ClipEntry | None:
        """Return one clip of a library, if it is there."""
        rows = self._database.rows(f"{_CLIP} WHERE library = ? AND clip_id = ?", library, clip_id)
        return _clip_entry(rows[0]) if rows else None


def _clip_entry(row: tuple[Any, ...]) -> ClipEntry:
    return replace(ClipEntry(*row), state=DraftState(row[7]))
