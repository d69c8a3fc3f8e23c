"""Listing, deleting and retrying what a service keeps."""

from dataclasses import replace

import pytest

from cliptui.clip.draft import NewDraft
from cliptui.errors import ReadOnly, RequestRefused
from cliptui.jobs.outbox import save
from cliptui.jobs.shelf import delete, look_up, retry
from tests.fakes import FakeService, make_asset, make_bench

GOAL = NewDraft(f"{1:032x}", "Goal", 4000, 8000)


async def test_drafts_and_clips_are_looked_up_together() -> None:
    service = FakeService([make_asset(1)])
    bench = make_bench(service)
    await save(bench, GOAL)
    await save(bench, replace(GOAL, title="Corner"))
    service.finish("draft1", "f" * 32)
    shelf = await look_up(bench)
    assert [kept.draft.title for kept in shelf.drafts] == ["Corner", "Goal"]
    assert [made.title for made in shelf.clips] == ["Goal"]


async def test_a_deleted_draft_is_watched_no_longer_even_if_it_was_gone() -> None:
    service = FakeService([make_asset(1)])
    bench = make_bench(service)
    saved = await save(bench, GOAL)
    await delete(bench, saved.draft_id)
    assert bench.memory.watched("test") == ()
    await delete(bench, saved.draft_id)
    assert service.deleted == {"draft1"}


async def test_a_retry_saves_first_and_then_deletes() -> None:
    service = FakeService([make_asset(1)])
    bench = make_bench(service)
    failed = await save(bench, GOAL)
    again = await retry(bench, failed)
    assert [call[0] for call in service.asked] == ["save_draft", "save_draft", "delete_draft"]
    assert (again.draft_id, again.title, again.start_ms) == ("draft2", "Goal", 4000)
    assert [draft.draft_id for draft in bench.memory.watched("test")] == ["draft2"]


async def test_a_retry_that_is_refused_deletes_nothing() -> None:
    service = FakeService([make_asset(1)])
    bench = make_bench(service)
    failed = await save(bench, GOAL)
    service.error = RequestRefused("No.")
    with pytest.raises(RequestRefused):
        await retry(bench, failed)
    assert service.deleted == set()


async def test_a_read_only_desk_changes_nothing() -> None:
    service = FakeService([make_asset(1)])
    bench = replace(make_bench(service), is_read_only=True)
    with pytest.raises(ReadOnly, match="nothing is saved or deleted"):
        await save(bench, GOAL)
    with pytest.raises(ReadOnly):
        await delete(bench, "draft1")
    assert service.asked == []
