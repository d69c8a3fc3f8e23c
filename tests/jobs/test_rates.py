"""Finding out a frame rate: told, remembered, counted, and never proved wrongly."""

from dataclasses import replace
from fractions import Fraction
from math import floor

import pytest

from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing, VariableTiming
from cliptui.errors import RequestRefused, Unreachable
from cliptui.jobs.rates import tell_rate, timing_of
from tests.fakes import FakeMemory, FakeService, make_asset
from tests.jobs.services import ASSET_ID, TimedService, bench_of, starts_of, untimed_asset

RATES = [
    Fraction(24000, 1001),
    Fraction(24),
    Fraction(25),
    Fraction(30000, 1001),
    Fraction(30),
    Fraction(48),
    Fraction(50),
    Fraction(60000, 1001),
    Fraction(60),
]
each_rate = pytest.mark.parametrize("fps", RATES, ids=str)


async def counted(
    service: TimedService, duration_s: float, memory: FakeMemory | None = None
) -> Timing:
    return await timing_of(bench_of(service, memory), untimed_asset(duration_s))


@each_rate
async def test_a_rate_is_counted_and_proved_within_sixteen_seconds(fps: Fraction) -> None:
    service = TimedService([], starts_ms=starts_of(fps, 16))
    expected = ConstantTiming(FrameRate.of(fps), round(16 * fps), is_proved=True)
    assert expected == await counted(service, 16)


@each_rate
async def test_a_rate_is_proved_too_where_the_service_rounds_times_down(fps: Fraction) -> None:
    service = TimedService([], starts_ms=[floor(ms) for ms in starts_of(fps, 16)])
    timing = await counted(service, 16)
    assert (FrameRate.of(fps), True) == (timing.rate, timing.is_proved)


@each_rate
async def test_a_rate_is_proved_too_where_the_service_rounds_times(fps: Fraction) -> None:
    service = TimedService([], starts_ms=[round(ms) for ms in starts_of(fps, 16)])
    timing = await counted(service, 16)
    assert (FrameRate.of(fps), True) == (timing.rate, timing.is_proved)


@each_rate
async def test_no_range_asked_for_is_longer_than_a_second_or_outside_the_asset(
    fps: Fraction,
) -> None:
    service = TimedService([], starts_ms=starts_of(fps, 15))
    await counted(service, 15)
    ranges = [asked[2:] for asked in service.asked if asked[0] == "thumbs"]
    assert ranges
    assert [r for r in ranges if not 0 <= int(str(r[0])) < int(str(r[1])) <= 15_000] == []
    assert [r for r in ranges if int(str(r[1])) - int(str(r[0])) > 1000] == []


@each_rate
async def test_a_start_21_ms_late_never_proves_another_rate(fps: Fraction) -> None:
    service = TimedService([], starts_ms=starts_of(fps, 20), late_ms=Fraction(21))
    timing = await counted(service, 20)
    assert not timing.is_proved or timing.rate == FrameRate.of(fps)


@each_rate
@pytest.mark.parametrize("duration_s", [11, 13, 15, 20])
async def test_no_late_start_at_all_proves_another_rate(fps: Fraction, duration_s: int) -> None:
    service = TimedService([], starts_ms=starts_of(fps, duration_s))
    wrong = []
    for half_ms in range(84):  # more than a frame of 23.976
        service.late_ms = Fraction(half_ms, 2)
        timing = await counted(service, duration_s)
        if timing.is_proved and timing.rate != FrameRate.of(fps):
            wrong.append((float(service.late_ms), str(timing.rate)))
    assert wrong == []


@pytest.mark.parametrize("tenths_s", [3, 5, 10, 80, 149])
async def test_a_short_asset_has_a_rate_that_is_not_proved(tenths_s: int) -> None:
    duration_s, memory = Fraction(tenths_s, 10), FakeMemory()
    service = TimedService([], starts_ms=starts_of(Fraction(30000, 1001), duration_s))
    expected = ConstantTiming(FrameRate(Fraction(30)), 3 * tenths_s, is_proved=False)
    assert expected == await counted(service, float(duration_s), memory)
    assert memory.rates == {}


async def test_an_asset_of_unknown_length_is_counted_over_a_whole_second() -> None:
    service = TimedService([], starts_ms=starts_of(Fraction(25), 20))
    timing = await counted(service, 0)
    assert (timing.rate, timing.is_proved) == (FrameRate(Fraction(25)), False)


