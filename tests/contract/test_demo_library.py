"""The demo library through server and client: every picture is the frame that was asked for."""

import time
from collections.abc import AsyncIterator
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from PIL import Image

from cliptui.api.transport import Transport
from cliptui.api.uplynk import UplynkService
from cliptui.clip.secret import Secret
from cliptui.media.worker import MediaWorker
from cliptui.server.converter import Convert
from cliptui.server.making import make_server
from cliptui.store import Store
from cliptui.wire.uplynk.signature import Credentials
from tests.barcode import read_frame_number

pytestmark = pytest.mark.unmeasured

ASSETS = Path(__file__).parents[2] / "assets"
CREDENTIALS = Credentials("1234567890abcdef1234567890abcdef", Secret("k3y"))


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[UplynkService]:
    store = Store.open(tmp_path / "cliptui.db")
    media = MediaWorker()
    numbers = count()
    server = make_server(
        ASSETS,
        tmp_path / "clips",
        store,
        media,
        CREDENTIALS,
        convert=Convert.OFF,
        now=time.time,
    )
    transport = Transport.in_process(server.app)
    async with server:
        yield UplynkService(
            transport,
            CREDENTIALS,
            label="demo",
            now=time.time,
            nonce=lambda: str(next(numbers)),
        )
    await transport.aclose()
    await media.aclose()
    store.close()


def shown(picture: bytes) -> int:
    with Image.open(BytesIO(picture)) as image:
        return read_frame_number(image)


async def test_pictures_of_all_demo_clips_show_the_frames_asked_for(
    service: UplynkService,
) -> None:
    for listed in await service.assets():
        asset = await service.asset(listed.asset_id)
        timing = asset.timing
        assert timing is not None
        last = timing.frame_count - 1
        for frame in sorted({0, 1, last // 3, last // 2, last - 1, last}):
            told = await service.frame(asset.asset_id, timing.start_ms(frame), 320)
            assert (asset.name, shown(told)) == (asset.name, frame)


async def test_thumbs_of_all_demo_clips_are_every_frame_of_a_range(
    service: UplynkService,
) -> None:
    for listed in await service.assets():
        asset = await service.asset(listed.asset_id)
        timing = asset.timing
        assert timing is not None
        first = timing.frame_count // 2
        # A range is written by the milliseconds, rounded down, in which its frames start.
        start_ms, stop_ms = timing.stop_ms(first), timing.stop_ms(first + 10)
        numbers = [shown(told) for told in await service.thumbs(asset.asset_id, start_ms, stop_ms)]
        assert (asset.name, numbers) == (asset.name, list(range(first, first + 10)))
