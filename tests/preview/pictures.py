"""Pictures for the tests of this room: encoded ones, real ones, random ones."""

import random
from io import BytesIO
from itertools import product
from pathlib import Path

import av
from PIL import Image

ASSETS = Path(__file__).parents[2] / "assets"


def encoded(image: Image.Image, kind: str = "PNG") -> bytes:
    """Return an image as a file, without loss where the kind can do that."""
    stream = BytesIO()
    image.save(stream, kind, lossless=True, quality=95, subsampling=0)
    return stream.getvalue()


def noise(width_px: int, height_px: int, seed: int = 1) -> Image.Image:
    """Return an image of which each pixel is a colour of its own."""
    data = random.Random(seed).randbytes(width_px * height_px * 3)  # noqa: S311  no secret
    return Image.frombytes("RGB", (width_px, height_px), data)


def smooth(width_px: int, height_px: int) -> Image.Image:
    """Return an image that changes little from pixel to pixel."""
    image = Image.new("RGB", (width_px, height_px))
    for x, y in product(range(width_px), range(height_px)):
        image.putpixel((x, y), (x * 255 // width_px, y * 255 // height_px, 128))
    return image


def real(name: str) -> Image.Image:
    """Return the first frame of a clip of the demo library."""
    with av.open(ASSETS / name) as container:
        frame = next(container.decode(video=0))
        image: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
        return image


def means(image: Image.Image, columns: int, rows: int) -> list[tuple[float, ...]]:
    """Return the mean colour of each of so many equal fields, computed pixel by pixel.

    Args:
        image: An image whose width and height are multiples of `columns` and `rows`.
        columns: Fields side by side.
        rows: Fields one above the other.
    """
    wide, high = image.width // columns, image.height // rows
    fields = []
    for row, column in product(range(rows), range(columns)):
        places = product(
            range(column * wide, (column + 1) * wide), range(row * high, (row + 1) * high)
        )
        pixels = [colour(image, *place) for place in places]
        fields.append(tuple(sum(channel) / len(pixels) for channel in zip(*pixels, strict=True)))
    return fields


def colours(image: Image.Image) -> list[tuple[float, ...]]:
    """Return all pixels of an image, row by row."""
    pixels = image.convert("RGB").tobytes()
    return list(zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))


def colour(image: Image.Image, x: int, y: int) -> tuple[float, ...]:
    """Return one pixel of an RGB image."""
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel


def farthest(expected: list[tuple[float, ...]], actual: list[tuple[float, ...]]) -> float:
    """Return the greatest difference of any channel of any pixel."""
    pairs = zip(expected, actual, strict=True)
    return max(abs(a - b) for one, other in pairs for a, b in zip(one, other, strict=True))
