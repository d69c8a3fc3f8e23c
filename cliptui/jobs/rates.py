"""Finding out the frame rate of an asset whose service does not tell it.

The order is: told by the service for certain → remembered → told as a guess → counted. Counting
asks for thumbnails: the pictures of one second give the whole number (30), and short windows far
from the start tell 30 from 29.97, for there each has a frame where the other has none.
"""

from fractions import Fraction
from math import ceil
from typing import Final

from cliptui.clip.asset import Asset
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing
from cliptui.errors import RequestRefused
from cliptui.jobs.bench import Bench

_NTSC: Final = Fraction(1000, 1001)
_WHOLE_RATES: Final = (24, 25, 30, 48, 50, 60)
_MS_PER_S: Final = 1000
_PROBES_S: Final = (10, 12, 14)
"""After n seconds, the frames of 29.97 start n milliseconds later than those of 30.

One of these seconds proves nothing, since a first frame that starts late shifts all others too.
But no shift puts a wrong frame into the windows of all three: these are 3 ms wide, and the first
and the last one lie 4 ms apart.
"""


async def timing_of(bench: Bench, asset: Asset) -> Timing:
    """Return the timing of an asset, found out if its service does not tell it.

    Args:
        bench: Where the asset is.
        asset: The asset, ready to be opened.

    Raises:
        ServiceError: The service does not give what counting needs.
        RequestRefused: It gives no thumbnails, so that no rate can be known.
    """
    if asset.timing is not None and asset.timing.is_proved:
        return asset.timing
    known = bench.memory.frame_rate(bench.place, asset.asset_id)
    if known is not None:
        return _timing(asset, known)
    if asset.timing is not None:
        return asset.timing
    fps, is_proved = await _counted(bench, asset)
    rate = FrameRate.of(fps)
    if is_proved:
        bench.memory.remember_frame_rate(bench.place, asset.asset_id, rate)
    return _timing(asset, rate, is_proved=is_proved)


async def tell_rate(bench: Bench, asset_id: str, rate: FrameRate) -> Timing:
    """Take the user's word for the frame rate of an asset, for good.

    Args:
        bench: Where the asset is.
        asset_id: The asset.
        rate: Its rate, which can be told again.

    Returns:
        The timing that follows.

    Raises:
        RequestRefused: The service knows the asset's frames for certain.
        ServiceError: The service does not answer.
        StoreError: It cannot be remembered.
    """
    asset = await bench.service.asset(asset_id)
    if asset.timing is not None and asset.timing.is_proved:
        told = f"{asset.timing.rate} fps" if asset.timing.rate else "a rate that varies"
        raise RequestRefused(f"The service knows the frames of “{asset.name}”: it has {told}.")
    bench.memory.remember_frame_rate(bench.place, asset_id, rate)
    return _timing(asset, rate)


def _timing(asset: Asset, rate: FrameRate, *, is_proved: bool = True) -> ConstantTiming:
    frame_count = max(1, round(Fraction(asset.duration_s) * rate.fps))
    return ConstantTiming(rate, frame_count, is_proved=is_proved)


async def _counted(bench: Bench, asset: Asset) -> tuple[Fraction, bool]:
    """Return the rate that counting tells, and whether it is beyond doubt."""
    is_long = asset.duration_s >= _PROBES_S[-1] + 1
    start_ms = _PROBES_S[0] * _MS_PER_S if is_long else 0
    window_ms = min(_MS_PER_S, ceil(asset.duration_s * _MS_PER_S)) or _MS_PER_S
    count = await _count(bench, asset, start_ms, start_ms + window_ms)
    if not count:
        raise RequestRefused(f"“{asset.name}” gives no thumbnails, so its frame rate is unknown.")
    per_s = Fraction(round(count * Fraction(_MS_PER_S, window_ms)))
    whole = min(_WHOLE_RATES, key=lambda rate: abs(rate - per_s))
    is_usual = abs(whole - per_s) <= 1
    if not (is_long and is_usual):
        return Fraction(whole) if is_usual else per_s, False
    verdicts = {await _verdict(bench, asset, second) for second in _PROBES_S}
    factor = verdicts.pop() if len(verdicts) == 1 else None
    return (Fraction(whole), False) if factor is None else (whole * factor, True)


async def _verdict(bench: Bench, asset: Asset, second: int) -> Fraction | None:
    """Tell by which factor the rate differs from a whole one; None if it cannot be told.

    At a whole rate a frame starts at every whole second, at 1000/1001 of it a frame starts
    `second` milliseconds later; just one of both must be there.
    """
    whole_ms = second * _MS_PER_S
    slow_ms = whole_ms + second
    has_whole = bool(await _count(bench, asset, whole_ms - 1, whole_ms + 2))
    has_slow = bool(await _count(bench, asset, slow_ms - 1, slow_ms + 2))
    if has_whole == has_slow:
        return None
    return Fraction(1) if has_whole else _NTSC


async def _count(bench: Bench, asset: Asset, start_ms: int, stop_ms: int) -> int:
    return len(await bench.service.thumbs(asset.asset_id, start_ms, stop_ms))
