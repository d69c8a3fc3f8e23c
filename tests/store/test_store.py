"""The store keeps what it was given, for several runs and several processes at once."""

import json
import multiprocessing
import sqlite3
import stat
import threading
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.clip.edits import AssetChange
from cliptui.clip.ledger import AssetEntry, ClipEntry, DraftEntry
from cliptui.clip.timecode import FrameRate
from cliptui.errors import StoreError
from cliptui.store import MAX_CLIPS, Store
from cliptui.store.schema import MIGRATIONS

WATCHED = WatchedDraft("d1", "a1", "Goal", 1000, 2000, 5.0)
DRAFT = DraftEntry(
    draft_id="d1",
    library="lib",
    asset_id="a1",
    title="Goal [/b] é",
    start_ms=0,
    stop_ms=1000,
    meta_json='{"k":1}',
    profile="p",
    created="2026-01-01T00:00:00.000001Z",
)
CLIP = ClipEntry("c1", "d1", "lib", "", "Goal [d1].mp4", "Goal", 7)
DONE = replace(
    CLIP,
    asset_id="a9",
    updated_ms=8,
    state=DraftState.DONE,
    cut_mode="lossless",
    preroll_frames=3,
)


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.watched("here") == ()
    assert store.frame_rate("here", "a1") is None
    assert store.drafts("lib") == ()
    assert store.draft("lib", "d1") is None
    assert store.clips("lib") == ()
    assert store.clip("lib", "c1") is None
    assert store.done_clips("lib") == ()


def test_only_the_owner_can_read_the_file_and_its_folder(store: Store, path: Path) -> None:
    store.add_draft(DRAFT)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    journal = path.with_name(f"{path.name}-journal")
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600


def test_every_commit_waits_for_the_disk_and_uses_no_wal(store: Store) -> None:
    assert store._database.rows("PRAGMA journal_mode") == [("truncate",)]
    full = 2
    assert store._database.rows("PRAGMA synchronous") == [(full,)]


def test_all_is_still_there_in_the_next_run(store: Store, path: Path) -> None:
    store.watch("here", WATCHED)
    store.remember_frame_rate("here", "a1", FrameRate.of(Fraction(30000, 1001)))
    store.add_draft(DRAFT)
    store.begin_clip(CLIP)
    store.close()

    again = Store.open(path)

    assert again.watched("here") == (WATCHED,)
    assert again.frame_rate("here", "a1") == FrameRate.of(Fraction(30000, 1001))
    assert again.drafts("lib") == (DRAFT,)
    assert again.clips("lib") == (CLIP,)
    again.close()


def test_closing_twice_does_no_harm(store: Store) -> None:
    store.close()
    store.close()


def test_watched_drafts_come_newest_first_and_by_place(store: Store) -> None:
    older = replace(WATCHED, draft_id="older", saved_at_s=1.0)
    store.watch("here", WATCHED)
    store.watch("here", older)
    store.watch("there", replace(WATCHED, title="other"))

    assert store.watched("here") == (WATCHED, older)


def test_watching_a_draft_again_replaces_what_was_known(store: Store) -> None:
    done = replace(WATCHED, state=DraftState.DONE, clip_asset_id="a9")
    store.watch("here", WATCHED)
    store.watch("here", done)

    assert store.watched("here") == (done,)
    assert store.watched("here")[0].state is DraftState.DONE


def test_how_far_a_clip_is_made_is_not_remembered(store: Store) -> None:
    store.watch("here", replace(WATCHED, progress=0.4))

    assert store.watched("here") == (WATCHED,)


def test_an_unwatched_draft_is_gone_and_unwatching_it_again_does_no_harm(store: Store) -> None:
    store.watch("here", WATCHED)
    store.watch("there", WATCHED)

    store.unwatch("here", "d1")
    store.unwatch("here", "d1")

    assert store.watched("here") == ()
    assert store.watched("there") == (WATCHED,)


def test_a_remembered_frame_rate_is_exact_and_can_be_corrected(store: Store) -> None:
    store.remember_frame_rate("here", "a1", FrameRate(Fraction(30)))
    store.remember_frame_rate("here", "a1", FrameRate(Fraction(24000, 1001)))

    assert store.frame_rate("here", "a1") == FrameRate(Fraction(24000, 1001))
    assert store.frame_rate("there", "a1") is None
    assert store.frame_rate("here", "a2") is None


