"""How far a draft is, in words."""

from dataclasses import replace

import pytest

from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.clip.progress import elapsed_label, is_stalled, progress_label

SAVED = WatchedDraft("d1", "a1", "Goal", 0, 1000, 1000.0)
CONVERTING = replace(SAVED, state=DraftState.CONVERTING)


@pytest.mark.parametrize(
    ("draft", "elapsed_s", "words"),
    [
        (SAVED, 7.9, "saved 0:07"),
        (CONVERTING, 75, "converting 1:15"),
        (replace(CONVERTING, progress=0.405), 75, "converting 40 %"),
        (replace(CONVERTING, progress=0.4, is_silent=True), 75, "no answer 1:15"),
        (CONVERTING, 899, "converting 14:59"),
        (CONVERTING, 900, "stalled? 15:00"),
        (replace(SAVED, is_silent=True), 3 * 3600 + 60, "stalled? 3:01 h"),
        (replace(SAVED, state=DraftState.DONE), 900, "done"),
        (replace(SAVED, state=DraftState.FAILED), 5, "failed"),
    ],
)
def test_a_draft_tells_its_state_and_for_how_long(
    draft: WatchedDraft, elapsed_s: float, words: str
) -> None:
    assert progress_label(draft, 1000.0 + elapsed_s) == words


def test_what_is_finished_never_stalls() -> None:
    assert not is_stalled(replace(SAVED, state=DraftState.DONE), 1e9)
    assert is_stalled(SAVED, 1e9)


def test_a_clock_that_was_set_back_shows_no_negative_time() -> None:
    assert elapsed_label(-3.0) == "0:00"
