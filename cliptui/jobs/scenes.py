"""Waiting until the scenes of an asset are known."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

from cliptui.clip.catalogue import FindsScenes
from cliptui.clip.survey import Scenes
from cliptui.errors import RequestRefused

POLL_S = 0.2
"""Seconds between two questions."""


async def scenes_as_found(
    service: object,
    asset_id: str,
    rest: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> AsyncGenerator[Scenes, None]:
    """Ask until every frame of an asset has been looked at, and tell what is known meanwhile.

    Args:
        service: A service, of any abilities.
        asset_id: The asset.
        rest: Waits some seconds.

    Yields:
        The scenes as they are first, then at each change.

    Raises:
        RequestRefused: The service does not look for scenes.
    """
    if not isinstance(service, FindsScenes) or not await service.can_find_scenes():
        raise RequestRefused("This service does not look for scenes: name a folder of video files.")
    known = await service.scenes(asset_id)
    yield known
    while not known.is_complete:
        await rest(POLL_S)
        now = await service.scenes(asset_id)
        if now != known:
            known = now
            yield known


async def all_scenes(
    service: object,
    asset_id: str,
    rest: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> Scenes:
    """Return the scenes of an asset once every frame of it has been looked at.

    Raises:
        RequestRefused: The service does not look for scenes.
    """
    async with aclosing(scenes_as_found(service, asset_id, rest)) as found:
        *_, known = [scenes async for scenes in found]
    return known
