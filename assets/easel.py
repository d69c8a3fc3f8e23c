"""The easel of the demo library: a canvas, palettes and the few strokes all scenes share.

Owns: drawing primitives in *points*, a unit independent of the size of the clip: the short side of
every picture is 360 points. Does not own: what is drawn (see ``scenery`` and ``townscape``).
Imported by: the two modules of scenes and ``make_demo``.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Self

from PIL import Image, ImageColor, ImageDraw, ImageFont

Point = tuple[float, float]
SHORT_SIDE_PT = 360


@dataclass(frozen=True, slots=True)
class Palette:
    """Eight inks (``#rrggbb``) by role, so that every scene can be printed in every palette.

    Attributes:
        top: Sky at the upper edge.
        low: Sky at the horizon.
        far: The most distant layer.
        mid: The middle distance: sea, grass, second ridge.
        near: The foreground.
        glow: Light: sun, lamps, windows.
        accent: The hero of the scene.
        dark: Silhouettes and outlines.
    """

    top: str
    low: str
    far: str
    mid: str
    near: str
    glow: str
    accent: str
    dark: str

    @classmethod
    def of(cls, inks: str) -> Self:
        """Read eight hexadecimal inks, separated by spaces, in the order of the attributes."""
        return cls(*(f"#{ink}" for ink in inks.split()))


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture with a pen that measures in points.

    Attributes:
        image: The pixels.
        pen: Draws on the pixels.
        zoom: Pixels per point.
    """

    image: Image.Image
    pen: ImageDraw.ImageDraw
    zoom: float

    @classmethod
    def over(cls, image: Image.Image, zoom: float) -> Self:
        """Make a canvas that draws on an image, at ``zoom`` pixels per point."""
        return cls(image, ImageDraw.Draw(image), zoom)

    @property
    def width(self) -> float:
        """Width in points."""
        return self.image.width / self.zoom

    @property
    def height(self) -> float:
        """Height in points."""
        return self.image.height / self.zoom

    def layer(self, width: float, height: float) -> "Canvas":
        """Make an empty transparent canvas of this zoom, its size in points, for `slide`."""
        size = (round(width * self.zoom), round(height * self.zoom))
        return Canvas.over(Image.new("RGBA", size), self.zoom)

    def box(self, left: float, top: float, right: float, bottom: float, ink: str) -> None:
        """Fill a rectangle."""
        if right > left and bottom > top:
            corners = (left, top, right - 1 / self.zoom, bottom - 1 / self.zoom)
            self.pen.rectangle([edge * self.zoom for edge in corners], fill=ink)

    def disc(self, x: float, y: float, radius: float, ink: str) -> None:
        """Fill a circle."""
        self.oval(x, y, radius, radius, ink)

    def oval(self, x: float, y: float, across: float, down: float, ink: str) -> None:
        """Fill an ellipse, its half axes ``across`` and ``down``."""
        edges = (x - across, y - down, x + across, y + down)
        self.pen.ellipse([edge * self.zoom for edge in edges], fill=ink)

    def shape(self, points: Sequence[Point], ink: str) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * self.zoom, y * self.zoom) for x, y in points], fill=ink)

    def line(self, points: Sequence[Point], ink: str, width: float) -> None:
        """Draw a line through points, ``width`` points thick."""
        scaled = [(x * self.zoom, y * self.zoom) for x, y in points]
        self.pen.line(scaled, fill=ink, width=max(1, round(width * self.zoom)), joint="curve")

    def ring(self, x: float, y: float, radius: float, ink: str, width: float) -> None:
        """Draw a circle's outline, ``width`` points thick inwards."""
        edges = (x - radius, y - radius, x + radius, y + radius)
        scaled = [edge * self.zoom for edge in edges]
        self.pen.ellipse(scaled, outline=ink, width=max(1, round(width * self.zoom)))

    def text(self, x: float, y: float, words: str, size: float, ink: str) -> None:
        """Write bold words centred on a point, ``size`` points high."""
        place, face = (x * self.zoom, y * self.zoom), font(round(size * self.zoom))
        bold = round(size * self.zoom / 24)
        self.pen.text(place, words, ink, face, anchor="mm", stroke_width=bold)

    def gradient(self, top: float, bottom: float, first: str, last: str) -> None:
        """Fill the full width between two heights, from the first ink above to the last below."""
        size = (self.image.width, max(1, round((bottom - top) * self.zoom)))
        mask = Image.linear_gradient("L").resize(size)
        place = (0, round(top * self.zoom))
        self.image.paste(Image.new("RGB", size, first), place)
        self.image.paste(Image.new("RGB", size, last), place, mask)

    def slide(self, layer: "Canvas", offset: float, top: float = 0) -> None:
        """Paste an endless layer, moved to the left by ``offset`` points."""
        width = layer.image.width
        left = -round(offset * self.zoom) % width - width
        for x in range(left, self.image.width, width):
            self.image.paste(layer.image, (x, round(top * self.zoom)), layer.image)


