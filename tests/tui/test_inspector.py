"""The inspector tells what is known of an asset."""

import pytest

from cliptui.clip.asset import Asset, AssetState
from cliptui.tui.widgets.inspector import facts_of


@pytest.mark.parametrize(
    ("damaged", "told"),
    [(1, "damaged  1 frame seen so far"), (12, "damaged  12 frames seen so far")],
)
def test_damaged_frames_are_told(damaged: int, told: str) -> None:
    asset = Asset("x", "Harbour", 2.0, AssetState.READY, damaged_frames=damaged)
    assert told in facts_of(asset)


def test_of_a_whole_asset_no_damage_is_told() -> None:
    assert "damaged" not in " ".join(facts_of(Asset("x", "Harbour", 2.0, AssetState.READY)))
