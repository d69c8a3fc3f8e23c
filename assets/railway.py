"""Scenes with a train in the mountains for the demo library.

Owns: alps, viaduct, rails.
Does not own: pens and palettes (``easel``), sea and hills (``scenery``), the town (``townscape``).
Imported by: ``make_demo``.
"""

import math

from easel import Canvas, Painter, Palette, around, depths, dice, mix, sky, waves


def ridge(canvas: Canvas, inks: tuple[str, str], peak: float, seed: int) -> Canvas:
    """Draw an endless layer of mountains with caps, ``peak`` points high at most."""
    layer, chance = canvas.layer(1280, canvas.height), dice(seed)
    foot = canvas.height - 20
    for middle in range(0, 1280, 128):
        x, height = middle + chance.uniform(-36, 36), peak * chance.uniform(0.6, 1)
        half, top = height * 0.85, foot - height
        for shift in (-1280, 0, 1280):
            at = x + shift
            layer.shape([(at - half, foot), (at, top), (at + half, foot)], inks[0])
            layer.shape(
                [(at, top), (at + half, foot), (at + half * 0.35, foot)],
                mix(inks[0], "#000000", 0.2),
            )
            cap = [
                (at, top),
                (at + 0.28 * half, top + 0.28 * height),
                (at + 0.06 * half, top + 0.2 * height),
                (at - 0.28 * half, top + 0.28 * height),
            ]
            layer.shape(cap, inks[1])
    layer.box(0, foot, 1280, canvas.height, inks[0])
    return layer


def train(canvas: Canvas, x: float, y: float, palette: Palette, t: float) -> None:
    """Draw an engine with five coaches that stands on a line at ``y``, its front at ``x``."""
    for coach in range(5):
        left = x - 300 - 138 * coach
        canvas.box(left, y - 66, left + 130, y - 12, palette.glow if coach % 2 else palette.accent)
        for window in range(3):
            canvas.box(
                left + 12 + 38 * window, y - 54, left + 40 + 38 * window, y - 34, palette.dark
            )
    canvas.box(x - 160, y - 64, x - 20, y - 12, palette.accent)
    canvas.box(x - 160, y - 104, x - 96, y - 12, palette.accent)
    canvas.box(x - 148, y - 94, x - 108, y - 66, palette.glow)
    canvas.box(x - 60, y - 100, x - 40, y - 60, palette.dark)
    canvas.shape([(x - 20, y - 44), (x + 14, y - 12), (x - 20, y - 12)], palette.dark)
    for wheel in (*(x - 40 - 46 * n for n in range(3)), *(x - 190 - 69 * n for n in range(10))):
        canvas.disc(wheel, y - 12, 13, palette.dark)
    for puff in range(6):
        age = (1.8 * t + puff) % 6
        canvas.disc(
            x - 50 - 52 * age,
            y - 116 - 15 * age,
            14 + 6 * age,
            mix("#ffffff", palette.low, age / 9),
        )


def alps(canvas: Canvas, palette: Palette) -> Painter:
    """Pass three ranges of mountains with a steam train in front."""
    sky(canvas, palette, canvas.height)
    canvas.disc(500, 84, 50, palette.glow)
    layers = (
        ridge(canvas, (palette.far, "#ffffff"), 270, 1),
        ridge(canvas, (palette.mid, palette.low), 170, 2),
    )

    def paint(canvas: Canvas, t: float) -> None:
        for layer, speed in zip(layers, (34, 110), strict=True):
            canvas.slide(layer, speed * t)
        canvas.box(0, 302, canvas.width, canvas.height, palette.near)
        for sleeper in range(18):
            left = (sleeper * 40 - 330 * t) % 720 - 40
            canvas.box(left, 306, left + 22, 314, palette.dark)
        train(canvas, 470 + 60 * math.sin(0.7 * t), 306, palette, t)

    return paint


def viaduct(canvas: Canvas, palette: Palette) -> Painter:
    """Send the train over a high bridge."""
    sky(canvas, palette, canvas.height)
    canvas.disc(170, 116, 74, palette.glow)
    canvas.slide(ridge(canvas, (palette.far, palette.low), 200, 5), 90)
    bridge = canvas.layer(canvas.width, 190)
    bridge.box(0, 0, canvas.width, 190, palette.mid)
    for arch in range(5):
        x = 64 + 128 * arch
        hole = [around(x, 84, 46, math.pi + step * math.pi / 16) for step in range(17)]
        bridge.shape([*hole, (x + 46, 190), (x - 46, 190)], "#00000000")
    bridge.box(0, 0, canvas.width, 14, palette.dark)

    def paint(canvas: Canvas, t: float) -> None:
        canvas.slide(bridge, 0, top=186)
        waves(canvas, 330, 5, palette.near, 2 * t)
        train(canvas, (240 + 170 * t) % 1700, 188, palette, t)

    return paint


def rails(canvas: Canvas, palette: Palette) -> Painter:
    """Look ahead from the cab: sleepers and firs fly towards us."""
    horizon, middle = 150.0, canvas.width / 2
    sky(canvas, palette, horizon)
    canvas.disc(middle, horizon - 20, 64, palette.glow)
    canvas.slide(ridge(canvas, (palette.far, "#ffffff"), 250, 3), 0, top=-172)
    canvas.gradient(horizon, canvas.height, palette.mid, palette.near)

    def paint(canvas: Canvas, t: float) -> None:
        gone = 5 * t
        for z in depths(14, gone):
            y = horizon + 230 / z
            canvas.box(middle - 210 / z, y, middle + 210 / z, y + 34 / z, palette.dark)
        for side in (-1, 1):
            foot = middle + side * 150
            canvas.shape(
                [(middle - 1, horizon), (middle + 1, horizon), (foot + 13, 380), (foot - 13, 380)],
                "#ffffff",
            )
        for z in depths(9, gone / 2):
            y, size = horizon + 190 / z, 210 / z
            for side in (-1, 1):
                x = middle + side * 470 / z
                canvas.box(x - size * 0.07, y - size * 0.2, x + size * 0.07, y, palette.dark)
                for tier in range(3):
                    top = y - size * (1.3 - 0.3 * tier)
                    half = size * (0.22 + 0.1 * tier)
                    canvas.shape(
                        [(x, top), (x + half, top + size * 0.52), (x - half, top + size * 0.52)],
                        mix(palette.accent, palette.dark, 0.25 * tier),
                    )

    return paint
