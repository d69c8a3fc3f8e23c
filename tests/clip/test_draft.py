"""A draft is saved, then converting, then done or failed, as its clip tells."""

import pytest

from cliptui.clip.draft import Clip, DraftState

WAITING = Clip("c1", "d1", asset_id="", is_complete=False)
COMPLETE = Clip("c1", "d1", asset_id="a2", is_complete=True)
BROKEN = Clip("c1", "d1", asset_id="", is_complete=False, failure="The disk is full.")


@pytest.mark.parametrize(
    ("clip", "expected"),
    [
        (None, DraftState.SAVED),
        (WAITING, DraftState.CONVERTING),
        (COMPLETE, DraftState.DONE),
        (BROKEN, DraftState.FAILED),
    ],
)
def test_the_clip_tells_how_far_its_draft_is(clip: Clip | None, expected: DraftState) -> None:
    assert DraftState.of(clip) is expected


def test_done_and_failed_are_final() -> None:
    final = [state for state in DraftState if state.is_final]
    assert final == [DraftState.DONE, DraftState.FAILED]
