"""Pictures that are remembered and fetched ahead: the right ones, within bounds."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import cast

import pytest

from cliptui.clip.pictures import KeptPicture
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing, VariableTiming
from cliptui.errors import Unreachable
from cliptui.jobs.frames import FrameFeed
from tests.fakes import FakeService, make_asset
from tests.jobs.services import TimedService, numbered, starts_of

RATES = [
    *(Fraction(nominal * 1000, 1001) for nominal in (24, 30, 60)),
    *(Fraction(nominal) for nominal in (24, 25, 30, 50, 60)),
]
each_rate = pytest.mark.parametrize("fps", RATES, ids=str)
DURATION_S = 70


def constant(fps: Fraction) -> tuple[TimedService, ConstantTiming]:
    starts_ms = starts_of(fps, DURATION_S)
    timing = ConstantTiming(FrameRate.of(fps), len(starts_ms))
    return TimedService([], starts_ms=starts_ms), timing


def ranges(service: FakeService) -> list[tuple[int, int]]:
    return [cast("tuple[int, int]", asked[2:]) for asked in service.asked if asked[0] == "thumbs"]


async def wrong_pictures(feed: FrameFeed, timing: Timing, frames: range) -> list[int]:
    """Return the frames for which the feed gives the picture of another one."""
    return [
        frame
        for frame in frames
        if numbered(frame) != await feed.picture("a", timing.start_ms(frame), 80)
    ]


async def test_a_picture_is_asked_for_once() -> None:
    service, _ = constant(Fraction(25))
    feed = FrameFeed(service)
    assert [numbered(25)] * 2 == [await feed.picture("a", 1000, 80) for _ in range(2)]
    assert service.asked == [("frame", "a", 1000)]
    assert service.widths_px == [80]


async def test_pictures_of_other_assets_and_other_times_are_other_pictures() -> None:
    service, _ = constant(Fraction(25))
    feed = FrameFeed(service)
    for asset_id, ms in (("a", 1000), ("b", 1000), ("a", 1040)):
        await feed.picture(asset_id, ms, 80)
    assert service.asked == [("frame", "a", 1000), ("frame", "b", 1000), ("frame", "a", 1040)]


async def test_a_picture_too_narrow_for_what_is_wanted_now_is_asked_for_again() -> None:
    service, _ = constant(Fraction(25))
    feed = FrameFeed(service)
    for width_px in (80, 240, 160):
        await feed.picture("a", 1000, width_px)
    assert service.widths_px == [80, 240]


async def test_no_picture_is_kept_where_there_was_an_error() -> None:
    service, _ = constant(Fraction(25))
    service.error = Unreachable("No answer.")
    feed = FrameFeed(service)
    with pytest.raises(Unreachable):
        await feed.picture("a", 0, 80)
    service.error = None
    assert numbered(0) == await feed.picture("a", 0, 80)


@each_rate
async def test_a_warmed_second_gives_each_frame_its_own_picture_and_asks_no_more(
    fps: Fraction,
) -> None:
    service, timing = constant(fps)
    feed = FrameFeed(service)
    # The stretches of 23.976 are now and then a frame shorter, so whole minutes of them are tried.
    for second in (0, 1, 23, 24, 41, 42, 66):
        frame = round(second * fps + fps / 2)
        await feed.warm("a", timing, frame)
        service.asked.clear()
        within = [n for n in range(timing.frame_count) if second <= n / fps < second + 1]
        assert await wrong_pictures(feed, timing, range(within[0], within[-1] + 1)) == []
        assert service.asked == []


@each_rate
async def test_no_stretch_asked_for_is_longer_than_a_second(fps: Fraction) -> None:
    service, timing = constant(fps)
    feed = FrameFeed(service)
    for frame in range(0, timing.frame_count, 17):
        await feed.warm("a", timing, frame)
    lengths_ms = [stop_ms - start_ms for start_ms, stop_ms in ranges(service)]
    assert DURATION_S <= len(lengths_ms) <= DURATION_S + 1
    assert max(lengths_ms) <= 1000


async def test_a_stretch_of_24_frames_of_23_976_would_be_1001_ms_and_loses_none_of_them() -> None:
    fps = Fraction(24000, 1001)
    service, timing = constant(fps)
    feed = FrameFeed(service)
    await feed.warm("a", timing, 0)
    assert ranges(service) == [(0, 1000)]
    assert await wrong_pictures(feed, timing, range(24)) == []
    assert service.asked == [("thumbs", "a", 0, 1000)]


async def test_the_frames_of_a_variable_rate_get_their_own_pictures_too() -> None:
    starts_ms = (0, 33, 100, 150, 900, 1000, 1001, 1950, 3300, 3400)
    service = TimedService([], starts_ms=starts_ms)
    timing, feed = VariableTiming(starts_ms, 3500), FrameFeed(service)
    for frame in (0, 5, 8):
        await feed.warm("a", timing, frame)
    service.asked.clear()
    assert await wrong_pictures(feed, timing, range(len(starts_ms))) == []
    assert service.asked == []


async def test_a_frame_longer_than_a_second_is_asked_for_within_one() -> None:
    service = TimedService([], starts_ms=(0, 500, 4000))
    feed = FrameFeed(service)
    await feed.warm("a", VariableTiming((0, 500, 4000), 4100), 1)
    assert ranges(service) == [(0, 1000)]


async def test_what_is_warm_is_not_asked_for_again() -> None:
    service, timing = constant(Fraction(25))
    feed = FrameFeed(service)
    for frame in (30, 31, 49):
        await feed.warm("a", timing, frame)
    assert ranges(service) == [(1000, 2000)]


async def test_a_full_picture_is_not_replaced_by_a_thumbnail() -> None:
    service, timing = constant(Fraction(25))
    feed = FrameFeed(service)
    service.starts_ms = [ms + 40 for ms in service.starts_ms]  # another picture than the thumbs'
    full = await feed.picture("a", 1000, 80)
    service.starts_ms = [ms - 40 for ms in service.starts_ms]
    await feed.warm("a", timing, 30)
    assert full == await feed.picture("a", 1000, 80)


@pytest.mark.parametrize("wrong_fps", [Fraction(24), Fraction(30)], ids=str)
async def test_thumbnails_of_another_number_than_expected_are_not_shown_at_all(
    wrong_fps: Fraction,
) -> None:
    service, _ = constant(Fraction(25))
    feed = FrameFeed(service)
    await feed.warm("a", ConstantTiming(FrameRate(wrong_fps), 1000), 0)
    assert ranges(service) == [(0, 1000)]
    assert numbered(0) == await feed.picture("a", 0, 80)
    assert service.asked[-1] == ("frame", "a", 0)


@dataclass
class HeavyService(FakeService):
    """Gives pictures of 100 bytes, or of as many as are set."""

    size_bytes: int = 100

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        self._answer("frame", asset_id, ms, width_px)
        await asyncio.sleep(0)
        return bytes(self.size_bytes)

    def times_asked(self) -> list[object]:
        times = [asked[2] for asked in self.asked]
        self.asked.clear()
        return times


async def test_the_oldest_pictures_go_once_there_are_too_many_bytes() -> None:
    service = HeavyService([])
    feed = FrameFeed(service, max_kept_bytes=300)
    for ms in (1, 2, 3, 4):
        await feed.picture("a", ms, 80)
    service.asked.clear()
    for ms in (2, 3, 4, 1):
        await feed.picture("a", ms, 80)
    assert service.times_asked() == [1]


async def test_a_picture_that_was_looked_at_again_stays_longer() -> None:
    service = HeavyService([])
    feed = FrameFeed(service, max_kept_bytes=300)
    for ms in (1, 2, 3, 1, 4):
        await feed.picture("a", ms, 80)
    service.asked.clear()
    for ms in (1, 3, 4, 2):
        await feed.picture("a", ms, 80)
    assert service.times_asked() == [2]


async def test_a_picture_larger_than_the_bound_is_given_and_not_kept() -> None:
    service = HeavyService([], size_bytes=301)
    feed = FrameFeed(service, max_kept_bytes=300)
    assert [len(await feed.picture("a", 1, 80)) for _ in range(2)] == [301, 301]
    assert service.times_asked() == [1, 1]


async def test_one_picture_asked_for_twice_at_once_counts_once() -> None:
    service = HeavyService([])
    feed = FrameFeed(service, max_kept_bytes=300)
    await asyncio.gather(*(feed.picture("a", 1, 80) for _ in range(3)))
    for ms in (2, 3):
        await feed.picture("a", ms, 80)
    service.asked.clear()
    for ms in (1, 2, 3):
        await feed.picture("a", ms, 80)
    assert service.times_asked() == []


@dataclass
class FakeShelf:
    """Keeps pictures in this process."""

    kept: dict[tuple[str, int, str], KeptPicture] = field(default_factory=dict)
    reads: int = 0

    def read(self, asset_id: str, version: int, names: Sequence[str]) -> dict[str, KeptPicture]:
        self.reads += 1
        keys = {name: (asset_id, version, name) for name in names}
        return {name: self.kept[key] for name, key in keys.items() if key in self.kept}

    def write(self, asset_id: str, version: int, pictures: Mapping[str, KeptPicture]) -> None:
        self.kept |= {(asset_id, version, name): kept for name, kept in pictures.items()}


ASSET = replace(make_asset(1), asset_id="a", changed_ms=7)


async def test_a_thumbnail_is_enough_while_the_eye_moves_and_not_at_rest() -> None:
    service, timing = constant(Fraction(25))
    feed = FrameFeed(service)
    await feed.warm("a", timing, 0)
    await feed.picture("a", 40, 240)
    assert service.widths_px == []
    assert [numbered(1)] * 2 == [await feed.exact("a", 40, 240) for _ in range(2)]
    assert service.widths_px == [240]


async def test_what_is_in_memory_is_told_at_once() -> None:
    service, _ = constant(Fraction(25))
    feed = FrameFeed(service)
    assert feed.kept("a", 40) is None
    await feed.picture("a", 40, 80)
    assert feed.kept("a", 40) == KeptPicture(numbered(1), 80)


async def test_what_was_seen_in_an_earlier_run_is_not_asked_for_again() -> None:
    service, timing = constant(Fraction(25))
    shelf = FakeShelf()
    first = FrameFeed(service, disk=shelf)
    first.learn_of(ASSET)
    await first.warm("a", timing, 0)
    await first.picture("a", 5000, 80)
    await first.flush()
    service.asked.clear()
    second = FrameFeed(service, disk=shelf)
    second.learn_of(ASSET)
    await second.warm("a", timing, 12)
    assert await wrong_pictures(second, timing, range(25)) == []
    assert numbered(125) == await second.picture("a", 5000, 80)
    assert service.asked == []


async def test_what_is_kept_of_an_asset_as_it_was_before_is_not_shown() -> None:
    service, _ = constant(Fraction(25))
    shelf = FakeShelf()
    feed = FrameFeed(service, disk=shelf)
    for changed_ms in (7, 8, 8):
        feed.learn_of(replace(ASSET, changed_ms=changed_ms))
        await feed.picture("a", 40, 80)
        await feed.flush()
    assert len(service.asked) == 2


async def test_pictures_of_an_asset_that_may_change_unseen_are_kept_in_memory_only() -> None:
    service, _ = constant(Fraction(25))
    shelf = FakeShelf()
    feed = FrameFeed(service, disk=shelf)
    feed.learn_of(replace(ASSET, changed_ms=0))
    for _ in range(2):
        await feed.picture("a", 40, 80)
    await feed.flush()
    assert (len(service.asked), shelf.kept, shelf.reads) == (1, {}, 0)


async def test_of_a_second_that_is_kept_in_part_the_rest_is_asked_for() -> None:
    service, timing = constant(Fraction(25))
    shelf = FakeShelf({("a", 7, "40"): KeptPicture(numbered(1), 240)})
    feed = FrameFeed(service, disk=shelf)
    feed.learn_of(ASSET)
    await feed.warm("a", timing, 0)
    assert ranges(service) == [(0, 1000)]
    assert await wrong_pictures(feed, timing, range(25)) == []


async def test_of_what_was_never_at_rest_only_the_latest_pictures_are_kept_between_runs() -> None:
    service, _ = constant(Fraction(25))
    shelf = FakeShelf()
    feed = FrameFeed(service, disk=shelf)
    feed.learn_of(ASSET)
    for ms in range(0, 300 * 40, 40):
        await feed.picture("a", ms, 80)
    await feed.flush()
    assert sorted(int(name) for _, _, name in shelf.kept) == list(range(44 * 40, 300 * 40, 40))
