"""Finished clips become mediaclips."""

from dataclasses import replace

from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.jobs.records import register
from tests.fakes import FakeService, make_asset, make_bench
from tests.records import FakeRecords


async def test_a_clip_whose_draft_is_gone_is_registered_by_the_name_of_its_asset() -> None:
    clip = make_asset(2, name="Goal")
    records = FakeRecords([])
    bench = replace(make_bench(FakeService([make_asset(1), clip])), records=records)
    gone = WatchedDraft(
        "d9", "", "(its draft is gone)", 0, 0, 0.0, DraftState.DONE, clip_asset_id=clip.asset_id
    )
    assert (await register(bench, gone)).title == "Goal"
    assert [kept.title for kept in records.kept] == ["Goal"]