def test_a_remembered_frame_rate_keeps_its_kind_of_labels(store: Store) -> None:
    plain = FrameRate(Fraction(30000, 1001), drop_frame=False)
    store.remember_frame_rate("here", "a1", plain)

    assert store.frame_rate("here", "a1") == plain


def test_a_frame_rate_that_an_older_version_remembered_gets_its_usual_labels(store: Store) -> None:
    store._database.change("INSERT INTO frame_rates VALUES ('here', 'a1', 30000, 1001, NULL)")

    assert store.frame_rate("here", "a1") == FrameRate.of(Fraction(30000, 1001))


def test_drafts_come_newest_first_and_by_library(store: Store) -> None:
    newer = replace(DRAFT, draft_id="d2")
    store.add_draft(DRAFT)
    store.add_draft(newer)
    store.add_draft(replace(DRAFT, draft_id="d3", library="other"))

    assert store.drafts("lib") == (newer, DRAFT)
    assert store.draft("lib", "d1") == DRAFT
    assert store.draft("lib", "d3") is None


def test_a_removed_draft_takes_its_unfinished_clip_with_it(store: Store) -> None:
    store.add_draft(DRAFT)
    store.begin_clip(CLIP)

    assert store.remove_draft("lib", "d1") is True
    assert store.drafts("lib") == ()
    assert store.clips("lib") == ()
    assert store.remove_draft("lib", "d1") is False


def test_a_removed_draft_leaves_its_finished_clip(store: Store) -> None:
    store.add_draft(DRAFT)
    store.begin_clip(CLIP)
    store.finish_clip(DONE)

    store.remove_draft("lib", "d1")

    assert store.clips("lib") == (DONE,)


def test_a_draft_of_another_library_cannot_be_removed(store: Store) -> None:
    store.add_draft(DRAFT)
    store.begin_clip(CLIP)

    assert store.remove_draft("other", "d1") is False
    assert store.drafts("lib") == (DRAFT,)
    assert store.clips("lib") == (CLIP,)


def test_a_draft_has_one_clip_however_often_it_is_begun(store: Store) -> None:
    first = store.begin_clip(CLIP)
    second = store.begin_clip(replace(CLIP, clip_id="c2", file_name="x.mp4", updated_ms=9))

    assert (first, second) == (CLIP, CLIP)
    assert store.clips("lib") == (CLIP,)


def test_a_failed_clip_tells_why_until_it_is_begun_again(store: Store) -> None:
    store.begin_clip(CLIP)
    store.fail_clip("c1", "The disk is full.", 8)
    failed = replace(CLIP, updated_ms=8, state=DraftState.FAILED, failure="The disk is full.")

    assert store.clip("lib", "c1") == failed
    assert store.done_clips("lib") == ()
    assert store.begin_clip(replace(CLIP, clip_id="c2", updated_ms=9)) == replace(
        CLIP, updated_ms=9
    )


def test_a_done_clip_stays_done(store: Store) -> None:
    store.begin_clip(CLIP)
    store.finish_clip(DONE)

    assert store.begin_clip(replace(CLIP, clip_id="c2")) == DONE
    assert store.done_clips("lib") == (DONE,)
    assert store.done_clips("other") == ()


def test_what_becomes_of_a_removed_clip_is_not_kept(store: Store) -> None:
    store.finish_clip(replace(DONE, clip_id="gone"), {"Title": "Goal"})
    store.fail_clip("gone", "why", 8)

    assert store.clips("lib") == ()
    assert store.asset_entries("lib") == ()


def test_what_is_noted_on_a_clip_is_noted_on_its_asset_once_it_is_done(store: Store) -> None:
    store.begin_clip(CLIP)
    store.finish_clip(DONE, {"Title": "Goal é"})
    renamed = AssetChange(9, "update", DONE.asset_id)
    kept = store.amend_asset(
        AssetEntry("lib", DONE.asset_id), renamed, lambda entry: replace(entry, name="Better")
    )
    store.finish_clip(DONE, {"Title": "Another"})

    assert json.loads(kept.meta_json) == {"Title": "Goal é"}
    assert store.asset_entries("lib") == (kept,)


def test_a_clip_without_notes_leaves_its_asset_as_it_is(store: Store) -> None:
    store.begin_clip(CLIP)
    store.finish_clip(DONE)
    assert store.asset_entries("lib") == ()


