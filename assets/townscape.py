"""Scenes of town and street for the demo library.

Owns: road, skyline, tunnel, speedometer, traffic light, motel sign, clock.
Does not own: pens and palettes (``easel``), land and sea (``scenery``), games (``playground``).
Imported by: ``make_demo``.
"""

import math

from easel import Canvas, Painter, Palette, Point, around, depths, dice, mix, sky

TEN_PAST_TEN_S = 10 * 3600 + 10 * 60


def road(canvas: Canvas, palette: Palette) -> Painter:
    """Follow a car into a huge sun on a road lined with lamps."""
    horizon, middle = 168.0, canvas.width / 2
    sky(canvas, palette, horizon)
    for radius, share in ((150, 0.35), (112, 1.0)):
        canvas.disc(middle, horizon - 8, radius, mix(palette.low, palette.glow, share))
    canvas.gradient(horizon, canvas.height, palette.mid, palette.near)

    def lamps(canvas: Canvas, t: float) -> None:
        for z in depths(7, 2.4 * t):
            for side in (-1, 1):
                x, y = middle + side * 380 / z, horizon + 190 / z
                canvas.line([(x, y), (x, y - 330 / z)], palette.dark, 14 / z)
                canvas.disc(x - side * 22 / z, y - 330 / z, 28 / z, palette.glow)

    def car(canvas: Canvas, x: float, y: float) -> None:
        canvas.box(x - 66, y + 20, x - 40, y + 48, "#000000")
        canvas.box(x + 40, y + 20, x + 66, y + 48, "#000000")
        cabin = [(x - 46, y - 46), (x + 46, y - 46), (x + 66, y - 8), (x - 66, y - 8)]
        canvas.shape(cabin, palette.accent)
        canvas.shape(
            [(x - 38, y - 40), (x + 38, y - 40), (x + 50, y - 12), (x - 50, y - 12)], "#101018"
        )
        canvas.box(x - 74, y - 10, x + 74, y + 32, palette.accent)
        canvas.box(x - 70, y, x - 38, y + 16, "#ffef9f")
        canvas.box(x + 38, y, x + 70, y + 16, "#ffef9f")

    def paint(canvas: Canvas, t: float) -> None:
        verge = [(middle, horizon), (middle + 300, 360), (middle - 300, 360)]
        canvas.shape(verge, "#ffffff")
        canvas.shape([(middle, horizon), (middle + 280, 360), (middle - 280, 360)], palette.dark)
        for z in depths(10, 5 * t):
            y, end = horizon + 150 / z, horizon + 150 / (z + 0.5)
            points = [
                (middle - 11 / z, y),
                (middle + 11 / z, y),
                (middle + 7 / z, end),
                (middle - 7 / z, end),
            ]
            canvas.shape(points, "#ffffff")
        lamps(canvas, t)
        car(canvas, middle + 84 * math.sin(0.9 * t), 282 + 2 * math.sin(19 * t))

    return paint


def houses(canvas: Canvas, ink: str, light: str, tallest: float, seed: int) -> Canvas:
    """Draw an endless row of houses with lit windows, ``tallest`` points high at most."""
    layer, chance = canvas.layer(1280, 300), dice(seed)
    for left in range(0, 1280, 80):
        top = 300 - tallest * chance.uniform(0.4, 1)
        layer.box(left, top, left + 74, 300, ink)
        for y in range(round(top) + 14, 292, 26):
            for x in (left + 9, left + 30, left + 51):
                if chance.random() < 0.55:
                    layer.box(x, y, x + 14, y + 15, light)
    return layer


