"""Runs and what a server keeps of them."""

import pytest

from cliptui.clip.run import RunState
from cliptui.clip.run_ledger import Subscription


@pytest.mark.parametrize(
    ("state", "is_final"),
    [(RunState.PROCESSING, False), (RunState.COMPLETE, True), (RunState.ERROR, True)],
)
def test_a_run_goes_on_until_it_is_complete_or_has_failed(
    state: RunState, *, is_final: bool
) -> None:
    assert state.is_final is is_final


def test_only_events_that_were_asked_for_are_wanted() -> None:
    some = Subscription("https://x.example", "new_clips error")
    assert [some.wants(event) for event in ("new_clips", "complete", "error")] == [
        True,
        False,
        True,
    ]
    assert not Subscription("", "new_clips").wants("new_clips")
