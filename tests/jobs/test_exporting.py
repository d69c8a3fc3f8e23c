"""Exporting the selections of a desk."""

from dataclasses import replace
from pathlib import Path

import pytest

from cliptui.clip.desk import Desk
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Marker, Sheet
from cliptui.errors import BadPlace, BadSelection
from cliptui.interchange.cuts import Cut
from cliptui.jobs.exporting import cut_list_of, write_file
from tests.fakes import make_asset


def desk_of(*takes: Marks) -> Desk:
    asset = make_asset(1)
    assert asset.timing is not None
    return Desk(asset, asset.timing, sheet=Sheet.of(*takes))


def test_whole_selections_are_exported_in_the_order_of_time_with_the_markers() -> None:
    desk = desk_of(Marks(300, 400, "b"), Marks(10, 20), Marks(500))
    desk = replace(desk, sheet=desk.sheet.with_marker(Marker(7, "kick")))
    cuts = cut_list_of(desk)
    assert cuts.cuts == (Cut(Selection(10, 20)), Cut(Selection(300, 400), "b"))
    assert cuts.markers == (Marker(7, "kick"),)


def test_there_must_be_a_whole_selection() -> None:
    with pytest.raises(BadSelection, match="no whole selection"):
        cut_list_of(desk_of(Marks(500)))


async def test_a_file_that_is_there_is_left_alone_unless_it_may_be_replaced(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cuts.edl"
    await write_file(path, b"one")
    with pytest.raises(BadPlace, match=r"cuts\.edl” cannot be written \(File exists\)"):
        await write_file(path, b"two")
    assert path.read_bytes() == b"one"
    await write_file(path, b"two", may_replace=True)
    assert path.read_bytes() == b"two"


async def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPlace, match="no name of a file"):
        await write_file(tmp_path / "a\0b", b"")
