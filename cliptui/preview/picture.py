"""Encoded pictures → pixels of just the size that cells can show."""

import warnings
from fractions import Fraction
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from cliptui.clip.survey import Rgb
from cliptui.errors import BadPicture
from cliptui.preview.fit import USUAL_CELL_ASPECT, CellSize, fit
from cliptui.preview.glyphs import Blocks

MAX_PIXELS: Final = 40_000_000
"""Pictures with more pixels are refused unread: 8K video has 33 million."""

_MEAN_AREA: Final = CellSize(32, 16)
_FORMATS: Final = ("PNG", "JPEG", "WEBP")


def to_pixels(
    encoded: bytes,
    area: CellSize,
    cell_aspect: Fraction = USUAL_CELL_ASPECT,
    blocks: Blocks = Blocks.HALF,
) -> Image.Image:
    """Decode a picture and scale it to the pixels that cells show in an area.

    Args:
        encoded: A PNG, JPEG or WebP file.
        area: The cells that there are; not empty.
        cell_aspect: Width of a cell over its height.
        blocks: The characters that it will be drawn with.

    Returns:
        An RGB image with one pixel for each part of the cells that it fills.

    Raises:
        BadPicture: The bytes are no picture, a damaged one, or too large a one.
    """
    least = (area.columns * blocks.across, area.rows * blocks.down)
    return scaled(decoded(encoded, least), area, cell_aspect, blocks)


def decoded(encoded: bytes, enough_px: tuple[int, int]) -> Image.Image:
    """Decode a picture, at a fraction of its size where that is enough and cheaper.

    Args:
        encoded: A PNG, JPEG or WebP file.
        enough_px: Width and height that it will be scaled down to; it stays twice as large.

    Returns:
        An RGB image.

    Raises:
        BadPicture: The bytes are no picture, a damaged one, or too large a one.
    """
    try:
        with _opened(encoded) as image:
            image.draft("RGB", (enough_px[0] * 2, enough_px[1] * 2))
            # Straight to RGB, Pillow would print a warning for a palette with transparency.
            opened = image.convert("RGBA") if image.has_transparency_data else image
            return opened.convert("RGB")
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadPicture("The service sent a damaged picture for this frame.") from error


def mean_colour(encoded: bytes) -> Rgb:
    """Return the mean colour of a picture.

    Args:
        encoded: A PNG, JPEG or WebP file.

    Raises:
        BadPicture: As for `to_pixels`.
    """
    small = to_pixels(encoded, _MEAN_AREA)
    return Rgb(*small.resize((1, 1), Image.Resampling.BOX).tobytes())


def scaled(
    image: Image.Image,
    area: CellSize,
    cell_aspect: Fraction = USUAL_CELL_ASPECT,
    blocks: Blocks = Blocks.HALF,
) -> Image.Image:
    """Scale an image to the pixels that cells show in an area, its shape kept.

    The box filter is both the fastest and the truest one for so few pixels.

    Args:
        image: An RGB image.
        area: The cells that there are; not empty.
        cell_aspect: Width of a cell over its height.
        blocks: The characters that it will be drawn with.
    """
    size = fit(image.width, image.height, area, cell_aspect)
    wanted = (size.columns * blocks.across, size.rows * blocks.down)
    return image.resize(wanted, Image.Resampling.BOX)


def dimmed(image: Image.Image) -> Image.Image:
    """Return an image at half its brightness: one that is not the wanted one any more."""
    return image.point(lambda level: level // 2)


def _opened(encoded: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # judged below
            image = Image.open(BytesIO(encoded), formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise BadPicture("The service sent something that is no picture.") from error
    except Image.DecompressionBombError as error:
        raise BadPicture("The service sent a picture that is too large.") from error
    if image.width * image.height > MAX_PIXELS:
        raise BadPicture(f"The service sent a picture of {image.width}×{image.height} pixels.")
    return image
