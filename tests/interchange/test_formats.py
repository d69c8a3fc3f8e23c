"""The table of all formats."""

import pytest

from cliptui.clip.selection import Selection
from cliptui.errors import BadCutList
from cliptui.interchange.cuts import Cut, CutList
from cliptui.interchange.formats import FORMATS, Format
from tests.fakes import make_asset

ASSET = make_asset(1)
assert ASSET.timing is not None
CUTS = CutList("Cup", "Cup.mp4", ASSET.timing, (Cut(Selection(0, 250), "a é"),))

by_name: dict[str, Format] = {each.name: each for each in FORMATS}


@pytest.mark.parametrize("name", [n for n in by_name if n != "youtube"])
def test_every_format_writes_a_file(name: str) -> None:
    assert "a é" in by_name[name].encoded(CUTS).decode()


def test_a_format_that_cannot_say_it_refuses() -> None:
    with pytest.raises(BadCutList):
        by_name["youtube"].encoded(CUTS)


@pytest.mark.parametrize(
    ("asset_name", "file_name"),
    [
        ("Cup final", "Cup final.edl"),
        ("../../etc/passwd", "etc-passwd.edl"),
        ("a\x1b[31m/b", "a␛[31m-b.edl"),
        (".hidden", "hidden.edl"),
        (" . ", "cuts.edl"),
    ],
)
def test_a_file_is_named_after_the_asset_and_stays_in_its_folder(
    asset_name: str, file_name: str
) -> None:
    assert by_name["edl"].file_name(asset_name) == file_name
