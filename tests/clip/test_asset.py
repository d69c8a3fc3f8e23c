"""An asset can be opened when it is ready, and only then."""

import pytest

from cliptui.clip.asset import Asset, AssetState


@pytest.mark.parametrize("state", AssetState)
def test_only_a_ready_asset_can_be_opened(state: AssetState) -> None:
    assert Asset("a1", "Easel", 1.6, state).is_ready is (state.value == "ready")
