"""Scenes of games and fairs for the demo library.

Owns: pitch, goal, terrace, football, scoreboard, ferris wheel, fireworks, photo.
Does not own: pens and palettes (``easel``), land, sea and town (``scenery``, ``townscape``).
Imported by: ``make_demo``.
"""

import math

from easel import Canvas, Painter, Palette, around, dice, mix, sky, star

WHITE, SKIN = "#ffffff", "#d9a06b"


def ball(canvas: Canvas, x: float, y: float, radius: float, turn: float) -> None:
    """Draw a football, turned by an angle in radians."""
    canvas.disc(x, y, radius, "#101014")
    canvas.disc(x, y, radius * 0.93, WHITE)
    canvas.shape(star(x, y, radius * 0.36, 5, turn), "#101014")
    for patch in range(5):
        angle = turn + patch * math.tau / 5
        canvas.line(
            [around(x, y, radius * 0.3, angle), around(x, y, radius * 0.7, angle)],
            "#101014",
            radius * 0.07,
        )
        outer = [around(x, y, radius * 0.92, angle + side) for side in (-0.26, 0.0, 0.26)]
        canvas.shape([*outer, around(x, y, radius * 0.64, angle)], "#101014")


def player(canvas: Canvas, x: float, y: float, shirt: str, stride: float) -> None:
    """Draw a running player whose feet are at a point; ``stride`` is the phase of the legs."""
    swing = 36 * math.sin(stride)
    canvas.line([(x, y - 62), (x + swing, y - 6)], "#1a1a22", 17)
    canvas.line([(x, y - 62), (x - swing, y - 6)], "#2a2a34", 17)
    canvas.line([(x - swing * 0.9, y - 86), (x, y - 112), (x + swing * 0.9, y - 86)], SKIN, 12)
    canvas.box(x - 23, y - 126, x + 23, y - 60, shirt)
    canvas.disc(x + 4, y - 146, 22, SKIN)


