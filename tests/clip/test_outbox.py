"""Which drafts of a service may be what was sent."""

from dataclasses import replace
from fractions import Fraction

import pytest

from cliptui.clip.draft import Draft, NewDraft
from cliptui.clip.outbox import Intent, IntentState, drafts_of

SENT = Intent("i1", NewDraft("a1", "Goal", 1000, 2000), 0.0, IntentState.CHECKING, 1_800_000_000.0)
DRAFT = Draft("d1", "a1", "Goal", Fraction(1), Fraction(2), "2027-01-15T08:00:01.000000Z")


def found(*drafts: Draft, skew_s: float = 0.0, known: tuple[str, ...] = ()) -> list[str]:
    return [draft.draft_id for draft in drafts_of(SENT, drafts, known, skew_s)]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"start_s": Fraction("1.001")},
        {"stop_s": Fraction("1.999")},
        {"created": "2027-01-15T07:59:55Z"},
        {"created": "2027-01-15T07:59:55"},
        {"created": "2027-01-15T08:59:55+01:00"},
        {"created": "some time ago"},
        {"created": ""},
    ],
    ids=str,
)
def test_a_draft_that_may_be_it_is_found(change: dict[str, str]) -> None:
    assert found(replace(DRAFT, **change)) == ["d1"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"asset_id": "a2"},
        {"title": "goal"},
        {"start_s": Fraction("1.002")},
        {"stop_s": Fraction("2.002")},
        {"created": "2027-01-15T07:59:54.9Z"},
    ],
    ids=str,
)
def test_another_draft_is_not_taken_for_it(change: dict[str, str]) -> None:
    assert found(replace(DRAFT, **change)) == []  # type: ignore[arg-type]


def test_what_another_intent_has_become_is_left_out() -> None:
    assert found(DRAFT, known=("d1",)) == []


def test_the_difference_of_the_clocks_counts() -> None:
    assert found(DRAFT, skew_s=10) == []
    assert found(replace(DRAFT, created="2027-01-15T07:00:00Z"), skew_s=-3600) == ["d1"]


def test_the_oldest_comes_first_and_those_without_a_date_last() -> None:
    older = replace(DRAFT, draft_id="older", created="2027-01-15T08:00:00Z")
    undated = replace(DRAFT, draft_id="undated", created="?")
    assert found(undated, DRAFT, older) == ["older", "d1", "undated"]


def test_a_title_is_compared_as_the_screen_shows_it() -> None:
    sent = replace(SENT, draft=replace(SENT.draft, title="Goal\x1b"))
    assert drafts_of(sent, [replace(DRAFT, title="Goal␛")], (), 0.0) != []
