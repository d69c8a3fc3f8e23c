"""What a service keeps, put together: drafts with their state, clips with their drafts."""

from fractions import Fraction

import pytest

from cliptui.clip.desk import Desk
from cliptui.clip.draft import Clip, Draft, DraftState, NewDraft, WatchedDraft
from cliptui.clip.selection import Marks
from cliptui.clip.shelf import again, is_revision, kept_drafts, made_clips, with_draft
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import BadSelection
from tests.fakes import make_asset

TIMING = ConstantTiming(FrameRate(Fraction(25)), 1500)


def draft(number: int, title: str = "Goal", start_s: int = 4, stop_s: int = 8) -> Draft:
    return Draft(f"d{number}", "a1", title, Fraction(start_s), Fraction(stop_s), "2026-11-21T12:00")


def clip(number: int, *, asset_id: str = "", failure: str = "", name: str = "c1") -> Clip:
    return Clip(name, f"d{number}", asset_id, is_complete=bool(asset_id), failure=failure)


def test_a_draft_is_as_far_as_its_newest_clip() -> None:
    drafts = [draft(number) for number in (1, 2, 3, 4)]
    clips = [clip(2), clip(3, asset_id="f"), clip(4, failure="Torn."), clip(3, name="older")]
    assert [(kept.state, kept.failure) for kept in kept_drafts(drafts, clips)] == [
        (DraftState.SAVED, ""),
        (DraftState.CONVERTING, ""),
        (DraftState.DONE, ""),
        (DraftState.FAILED, "Torn."),
    ]


def test_finished_clips_are_told_by_the_drafts_that_anybody_knows() -> None:
    ours = WatchedDraft("d1", "a1", "Ours", 4000, 8000, 0.0)
    clips = [clip(1, asset_id="x"), clip(2, asset_id="y"), clip(3, asset_id="z"), clip(4)]
    made = made_clips(clips, [draft(2, "Theirs")], [ours])
    assert [(c.title, c.asset_id, c.clip_asset_id) for c in made] == [
        ("Ours", "a1", "x"),
        ("Theirs", "a1", "y"),
        ("(its draft is gone)", "", "z"),
    ]
    assert {c.state for c in made} == {DraftState.DONE}


def test_reopening_a_draft_marks_its_frames_and_undo_takes_them_away() -> None:
    desk = with_draft(Desk(make_asset(1), TIMING), draft(1))
    assert desk.marks == Marks(100, 200, "Goal")
    assert desk.playhead == 100
    assert desk.undone().marks == Marks()


def test_reopening_what_is_marked_already_only_goes_there() -> None:
    desk = with_draft(Desk(make_asset(1), TIMING), draft(1))
    other = with_draft(desk, draft(2, start_s=20, stop_s=24))
    again_there = with_draft(other, draft(1))
    assert (len(again_there.sheet.takes), again_there.marks.in_frame) == (2, 100)


def test_a_draft_without_frames_is_refused() -> None:
    with pytest.raises(BadSelection):
        with_draft(Desk(make_asset(1), TIMING), draft(1, start_s=4, stop_s=4))


@pytest.mark.parametrize(
    ("saved", "is_one"),
    [
        (NewDraft("a1", "another title", 7000, 9000), True),
        (NewDraft("a1", "Goal", 20000, 21000), True),
        (NewDraft("a1", "another title", 8000, 9000), False),
        (NewDraft("a2", "Goal", 4000, 8000), False),
    ],
)
def test_a_revision_has_the_title_or_some_frames_of_the_draft(
    saved: NewDraft, *, is_one: bool
) -> None:
    assert is_revision(draft(1), saved) is is_one


def test_a_draft_is_saved_again_with_the_same_times() -> None:
    assert again(draft(1)) == NewDraft("a1", "Goal", 4000, 8000)