def pitch(canvas: Canvas, palette: Palette) -> Painter:
    """Pan along the touch line with two players after the ball."""
    canvas.box(0, 0, canvas.width, canvas.height, palette.dark)
    crowd, chance = canvas.layer(640, 110), dice(9)
    for seat in range(160):
        ink = chance.choice((palette.accent, palette.glow, palette.far, palette.top))
        crowd.disc(8 + 16 * (seat % 40), 16 + 26 * (seat // 40), 9, ink)

    def paint(canvas: Canvas, t: float) -> None:
        pan = 420 * t
        canvas.slide(crowd, pan * 0.45)
        for board in range(5):
            left = (board * 200 - pan * 0.6) % 1000 - 200
            canvas.box(
                left,
                108,
                left + 200,
                142,
                (palette.accent, WHITE, palette.glow, palette.far, palette.top)[board],
            )
        for stripe in range(10):
            left = (stripe * 160 - pan) % 1600 - 480
            points = [(left + 60, 142), (left + 220, 142), (left + 160, 360), (left, 360)]
            canvas.shape(points, (palette.mid, palette.near)[stripe % 2])
        canvas.box(0, 310, canvas.width, 318, WHITE)
        player(canvas, 240 + 34 * math.sin(2 * t), 300, palette.accent, 15 * t)
        player(canvas, 110 + 50 * math.sin(2 * t + 1), 312, palette.glow, 14 * t + 1)
        bounce = abs(math.sin(4.4 * t))
        x = 420 + 70 * math.sin(2 * t + 0.6)
        canvas.oval(x, 298, 28 - 10 * bounce, 9 - 3 * bounce, palette.dark)
        ball(canvas, x, 270 - 150 * bounce, 27, 11 * t)

    return paint


def keeper(canvas: Canvas, x: float, y: float, lean: float, palette: Palette) -> None:
    """Draw a goalkeeper with raised arms whose feet are at a point, leaning by radians."""
    up = lean - math.pi / 2
    hip, neck = around(x, y, 62, up), around(x, y, 124, up)
    for side in (-1, 1):
        canvas.line([around(x, y, 16 * side, lean), hip], "#1a1a22", 15)
        hand = around(*around(*neck, 30 * side, lean), 50, up)
        canvas.line([around(*neck, 12 * side, lean), hand], palette.accent, 14)
        canvas.disc(*hand, 13, WHITE)
    canvas.line([hip, neck], palette.accent, 46)
    canvas.disc(*around(*neck, 22, up), 21, SKIN)


def goal(canvas: Canvas, palette: Palette) -> Painter:
    """Shoot at the goal again and again; the keeper dives too late."""
    canvas.gradient(0, 200, palette.top, palette.low)
    canvas.gradient(200, canvas.height, palette.mid, palette.near)
    for x in range(125, 540, 26):
        canvas.line([(x, 60), (x, 250)], mix(palette.low, WHITE, 0.45), 2)
    for y in range(76, 250, 24):
        canvas.line([(100, y), (540, y)], mix(palette.low, WHITE, 0.45), 2)
    canvas.line([(100, 262), (100, 52), (540, 52), (540, 262)], WHITE, 15)

    def paint(canvas: Canvas, t: float) -> None:
        shot, way = int(t / 1.4), t % 1.4 / 1.4
        side = (1, -1)[shot % 2]
        dive = max(0.0, way - 0.3) * 1.4
        keeper(
            canvas, 320 - side * 120 * dive, 252 - 40 * min(1.0, dive), -side * 1.1 * dive, palette
        )
        flight = min(1.0, way * 1.5)
        place = (320 + side * 170 * flight, 322 - 214 * flight - 40 * math.sin(math.pi * flight))
        ball(canvas, *place, 58 - 30 * flight, side * 9 * t)

    return paint


def terrace(canvas: Canvas, palette: Palette) -> Painter:
    """Run a wave through the crowd on the terraces."""
    canvas.gradient(0, canvas.height, palette.top, palette.dark)
    shirts = (palette.glow, WHITE, palette.accent)

    def paint(canvas: Canvas, t: float) -> None:
        for seat in range(27):
            row, column = divmod(seat, 9)
            x = 16 + 80 * column - 40 * (row % 2)
            up = max(0.0, math.sin(4 * t - column * 0.6)) ** 2
            y = 128 + 88 * row - 44 * up
            for side in (-1, 1):
                hand = (x + 34 * side, y + 44 - 98 * up)
                canvas.line([(x + 20 * side, y + 18), hand], shirts[row], 15)
                canvas.disc(*hand, 10, SKIN)
            canvas.box(x - 28, y, x + 28, 360, shirts[row])
            canvas.disc(x, y - 20, 26, palette.dark)
            canvas.disc(x, y - 15, 23, SKIN)

    return paint


def football(canvas: Canvas, palette: Palette) -> Painter:
    """Bounce one huge spinning ball through the picture."""
    canvas.gradient(0, 250, palette.top, palette.low)
    canvas.gradient(250, canvas.height, palette.mid, palette.near)

    def paint(canvas: Canvas, t: float) -> None:
        for streak in range(7):
            left = (streak * 150 - 900 * t) % 1050 - 250
            canvas.box(left, 262 + 13 * streak, left + 190, 267 + 13 * streak, palette.accent)
        bounce = abs(math.sin(3.1 * t))
        x = 320 + 150 * math.sin(1.7 * t)
        canvas.oval(x, 320, 110 - 40 * bounce, 15 - 5 * bounce, palette.dark)
        ball(canvas, x, 216 - 86 * bounce, 104, 6 * t)

    return paint


def scoreboard(canvas: Canvas, palette: Palette) -> Painter:
    """Celebrate two to one under falling confetti."""
    canvas.gradient(0, canvas.height, palette.top, palette.dark)
    chance = dice(4)
    inks = (palette.accent, palette.glow, palette.low, WHITE)
    bits = [
        (
            chance.uniform(0, 640),
            chance.uniform(0, 400),
            chance.uniform(150, 330),
            chance.choice(inks),
        )
        for _ in range(70)
    ]

    def paint(canvas: Canvas, t: float) -> None:
        canvas.box(76, 66, 564, 296, palette.glow)
        canvas.box(90, 80, 550, 282, "#0b0d14")
        canvas.text(200, 178, "2", 210, palette.accent)
        canvas.text(440, 178, "1", 210, WHITE)
        if t % 0.5 < 0.3:
            canvas.box(306, 120, 334, 148, palette.glow)
            canvas.box(306, 214, 334, 242, palette.glow)
        for bit, (x, y, speed, ink) in enumerate(bits):
            place, height = x + 22 * math.sin(4 * t + bit), (y + speed * t) % 400 - 20
            half = 11 * abs(math.cos(5 * t + bit)) + 2
            canvas.box(place - half, height - 8, place + half, height + 8, ink)

    return paint


def ferris_wheel(canvas: Canvas, palette: Palette) -> Painter:
    """Turn a ferris wheel with coloured cabins."""
    sky(canvas, palette, canvas.height, stars=40)
    hub = (canvas.width / 2, canvas.height * 0.5)
    radius = 140.0
    cabins = (palette.accent, palette.glow, palette.mid, WHITE)
    floor = canvas.height - 84

    def paint(canvas: Canvas, t: float) -> None:
        for foot in (-96, 96):
            canvas.line([hub, (hub[0] + foot, floor)], palette.far, 16)
        for spoke in range(8):
            angle = 0.7 * t + spoke * math.tau / 8
            canvas.line([hub, around(*hub, radius, angle)], palette.far, 6)
        canvas.ring(*hub, radius + 5, palette.far, 12)
        for cabin in range(8):
            x, y = around(*hub, radius, 0.7 * t + cabin * math.tau / 8)
            canvas.disc(x, y + 12, 31, palette.dark)
            canvas.disc(x, y + 12, 27, cabins[cabin % 4])
        canvas.disc(*hub, 22, palette.accent)
        canvas.box(0, floor, canvas.width, canvas.height, palette.near)

    return paint


def fireworks(canvas: Canvas, palette: Palette) -> Painter:
    """Burst rockets over dark roofs."""
    sky(canvas, palette, canvas.height, stars=60)
    floor = canvas.height - 120
    for house in range(6):
        left, top = house * 66 - 10, floor - (20, 60, 0, 44, 10, 70)[house]
        canvas.box(left, top, left + 60, canvas.height, palette.dark)
        canvas.box(left + 18, top + 26, left + 38, top + 50, palette.glow)
    inks = (palette.accent, palette.glow, palette.mid, palette.far)

    def paint(canvas: Canvas, t: float) -> None:
        for rocket in range(4):
            age, turn = (t + 0.55 * rocket) % 2.2, int((t + 0.55 * rocket) / 2.2)
            x = (100, 260, 180, 300)[(rocket + turn) % 4]
            y = (190, 150, 300, 330)[(rocket + 3 * turn) % 4]
            if age < 0.5:
                canvas.line(
                    [(x, floor - (floor - y) * 2 * age), (x, floor - (floor - y) * 1.6 * age)],
                    WHITE,
                    6,
                )
                continue
            spread = 130 * (1 - math.exp(-2.6 * (age - 0.5)))
            ink = mix(inks[rocket], palette.top, max(0.0, age - 1.4))
            for spark in range(9):
                angle = spark * math.tau / 9
                tip = around(x, y, spread, angle)
                sides = [around(*tip, 14, angle + turned) for turned in (-1.5, 1.5)]
                canvas.shape([around(x, y, spread * 0.35, angle), *sides], ink)
                canvas.disc(*tip, 15, ink)

    return paint


def photo(canvas: Canvas, palette: Palette) -> Painter:
    """Hold a snapshot: a heart in a white frame. Nothing moves."""
    canvas.gradient(0, canvas.height, palette.top, palette.low)
    middle = canvas.width / 2
    canvas.box(40, 110, canvas.width - 40, 540, WHITE)
    canvas.box(62, 132, canvas.width - 62, 450, palette.mid)
    for side in (-1, 1):
        canvas.disc(middle + side * 50, 250, 62, palette.accent)
    canvas.shape([(middle - 104, 280), (middle + 104, 280), (middle, 408)], palette.accent)
    canvas.text(middle, 494, "HAPPY DAY", 40, palette.dark)

    def paint(_canvas: Canvas, _t: float) -> None:
        """Leave the backdrop as it is."""

    return paint
