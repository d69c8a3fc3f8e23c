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
    CREATE TABLE runs (
        number INTEGER PRIMARY KEY, run_id TEXT NOT NULL UNIQUE, library TEXT NOT NULL,
        asset_id TEXT NOT NULL, prompt TEXT NOT NULL, url TEXT NOT NULL, events TEXT NOT NULL,
        base TEXT NOT NULL, state TEXT NOT NULL, failure TEXT NOT NULL
    ) STRICT;
    CREATE TABLE spans (
        number INTEGER PRIMARY KEY, clip_id TEXT NOT NULL UNIQUE, library TEXT NOT NULL,
        run_id TEXT NOT NULL, asset_id TEXT NOT NULL, start_ms INTEGER NOT NULL,
        stop_ms INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX spans_of_runs ON spans (run_id, start_ms, stop_ms) WHERE run_id != '';
    CREATE TABLE renders (
        number INTEGER PRIMARY KEY, render_id TEXT NOT NULL UNIQUE, library TEXT NOT NULL,
        clip_id TEXT NOT NULL, url TEXT NOT NULL, events TEXT NOT NULL, base TEXT NOT NULL,
        is_told INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE events (
        number INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, library TEXT NOT NULL,
        url TEXT NOT NULL, body BLOB NOT NULL, due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE mediaclips (
        number INTEGER PRIMARY KEY AUTOINCREMENT, library TEXT NOT NULL, asset_id TEXT NOT NULL,
        is_file INTEGER NOT NULL, status TEXT NOT NULL, created_ms INTEGER NOT NULL,
        updated_ms INTEGER NOT NULL, published_ms INTEGER NOT NULL, members_json TEXT NOT NULL,
        is_hidden INTEGER NOT NULL, is_purged INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX mediaclip_files ON mediaclips (library, asset_id) WHERE is_file
    """,
    """
    ALTER TABLE drafts ADD COLUMN job TEXT NOT NULL DEFAULT '';
    ALTER TABLE clips ADD COLUMN job TEXT NOT NULL DEFAULT '';
    CREATE TABLE jobs (
        number INTEGER PRIMARY KEY, job_id TEXT NOT NULL UNIQUE, library TEXT NOT NULL,
        kind TEXT NOT NULL, asset_id TEXT NOT NULL, title TEXT NOT NULL,
        start_ms INTEGER NOT NULL, stop_ms INTEGER NOT NULL, created_ms INTEGER NOT NULL,
        is_cancelled INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE asset_entries (
        library TEXT NOT NULL, asset_id TEXT NOT NULL, name TEXT NOT NULL,
        external_id TEXT NOT NULL, meta_json TEXT NOT NULL, expires_ms INTEGER NOT NULL,
        requires_drm INTEGER NOT NULL, requires_studio_drm INTEGER NOT NULL,
        test_players TEXT NOT NULL, embed_player TEXT NOT NULL, has_poster INTEGER NOT NULL,
        updated_ms INTEGER NOT NULL, deleted_ms INTEGER NOT NULL, PRIMARY KEY (library, asset_id)
    ) STRICT;
    CREATE TABLE posters (
        library TEXT NOT NULL, asset_id TEXT NOT NULL, picture BLOB NOT NULL,
        PRIMARY KEY (library, asset_id)
    ) STRICT;
    CREATE TABLE seen_assets (
        library TEXT NOT NULL, asset_id TEXT NOT NULL, version TEXT NOT NULL, name TEXT NOT NULL,
        file_name TEXT NOT NULL, created_ms INTEGER NOT NULL, gone_ms INTEGER NOT NULL,
        PRIMARY KEY (library, asset_id)
    ) STRICT;
    CREATE TABLE asset_changes (
        library TEXT NOT NULL, at_ms INTEGER NOT NULL, kind TEXT NOT NULL,
        asset_id TEXT NOT NULL, PRIMARY KEY (library, at_ms)
    ) STRICT
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
    """
    ALTER TABLE frame_rates ADD COLUMN is_drop_frame INTEGER
    """,
)
"""One entry for each version of the file: what leads to it from the one before."""
