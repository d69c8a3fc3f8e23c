"""Having clips suggested: what is told, how often is asked, what is accepted."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

import pytest

from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.draft import DraftState, NewDraft
from cliptui.clip.run import Rendering, Run, RunState, Suggestion
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import AccessRefused, BadSelection, CliptuiError, ServiceBusy, Unreachable
from cliptui.jobs.suggest import accept, follow_rendering, follow_run
from tests.fakes import FakeMemory, FakeService, make_asset
from tests.jobs.services import Sleeper, bench_of

FIRST = Suggestion("c1", "a1", 0, 5000)
SECOND = Suggestion("c2", "a1", 5000, 9000)
BEGUN = Run("r1", RunState.PROCESSING)
PART = replace(BEGUN, suggestions=(FIRST,))
DONE = Run("r1", RunState.COMPLETE, (FIRST, SECOND))
FAILED = Run("r1", RunState.ERROR, failure="The file is gone.")


@dataclass
class Scripted:
    """Fulfils `SuggestsClips` and `RendersClips` by a script, whose last line stays."""

    runs: list[Run | CliptuiError] = field(default_factory=list)
    renderings: list[Rendering | CliptuiError] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)

    async def import_media(self, source_url: str) -> str:
        return source_url

    async def start_run(self, media_id: str, prompt: str = "") -> Run:
        self.asked.append((media_id, prompt))
        return BEGUN

    async def run(self, run_id: str) -> Run:
        self.asked.append((run_id,))
        line = self.runs.pop(0) if len(self.runs) > 1 else self.runs[0]
        if isinstance(line, CliptuiError):
            raise line
        return line

    async def make_clip(self, media_id: str, start_ms: int, stop_ms: int) -> Suggestion:
        return Suggestion("c3", media_id, start_ms, stop_ms)

    async def start_rendering(self, clip_id: str) -> Rendering:
        self.asked.append((clip_id,))
        return Rendering("x1", RunState.PROCESSING)

    async def rendering(self, clip_id: str, render_id: str) -> Rendering:
        self.asked.append((clip_id, render_id))
        line = self.renderings.pop(0) if len(self.renderings) > 1 else self.renderings[0]
        if isinstance(line, CliptuiError):
            raise line
        return line


async def followed(*script: Run | CliptuiError, start: Run = BEGUN) -> tuple[list[Run], Sleeper]:
    sleeper = Sleeper()
    service = Scripted(list(script))
    return [now async for now in follow_run(service, start, sleep=sleeper.sleep)], sleeper


async def test_each_change_is_told_once_from_the_start_to_the_end() -> None:
    news, _ = await followed(BEGUN, PART, PART, DONE)
    assert news == [BEGUN, PART, DONE]


@pytest.mark.parametrize("end", [DONE, FAILED])
async def test_a_run_that_has_ended_is_not_asked_about(end: Run) -> None:
    news, sleeper = await followed(start=end)
    assert (news, sleeper.waits_s) == ([end], [])


async def test_a_service_that_is_away_or_busy_is_asked_again_later() -> None:
    news, _ = await followed(Unreachable("Gone."), ServiceBusy("Later."), DONE)
    assert news == [BEGUN, DONE]


async def test_a_service_that_refuses_ends_it() -> None:
    with pytest.raises(AccessRefused):
        await followed(AccessRefused("No."))


async def test_it_is_asked_less_and_less_often_and_soon_again_after_news() -> None:
    _, sleeper = await followed(*[BEGUN] * 15, PART, PART, DONE)
    waits_s = sleeper.waits_s
    assert waits_s[:3] == [0.25, 0.375, 0.5625]
    assert max(waits_s) == waits_s[14] == 15.0
    assert waits_s[16:] == [0.25, 0.375]


async def test_whoever_has_seen_enough_can_stop_and_nothing_more_is_asked() -> None:
    service = Scripted([PART])
    news = follow_run(service, BEGUN, sleep=Sleeper().sleep)
    async for now in news:
        if now.suggestions:
            break
    await news.aclose()
    assert service.asked == [("r1",)]


async def test_a_rendering_is_begun_and_followed_to_its_end() -> None:
    done = Rendering("x1", RunState.COMPLETE, "m2", "http://h/f.mp4")
    service = Scripted(renderings=[Unreachable("Gone."), done])
    steps = [step async for step in follow_rendering(service, "c1", sleep=Sleeper().sleep)]

    assert steps == [Rendering("x1", RunState.PROCESSING), done]
    assert service.asked == [("c1",), ("c1", "x1"), ("c1", "x1")]


async def test_a_suggestion_is_accepted_as_a_draft_of_whole_frames() -> None:
    timing = ConstantTiming(FrameRate.of(Fraction(25)), 250)
    asset = Asset("a1", "Match", 10.0, AssetState.READY, timing=timing)
    service, memory = FakeService([asset]), FakeMemory()
    bench = bench_of(service, memory)

    draft = await accept(bench, "a1", Suggestion("c1", "a1", 1010, 2990))

    assert service.saved == [NewDraft("a1", "Match 00:00:01:00", 1000, 3000)]
    assert (draft.start_ms, draft.stop_ms, draft.state) == (1000, 3000, DraftState.SAVED)
    assert list(memory.watched("somewhere")) == [draft]
    with pytest.raises(BadSelection):
        await accept(bench, "a1", Suggestion("c1", "a1", 1010, 1015))


async def test_an_accepted_suggestion_is_called_as_the_user_wants_clips_called() -> None:
    service = FakeService([make_asset(1)])
    bench = replace(bench_of(service), title_template="Best of {asset}")
    await accept(bench, make_asset(1).asset_id, Suggestion("c1", "a1", 1000, 3000))
    assert [draft.title for draft in service.saved] == ["Best of Asset 1"]


async def test_titles_of_accepted_suggestions_count_the_drafts_of_their_asset() -> None:
    one, other = make_asset(1), make_asset(2)
    service = FakeService([one, other])
    bench = replace(bench_of(service), title_template="{asset} no. {n}")
    for asset, start_ms in ((one, 0), (one, 2000), (other, 0)):
        spot = Suggestion("c1", asset.asset_id, start_ms, start_ms + 1000)
        await accept(bench, asset.asset_id, spot)
    titles = [draft.title for draft in service.saved]
    assert titles == ["Asset 1 no. 1", "Asset 1 no. 2", "Asset 2 no. 1"]