Painter = Callable[[Canvas, float], None]
"""Draws what moves, on a copy of the backdrop, at a number of seconds after the scene's start."""
Scene = Callable[[Canvas, Palette], Painter]
"""Draws the backdrop once and returns the painter of what moves before it."""


@cache
def font(size_px: int) -> ImageFont.FreeTypeFont:
    """Load the typeface that comes inside Pillow, so that no system font matters."""
    face = ImageFont.load_default(size_px)
    if not isinstance(face, ImageFont.FreeTypeFont):
        raise TypeError("This Pillow was built without FreeType: install the wheel from PyPI.")
    return face


@cache
def mix(first: str, second: str, share: float) -> str:
    """Mix two inks; ``share`` 0..1 is the share of the second."""
    pairs = zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def dice(seed: int) -> Random:
    """Return a random generator that tells the same story every time."""
    return Random(seed)  # noqa: S311  scenery is no secret


def around(x: float, y: float, radius: float, angle: float) -> Point:
    """Return the point on a circle at an angle in radians, clockwise from three o'clock."""
    return x + radius * math.cos(angle), y + radius * math.sin(angle)


def star(x: float, y: float, radius: float, corners: int, angle: float) -> list[Point]:
    """Return the corners of a regular polygon, turned by an angle in radians."""
    turn = math.tau / corners
    return [around(x, y, radius, angle + turn * corner) for corner in range(corners)]


def depths(count: int, travelled: float) -> Iterator[float]:
    """Yield the distances of things passed while moving ahead, the farthest first.

    Args:
        count: Number of things, one unit apart, nearest at distance 1.
        travelled: Way covered so far, in the same unit.
    """
    return (
        1 + step - travelled % 1 for step in range(count, -1, -1) if step - travelled % 1 > -0.9
    )


def waves(canvas: Canvas, y: float, height: float, ink: str, phase: float) -> None:
    """Fill the canvas below a line of waves."""
    step = 8
    crest = [
        (x, y + height * math.sin(x / 34 + phase) + height / 2 * math.sin(x / 13 - 2 * phase))
        for x in range(-step, round(canvas.width) + 2 * step, step)
    ]
    canvas.shape([*crest, (canvas.width + step, canvas.height), (-step, canvas.height)], ink)


def sky(canvas: Canvas, palette: Palette, horizon: float, stars: int = 0) -> None:
    """Paint the sky down to the horizon (points), and the ground below in ``near``."""
    canvas.gradient(0, horizon, palette.top, palette.low)
    canvas.box(0, horizon, canvas.width, canvas.height, palette.near)
    chance = dice(stars)
    for _ in range(stars):
        x, y = chance.uniform(0, canvas.width), chance.uniform(0, horizon * 0.8)
        canvas.disc(x, y, chance.uniform(0.8, 2.2), "#ffffff")
