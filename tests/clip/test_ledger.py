"""A clip in the ledger is being made until something else is told."""

from cliptui.clip.draft import DraftState
from cliptui.clip.ledger import ClipEntry


def test_a_new_clip_is_converting_and_has_not_failed() -> None:
    entry = ClipEntry("c1", "d1", "library", "", "c1.mp4", "Easel", 0)
    assert (entry.state, entry.failure) == (DraftState.CONVERTING, "")
