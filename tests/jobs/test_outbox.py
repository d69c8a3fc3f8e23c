"""Drafts are saved exactly once, whatever becomes of requests, answers and programs."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from cliptui.clip.draft import Draft, DraftState, NewDraft, WatchedDraft
from cliptui.clip.outbox import Intent, IntentState
from cliptui.errors import (
    AccessRefused,
    AnswerLost,
    CliptuiError,
    NotFound,
    RequestRefused,
    ServiceBusy,
    StoreError,
    UnexpectedAnswer,
    Unreachable,
)
from cliptui.jobs.bench import Bench
from cliptui.jobs.outbox import (
    LOOKS_S,
    MAX_SENDS,
    Outcome,
    Refused,
    Sent,
    queue,
    save,
    send_waiting,
    unsent,
)
from tests.fakes import FakeMemory, FakeService
from tests.jobs.services import ASSET_ID, Sleeper, bench_of

GOAL = NewDraft(ASSET_ID, "Goal", 1000, 2000)
LOST = AnswerLost("The connection broke off.")
GONE = Unreachable("No connection.")


@dataclass
class LossyService(FakeService):
    """Meets each POST with the next fault of a script, and each list with one of another.

    Attributes:
        faults: For each POST: whether it is carried out, and what it raises.
        list_faults: For each list what it raises.
        lag: How many lists do not show yet what was saved.
        clock_skew_s: Seconds by which its clock is ahead.
    """

    faults: list[tuple[bool, CliptuiError | None]] = field(default_factory=list)
    list_faults: list[CliptuiError | None] = field(default_factory=list)
    lag: int = 0
    clock_skew_s: float | None = None
    created: str = "2027-01-15T08:00:00.000000Z"  # the time of `bench_of`

    async def save_draft(self, draft: NewDraft) -> str:
        is_done, error = self.faults.pop(0) if self.faults else (True, None)
        if is_done:
            draft_id = await super().save_draft(draft)
        if error is not None:
            raise error
        return draft_id

    async def drafts(self) -> Sequence[Draft]:
        error = self.list_faults.pop(0) if self.list_faults else None
        if error is not None:
            raise error
        if self.lag:
            self.lag -= 1
            return []
        return await super().drafts()

    def _draft(self, number: int) -> Draft:
        return replace(super()._draft(number), created=self.created)


async def all_sent(bench: Bench, sleeper: Sleeper | None = None) -> list[Outcome]:
    sleep = (sleeper or Sleeper()).sleep
    return [outcome async for outcome in send_waiting(bench, sleep=sleep)]


def only_intent(bench: Bench) -> Intent:
    (intent,) = bench.memory.intents(bench.place)
    return intent


async def test_a_saved_draft_is_remembered_under_its_place_with_its_time() -> None:
    service, memory = FakeService([]), FakeMemory()
    expected = WatchedDraft(
        "draft1", ASSET_ID, "Goal", 1000, 2000, 1_800_000_000.25, DraftState.SAVED
    )
    assert expected == await save(bench_of(service, memory), GOAL)
    assert service.saved == [GOAL]
    assert {"draft1": expected} == memory.drafts
    assert ({"somewhere"}, {}) == (memory.places, memory.outbox)


async def test_a_draft_that_is_refused_to_a_caller_who_waits_is_not_remembered() -> None:
    service = FakeService([], error=RequestRefused("The title is too long."))
    memory = FakeMemory()
    with pytest.raises(RequestRefused, match=r"^The title is too long\.$"):
        await save(bench_of(service, memory), GOAL)
    assert (memory.drafts, memory.outbox) == ({}, {})


async def test_a_draft_is_on_the_disk_before_it_is_sent() -> None:
    memory = FakeMemory()

    class Watching(FakeService):
        async def save_draft(self, draft: NewDraft) -> str:
            assert [i.state for i in memory.outbox.values()] == [IntentState.SENDING]
            return await super().save_draft(draft)

    service = Watching([])
    await save(bench_of(service, memory), GOAL)
    assert service.saved == [GOAL]


async def test_what_cannot_be_kept_is_not_sent() -> None:
    service, memory = FakeService([]), FakeMemory(error=StoreError("The disk is full."))
    with pytest.raises(StoreError, match="full"):
        await save(bench_of(service, memory), GOAL)
    assert service.saved == []


async def test_what_was_saved_offline_is_sent_later_in_its_order() -> None:
    service = LossyService([], faults=[(False, GONE)])
    bench = bench_of(service)
    titles = ["one", "two", "three"]
    for title in titles:
        queue(bench, replace(GOAL, title=title))
    with pytest.raises(Unreachable, match="No connection"):
        await all_sent(bench)
    assert (service.saved, unsent(bench)) == ([], 3)
    assert [i.state for i in bench.memory.intents(bench.place)] == [IntentState.PENDING] * 3
    await all_sent(bench)
    assert [draft.title for draft in service.saved] == titles
    assert unsent(bench) == 0


async def test_a_refused_draft_waits_for_the_user_and_lets_the_next_one_pass() -> None:
    error = RequestRefused("The title is too long.")
    service = LossyService([], faults=[(False, error)])
    bench = bench_of(service)
    first = queue(bench, GOAL)
    queue(bench, replace(GOAL, title="next"))
    outcomes = await all_sent(bench)
    assert outcomes[0] == Refused(first.local_id, error)
    assert [draft.title for draft in service.saved] == ["next"]
    kept = only_intent(bench)
    assert (kept.state, kept.reason) == (IntentState.REFUSED, "The title is too long.")
    assert bench.memory.retry_intent(bench.place, first.local_id)
    await all_sent(bench)
    assert [draft.title for draft in service.saved] == ["next", "Goal"]


@pytest.mark.parametrize("error", [LOST, ServiceBusy("503"), UnexpectedAnswer("garbage")])
async def test_a_draft_whose_answer_got_lost_is_found_and_not_sent_again(
    error: CliptuiError,
) -> None:
    service = LossyService([], faults=[(True, error)])
    bench = bench_of(service)
    intent = queue(bench, GOAL)
    (outcome,) = await all_sent(bench)
    assert isinstance(outcome, Sent)
    assert (outcome.local_id, outcome.draft.draft_id) == (intent.local_id, "draft1")
    assert service.saved == [GOAL]
    assert unsent(bench) == 0


async def test_a_draft_that_got_lost_is_sent_again_after_the_last_look() -> None:
    service, sleeper = LossyService([], faults=[(False, LOST)]), Sleeper()
    bench = bench_of(service)
    queue(bench, GOAL)
    await all_sent(bench, sleeper)
    asked = [what for what, *_ in service.asked]
    assert asked == ["drafts"] * len(LOOKS_S) + ["save_draft"]
    assert sleeper.waits_s == [0, 2, 3, 10]
    assert service.saved == [GOAL]


async def test_a_draft_that_shows_late_is_found_by_a_later_look() -> None:
    service, sleeper = LossyService([], faults=[(True, LOST)], lag=2), Sleeper()
    bench = bench_of(service)
    queue(bench, GOAL)
    await all_sent(bench, sleeper)
    assert (service.saved, sleeper.waits_s) == ([GOAL], [0, 2, 3])


async def test_two_equal_drafts_become_two_even_if_both_answers_get_lost() -> None:
    service = LossyService([], faults=[(True, LOST), (True, LOST)])
    bench = bench_of(service)
    queue(bench, GOAL)
    queue(bench, GOAL)
    outcomes = await all_sent(bench)
    assert [o.draft.draft_id for o in outcomes if isinstance(o, Sent)] == ["draft1", "draft2"]
    assert service.saved == [GOAL, GOAL]


async def test_of_several_that_look_the_same_the_oldest_is_taken_and_the_rest_told() -> None:
    service = LossyService([], faults=[(True, LOST)])
    service.saved.append(GOAL)
    bench = bench_of(service)
    queue(bench, GOAL)
    (outcome,) = await all_sent(bench)
    assert isinstance(outcome, Sent)
    assert outcome.others == 1


async def test_an_equal_draft_from_before_is_not_taken_for_the_one_that_got_lost() -> None:
    service = LossyService([], faults=[(False, LOST)], created="2027-01-15T07:59:54Z")
    service.saved.append(GOAL)
    bench = bench_of(service)
    queue(bench, GOAL)
    await all_sent(bench)
    assert service.saved == [GOAL, GOAL]


async def test_a_service_whose_clock_is_behind_is_understood() -> None:
    service = LossyService(
        [], faults=[(True, LOST)], created="2027-01-15T07:50:00Z", clock_skew_s=-600
    )
    bench = bench_of(service)
    queue(bench, GOAL)
    await all_sent(bench)
    assert service.saved == [GOAL]


async def test_while_the_list_cannot_be_had_nothing_is_sent_again() -> None:
    service = LossyService([], faults=[(True, LOST)], list_faults=[GONE])
    bench = bench_of(service)
    queue(bench, GOAL)
    with pytest.raises(Unreachable):
        await all_sent(bench)
    assert only_intent(bench).state is IntentState.CHECKING
    await all_sent(bench)
    assert (service.saved, unsent(bench)) == ([GOAL], 0)


async def test_what_never_arrives_is_given_back_after_some_tries() -> None:
    service = LossyService([], faults=[(False, ServiceBusy("502 here."))] * MAX_SENDS)
    bench = bench_of(service)
    queue(bench, GOAL)
    (outcome,) = await all_sent(bench)
    assert isinstance(outcome, Refused)
    assert (service.saved, service.faults) == ([], [])
    assert (only_intent(bench).state, only_intent(bench).reason) == (
        IntentState.REFUSED,
        "502 here.",
    )


async def test_refused_credentials_leave_all_that_waits_as_it_is() -> None:
    service = LossyService([], faults=[(False, AccessRefused("The key is wrong."))])
    bench = bench_of(service)
    queue(bench, GOAL)
    with pytest.raises(AccessRefused):
        await all_sent(bench)
    assert (only_intent(bench).state, only_intent(bench).sends) == (IntentState.PENDING, 0)


async def test_a_program_that_died_while_sending_looks_before_it_sends() -> None:
    for is_done in (True, False):
        service, sleeper = LossyService([]), Sleeper()
        bench = bench_of(service)
        queue(bench, GOAL)
        bench.memory.claim_intent(bench.place, bench.now() - 60)  # and then it died
        if is_done:
            service.saved.append(GOAL)
        await all_sent(bench, sleeper)
        assert (service.saved, unsent(bench)) == ([GOAL], 0)
        assert sleeper.waits_s == [0]  # all other looks would have been long ago


async def test_an_asset_that_is_gone_refuses_its_draft() -> None:
    service = LossyService([], faults=[(False, NotFound("There is no such asset."))])
    bench = bench_of(service)
    queue(bench, GOAL)
    await all_sent(bench)
    assert only_intent(bench).reason == "There is no such asset."


async def test_a_draft_that_another_session_is_about_is_left_to_it() -> None:
    class Others(FakeMemory):
        def claim_intent(self, place: str, now_s: float) -> Intent | None:  # noqa: ARG002
            return None

    service, memory = FakeService([]), Others()
    with pytest.raises(ServiceBusy, match="Another session"):
        await save(bench_of(service, memory), GOAL)
    assert (service.saved, len(memory.outbox)) == ([], 1)


async def test_a_draft_that_another_session_took_over_is_not_sent_again() -> None:
    class Stolen(FakeMemory):
        def begin_again(self, local_id: str, now_s: float) -> bool:  # noqa: ARG002
            return False

    service = LossyService([], faults=[(False, LOST)])
    bench = bench_of(service, Stolen())
    queue(bench, GOAL)
    with pytest.raises(ServiceBusy, match="Another session"):
        await all_sent(bench)
    assert service.saved == []
