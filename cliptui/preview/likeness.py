"""How much two pictures differ."""

from typing import Final

from PIL import ImageChops, ImageStat

from cliptui.preview.fit import CellSize
from cliptui.preview.picture import to_pixels

_AREA: Final = CellSize(80, 22)
"""Small enough for codec noise to average out, large enough for two neighbours to differ."""


def difference(first: bytes, second: bytes) -> float:
    """Return the mean difference of two encoded pictures, in levels of 255; 255 if their shapes do.

    Raises:
        BadPicture: One of them is no picture.
    """
    pixels, others = to_pixels(first, _AREA), to_pixels(second, _AREA)
    if pixels.size != others.size:
        return 255.0
    means = ImageStat.Stat(ImageChops.difference(pixels, others)).mean
    return sum(means) / len(means)
