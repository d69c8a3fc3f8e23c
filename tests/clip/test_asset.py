"""An asset can be opened when it is ready, and only then."""

from dataclasses import replace

import pytest

from cliptui.clip.asset import Asset, AssetState


@pytest.mark.parametrize("state", AssetState)
def test_only_a_ready_asset_can_be_opened(state: AssetState) -> None:
    assert Asset("a1", "Easel", 1.6, state).is_ready is (state.value == "ready")


def test_an_asset_of_others_says_so() -> None:
    asset = Asset("a1", "Easel", 1.0, AssetState.READY, job_type="live")
    assert asset.kind == "live"
    assert replace(asset, is_shared=True).kind == "live, shared by others"
