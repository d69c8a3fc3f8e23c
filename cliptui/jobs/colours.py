"""The colours of a whole asset, found once and kept."""

import asyncio
from typing import Final

from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import SkimsFrames
from cliptui.clip.pictures import KeptPicture
from cliptui.clip.survey import Rgb, moments_ms
from cliptui.jobs.bench import Bench

COLOURS: Final = 256
"""Moments of an asset that have a colour: enough for any row of cells."""

_PLAIN_COLOURS: Final = 16
_PLAIN_WIDTH_PX: Final = 64
_NAME: Final = "colours"
_CHANNELS: Final = 3
_MS_PER_S: Final = 1000


async def colours_of(bench: Bench, asset: Asset) -> tuple[Rgb, ...]:
    """Return the mean colours of moments that are spread evenly over an asset.

    Args:
        bench: Where the asset is, and what keeps its colours between runs.
        asset: The asset.

    Returns:
        `COLOURS` of them, or a few where each is a picture that must be asked for.

    Raises:
        ServiceError: The service does not give what is needed.
        BadPicture: What it gives is no picture.
    """
    kept, version = bench.pictures, asset.changed_ms
    if kept is not None and version:
        found = await asyncio.to_thread(kept.read, asset.asset_id, version, [_NAME])
        if _NAME in found:
            return _unpacked(found[_NAME].encoded)
    colours = await _asked(bench, asset)
    if kept is not None and version:
        packed = {_NAME: KeptPicture(bytes(level for colour in colours for level in colour))}
        await asyncio.to_thread(kept.write, asset.asset_id, version, packed)
    return colours


async def _asked(bench: Bench, asset: Asset) -> tuple[Rgb, ...]:
    if isinstance(bench.service, SkimsFrames):
        return tuple(await bench.service.colours(asset.asset_id, COLOURS))
    from cliptui.preview.picture import mean_colour  # noqa: PLC0415  loads Pillow

    stop_ms = int(asset.duration_s * _MS_PER_S)
    pictures = [
        await bench.service.frame(asset.asset_id, ms, _PLAIN_WIDTH_PX)
        for ms in moments_ms(0, stop_ms, _PLAIN_COLOURS)
    ]
    return tuple([await asyncio.to_thread(mean_colour, picture) for picture in pictures])


def _unpacked(packed: bytes) -> tuple[Rgb, ...]:
    whole = len(packed) // _CHANNELS * _CHANNELS
    return tuple(Rgb(*packed[at : at + _CHANNELS]) for at in range(0, whole, _CHANNELS))
