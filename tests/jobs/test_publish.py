"""Saving a selection: how it is written down."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.desk import Desk
from cliptui.clip.draft import NewDraft
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Sheet
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, VariableTiming
from cliptui.jobs.outbox import queue
from cliptui.jobs.publish import ask_number, draft_of, drafts_of, new_draft
from tests.fakes import FakeMemory, FakeService, make_asset
from tests.jobs.services import bench_of

RATES = [
    *(Fraction(nominal * 1000, 1001) for nominal in (24, 30, 60)),
    *(Fraction(nominal) for nominal in (24, 25, 30, 50, 60)),
]
AN_HOUR = 3600


def written(fps: Fraction, in_frame: int, out_frame: int) -> NewDraft:
    timing = ConstantTiming(FrameRate.of(fps), out_frame + 1)
    return new_draft(make_asset(1), timing, Selection(in_frame, out_frame))


@given(st.sampled_from(RATES), st.integers(0, AN_HOUR * 60), st.integers(1, 1000))
def test_who_looks_at_what_is_shown_from_start_to_stop_sees_just_the_selected_frames(
    fps: Fraction, in_frame: int, length: int
) -> None:
    draft = written(fps, in_frame, in_frame + length)
    around = range(max(0, in_frame - 2), in_frame + length + 2)
    first = max(frame for frame in around if frame * 1000 / fps <= draft.start_ms)
    last = max(frame for frame in around if frame * 1000 / fps < draft.stop_ms)
    assert (in_frame, in_frame + length - 1) == (first, last)


@given(st.sampled_from(RATES), st.integers(0, AN_HOUR * 60), st.integers(1, 1000))
def test_who_rounds_times_to_the_nearest_frame_finds_the_selected_frames(
    fps: Fraction, in_frame: int, length: int
) -> None:
    draft = written(fps, in_frame, in_frame + length)
    nearest = [round(ms * fps / 1000) for ms in (draft.start_ms, draft.stop_ms)]
    assert [in_frame, in_frame + length] == nearest


def test_times_of_29_97_are_those_that_a_calculator_gives() -> None:
    # 365 / 29.97… = 12.178 833…, 665 / 29.97… = 22.188 833…
    draft = written(Fraction(30000, 1001), 365, 665)
    assert (draft.start_ms, draft.stop_ms) == (12_179, 22_188)


def test_a_draft_of_a_variable_rate_has_the_times_of_its_frames() -> None:
    timing = VariableTiming((0, 33, 100, 167), 200)
    draft = new_draft(make_asset(1), timing, Selection(1, 3))
    assert (draft.start_ms, draft.stop_ms) == (33, 167)


def test_a_draft_without_a_title_is_called_by_its_asset_and_its_in_point() -> None:
    asset = make_asset(1, name="Cup final")
    timing = ConstantTiming(FrameRate.of(Fraction(30000, 1001)), 2000)
    draft = new_draft(asset, timing, Selection(1800, 1900))
    assert draft.title == "Cup final 00:01:00;02"


def test_a_title_is_kept_as_it_is() -> None:
    timing = ConstantTiming(FrameRate(Fraction(25)), 100)
    assert new_draft(make_asset(1), timing, Selection(0, 1), "Goal").title == "Goal"


def test_all_whole_selections_become_drafts_with_titles_from_the_template() -> None:
    asset = make_asset(1)
    assert asset.timing is not None
    takes = (Marks(300, 400), Marks(10, 20, "Own"), Marks(500))
    desk = Desk(asset, asset.timing, sheet=Sheet.of(*takes))
    assert [draft.title for draft in drafts_of(desk, "{asset} {n}")] == ["Own", "Asset 1 2"]
    chosen = drafts_of(desk, "{asset} {n}", (takes[0],))
    assert [(draft.title, draft.start_ms) for draft in chosen] == [("Asset 1 2", 12_000)]


def test_the_current_selection_is_numbered_among_those_of_its_asset() -> None:
    asset = make_asset(1)
    assert asset.timing is not None
    desk = Desk(asset, asset.timing, sheet=Sheet.of(Marks(10, 20), Marks(300, 400)))
    assert draft_of(desk, "{n:02}").title == "02"
    assert draft_of(desk).title == "Asset 1 00:00:12:00"


async def test_what_waits_to_be_sent_counts_for_the_number_of_the_next_clip() -> None:
    memory, asset_id = FakeMemory(), make_asset(1).asset_id
    bench = replace(bench_of(FakeService([make_asset(1)]), memory), title_template="{n}")
    queue(bench, NewDraft(asset_id, "Kick-off", 0, 1000))
    queue(bench, NewDraft(make_asset(2).asset_id, "Another", 0, 1000))
    assert await ask_number(bench, asset_id) == 2
