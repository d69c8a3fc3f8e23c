"""The tables, version by version."""

from typing import Final

MIGRATIONS: Final = (
    """
    CREATE TABLE watched (
        number INTEGER PRIMARY KEY, place TEXT NOT NULL, draft_id TEXT NOT NULL,
        asset_id TEXT NOT NULL, title TEXT NOT NULL, start_ms INTEGER NOT NULL,
        stop_ms INTEGER NOT NULL, saved_at_s REAL NOT NULL, state TEXT NOT NULL,
        clip_asset_id TEXT NOT NULL, failure TEXT NOT NULL, UNIQUE (place, draft_id)
    ) STRICT;
    CREATE TABLE frame_rates (
        place TEXT NOT NULL, asset_id TEXT NOT NULL, numerator INTEGER NOT NULL,
        denominator INTEGER NOT NULL, PRIMARY KEY (place, asset_id)
    ) STRICT;
    CREATE TABLE drafts (
        number INTEGER PRIMARY KEY, draft_id TEXT NOT NULL UNIQUE, library TEXT NOT NULL,
        asset_id TEXT NOT NULL, title TEXT NOT NULL, start_ms INTEGER NOT NULL,
        stop_ms INTEGER NOT NULL, meta_json TEXT NOT NULL, profile TEXT NOT NULL,
        created TEXT NOT NULL
    ) STRICT;
    CREATE TABLE clips (
        number INTEGER PRIMARY KEY, clip_id TEXT NOT NULL UNIQUE, draft_id TEXT NOT NULL UNIQUE,
        library TEXT NOT NULL, asset_id TEXT NOT NULL, file_name TEXT NOT NULL,
        title TEXT NOT NULL, updated_ms INTEGER NOT NULL, state TEXT NOT NULL,
        failure TEXT NOT NULL
    ) STRICT;
    """,
    """
    ALTER TABLE clips ADD COLUMN cut_mode TEXT NOT NULL DEFAULT '';
    ALTER TABLE clips ADD COLUMN preroll_frames INTEGER NOT NULL DEFAULT 0
    """,
    """
    CREATE TABLE journal (
        number INTEGER PRIMARY KEY, place TEXT NOT NULL, asset_id TEXT NOT NULL,
        session TEXT NOT NULL, kept_at_s REAL NOT NULL, desk TEXT NOT NULL
    ) STRICT;
    CREATE INDEX journal_by_asset ON journal (place, asset_id);
    CREATE VIEW kept_desks AS
        SELECT place, asset_id, session, kept_at_s, desk, max(number) AS number FROM journal
        GROUP BY place, asset_id;
    CREATE TABLE outbox (
        number INTEGER PRIMARY KEY, local_id TEXT NOT NULL UNIQUE, place TEXT NOT NULL,
        draft_json TEXT NOT NULL, queued_at_s REAL NOT NULL, state TEXT NOT NULL,
        sent_at_s REAL NOT NULL, sends INTEGER NOT NULL, reason TEXT NOT NULL,
        session TEXT NOT NULL DEFAULT '', leased_until_s REAL NOT NULL DEFAULT 0
    ) STRICT
    """,
)
"""One entry for each version of the file: what leads to it from the one before."""
