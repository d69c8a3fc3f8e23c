"""A folder that others share is listed apart, shown and cut from, but never changed."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.server.conftest import Bench
from tests.server.desk import Desk
from tests.server.media import write_video


@pytest.fixture
async def both(bench: Bench, tmp_path: Path) -> AsyncIterator[Desk]:
    """A server over `Own`, to which others share `Theirs` and `Zoo`."""
    write_video(bench.folder / "Own.mp4")
    for name in ("Theirs", "Zoo"):
        write_video(tmp_path / "shared" / f"{name}.mp4")
    async with bench.server(shared=tmp_path / "shared") as server:
        yield Desk(server)


async def names(desk: Desk, **members: Any) -> tuple[list[str], list[str]]:  # noqa: ANN401
    listed = (await desk.v2("list", order="desc", **members)).json
    own, shared = ([a["desc"] for a in listed[part]] for part in ("assets", "shared_assets"))
    return own, shared


async def shared_id(desk: Desk) -> str:
    found: str = (await desk.v2("list", query="Theirs")).json["shared_assets"][0]["id"]
    return found


async def test_what_others_share_is_listed_apart_and_counts_in_pages(both: Desk) -> None:
    assert await names(both) == (["Own"], ["Theirs", "Zoo"])
    assert await names(both, limit=2) == (["Own"], ["Theirs"])
    assert await names(both, skip=2) == ([], ["Zoo"])
    assert await names(both, query="theirs") == ([], ["Theirs"])


@pytest.mark.parametrize("wish", [True, "true", 1])
async def test_it_is_left_out_where_that_is_asked_for(both: Desk, wish: object) -> None:
    assert await names(both, ignore_shared_libraries=wish) == (["Own"], [])
    assert await names(both, ignore_shared_libraries=False) == (["Own"], ["Theirs", "Zoo"])


async def test_it_is_shown_and_cut_from_and_the_clip_is_ones_own(both: Desk) -> None:
    asset_id = await shared_id(both)
    got = (await both.v2("get", id=asset_id)).json["asset"]
    frame = await both.v2("getframe", id=asset_id, ts=0)
    await both.finished(await both.save(asset_id, title="Goal"))

    assert (got["desc"], frame.status) == ("Theirs", 200)
    assert await names(both) == (["Goal", "Own"], ["Theirs", "Zoo"])


async def test_it_is_neither_changed_nor_deleted_nor_told_among_changes(both: Desk) -> None:
    asset_id = await shared_id(both)
    changed = await both.v2("update", id=asset_id, desc="Ours now")
    deleted = await both.v2("delete", ids=[asset_id])
    changes = (await both.v2("changes", start=0)).json["assets"]

    assert "shared by others" in changed.json["msg"]
    assert deleted.json["error"] != 0
    assert await names(both) == (["Own"], ["Theirs", "Zoo"])
    assert [asset["desc"] for asset in changes.values()] == ["Own"]


async def test_a_file_of_both_folders_is_ones_own(bench: Bench) -> None:
    write_video(bench.folder / "Own.mp4")
    write_video(bench.folder / "inner" / "Also.mp4")
    async with bench.server(shared=bench.folder / "inner") as server:
        assert await names(Desk(server)) == (["Also", "Own"], [])
