"""Decoded pictures, kept within a bound of memory, so that going back needs no decoding."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

from PIL.Image import Image

MAX_BYTES: Final = 48 * 2**20
"""Some thousand pictures of a large preview."""

_BYTES_PER_PX: Final = 3


class Reel:
    """Keeps images; those that were not looked at for longest go first.

    Args:
        max_bytes: Bound on the pixels of all images.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._images: OrderedDict[Hashable, Image] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable) -> Image | None:
        """Return the image that is kept under a key."""
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
        return image

    def put(self, key: Hashable, image: Image) -> None:
        """Keep an RGB image, in place of what was kept under its key."""
        self._drop(key)
        self._images[key] = image
        self._bytes += _size_of(image)
        while self._bytes > self._max_bytes:
            self._drop(next(iter(self._images)))

    def _drop(self, key: Hashable) -> None:
        image = self._images.pop(key, None)
        self._bytes -= _size_of(image) if image is not None else 0


def _size_of(image: Image) -> int:
    return image.width * image.height * _BYTES_PER_PX
