"""The sentences that tell of a change: what happened, and never what did not."""

from dataclasses import replace
from fractions import Fraction

import pytest

from cliptui.clip import marking, visiting
from cliptui.clip.desk import Desk
from cliptui.clip.draft import Draft
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Marker, Sheet
from cliptui.clip.suggestion import Suggestion, Suggestions
from cliptui.errors import AccessRefused, BadSelection, StoreError
from cliptui.tui.commands.command import DeskEdit
from cliptui.tui.sentences import change_sentence, held_sentence, reopened_sentence, without_saving
from cliptui.tui.widgets.lines import Notice
from tests.clip.desks import FRESH

ONE, TWO = Marks(10, 20, "Goal"), Marks(30, 40)
NARROW = 80


def desk_with(*takes: Marks, playhead: int = 0) -> Desk:
    return replace(FRESH, sheet=Sheet.of(*takes), playhead=playhead)


def at(frame: int) -> str:
    return FRESH.timing.label(frame)


ACTS: list[tuple[Desk, DeskEdit, str]] = [
    (
        desk_with(ONE),
        lambda desk: marking.nudged_in(desk, -1),
        f"IN {at(9)}, the first frame: 11 f. s saves the clip.",
    ),
    (
        desk_with(ONE),
        lambda desk: marking.nudged_out(desk, 1),
        f"OUT {at(20)}, the last frame: 11 f. s saves the clip.",
    ),
    (
        desk_with(Marks(10)),
        lambda desk: desk.with_out_after(19),
        f"OUT {at(19)}, the last frame: 10 f. s saves the clip.",
    ),
    (
        desk_with(ONE, TWO),
        lambda desk: visiting.at_selection_beside(desk, -1),
        f"1 of 2: {at(10)} to {at(19)}, 10 f. s saves the clip.",
    ),
    (desk_with(ONE, TWO), marking.cleared, "Selection cleared; u brings it back. 1 left."),
    (desk_with(ONE), marking.cleared, "Selection cleared; u brings it back. None left."),
    (
        desk_with(ONE, TWO),
        lambda desk: marking.all_cleared(desk, [ONE, TWO]),
        "2 selections cleared; u brings them back. None left.",
    ),
    (desk_with(Marks(10)), marking.cleared, "Nothing is marked."),
    (desk_with(ONE), lambda desk: marking.titled(desk, "Save"), "Title: Save"),
]


@pytest.mark.parametrize(("desk", "act", "told"), ACTS)
def test_an_act_is_told_by_what_it_did(desk: Desk, act: DeskEdit, told: str) -> None:
    assert change_sentence(desk, act(desk)) == told


@pytest.mark.parametrize("act", [marking.cleared, marking.marker_toggled, marking.quick_clip])
def test_what_is_taken_back_or_made_again_is_told_as_that(act: DeskEdit) -> None:
    desk = desk_with(ONE, TWO)
    changed = act(desk)
    back = changed.undone()
    assert change_sentence(changed, back).startswith("Undone. ")
    assert change_sentence(back, back.redone()).startswith("Redone. ")


def test_an_undone_step_is_told_in_as_few_words_as_it_takes() -> None:
    desk = desk_with(ONE)
    wider = marking.nudged_in(desk, -1)
    assert change_sentence(wider, wider.undone()) == f"Undone. IN {at(10)}, the first frame: 10 f."


def test_only_what_u_brings_back_is_said_to_come_back_with_u() -> None:
    marked = marking.marker_toggled(FRESH)
    gone = f"The marker at {at(0)} is gone"
    assert change_sentence(marked, marking.marker_toggled(marked)) == f"{gone}; u brings it back."
    assert change_sentence(marked, marked.undone()) == f"Undone. {gone}."


def test_a_new_label_is_told_as_one_and_not_as_a_marker_lost() -> None:
    desk = replace(FRESH, sheet=Sheet(markers=(Marker(0, "kick-off"),)))
    told = f"Marker at {at(0)}: goal"
    assert change_sentence(desk, marking.marker_labelled(desk, "goal")) == told


def test_a_suggestion_is_told_by_its_title_or_by_its_frames() -> None:
    items = (
        Suggestion(Selection(5, 10), origin="scene"),
        Suggestion(Selection(10, 20), "Goal", "auto clip"),
    )
    desk = replace(FRESH, suggestions=Suggestions(items))
    first = visiting.at_next_suggestion(desk)
    told = f"Suggestion 1 of 2 (scene): {at(5)} to {at(9)}. a accepts it."
    assert change_sentence(desk, first) == told
    second = visiting.at_next_suggestion(first)
    told = "Suggestion 2 of 2 (auto clip): Goal. a accepts it."
    assert change_sentence(first, second) == told


def test_what_saving_does_to_a_draft_fits_into_a_narrow_line() -> None:
    draft = Draft("d", "a", "bbb_480p_30s 00:00:10:00", Fraction(0), Fraction(1), "")
    told = reopened_sentence(draft, is_edit=True)
    assert told.endswith("s replaces the old draft.")
    assert len(told) <= NARROW


REFUSED = Notice.of(BadSelection("There is no later selection."))
DENIED = Notice.of(AccessRefused("The key is wrong."))


def test_a_key_that_can_do_nothing_is_told_until_there_is_something_else_to_say() -> None:
    assert REFUSED.is_error
    assert REFUSED.followed_by(Notice("Saved: one")) == Notice("Saved: one")


def test_such_a_key_does_not_hide_an_error_that_is_not_read() -> None:
    assert DENIED.followed_by(REFUSED) == replace(DENIED, behind=1)
    assert DENIED.followed_by(Notice.of(StoreError("Full."))).text == "Full."
    assert REFUSED.followed_by(DENIED) == DENIED


def test_where_nothing_can_be_saved_no_sentence_says_how_to() -> None:
    draft = Draft("d1", "a1", "Goal", Fraction(0), Fraction(1), "")
    marked = change_sentence(desk_with(Marks(10)), desk_with(Marks(10)).with_out_after(19))
    told = [marked, reopened_sentence(draft, is_edit=False), "Nothing is marked."]
    assert [without_saving(sentence) for sentence in told] == [
        f"OUT {at(19)}, the last frame: 10 f.", "“Goal” is marked.", "Nothing is marked.",
    ]  # fmt: skip


def test_what_a_key_could_not_do_is_not_covered_by_what_comes_of_the_rest() -> None:
    answer = Notice("This was the last asset.", is_answer=True)
    assert answer.followed_by(Notice("Converting: Goal", is_progress=True)) == answer
    for new in (Notice("Done: Goal."), Notice("Failed: Goal.", is_error=True)):
        assert answer.followed_by(new) == new


@pytest.mark.parametrize(
    ("unsent", "told"),
    [
        (0, "No answer."),  # another session has sent it meanwhile
        (1, "1 draft is kept here and sent later. No answer."),
        (3, "3 drafts are kept here and sent later. No answer."),
    ],
)
def test_a_draft_that_cannot_be_sent_is_told_to_be_safe_before_why(unsent: int, told: str) -> None:
    assert held_sentence(AccessRefused("No answer."), unsent) == told
