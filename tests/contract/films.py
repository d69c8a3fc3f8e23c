"""Writes small films whose every frame tells its number by how bright it is."""

from collections.abc import Iterable
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
from av.video.frame import VideoFrame
from PIL import Image, ImageStat

SIZE = (160, 90)
_STEP = 4
LEVELS = 60


def write_film(path: Path, frames: int, fps: Fraction) -> None:
    """Write a film of flat grey frames.

    Each is four levels brighter than the one before, and black again after `LEVELS` frames.
    """
    write_greys(path, (number % LEVELS * _STEP for number in range(frames)), fps)


def write_greys(path: Path, greys: Iterable[int], fps: Fraction) -> None:
    """Write a film of flat frames, each as bright as told: 0 to 255."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=fps)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": "8", "preset": "ultrafast", "bf": "2", "g": "12"}
        for grey in greys:
            pixels = bytes((grey, grey, grey, 255)) * (SIZE[0] * SIZE[1])
            frame = VideoFrame.from_bytes(pixels, *SIZE, format="rgba")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def number_of(picture: bytes) -> int:
    """Return the number of the frame that an encoded picture shows, modulo `LEVELS`."""
    with Image.open(BytesIO(picture)) as image:
        mean: float = ImageStat.Stat(image.convert("L")).mean[0]
    assert abs(mean / _STEP - round(mean / _STEP)) < 0.4, f"{mean} is between two frames"
    return round(mean / _STEP)


def size_of(picture: bytes) -> tuple[str | None, tuple[int, int]]:
    """Return the format and the size of an encoded picture."""
    with Image.open(BytesIO(picture)) as image:
        return image.format, image.size