def skyline(canvas: Canvas, palette: Palette) -> Painter:
    """Drive along a town of lit windows under a big moon."""
    sky(canvas, palette, canvas.height, stars=50)
    canvas.disc(canvas.width * 0.72, 92, 58, palette.glow)
    far = houses(canvas, palette.far, mix(palette.far, palette.glow, 0.5), 220, 3)
    near = houses(canvas, palette.dark, palette.glow, 150, 4)

    def car(canvas: Canvas, x: float, y: float, t: float) -> None:
        canvas.shape([(x + 84, y - 26), (x + 300, y - 48), (x + 300, y + 18)], palette.glow)
        canvas.shape(
            [(x - 50, y - 66), (x + 24, y - 66), (x + 60, y - 34), (x - 74, y - 34)], palette.accent
        )
        canvas.shape(
            [(x - 42, y - 60), (x + 18, y - 60), (x + 42, y - 36), (x - 56, y - 36)], "#ffffff"
        )
        canvas.box(x - 96, y - 38, x + 92, y - 4, palette.accent)
        for wheel in (x - 54, x + 50):
            canvas.disc(wheel, y - 2, 21, "#000000")
            canvas.line(
                [around(wheel, y - 2, 12, 9 * t), around(wheel, y - 2, -12, 9 * t)], "#ffffff", 5
            )

    def paint(canvas: Canvas, t: float) -> None:
        canvas.slide(far, 26 * t)
        canvas.slide(near, 120 * t)
        canvas.box(0, 286, canvas.width, canvas.height, palette.near)
        for dash in range(6):
            left = (dash * 130 - 380 * t) % 780 - 90
            canvas.box(left, 322, left + 70, 330, "#ffffff")
        car(canvas, 250 + 70 * math.sin(0.8 * t), 312, t)

    return paint


def tunnel(canvas: Canvas, palette: Palette) -> Painter:
    """Race through a tunnel of glowing arches."""
    canvas.box(0, 0, canvas.width, canvas.height, palette.dark)

    def arch(canvas: Canvas, x: float, size: float, ink: str) -> None:
        y = 190 - 10 * size
        canvas.disc(x, y, 210 * size, ink)
        canvas.box(x - 210 * size, y, x + 210 * size, y + 130 * size, ink)

    def paint(canvas: Canvas, t: float) -> None:
        gone = 2.6 * t
        count = 9
        for step in range(count):
            depth = step - gone % 1
            size = 2.3 * 0.68**depth
            ink = (palette.accent, palette.far, palette.glow, palette.mid)[(step + int(gone)) % 4]
            x = canvas.width / 2 + 26 * depth * math.sin(0.7 * t)
            arch(canvas, x, size, mix(ink, palette.dark, 0.07 * step))
        end = count - 1 - gone % 1
        x = canvas.width / 2 + 26 * end * math.sin(0.7 * t)
        arch(canvas, x, 2.3 * 0.68 ** (end + 1), "#ffffff")

    return paint


def speedometer(canvas: Canvas, palette: Palette) -> Painter:
    """Sweep the needle of a big dial, road lights passing behind."""
    canvas.gradient(0, canvas.height, palette.top, palette.low)
    hub: Point = (canvas.width / 2, 216.0)

    def paint(canvas: Canvas, t: float) -> None:
        for light in range(7):
            x = (light * 130 - 260 * t) % 910 - 120
            canvas.disc(x, 84 + 30 * (light % 3), 34, (palette.far, palette.mid)[light % 2])
        canvas.disc(*hub, 186, palette.glow)
        canvas.disc(*hub, 172, palette.dark)
        for tick in range(11):
            angle = math.radians(160 + 22 * tick)
            ends = [around(*hub, 126, angle), around(*hub, 160, angle)]
            canvas.line(ends, palette.accent if tick > 7 else "#ffffff", 13)
        speed = 0.5 - 0.5 * math.cos(0.9 * t) + 0.03 * math.sin(7 * t)
        angle = math.radians(160 + 220 * speed)
        sides = [around(*hub, 18, angle + turn) for turn in (-1.6, 1.6)]
        canvas.shape([*sides, around(*hub, 150, angle)], palette.accent)
        canvas.disc(*hub, 30, palette.accent)
        canvas.text(hub[0], 290, f"{round(40 + 90 * speed)}", 54, palette.glow)

    return paint