def test_clips_come_newest_first_by_library_and_by_draft(store: Store) -> None:
    newer = replace(CLIP, clip_id="c2", draft_id="d2")
    store.begin_clip(CLIP)
    store.begin_clip(newer)
    store.begin_clip(replace(CLIP, clip_id="c3", draft_id="d3", library="other"))

    assert store.clips("lib") == (newer, CLIP)
    assert store.clips("lib", "d1") == (CLIP,)
    assert store.clips("lib", "d3") == ()
    assert store.clip("lib", "c3") is None


def test_the_list_of_clips_ends_at_the_thousand_newest(store: Store, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO clips VALUES"
            " (NULL, ?1, ?1, 'lib', '', 'f', 't', 1, 'done', '', '', 0, '')",
            [(f"c{number}",) for number in range(1005)],
        )
    connection.close()

    clips = store.clips("lib")

    assert (len(clips), MAX_CLIPS) == (1000, 1000)
    assert (clips[0].clip_id, clips[-1].clip_id) == ("c1004", "c5")
    assert len(store.done_clips("lib")) == 1005


def test_hostile_text_is_kept_as_text(store: Store) -> None:
    title = "'); DROP TABLE drafts; --\x00\u202e"
    store.add_draft(replace(DRAFT, title=title))

    assert store.drafts("lib")[0].title == title


def test_several_threads_can_use_one_store(store: Store) -> None:
    def save(number: int) -> None:
        for count in range(10):
            store.watch("here", replace(WATCHED, draft_id=f"{number}-{count}"))

    threads = [threading.Thread(target=save, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(store.watched("here")) == 40


def _save_twenty(path: Path, name: str) -> None:
    store = Store.open(path, busy_timeout_s=30)
    for count in range(20):
        store.add_draft(replace(DRAFT, draft_id=f"{name}-{count}"))
    store.close()


def test_several_processes_can_write_to_one_file_made_by_either(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_save_twenty, args=(path, name)) for name in "ab"]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    store = Store.open(path)
    assert [process.exitcode for process in processes] == [0, 0]
    assert len(store.drafts("lib")) == 40
    store.close()


def test_a_file_that_another_process_holds_is_said_to_be_in_use(store: Store, path: Path) -> None:
    hasty = Store.open(path, busy_timeout_s=0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(StoreError, match=r"cliptui\.db” is in use by another cliptui .* again"):
        hasty.add_draft(DRAFT)
    with pytest.raises(StoreError, match="in use by another"):
        Store.open(path, busy_timeout_s=0)

    other.execute("ROLLBACK")
    other.close()
    hasty.add_draft(DRAFT)
    assert store.drafts("lib") == (DRAFT,)
    hasty.close()


def test_a_change_that_fails_halfway_leaves_nothing_behind(store: Store, path: Path) -> None:
    store.add_draft(DRAFT)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE clips")
    connection.close()

    with pytest.raises(StoreError, match=r"no such table: clips.*Nothing was changed"):
        store.remove_draft("lib", "d1")
    assert store.drafts("lib") == (DRAFT,)


def test_a_file_of_an_older_cliptui_is_brought_up_to_date_with_all_that_is_in_it(
    path: Path,
) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.executescript(MIGRATIONS[0])
        row = ("c1", "d1", "lib", "", "Goal [d1].mp4", "Goal", 7, "converting", "")
        connection.execute("INSERT INTO clips VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("PRAGMA user_version = 1")
    connection.close()

    store = Store.open(path)

    assert store.clips("lib") == (CLIP,)
    store.finish_clip(DONE)
    assert store.clips("lib") == (DONE,)
    store.close()
    copy = path.with_name("cliptui.db.bak-1")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT clip_id, state FROM clips").fetchall() == [
            ("c1", "converting")
        ]
    connection.close()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert sorted(file.name for file in path.parent.glob("*bak*")) == [copy.name]


def test_a_file_of_a_newer_cliptui_is_refused_and_left_as_it_is(path: Path) -> None:
    Store.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(StoreError, match="was written by a newer cliptui: update cliptui"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_place_that_is_no_folder_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match=r"cannot be used: .*Set CLIPTUI_STATE_DIR to a folder"):
        Store.open(tmp_path / "file" / "cliptui.db")


def test_the_name_of_the_file_is_cleaned_in_messages(tmp_path: Path) -> None:
    folder = tmp_path / "\x1b]52;c;evil\x07"
    folder.write_text("")

    with pytest.raises(StoreError) as caught:
        Store.open(folder / "cliptui.db")
    assert "\x1b" not in str(caught.value)
    assert "␛]52" in str(caught.value)
