"""Pictures as bytes."""

from enum import StrEnum
from io import BytesIO
from typing import Final

from PIL import Image

_JPEG_QUALITY: Final = 80
_PNG_LEVEL: Final = 1


class PictureFormat(StrEnum):
    """How a picture is written; the words are Pillow's names of the formats."""

    PNG = "PNG"
    JPEG = "JPEG"


def encode(image: Image.Image, picture: PictureFormat) -> bytes:
    """Write a picture.

    PNG is written at its quickest level, which is still tenfold the time of a JPEG: for whoever
    asks for PNG by name.

    Args:
        image: An RGB picture.
        picture: How to write it: PNG loses nothing, JPEG has quality 80.
    """
    buffer = BytesIO()
    if picture is PictureFormat.PNG:
        image.save(buffer, format=picture, compress_level=_PNG_LEVEL)
    else:
        image.save(buffer, format=picture, quality=_JPEG_QUALITY)
    return buffer.getvalue()
