"""However the eye travels through the demo library, it sees the frame that was asked for."""

import random
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from cliptui.media.pictures import PictureFormat
from cliptui.media.worker import MediaWorker
from tests.barcode import read_frame_number
from tests.demo import ASSETS

pytestmark = pytest.mark.unmeasured

FILES = sorted(path for path in ASSETS.iterdir() if path.suffix in {".mp4", ".mov", ".webm"})
STRIDES = (1, 1, 1, 1, -1, -1, -1, 30, -30, 7, -7, 250)


def ways(count: int, seed: str) -> list[range]:
    """Return walks: steps, strides, jumps, seconds, and both ends."""
    chance = random.Random(seed)  # noqa: S311  repeatable, no secret
    here = count // 2
    asked = [range(count - 1, count), range(1), range(count - 30, count), range(30)]
    for _ in range(12):
        stride = chance.choice(STRIDES)
        here = chance.choice((here, here, here, chance.randrange(count)))
        for _ in range(chance.randrange(1, 6)):
            here = min(count - 1, max(0, here + stride))
            asked.append(range(here, here + 1))
    return asked


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
async def test_each_picture_on_the_way_is_the_right_one(path: Path) -> None:
    worker = MediaWorker()
    count = (await worker.describe(path)).index.frame_count
    for numbers in ways(count, path.name):
        pictures = await worker.frames(path, numbers, width_px=320, picture=PictureFormat.JPEG)
        assert [number_in(picture) for picture in pictures] == list(numbers)
    await worker.aclose()


def number_in(picture: bytes) -> int:
    with Image.open(BytesIO(picture)) as image:
        return read_frame_number(image)
