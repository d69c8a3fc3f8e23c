"""The service objects that ask for mediaclips and for media, and decode what they download.

This module loads httpx, so it is imported only once something is opened.
"""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from cliptui.api.bluebillywig import BlueBillywigService
from cliptui.api.footage import Footage
from cliptui.api.retrying import Retrying
from cliptui.api.transport import Transport
from cliptui.api.videodev import VideodevService
from cliptui.api.videodev_desk import VideodevDesk
from cliptui.clip.secret import Secret
from cliptui.media.worker import MediaWorker
from cliptui.wire.bluebillywig.token import SharedSecret


@asynccontextmanager
async def desk_of_media(service: VideodevService, cache_dir: Path) -> AsyncIterator[VideodevDesk]:
    """Open a desk over the media of video.dev, and close what belongs to it at the end.

    Args:
        service: The service; stays open.
        cache_dir: Where to keep files that are downloaded for it.
    """
    media = MediaWorker(cache_dir / "media")  # starts nothing before it is needed
    try:
        yield VideodevDesk(service, Footage(cache_dir / "footage"), media)
    finally:
        await media.aclose()


@asynccontextmanager
async def asking_for_mediaclips(
    transport: Transport,
    secret: Secret,
    label: str,
    cache_dir: Path,
    retrying: Retrying | None = None,
) -> AsyncIterator[BlueBillywigService]:
    """Open a service of mediaclips, and close what belongs to it at the end.

    Args:
        transport: The way to it; stays open.
        secret: The shared secret.
        label: What the screen calls it.
        cache_dir: Where to keep files that are downloaded from it.
        retrying: How to ask again; as usual if None.

    Raises:
        BadSetting: The secret is none.
    """
    media = MediaWorker(cache_dir / "media")  # starts nothing before it is needed
    try:
        yield BlueBillywigService(
            transport,
            SharedSecret.of(secret),
            label=label,
            now=time.time,
            footage=Footage(cache_dir / "footage"),
            media=media,
            retrying=retrying,
        )
    finally:
        await media.aclose()
