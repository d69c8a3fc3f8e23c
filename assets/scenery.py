"""Scenes of land and sea for the demo library.

Owns: sunrise, lighthouse, quay, trawler, windmill, balloon.
Does not own: pens and palettes (``easel``), trains (``railway``), the town (``townscape``).
Imported by: ``make_demo``.

Each scene paints its backdrop once and returns the painter of what moves (see ``easel.Scene``).
Everything is bold on purpose: it must still be read when the picture is 46 x 26 pixels small.
"""

import math

from easel import Canvas, Painter, Palette, around, mix, sky, waves


def sailboat(canvas: Canvas, x: float, y: float, size: float, palette: Palette) -> None:
    """Draw a sailing boat whose waterline is at a point."""
    canvas.shape(
        [
            (x - 5 * size, y - 20 * size),
            (x - 5 * size, y - 120 * size),
            (x - 62 * size, y - 20 * size),
        ],
        "#ffffff",
    )
    canvas.shape(
        [
            (x + 3 * size, y - 20 * size),
            (x + 3 * size, y - 104 * size),
            (x + 46 * size, y - 20 * size),
        ],
        palette.accent,
    )
    canvas.shape(
        [
            (x - 66 * size, y - 14 * size),
            (x + 62 * size, y - 14 * size),
            (x + 40 * size, y + 10 * size),
            (x - 46 * size, y + 10 * size),
        ],
        palette.dark,
    )


def sunrise(canvas: Canvas, palette: Palette) -> Painter:
    """Let a big sun (or moon) rise from the sea while a boat sails past."""
    horizon, x = canvas.height * 0.6, canvas.width * 0.6
    sky(canvas, palette, horizon)

    def paint(canvas: Canvas, t: float) -> None:
        y = horizon + 40 - min(150.0, 24 * t)
        for radius, share in ((132, 0.3), (102, 0.6), (76, 1.0)):
            canvas.disc(x, y, radius, mix(palette.low, palette.glow, share))
        canvas.gradient(horizon, canvas.height, palette.mid, palette.near)
        for row in range(8):
            half = 84 - 7 * row + 20 * math.sin(3 * t + row * 1.9)
            canvas.box(
                x - half, horizon + 7 + 16 * row, x + half, horizon + 13 + 16 * row, palette.glow
            )
        place = (90 + 62 * t) % (canvas.width + 200) - 80
        sailboat(canvas, place, horizon + 52 + 4 * math.sin(2 * t), 1.15, palette)

    return paint


def lighthouse(canvas: Canvas, palette: Palette) -> Painter:
    """Turn the beam of a striped lighthouse through the night."""
    sky(canvas, palette, canvas.height, stars=70)
    x, lamp = canvas.width * 0.64, 92.0

    def tower(canvas: Canvas) -> None:
        for band in range(6):
            upper, lower = 30 + 5 * band, 35 + 5 * band
            y = lamp + 26 + 34 * band
            corners = [(x - upper, y), (x + upper, y), (x + lower, y + 34), (x - lower, y + 34)]
            canvas.shape(corners, ("#ffffff", palette.accent)[band % 2])
        canvas.box(x - 42, lamp + 18, x + 42, lamp + 30, palette.dark)
        canvas.box(x - 22, lamp - 18, x + 22, lamp + 18, palette.glow)
        canvas.shape([(x - 32, lamp - 16), (x + 32, lamp - 16), (x, lamp - 52)], palette.accent)

    def paint(canvas: Canvas, t: float) -> None:
        for way, share in ((0.0, 0.8), (math.pi, 0.4)):
            angle = 1.1 * t + 0.4 + way
            ends = [
                (x, lamp),
                around(x, lamp, 800, angle - 0.16),
                around(x, lamp, 800, angle + 0.16),
            ]
            canvas.shape(ends, mix(palette.top, palette.glow, share))
        canvas.disc(x, lamp, 34, palette.glow)
        tower(canvas)
        canvas.shape(
            [
                (x - 190, 330),
                (x - 96, 270),
                (x + 100, 262),
                (x + 190, 310),
                (x + 230, 360),
                (x - 230, 360),
            ],
            palette.dark,
        )
        waves(canvas, 300, 8, palette.mid, 1.6 * t)
        waves(canvas, 324, 7, palette.near, -2.1 * t)

    return paint


def quay(canvas: Canvas, palette: Palette) -> Painter:
    """Load a container ship with a big crane."""
    sky(canvas, palette, 250)
    colours = (palette.accent, palette.glow, palette.far, "#ffffff")
    canvas.disc(470, 92, 52, palette.glow)

    def ship(canvas: Canvas, x: float) -> None:
        for column in range(5):
            for row in range(1 + (column * 7) % 3):
                left, top = x + 20 + 62 * column, 204 - 34 * row
                canvas.box(left, top, left + 58, top + 31, colours[(column + 2 * row) % 4])
        canvas.box(x + 336, 130, x + 390, 240, "#ffffff")
        canvas.box(x + 346, 142, x + 390, 160, palette.dark)
        canvas.shape([(x - 30, 234), (x + 410, 234), (x + 380, 300), (x + 10, 300)], palette.dark)

    def paint(canvas: Canvas, t: float) -> None:
        waves(canvas, 262, 5, palette.mid, t)
        ship(canvas, 150 - 12 * t)
        waves(canvas, 292, 6, palette.near, 1.7 * t)
        hook = 330 + 150 * math.cos(0.9 * t)
        drop = 120 + 26 * math.sin(1.8 * t)
        canvas.line([(hook, 66), (hook, drop)], palette.dark, 4)
        canvas.box(hook - 38, drop, hook + 38, drop + 40, palette.accent)
        canvas.box(60, 52, 560, 68, palette.dark)
        canvas.line([(566, 60), (512, 360)], palette.dark, 16)
        canvas.line([(566, 60), (620, 360)], palette.dark, 16)

    return paint


