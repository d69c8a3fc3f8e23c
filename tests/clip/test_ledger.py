"""What the ledger says of clips and of assets that were changed."""

import pytest

from cliptui.clip.draft import DraftState
from cliptui.clip.ledger import AssetEntry, ClipEntry


def test_a_new_clip_is_converting_and_has_not_failed() -> None:
    entry = ClipEntry("c1", "d1", "library", "", "c1.mp4", "Easel", 0)
    assert (entry.state, entry.failure) == (DraftState.CONVERTING, "")


@pytest.mark.parametrize(
    ("entry", "gone_at_ms"),
    [
        (AssetEntry("library", "a1"), []),
        (AssetEntry("library", "a1", deleted_ms=1), [99, 100]),
        (AssetEntry("library", "a1", expires_ms=100), [100]),
    ],
)
def test_an_asset_is_gone_once_it_is_deleted_or_its_time_is_over(
    entry: AssetEntry, gone_at_ms: list[int]
) -> None:
    assert [now_ms for now_ms in (99, 100) if entry.is_gone(now_ms)] == gone_at_ms
