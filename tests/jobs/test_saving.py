"""Saving a draft where answers get lost: never none, never two."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.catalogue import TellsClock
from cliptui.clip.draft import Draft, NewDraft, WatchedDraft
from cliptui.errors import (
    CliptuiError,
    NeverSent,
    RequestRefused,
    ServiceBusy,
    TurnedAway,
    UnexpectedAnswer,
    Unreachable,
)
from cliptui.jobs.bench import Bench
from cliptui.jobs.publish import save
from cliptui.jobs.saving import LOOKS_S
from tests.fakes import FakeMemory, FakeService

NEW = NewDraft("a1", "Goal", 1000, 2000)
NOW_S = 1_800_000_000.0  # 2027-01-15T08:00:00Z
LOST = Unreachable("The connection broke off.")
KEPT = Draft("d0", "a1", "Goal", Fraction(1), Fraction(2), "2027-01-15T08:00:00.000000Z")


@dataclass
class LossyService(FakeService):
    """Saves and answers by a script: `(is_saved, error)` for each time that a draft is sent.

    Attributes:
        sends: The script of what comes of sending; afterwards all goes well.
        looks: Errors of asking for the list, one for each time; afterwards all goes well.
        kept: What is there, the oldest first.
        hides: How often the list does not show yet what was saved.
        ahead_s: How far its clock is ahead.
    """

    sends: list[tuple[bool, CliptuiError | None]] = field(default_factory=list)
    looks: list[CliptuiError] = field(default_factory=list)
    kept: list[Draft] = field(default_factory=list)
    hides: int = 0
    ahead_s: float = 0
    sent: int = 0

    @property
    def clock_ahead_s(self) -> float:
        return self.ahead_s

    async def save_draft(self, draft: NewDraft) -> str:
        self.sent += 1
        is_saved, error = self.sends.pop(0) if self.sends else (True, None)
        draft_id = f"saved{self.sent}"
        if is_saved:
            self.kept.append(replace(KEPT, draft_id=draft_id, title=draft.title))
        if error is not None:
            raise error
        return draft_id

    async def drafts(self) -> Sequence[Draft]:
        if self.looks:
            raise self.looks.pop(0)
        if self.hides:
            self.hides -= 1
            return []
        return tuple(reversed(self.kept))


@dataclass
class Watch:
    """Sleeps no time at all, and knows how long it should have."""

    slept_s: float = 0

    async def __call__(self, wait_s: float) -> None:
        self.slept_s += wait_s


async def saved(service: LossyService, memory: FakeMemory | None = None) -> tuple[str, float]:
    """Save a draft, and return its id and how long that took."""
    watch = Watch()
    bench = Bench(service, memory or FakeMemory(), "here", now=lambda: NOW_S)
    assert isinstance(service, TellsClock)
    return (await save(bench, NEW, sleep=watch)).draft_id, watch.slept_s


async def test_what_is_answered_is_sent_once() -> None:
    service = LossyService([])
    assert await saved(service) == ("saved1", 0)
    assert service.sent == 1


@pytest.mark.parametrize(
    "error", [LOST, ServiceBusy("HTTP 502."), UnexpectedAnswer("No JSON.")], ids=repr
)
async def test_a_draft_whose_answer_was_lost_is_found_and_taken(error: CliptuiError) -> None:
    service = LossyService([], sends=[(True, error)])
    assert await saved(service) == ("saved1", 0)
    assert (service.sent, len(service.kept)) == (1, 1)


async def test_a_draft_that_appears_late_is_waited_for() -> None:
    service = LossyService([], sends=[(True, LOST)], hides=3)
    assert await saved(service) == ("saved1", LOOKS_S[-1])
    assert service.sent == 1


async def test_a_draft_that_was_lost_itself_is_sent_once_more() -> None:
    service = LossyService([], sends=[(False, LOST)])
    assert await saved(service) == ("saved2", LOOKS_S[-1])
    assert (service.sent, len(service.kept)) == (2, 1)


async def test_a_second_answer_that_is_lost_is_looked_for_too() -> None:
    service = LossyService([], sends=[(False, LOST), (True, LOST)])
    assert (await saved(service))[0] == "saved2"
    assert (service.sent, len(service.kept)) == (2, 1)


async def test_it_is_sent_no_third_time() -> None:
    service = LossyService([], sends=[(False, LOST), (False, LOST)])
    with pytest.raises(Unreachable, match="broke off"):
        await saved(service)
    assert service.sent == 2


async def test_while_nobody_can_tell_it_is_not_sent_again() -> None:
    service = LossyService([], sends=[(True, LOST)], looks=[LOST] * len(LOOKS_S))
    with pytest.raises(Unreachable, match="not known whether “Goal” was saved"):
        await saved(service)
    assert service.sent == 1


async def test_a_list_that_comes_after_a_failure_will_do() -> None:
    service = LossyService([], sends=[(True, LOST)], looks=[LOST, ServiceBusy("Later.")])
    assert await saved(service) == ("saved1", 5)


@pytest.mark.parametrize(
    "error",
    [NeverSent("No connection."), TurnedAway("Later."), RequestRefused("Too long.")],
    ids=repr,
)
async def test_what_was_surely_not_saved_is_told_at_once(error: CliptuiError) -> None:
    service = LossyService([], sends=[(False, error)])
    with pytest.raises(type(error)):
        await saved(service)
    assert service.sent == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(KEPT, asset_id="a2"),
        replace(KEPT, title="Goal!"),
        replace(KEPT, start_s=Fraction(1051, 1000)),
        replace(KEPT, stop_s=Fraction(1949, 1000)),
        replace(KEPT, created="2027-01-15T07:59:54.999000Z"),
    ],
    ids=["asset", "title", "start", "stop", "older"],
)
async def test_a_draft_that_differs_is_not_taken_for_it(other: Draft) -> None:
    service = LossyService([], sends=[(False, LOST)], kept=[other])
    assert (await saved(service))[0] == "saved2"


@pytest.mark.parametrize(
    "kept",
    [
        replace(KEPT, start_s=Fraction(1050, 1000), stop_s=Fraction(1960, 1000)),
        replace(KEPT, created="2027-01-15T07:59:55.000000Z"),
        replace(KEPT, created="once"),
    ],
    ids=["a frame off", "5 s older", "without a time"],
)
async def test_a_draft_within_what_rounding_does_is_taken_for_it(kept: Draft) -> None:
    service = LossyService([], sends=[(False, LOST)], kept=[kept])
    assert (await saved(service))[0] == "d0"
    assert service.sent == 1


async def test_creation_is_compared_by_the_services_clock() -> None:
    an_hour_ahead = replace(KEPT, created="2027-01-15T08:59:50.000000Z")
    service = LossyService([], sends=[(False, LOST)], kept=[an_hour_ahead], ahead_s=3600)
    assert (await saved(service))[0] == "saved2"


async def test_a_draft_that_is_followed_already_is_another_one() -> None:
    memory = FakeMemory()
    memory.watch("here", WatchedDraft("d0", "a1", "Goal", 1000, 2000, NOW_S))
    service = LossyService([], sends=[(False, LOST)], kept=[KEPT])
    assert (await saved(service, memory))[0] == "saved2"


async def test_of_several_the_oldest_is_taken() -> None:
    kept = [replace(KEPT, draft_id="old"), replace(KEPT, draft_id="new")]
    assert (await saved(LossyService([], sends=[(False, LOST)], kept=kept)))[0] == "old"


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=2), st.integers(0, 3))
async def test_whatever_gets_lost_there_is_never_a_second_draft(
    script: list[tuple[bool, bool]], hides: int
) -> None:
    sends = [(is_saved or not is_lost, LOST if is_lost else None) for is_saved, is_lost in script]
    service = LossyService([], sends=list(sends), hides=hides)
    try:
        draft_id, _ = await saved(service)
    except Unreachable:
        assert service.kept == []
    else:
        assert [draft.draft_id for draft in service.kept] == [draft_id]
