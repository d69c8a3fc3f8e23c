"""Waiting until the scenes of an asset are known."""

import asyncio
from collections.abc import Awaitable, Callable

from cliptui.clip.catalogue import FindsScenes
from cliptui.clip.survey import Scenes
from cliptui.errors import RequestRefused

POLL_S = 0.2
"""Seconds between two questions."""


async def all_scenes(
    service: object,
    asset_id: str,
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Scenes:
    """Ask until every frame of an asset has been looked at.

    Args:
        service: A service, of any abilities.
        asset_id: The asset.
        rest: Waits some seconds.

    Raises:
        RequestRefused: The service does not look for scenes.
    """
    if not isinstance(service, FindsScenes) or not await service.can_find_scenes():
        raise RequestRefused("This service does not look for scenes: name a folder of video files.")
    while not (scenes := await service.scenes(asset_id)).is_complete:
        await rest(POLL_S)
    return scenes
