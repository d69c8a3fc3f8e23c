"""Jobs are kept with the drafts that are cut for them, which nobody else sees."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cliptui.clip.draft import DraftState
from cliptui.clip.ledger import ClipEntry, DraftEntry, JobEntry, JobKind
from cliptui.store import Store

JOB = JobEntry("j1", "lib", JobKind.QUICKCLIP, "a1", "Goal", 0, 1000, 7)
DRAFT = DraftEntry("j1", "lib", "a1", "Goal", 0, 1000, "{}", "", "2026", job="quickclip")
CLIP = ClipEntry("c1", "j1", "lib", "", "Goal [j1].mp4", "Goal", 7, job="quickclip")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cliptui.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(path)
    yield opened
    opened.close()


def test_a_job_and_its_draft_are_there_in_the_next_run(store: Store, path: Path) -> None:
    assert (store.jobs("lib"), store.job("lib", "j1")) == ((), None)
    store.add_job(JOB, DRAFT)
    store.close()

    again = Store.open(path)

    assert (again.jobs("lib"), again.job("lib", "j1")) == ((JOB,), JOB)
    assert again.draft("lib", "j1") == DRAFT
    assert (again.jobs("other"), again.job("other", "j1")) == ((), None)
    again.close()


def test_jobs_come_newest_first(store: Store) -> None:
    newer = replace(JOB, job_id="j2", kind=JobKind.EXPORT)
    store.add_job(JOB, DRAFT)
    store.add_job(newer, replace(DRAFT, draft_id="j2", job="export"))

    assert store.jobs("lib") == (newer, JOB)


def test_a_cancelled_job_stays_while_what_was_cut_for_it_goes(store: Store) -> None:
    store.add_job(JOB, DRAFT)
    store.begin_clip(CLIP)
    store.cancel_job("lib", "j1")

    assert store.job("lib", "j1") == replace(JOB, is_cancelled=True)
    assert (store.draft("lib", "j1"), store.clips("lib", "j1")) == (None, ())


def test_a_removed_job_is_gone_and_what_it_has_made_stays(store: Store) -> None:
    store.add_job(JOB, DRAFT)
    store.begin_clip(CLIP)
    done = replace(CLIP, state=DraftState.DONE, asset_id="a9")
    store.finish_clip(done)
    store.remove_job("lib", "j1")

    assert (store.job("lib", "j1"), store.draft("lib", "j1")) == (None, None)
    assert store.done_clips("lib") == (done,)


def test_clips_of_jobs_are_told_only_by_name_and_exports_are_no_assets(store: Store) -> None:
    export = replace(CLIP, clip_id="c2", draft_id="j2", file_name="x.mp4", job="export")
    for clip in (CLIP, export):
        store.begin_clip(clip)
        store.finish_clip(replace(clip, asset_id=f"asset of {clip.clip_id}"))

    assert store.clips("lib") == ()
    assert [clip.clip_id for clip in store.clips("lib", "j2")] == ["c2"]
    assert [clip.clip_id for clip in store.done_clips("lib")] == ["c1"]
