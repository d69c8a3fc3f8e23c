"""What the inspector tells of an asset."""

from dataclasses import replace

import pytest

from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.desk import Desk
from cliptui.tui.widgets.inspector import facts_of, told_of
from tests.fakes import make_asset


def test_what_the_owner_noted_of_an_asset_is_told_after_its_facts_and_selections() -> None:
    asset = replace(
        make_asset(1), external_id="tape 7", notes=(("Headline", "Cup"), ("Source", "Reuters"))
    )
    lines = told_of(asset, None)
    assert "yours    tape 7" in lines
    assert lines[-3:] == ["", "Headline: Cup", "Source: Reuters"]
    assert asset.timing is not None
    desk = Desk(asset, asset.timing)
    assert told_of(asset, desk)[-5:] == ["", "0 selections", "", "Headline: Cup", "Source: Reuters"]


def test_an_asset_without_notes_has_no_lines_of_them() -> None:
    assert "" not in told_of(make_asset(1), None)


@pytest.mark.parametrize(
    ("damaged", "told"),
    [(1, "damaged  1 frame seen so far"), (12, "damaged  12 frames seen so far")],
)
def test_damaged_frames_are_told(damaged: int, told: str) -> None:
    asset = Asset("x", "Harbour", 2.0, AssetState.READY, damaged_frames=damaged)
    assert told in facts_of(asset)


def test_of_a_whole_asset_no_damage_is_told() -> None:
    assert "damaged" not in " ".join(facts_of(Asset("x", "Harbour", 2.0, AssetState.READY)))
