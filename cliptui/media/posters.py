"""Pictures that people send: whether they are any, and what kind."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from cliptui.errors import BadPicture

MAX_PIXELS: Final = 16_000_000
"""Pictures with more pixels are refused before they are decoded."""

_FORMATS: Final = ("PNG", "JPEG", "WEBP")


def check_poster(encoded: bytes) -> None:
    """Make sure that bytes are a sound picture of a bearable size.

    A file of some kilobytes can hold a picture of gigabytes, so its size is judged first.

    Raises:
        BadPicture: They are none, a damaged one, or too large a one.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # judged below
            with Image.open(BytesIO(encoded), formats=_FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise BadPicture(
                        f"The picture has {image.width}×{image.height} pixels: give one of "
                        f"{MAX_PIXELS // 1_000_000} million at most."
                    )
                image.load()
    except UnidentifiedImageError as error:
        raise BadPicture("These bytes are no picture: give a PNG, JPEG or WebP.") from error
    except Image.DecompressionBombError as error:
        raise BadPicture("The picture has too many pixels.") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadPicture("The picture is damaged.") from error


def media_type_of(encoded: bytes) -> str:
    """Return what a sound picture is, as HTTP names it."""
    if encoded.startswith(b"\x89PNG"):
        return "image/png"
    return "image/webp" if encoded.startswith(b"RIFF") else "image/jpeg"
