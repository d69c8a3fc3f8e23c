"""Finished clips become mediaclips, and markers their chapters."""

from dataclasses import replace

import pytest

from cliptui.clip.desk import Desk
from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.clip.mediaclip import Chapter
from cliptui.clip.sheet import Marker
from cliptui.errors import RequestRefused
from cliptui.jobs.records import chapters_of, register
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


def test_a_desk_without_markers_takes_no_chapters_away() -> None:
    asset = make_asset(1)
    assert asset.timing is not None
    desk = Desk(asset, asset.timing)
    with pytest.raises(RequestRefused, match="There is no marker on the desk"):
        chapters_of(desk)
    marked = desk.with_sheet(desk.sheet.with_marker(Marker(50, "Goal")))
    assert chapters_of(marked) == (Chapter("Goal", 2.0),)
