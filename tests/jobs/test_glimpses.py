"""Small pictures of frames that lie apart."""

from collections.abc import AsyncGenerator, Sequence

import pytest

from cliptui.clip.survey import Skimmed
from cliptui.clip.timing import Timing
from cliptui.errors import Unreachable
from cliptui.jobs.frames import FrameFeed
from cliptui.jobs.glimpses import MAX_SKIMS, Glimpses
from tests.fakes import FakeService, make_asset, picture

Found = AsyncGenerator[tuple[int, bytes], None]


def timing() -> Timing:
    found = make_asset(1).timing
    assert found is not None
    return found


async def all_of(coming: Found) -> dict[int, bytes]:
    return {place: encoded async for place, encoded in coming}


async def test_of_frames_far_apart_skims_are_asked_for_in_one_request() -> None:
    service = FakeService([])
    found = await all_of(Glimpses(FrameFeed(service)).of("a", timing(), [0, 500, 1000], 1500, 96))
    assert found == {0: picture(0), 1: picture(20_000), 2: picture(40_000)}
    assert service.asked == [("skim", "a", 0, 60_000, 3)]
    assert service.widths_px == [96]


async def test_the_same_skims_are_asked_for_once() -> None:
    service = FakeService([])
    glimpses = Glimpses(FrameFeed(service))
    for _ in range(2):
        await all_of(glimpses.of("a", timing(), [0, 750], 1500, 96))
    assert len(service.asked) == 1


async def test_no_more_skims_are_kept_than_the_bound() -> None:
    service = FakeService([])
    glimpses = Glimpses(FrameFeed(service))
    for stop in [*range(400, 400 + MAX_SKIMS + 1), 400]:
        await all_of(glimpses.of("a", timing(), [0, stop // 2], stop, 96))
    assert len(service.asked) == MAX_SKIMS + 2


async def test_frames_near_to_each_other_are_asked_for_themselves() -> None:
    service = FakeService([])
    found = await all_of(Glimpses(FrameFeed(service)).of("a", timing(), [10, 11, 12], 13, 96))
    assert found == {0: picture(400), 1: picture(440), 2: picture(480)}
    assert {call[0] for call in service.asked} == {"frame"}


async def test_a_service_without_skims_is_asked_for_frames() -> None:
    service = FakeService([])

    class Plain:
        frame = service.frame
        thumbs = service.thumbs

    found = await all_of(Glimpses(FrameFeed(Plain())).of("a", timing(), [0, 750], 1500, 96))
    assert found == {0: picture(0), 1: picture(30_000)}


@pytest.mark.parametrize("frames", [[0, 750], [10, 11]])
async def test_an_error_of_the_service_is_handed_on(frames: list[int]) -> None:
    service = FakeService([], error=Unreachable("No answer."))
    with pytest.raises(Unreachable):
        await all_of(Glimpses(FrameFeed(service)).of("a", timing(), frames, frames[-1] * 2, 96))


async def test_a_thumbnail_in_memory_comes_first_and_then_the_frame_itself() -> None:
    service = FakeService([])
    feed = FrameFeed(service)
    await feed.warm("a", timing(), 12)
    coming = Glimpses(feed).of("a", timing(), [12, 30], 31, 96)
    assert [place async for place, _ in coming] == [0, 0, 1]
    assert [call[2] for call in service.asked if call[0] == "frame"] == [480, 1200]
    again = Glimpses(feed).of("a", timing(), [12, 30], 31, 96)
    assert sorted([place async for place, _ in again]) == [0, 1]


async def test_a_frame_without_a_keyframe_near_it_is_asked_for_itself() -> None:
    class FewKeyframes(FakeService):
        async def skim(
            self, asset_id: str, start_ms: int, stop_ms: int, count: int, width_px: int
        ) -> Sequence[Skimmed]:
            await super().skim(asset_id, start_ms, stop_ms, count, width_px)
            return [Skimmed(ms, picture(ms)) for ms in (0, 0, 41_000)]

    service = FewKeyframes([])
    coming = Glimpses(FrameFeed(service)).of("a", timing(), [0, 500, 1000], 1500, 96)
    found = [each async for each in coming]
    assert found == [
        (0, picture(0)),
        (1, picture(0)),
        (2, picture(41_000)),
        (1, picture(20_000)),
    ]
