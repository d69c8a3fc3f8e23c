"""Whole assets at a glance: by our extensions where a server has them, else frame by frame."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from cliptui.api.uplynk_line import UplynkLine
from cliptui.clip.asset import Asset
from cliptui.clip.survey import Rgb, Scenes, Skimmed, moments_ms
from cliptui.errors import RequestRefused
from cliptui.wire.uplynk import extensions, surveys

MAX_PLAIN_PICTURES: Final = 32
"""The most frames that are asked for one by one; each then stands for several moments."""

_AT_ONCE: Final = 2
_MS_PER_S: Final = 1000
_COLOUR_WIDTH_PX: Final = 64


class UplynkSurvey:
    """Shows whole assets at a glance.

    Args:
        line: The line to the service.
        frame: Gives single frames, for servers that have nothing better.
        asset: Describes assets.
    """

    def __init__(
        self,
        line: UplynkLine,
        frame: Callable[[str, int, int | None], Awaitable[bytes]],
        asset: Callable[[str], Awaitable[Asset]],
    ) -> None:
        self._line = line
        self._frame = frame
        self._asset = asset

    async def skim(
        self, asset_id: str, start_ms: int, stop_ms: int, count: int, width_px: int
    ) -> tuple[Skimmed, ...]:
        """Return a picture for each of some moments; see `SkimsFrames`."""
        if not await self._line.learn(extensions.SKIM):
            return await self._plain_skim(asset_id, start_ms, stop_ms, count, width_px)
        params = surveys.SkimParams(
            asset_id, start_ms, stop_ms, count, min(width_px, surveys.MAX_WIDTH_PX)
        )
        response = await self._line.read(
            lambda credentials, stamp: surveys.ask_skim(credentials, stamp, params)
        )
        return surveys.read_skim(response)

    async def colours(self, asset_id: str, count: int) -> tuple[Rgb, ...]:
        """Return the colour of each of some moments; see `SkimsFrames`."""
        if not await self._line.learn(extensions.SKIM):
            stop_ms = int((await self._asset(asset_id)).duration_s * _MS_PER_S)
            shown = await self._plain_skim(asset_id, 0, stop_ms, count, _COLOUR_WIDTH_PX)
            return await asyncio.to_thread(_colours_of, shown)
        params = surveys.ColourParams(asset_id, count)
        response = await self._line.read(
            lambda credentials, stamp: surveys.ask_colours(credentials, stamp, params)
        )
        return surveys.read_colours(response)

    async def can_find_scenes(self) -> bool:
        """Return whether this server has the ability; see `FindsScenes`."""
        return await self._line.learn(extensions.SCENES)

    async def scenes(self, asset_id: str) -> Scenes:
        """Return what is known of the scenes; see `FindsScenes`.

        Raises:
            RequestRefused: This server does not look for them.
        """
        if not await self.can_find_scenes():
            raise RequestRefused(
                f"{self._line.host} does not look for scenes: open a folder of files instead."
            )
        response = await self._line.read(
            lambda credentials, stamp: surveys.ask_scenes(credentials, stamp, asset_id)
        )
        return surveys.read_scenes(response)

    async def _plain_skim(
        self, asset_id: str, start_ms: int, stop_ms: int, count: int, width_px: int
    ) -> tuple[Skimmed, ...]:
        """Ask for frames one by one: few, and not many at once, so that others get theirs."""
        few = min(count, MAX_PLAIN_PICTURES)
        turns = asyncio.Semaphore(_AT_ONCE)

        async def shown(ms: int) -> Skimmed:
            async with turns:
                return Skimmed(ms, await self._frame(asset_id, ms, width_px))

        asked = [asyncio.create_task(shown(ms)) for ms in moments_ms(start_ms, stop_ms, few)]
        try:
            pictures = await asyncio.gather(*asked)
        finally:
            for task in asked:  # one that fails ends all
                task.cancel()
            await asyncio.wait(asked)
        return tuple(pictures[place * few // count] for place in range(count))


def _colours_of(shown: Sequence[Skimmed]) -> tuple[Rgb, ...]:
    """Return the mean colours of pictures, each reckoned once."""
    from cliptui.preview.picture import mean_colour  # noqa: PLC0415  loads Pillow

    colours = {
        ms: mean_colour(picture)
        for ms, picture in {skimmed.ms: skimmed.picture for skimmed in shown}.items()
    }
    return tuple(colours[skimmed.ms] for skimmed in shown)
