"""A folder is a library whose assets keep their ids and are looked into once."""

import os
import shutil
from pathlib import Path

import pytest

from cliptui.clip.asset import AssetState
from cliptui.errors import BadPlace, NotFound
from cliptui.server import library as library_room
from cliptui.server.library import Library
from tests.server.conftest import Bench
from tests.server.media import TextMedia, write_video


def library_of(bench: Bench, folder: Path | None = None) -> Library:
    return Library(folder or bench.folder, bench.clips, bench.store, bench.media)


async def ids(library: Library) -> dict[str, str]:
    return {asset.file_name: asset.asset_id for asset in await library.assets()}


async def test_ids_are_the_same_in_every_run_and_wherever_the_folder_lies(bench: Bench) -> None:
    write_video(bench.folder / "a.mp4")
    write_video(bench.folder / "deep" / "b.mp4")
    moved = bench.folder.parent / "elsewhere"
    shutil.copytree(bench.folder, moved)

    first = await ids(library_of(bench))

    assert sorted(first) == ["a.mp4", "b.mp4"]
    assert all(len(asset_id) == 32 and int(asset_id, 16) for asset_id in first.values())
    assert await ids(library_of(bench)) == first
    assert await ids(library_of(bench, moved)) == first


async def test_files_of_one_name_in_two_folders_are_two_assets(bench: Bench) -> None:
    write_video(bench.folder / "a.mp4")
    write_video(bench.folder / "deep" / "a.mp4")

    assert len({asset.asset_id for asset in await library_of(bench).assets()}) == 2


async def test_a_file_that_changes_keeps_its_id_and_is_looked_into_again(bench: Bench) -> None:
    path = write_video(bench.folder / "a.mp4", frames=50)
    library = library_of(bench)
    (before,) = await library.assets()
    assert (await library.describe(before)).duration_s == 2.0

    write_video(path, frames=100)
    os.utime(path, ns=(0, 5_000_000))
    after = await library.asset(before.asset_id)

    assert (after.asset_id, after.created_ms) == (before.asset_id, 5)
    assert (await library.describe(after)).duration_s == 4.0


async def test_frames_that_turn_out_to_be_damaged_are_told_of_their_asset(bench: Bench) -> None:
    media = TextMedia()
    write_video(bench.folder / "a.mp4")
    library = Library(bench.folder, bench.clips, bench.store, media)
    (asset,) = await library.assets()
    await library.describe(asset)
    assert library.described(asset).facts.damaged_frames == 0

    media.broken = frozenset({3, 4})
    assert library.described(asset).facts.damaged_frames == 2
    assert library.described(asset).duration_s == 2.0


async def test_files_that_come_and_go_are_noticed(bench: Bench) -> None:
    library = library_of(bench)
    assert await ids(library) == {}

    path = write_video(bench.folder / "a.mp4")
    (asset_id,) = (await ids(library)).values()
    path.unlink()

    with pytest.raises(NotFound, match=f"There is no asset “{asset_id}” in this library"):
        await library.asset(asset_id)
    assert await ids(library) == {}


async def test_an_asset_is_found_by_its_id_without_a_list_before(bench: Bench) -> None:
    write_video(bench.folder / "a.mp4")
    (asset_id,) = (await ids(library_of(bench))).values()

    assert (await library_of(bench).asset(asset_id)).name == "a"


@pytest.mark.parametrize("asset_id", ["", "../a.mp4", "/etc/passwd", "a.mp4", "\x1b[2J"])
async def test_a_path_is_no_id(bench: Bench, asset_id: str) -> None:
    write_video(bench.folder / "a.mp4")

    with pytest.raises(NotFound) as caught:
        await library_of(bench).asset(asset_id)
    assert "\x1b" not in str(caught.value)


async def test_names_are_cleaned_and_names_in_no_encoding_do_no_harm(bench: Bench) -> None:
    write_video(bench.folder / "take [@x] \x1b]52;c;x\x07.mp4")
    os.close(os.open(os.fsencode(bench.folder) + b"/d\xe9j\xe0.mp4", os.O_CREAT))

    assets = await library_of(bench).assets()

    assert sorted(asset.name for asset in assets) == ["d�j�", "take [@x] ␛]52;c;x␇"]
    assert sorted(asset.file_name for asset in assets) == [
        "d�j�.mp4",
        "take [@x] ␛]52;c;x␇.mp4",
    ]


async def test_a_file_is_looked_into_once_even_if_it_is_damaged(bench: Bench) -> None:
    write_video(bench.folder / "a.mp4", frames=30)
    (bench.folder / "b.mp4").write_text("rubbish")
    library = library_of(bench)

    for _ in range(2):
        assets = await library.assets()
        await library.describe_all(assets)

    assert bench.media.described == ["a.mp4", "b.mp4"]
    good, bad = (library.described(asset) for asset in assets)
    assert (good.state, good.duration_s, good.facts.reason) == (AssetState.READY, 1.2, "")
    assert (good.facts.frame_rate, good.facts.frame_count, good.facts.end_ms) == ("25", 30, 1200)
    assert (bad.state, bad.duration_s) == (AssetState.ERROR, 0.0)
    assert bad.facts.reason == "“b.mp4” is damaged."


async def test_an_asset_that_is_asked_for_again_is_at_hand(bench: Bench) -> None:
    for number in range(17):
        write_video(bench.folder / f"{number:02}.mp4", frames=1 + number)
    library = library_of(bench)
    assets = await library.assets()

    for asset in (*assets, assets[16], assets[1], assets[0]):
        media_file = await library.media_file(asset)
        assert media_file.index.frame_count == 1 + int(asset.name)

    # Sixteen are kept, so the first of seventeen had to be looked into again.
    assert bench.media.described == [*(asset.file_name for asset in assets), "00.mp4"]


async def test_a_variable_rate_is_told_by_the_start_of_each_frame(bench: Bench) -> None:
    write_video(bench.folder / "a.mp4")
    bench.media.starts_ms = (0, 40, 200)
    library = library_of(bench)
    (asset,) = await library.assets()

    facts = (await library.describe(asset)).facts

    assert (facts.frame_rate, facts.frame_starts_ms, facts.end_ms) == ("", [0, 40, 200], 240)


async def test_a_list_does_not_wait_for_ever_and_the_next_one_goes_on(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_video(bench.folder / "a.mp4")
    write_video(bench.folder / "b.mp4")
    library = library_of(bench)
    assets = await library.assets()

    monkeypatch.setattr(library_room, "LIST_BUDGET_S", 0.0)
    await library.describe_all(assets)
    assert [library.described(asset).state for asset in assets] == [AssetState.SLICING] * 2

    monkeypatch.setattr(library_room, "LIST_BUDGET_S", 5.0)
    await library.describe_all(assets)
    assert [library.described(asset).state for asset in assets] == [AssetState.READY] * 2


async def test_a_folder_that_is_gone_is_told(bench: Bench) -> None:
    bench.folder.rmdir()

    with pytest.raises(BadPlace, match="There is no folder"):
        await library_of(bench).assets()


async def test_libraries_are_kept_apart_by_where_they_really_are(bench: Bench) -> None:
    link = bench.folder.parent / "link"
    link.symlink_to(bench.folder)
    other = bench.folder.parent / "other"
    other.mkdir()

    assert library_of(bench, link).key == library_of(bench).key
    assert library_of(bench, other).key != library_of(bench).key
