"""Opening an asset: a desk on its first frame, or the reason why not."""

from dataclasses import replace
from fractions import Fraction

import pytest

from cliptui.clip.asset import AssetState
from cliptui.clip.desk import Desk
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import NotFound, RequestRefused
from cliptui.jobs.opening import open_desk
from tests.fakes import FakeMemory, FakeService, make_asset
from tests.jobs.services import ASSET_ID, bench_of, untimed_asset


async def test_an_opened_asset_lies_on_the_desk_with_its_first_frame_up() -> None:
    asset = make_asset(7)
    expected = Desk(asset, ConstantTiming(FrameRate(Fraction(25)), 1500), playhead=0)
    assert expected == await open_desk(bench_of(FakeService([asset])), asset.asset_id)


async def test_the_frames_of_an_asset_that_does_not_tell_them_are_found_out() -> None:
    bench = bench_of(
        FakeService([untimed_asset(20)]), FakeMemory(rates={ASSET_ID: FrameRate(Fraction(50))})
    )
    assert (
        ConstantTiming(FrameRate(Fraction(50)), 1000) == (await open_desk(bench, ASSET_ID)).timing
    )


@pytest.mark.parametrize(
    ("state", "reason", "sentence"),
    [
        (AssetState.ERROR, "It holds no video.", "“Dawn” cannot be opened. It holds no video."),
        (AssetState.SLICING, "", "“Dawn” cannot be opened. It is slicing."),
    ],
)
async def test_an_asset_that_is_not_ready_is_refused_with_the_reason(
    state: AssetState, reason: str, sentence: str
) -> None:
    asset = replace(make_asset(7, name="Dawn"), state=state, reason=reason)
    with pytest.raises(RequestRefused) as caught:
        await open_desk(bench_of(FakeService([asset])), asset.asset_id)
    assert sentence == str(caught.value)


async def test_an_asset_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound, match=r"^There is no asset x\.$"):
        await open_desk(bench_of(FakeService([])), "x")