def trawler(canvas: Canvas, palette: Palette) -> Painter:
    """Rock a fishing boat on high waves, gulls above."""
    sky(canvas, palette, canvas.height)
    canvas.disc(120, 130, 60, palette.glow)

    def boat(canvas: Canvas, x: float, y: float, lean: float) -> None:
        def tilt(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
            cos, sin = math.cos(lean), math.sin(lean)
            return [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in points]

        canvas.line(tilt([(30, -60), (30, -190)]), palette.dark, 8)
        canvas.shape(tilt([(34, -186), (34, -146), (104, -166)]), palette.accent)
        canvas.shape(tilt([(-70, -116), (26, -116), (26, -44), (-70, -44)]), "#ffffff")
        canvas.shape(tilt([(-80, -128), (36, -128), (36, -112), (-80, -112)]), palette.accent)
        canvas.shape(tilt([(-54, -100), (-8, -100), (-8, -70), (-54, -70)]), palette.top)
        canvas.shape(tilt([(-160, -56), (172, -66), (112, 44), (-124, 44)]), palette.accent)
        canvas.shape(tilt([(-146, -26), (154, -30), (132, 4), (-136, 4)]), "#ffffff")

    def paint(canvas: Canvas, t: float) -> None:
        for gull in range(3):
            x, y = (90 * gull + 70 * t) % 760 - 60, 70 + 36 * gull + 10 * math.sin(2 * t + gull)
            flap = 18 * math.sin(7 * t + gull)
            canvas.line([(x - 32, y - flap), (x, y), (x + 32, y - flap)], "#ffffff", 7)
        waves(canvas, 236, 14, palette.far, 1.1 * t)
        boat(canvas, 350, 250 + 15 * math.sin(1.9 * t), 0.13 * math.sin(1.9 * t + 1))
        waves(canvas, 272, 15, palette.mid, -1.5 * t)
        waves(canvas, 314, 10, palette.near, 2 * t)

    return paint


def windmill(canvas: Canvas, palette: Palette) -> Painter:
    """Turn a windmill on a hill under drifting clouds."""
    sky(canvas, palette, canvas.height)
    canvas.disc(150, 110, 56, palette.glow)
    canvas.disc(120, 640, 400, palette.far)
    canvas.disc(470, 640, 370, palette.mid)
    hub = (440.0, 128.0)
    canvas.shape([(408, 120), (472, 120), (500, 292), (380, 292)], "#ffffff")
    canvas.shape([(398, 124), (482, 124), (440, 76)], palette.accent)
    canvas.box(424, 236, 456, 290, palette.dark)
    canvas.box(0, 318, canvas.width, canvas.height, palette.near)

    def paint(canvas: Canvas, t: float) -> None:
        for cloud in range(3):
            x, y = (230 * cloud + 22 * t) % 800 - 80, 62 + 42 * (cloud % 2)
            for shift, radius in ((-34, 20), (0, 30), (36, 22)):
                canvas.disc(x + shift, y, radius, mix(palette.low, "#ffffff", 0.7))
        for sail in range(4):
            angle = 0.8 * t + sail * math.pi / 2
            blade = [
                around(*hub, 20, angle),
                around(*hub, 136, angle),
                around(*hub, 140, angle + 0.26),
                around(*hub, 34, angle + 0.6),
            ]
            canvas.shape(blade, palette.accent)
            canvas.line([hub, around(*hub, 138, angle)], palette.dark, 7)
        canvas.disc(*hub, 13, palette.dark)

    return paint


def balloon(canvas: Canvas, palette: Palette) -> Painter:
    """Rise with a striped hot-air balloon; the clouds sink."""
    sky(canvas, palette, canvas.height)
    middle = canvas.width / 2

    def paint(canvas: Canvas, t: float) -> None:
        for cloud in range(5):
            y = (150 * cloud + 120 * t) % 760 - 60
            x = middle + (-150, 140, -60, 170, -130)[cloud]
            for shift, radius in ((-42, 26), (0, 40), (46, 28)):
                canvas.disc(x + shift, y, radius, mix(palette.low, "#ffffff", 0.75))
        x, y = middle + 30 * math.sin(1.2 * t), 250 + 22 * math.sin(1.9 * t)
        canvas.shape(
            [(x - 110, y + 76), (x + 110, y + 76), (x + 26, y + 190), (x - 26, y + 190)],
            palette.dark,
        )
        for stripe, width in enumerate((1.0, 0.62, 0.22)):
            edge = [
                (x + 136 * width * math.cos(a), y + 136 * math.sin(a))
                for a in (n * math.tau / 40 for n in range(40))
            ]
            ink = (palette.accent, palette.glow, palette.far)[stripe]
            canvas.shape(edge, ink)
            canvas.shape(
                [
                    (x - 118 * width, y + 68),
                    (x + 118 * width, y + 68),
                    (x + 26 * width, y + 176),
                    (x - 26 * width, y + 176),
                ],
                ink,
            )
        canvas.box(x - 26, y + 196, x + 26, y + 236, palette.near)

    return paint
