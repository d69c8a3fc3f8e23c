"""Numbered pictures that two processes can make alike: noise, and frames of a real clip."""

from functools import cache

import av
from PIL import Image

from tests.preview.pictures import ASSETS, noise

COUNT = 24
SIZE = (160, 90)


def frame(source: str, number: int) -> Image.Image:
    """Return a picture of a source by its number: `noise`, or a clip of the demo library."""
    if source == "noise":
        return noise(*SIZE, seed=number)
    return _clip(source)[number % COUNT]


@cache
def _clip(name: str) -> tuple[Image.Image, ...]:
    frames = []
    with av.open(ASSETS / name) as container:
        for taken in container.decode(video=0):
            image: Image.Image = taken.to_image()  # type: ignore[no-untyped-call]
            frames.append(image.resize(SIZE, Image.Resampling.BOX))
            if len(frames) == COUNT:
                break
    return tuple(frames)
