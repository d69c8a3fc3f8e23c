"""Following a draft until it is a clip: what is told, how often is asked, when it ends."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from cliptui.clip.draft import Clip, DraftState, NewDraft, WatchedDraft
from cliptui.errors import (
    AccessRefused,
    CliptuiError,
    NotFound,
    ServiceBusy,
    UnexpectedAnswer,
    Unreachable,
)
from cliptui.jobs.publish import follow
from tests.fakes import FakeMemory
from tests.jobs.services import ScriptedService, Sleeper, bench_of, saved_draft

CONVERTING = [Clip("clip1", "draft1", "", is_complete=False)]
DONE = [Clip("clip1", "draft1", "asset2", is_complete=True)]
FAILED = [Clip("clip1", "draft1", "", is_complete=False, failure="The disk is full.")]
NOTHING: list[Clip] = []

Line = Sequence[Clip] | CliptuiError


class Followed:
    """A draft that is followed to its end, with all that could be seen of it."""

    def __init__(self, *script: Line, start: WatchedDraft | None = None) -> None:
        self.service = ScriptedService([], script=list(script))
        self.service.saved.append(NewDraft("asset1", "Goal", 1000, 2000))
        self.memory = FakeMemory()
        self.sleeper = Sleeper()
        self.start = start or saved_draft()

    async def news(self) -> list[WatchedDraft]:
        bench = bench_of(self.service, self.memory)
        return [draft async for draft in follow(bench, self.start, sleep=self.sleeper.sleep)]


async def test_each_change_is_told_once_and_the_last_one_is_that_it_is_done() -> None:
    followed = Followed(NOTHING, NOTHING, CONVERTING, CONVERTING, DONE)
    expected = [
        replace(saved_draft(), state=DraftState.CONVERTING),
        replace(saved_draft(), state=DraftState.DONE, clip_asset_id="asset2"),
    ]
    assert expected == await followed.news()


async def test_more_of_a_clip_is_told_but_not_remembered_and_asked_for_every_half_second() -> None:
    parts = [[Clip("clip1", "draft1", "", is_complete=False, progress=p)] for p in (0.1, 0.4)]
    followed = Followed(CONVERTING, *parts, DONE)
    kept: list[WatchedDraft] = []
    bench = bench_of(followed.service, followed.memory)
    told = []
    async for draft in follow(bench, followed.start, sleep=followed.sleeper.sleep):
        told.append((draft.state, draft.progress))
        kept.append(followed.memory.drafts["draft1"])
    converting, done = DraftState.CONVERTING, DraftState.DONE
    assert told == [(converting, 0.0), (converting, 0.1), (converting, 0.4), (done, 0.0)]
    assert [(draft.state, draft.progress) for draft in kept] == [(converting, 0.0)] * 3 + [
        (done, 0.0)
    ]
    assert followed.sleeper.waits_s == [0.25, 0.5, 0.5]


async def test_a_clip_that_failed_ends_it_with_the_reason() -> None:
    followed = Followed(CONVERTING, FAILED)
    *_, last = await followed.news()
    assert replace(saved_draft(), state=DraftState.FAILED, failure="The disk is full.") == last


async def test_nothing_is_asked_once_the_end_is_known() -> None:
    for state in (DraftState.DONE, DraftState.FAILED):
        followed = Followed(CONVERTING, start=replace(saved_draft(), state=state))
        assert await followed.news() == []
        assert followed.service.asked == []


async def test_a_change_is_remembered_before_it_is_told() -> None:
    followed = Followed(CONVERTING, DONE)
    bench = bench_of(followed.service, followed.memory)
    async for draft in follow(bench, followed.start, sleep=followed.sleeper.sleep):
        assert {"draft1": draft} == followed.memory.drafts
    assert {"somewhere"} == followed.memory.places


async def test_only_the_clips_of_this_draft_are_asked_for() -> None:
    followed = Followed(DONE)
    await followed.news()
    assert followed.service.asked == [("clips", "draft1")]


async def test_without_news_the_waits_grow_by_half_each_time_up_to_a_quarter_of_a_minute() -> None:
    followed = Followed(*[NOTHING] * 20, DONE)
    await followed.news()
    waits_s = followed.sleeper.waits_s
    assert waits_s[:3] == [0.25, 0.375, 0.5625]
    assert sorted(waits_s) == waits_s
    assert waits_s[-5:] == [15.0] * 5


async def test_news_make_the_waits_short_again() -> None:
    followed = Followed(*[NOTHING] * 5, CONVERTING, CONVERTING, DONE)
    await followed.news()
    assert followed.sleeper.waits_s[5:7] == [0.25, 0.375]


async def test_no_time_is_waited_after_the_end() -> None:
    followed = Followed(DONE)
    await followed.news()
    assert followed.sleeper.waits_s == []


@pytest.mark.parametrize(
    "error", [Unreachable("No answer from there."), ServiceBusy("Try again in 5 s.")], ids=repr
)
async def test_who_cannot_be_asked_now_is_asked_later_and_less_and_less_often(
    error: CliptuiError,
) -> None:
    followed = Followed(error, error, DONE)
    told = [(draft.state, draft.is_silent) for draft in await followed.news()]
    assert told == [(DraftState.SAVED, True), (DraftState.DONE, False)]
    assert followed.sleeper.waits_s == [0.25, 0.375]
    assert not followed.memory.drafts["draft1"].is_silent


async def test_an_answer_ends_the_silence_though_nothing_else_has_changed() -> None:
    followed = Followed(Unreachable("No answer from there."), NOTHING, DONE)
    told = [draft.is_silent for draft in await followed.news()]
    assert told == [True, False, False]


@pytest.mark.parametrize("error", [AccessRefused("No."), UnexpectedAnswer("What?")], ids=repr)
async def test_any_other_refusal_goes_up(error: CliptuiError) -> None:
    followed = Followed(CONVERTING, error)
    with pytest.raises(type(error), match=str(error)):
        await followed.news()
    assert followed.sleeper.waits_s == [0.25]


class WithoutDraft(ScriptedService):
    """A service on which the draft has been deleted."""

    async def draft(self, draft_id: str) -> object:  # type: ignore[override]
        raise NotFound(f"There is no draft {draft_id}.")


@pytest.mark.parametrize("state", [DraftState.SAVED, DraftState.CONVERTING])
async def test_a_draft_that_was_deleted_has_failed(state: DraftState) -> None:
    followed = Followed(NOTHING, start=replace(saved_draft(), state=state))
    followed.service = WithoutDraft([], script=[NOTHING])
    followed.sleeper = Impatient()
    expected = replace(saved_draft(), state=DraftState.FAILED, failure="The draft was deleted.")
    assert [expected] == await followed.news()


async def test_a_service_that_does_not_know_the_draft_when_asked_for_its_clips_says_the_same() -> (
    None
):
    followed = Followed(NotFound("There is no draft draft1."))
    [last] = await followed.news()
    assert (last.state, last.failure) == (DraftState.FAILED, "The draft was deleted.")


class Impatient(Sleeper):
    """Does not let anybody wait for ever."""

    async def sleep(self, wait_s: float) -> None:
        await super().sleep(wait_s)
        assert len(self.waits_s) < 20, "still followed"