def traffic_light(canvas: Canvas, palette: Palette) -> Painter:
    """Go from red to green while headlights glide past."""
    canvas.gradient(0, canvas.height, palette.top, palette.low)
    x = canvas.width * 0.68

    def paint(canvas: Canvas, t: float) -> None:
        for light in range(9):
            size = 30 + 16 * (light % 3)
            place = (light * 104 + (60 + 30 * (light % 3)) * t) % 900 - 100
            ink = mix((palette.far, palette.accent, palette.glow)[light % 3], palette.top, 0.3)
            canvas.disc(place, 110 + 48 * (light % 4), size, ink)
        canvas.box(x - 12, 310, x + 12, 360, "#08080c")
        canvas.box(x - 70, 16, x + 70, 318, "#08080c")
        phase = t % 5.5
        lit = (phase < 3, 2 <= phase < 3, phase >= 3)
        for lamp, ink in enumerate(("#ff2a2a", "#ffb000", "#19e36b")):
            dimmed = mix(ink, "#08080c", 0.82)
            canvas.disc(x, 68 + 98 * lamp, 44, ink if lit[lamp] else dimmed)

    return paint


def motel(canvas: Canvas, palette: Palette) -> Painter:
    """Blink the bulbs around a motel's arrow."""
    sky(canvas, palette, 300, stars=40)
    canvas.box(140, 250, 170, 340, palette.dark)
    canvas.box(330, 250, 360, 340, palette.dark)
    edge = [
        (60.0, 80.0),
        (430.0, 80.0),
        (430.0, 44.0),
        (590.0, 166.0),
        (430.0, 288.0),
        (430.0, 252.0),
        (60.0, 252.0),
    ]

    def bulbs() -> list[Point]:
        lamps = []
        for start, end in zip(edge, edge[1:] + edge[:1], strict=True):
            count = max(1, round(math.dist(start, end) / 37))
            lamps += [
                (
                    start[0] + (end[0] - start[0]) * n / count,
                    start[1] + (end[1] - start[1]) * n / count,
                )
                for n in range(count)
            ]
        return lamps

    places = bulbs()

    def paint(canvas: Canvas, t: float) -> None:
        canvas.shape(
            edge, palette.accent if t % 1.2 < 0.8 else mix(palette.accent, palette.dark, 0.55)
        )
        for lamp, place in enumerate(places):
            canvas.disc(*place, 13, palette.glow if (lamp + int(6 * t)) % 3 else palette.dark)
        canvas.text(266, 164, "MOTEL", 112, "#ffffff" if t % 1.2 < 0.8 else palette.glow)

    return paint


def clock(canvas: Canvas, palette: Palette, since_s: float = 0) -> Painter:
    """Show a big clock face that starts to tick ``since_s`` seconds after ten past ten."""
    canvas.gradient(0, canvas.height, palette.top, palette.low)
    hub = (canvas.width * 0.56, 172.0)
    canvas.disc(*hub, 160, palette.dark)
    canvas.disc(*hub, 148, palette.glow)
    for hour in range(12):
        angle = hour * math.pi / 6
        long = 106 if hour % 3 == 0 else 122
        canvas.line([around(*hub, long, angle), around(*hub, 140, angle)], palette.dark, 11)

    def paint(canvas: Canvas, t: float) -> None:
        now_s = TEN_PAST_TEN_S + since_s + int(t)
        hands = (
            (43200, -20, 80, 19, palette.dark),
            (3600, -20, 122, 13, palette.dark),
            (60, -34, 130, 7, palette.accent),
        )
        for round_s, tail, tip, width, ink in hands:
            angle = math.tau * (now_s / round_s - 0.25)
            canvas.line([around(*hub, tail, angle), around(*hub, tip, angle)], ink, width)
        canvas.disc(*hub, 15, palette.accent)

    return paint
