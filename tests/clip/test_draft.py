"""A draft is saved, then converting, then done or failed, as its clip tells."""

from fractions import Fraction

import pytest

from cliptui.clip.draft import Clip, Draft, DraftState

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


def test_a_kept_draft_tells_its_times_in_milliseconds_too() -> None:
    draft = Draft("d1", "a1", "Goal", Fraction("12.179"), Fraction(1201, 60), "")
    assert (draft.start_ms, draft.stop_ms) == (Fraction(12_179), Fraction(60_050, 3))