async def test_a_rate_that_is_none_of_the_usual_is_taken_as_counted_and_not_proved() -> None:
    service = TimedService([], starts_ms=starts_of(Fraction(12), 20))
    expected = ConstantTiming(FrameRate(Fraction(12)), 240, is_proved=False)
    assert expected == await counted(service, 20)


async def test_probes_that_contradict_each_other_prove_nothing() -> None:
    fps = Fraction(25)
    at_25 = starts_of(fps, 13)
    shifted = [ms + 13 for ms in starts_of(fps, 20)[len(at_25) :]]
    timing = await counted(TimedService([], starts_ms=at_25 + shifted), 20)
    assert (FrameRate(fps), False) == (timing.rate, timing.is_proved)


async def test_a_proved_rate_is_remembered_under_its_place() -> None:
    memory = FakeMemory()
    service = TimedService([], starts_ms=starts_of(Fraction(60000, 1001), 20))
    await counted(service, 20, memory)
    assert {ASSET_ID: FrameRate.of(Fraction(60000, 1001))} == memory.rates
    assert {"somewhere"} == memory.places


async def test_a_remembered_rate_is_taken_without_a_question() -> None:
    service = TimedService([], starts_ms=starts_of(Fraction(25), 20))
    memory = FakeMemory(rates={ASSET_ID: FrameRate.of(Fraction(24000, 1001))})
    timing = await counted(service, 10, memory)
    assert ConstantTiming(FrameRate(Fraction(24000, 1001)), 240) == timing
    assert service.asked == []


async def test_what_the_service_tells_is_taken_without_a_question() -> None:
    told = VariableTiming((0, 40, 70), 100)
    asset = replace(untimed_asset(0.1), timing=told)
    service = TimedService([])
    memory = FakeMemory(rates={ASSET_ID: FrameRate.of(Fraction(25))})
    assert told == await timing_of(bench_of(service, memory), asset)
    assert service.asked == []


async def test_an_asset_always_has_one_frame_at_least() -> None:
    memory = FakeMemory(rates={ASSET_ID: FrameRate.of(Fraction(25))})
    assert (await counted(TimedService([]), 0.001, memory)).frame_count == 1


async def test_an_asset_without_thumbnails_has_no_rate_and_says_so() -> None:
    with pytest.raises(RequestRefused) as caught:
        await counted(TimedService([]), 20)
    expected = "“Harbour” gives no thumbnails, so its frame rate is unknown."
    assert expected == str(caught.value)


async def test_a_service_that_does_not_answer_is_no_proof_of_anything() -> None:
    memory = FakeMemory()
    with pytest.raises(Unreachable, match=r"^No answer\.$"):
        await counted(TimedService([], error=Unreachable("No answer.")), 20, memory)
    assert memory.rates == {}


async def test_the_users_word_for_a_rate_is_taken_and_remembered() -> None:
    memory = FakeMemory()
    asset = replace(make_asset(1), asset_id=ASSET_ID, timing=None)
    bench = bench_of(FakeService([asset]), memory)
    rate = FrameRate(Fraction(30000, 1001))
    timing = await tell_rate(bench, ASSET_ID, rate)
    assert (timing.rate, timing.is_proved) == (rate, True)
    assert await timing_of(bench, asset) == timing


async def test_the_users_word_counts_more_than_a_guess_of_the_service() -> None:
    guess = ConstantTiming(FrameRate(Fraction(30)), 1800, is_proved=False)
    asset = replace(make_asset(1), asset_id=ASSET_ID, timing=guess)
    bench = bench_of(FakeService([asset]), FakeMemory())
    assert await timing_of(bench, asset) == guess
    await tell_rate(bench, ASSET_ID, FrameRate(Fraction(25)))
    assert (await timing_of(bench, asset)).rate == FrameRate(Fraction(25))


async def test_a_rate_that_the_service_knows_is_not_taken_from_the_user() -> None:
    asset = replace(make_asset(1), asset_id=ASSET_ID)
    memory = FakeMemory()
    with pytest.raises(RequestRefused, match="it has 25 fps"):
        await tell_rate(bench_of(FakeService([asset]), memory), ASSET_ID, FrameRate(Fraction(30)))
    variable = replace(asset, timing=VariableTiming((0, 33), 66))
    with pytest.raises(RequestRefused, match="a rate that varies"):
        await tell_rate(
            bench_of(FakeService([variable]), memory), ASSET_ID, FrameRate(Fraction(30))
        )
    assert memory.rates == {}
