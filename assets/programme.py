"""The programme of the demo library: which clips there are, with which scenes, inks and tunes.

Owns: the table of clips. Does not own: drawing (the modules of scenes), writing (``make_demo``).
Imported by: ``make_demo``.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from easel import Palette, Scene
from music import Tune
from playground import ferris_wheel, fireworks, football, goal, photo, pitch, scoreboard, terrace
from railway import alps, rails, viaduct
from scenery import balloon, lighthouse, quay, sunrise, trawler, windmill
from townscape import clock, motel, road, skyline, speedometer, traffic_light, tunnel


@dataclass(frozen=True, slots=True)
class Shot:
    """One scene between two hard cuts.

    Attributes:
        frames: Length in frames.
        scene: What is seen.
        palette: Its inks.
        pace: Seconds in the scene per second of the clip.
        held_ms: Duration of each frame, in a clip of variable rate only; 0 means uneven.
    """

    frames: int
    scene: Scene
    palette: Palette
    pace: float = 1
    held_ms: int = 0


@dataclass(frozen=True, slots=True)
class Clip:
    """One file of the library.

    Attributes:
        name: File name; its suffix decides the container.
        size_px: Width and height in pixels.
        rate: Frames per second; None is a variable rate, in whole milliseconds.
        video: Encoder of the picture.
        video_options: Its options.
        audio: Encoder of the sound.
        audio_hz: Samples per second, mono.
        audio_bps: Bits per second of the sound.
        tune: What is heard.
        shots: What is seen.
    """

    name: str
    size_px: tuple[int, int]
    rate: Fraction | None
    video: str
    video_options: dict[str, str]
    audio: str
    audio_hz: int
    audio_bps: int
    tune: Tune
    shots: tuple[Shot, ...]

    @property
    def frames(self) -> int:
        """Length in frames."""
        return sum(shot.frames for shot in self.shots)


DAWN = Palette.of("3a1c71 ff8a5c d76d77 1f6f8b 0b3c5d ffe066 e63946 1b1030")
BEACON = Palette.of("0b1d3a 1f6f78 17405c 0f5c7a 082f49 ffe98a ff3b3b 06121f")
QUAY = Palette.of("2ec4b6 cbf3f0 3d5a80 168aad 1a5e82 ffbf00 ff5400 1d2d44")
GULLS = Palette.of("48cae4 fefae0 00b4d8 0077b6 023e8a ffd60a e5383b 14213d")
NEON = Palette.of("12002f ff2e88 5a189a 3c096c 10002b ffd000 ff004d 1a0b2e")
TEAL = Palette.of("001219 0a9396 005f73 0b525b 06262b ffd27a ff7b00 021a20")
COBALT = Palette.of("03045e 4361ee 3a0ca3 240046 10002b ffee32 f72585 0a0a2a")
EMBER = Palette.of("1a0000 d00000 9d0208 6a040f 03071e ffba08 00e5ff 1c0a0a")
MINT = Palette.of("001a12 06d6a0 118a6b 073b2f 04211a f9ff8a ff2fb3 02120d")
MEADOW = Palette.of("1e88e5 b3e5fc 5c6bc0 2e7d32 33691e fff176 d32f2f 212121")
DUSK = Palette.of("6a1b9a ffb74d ad1457 c98b5b 1565c0 fff59d 00897b 3e2723")
WINTER = Palette.of("4fb3f6 e1f5fe 607d8b f4f8fa b0c4d4 fff3a0 1b7f4b 3b2a20")
NIGHT = Palette.of("0d1b4c 5e60ce 3f4c9a 1b2a6b 0a1236 fff3b0 ff8500 05081a")
DERBY = Palette.of("00b4ff 90e0ef 3a86ff 2fae3a 23902f ffd60a e5132b 10241a")
BOX = Palette.of("03318c 4d8fe0 3a86ff 4cc21a 007200 ffd60a ff5400 10241a")
KOP = Palette.of("7b2cbf c77dff 9d4edd 5a189a 3c096c ffbe0b ff006e 240046")
STRIKE = Palette.of("ffbe0b fb5607 ff006e 38b000 006d2c ffffff 9ef01a 0a2e12")
CHEER = Palette.of("3a0ca3 4cc9f0 4361ee 7209b7 10002b ffd60a ff0054 10002b")
FAIR = Palette.of("240046 ff6d00 c77dff 00f5d4 3c096c fee440 f15bb5 10002b")
ALOFT = Palette.of("0096c7 caf0f8 9b5de5 48cae4 7f4f24 fee440 ef233c 432818")
BANG = Palette.of("03071e 1d3557 06d6a0 3a86ff 10002b ffbe0b ff006e 000814")
SNAP = Palette.of("f15bb5 fee440 9b5de5 00bbf9 00f5d4 fee440 ef233c 2b2d42")
BRASS = Palette.of("7f1d1d d97706 92400e b45309 451a03 fef3c7 dc2626 292524")
HAY = Palette.of("0ea5e9 e0f2fe a3e635 65a30d 3f6212 fde047 dc2626 422006")
MOON = Palette.of("020617 334e8a 1e293b 1e3a8a 0f172a f1f5f9 38bdf8 020617")
VIOLET = Palette.of("2e1065 c026d3 6d28d9 4c1d95 1e1b4b fdf4ff f0abfc 1e0836")
LIME = Palette.of("134e4a 84cc16 0f766e 115e59 042f2e fefce8 f97316 042f2e")


def harbour() -> Clip:
    """Return the clip at 23.976 frames per second, a keyframe every two seconds and at cuts."""
    return Clip(
        name="Harbour at dawn.mp4",
        size_px=(640, 360),
        rate=Fraction(24000, 1001),
        video="libx264",
        video_options={"crf": "25", "preset": "medium", "tune": "animation", "bf": "3", "g": "48"},
        audio="aac",
        audio_hz=48000,
        audio_bps=64000,
        tune=Tune(
            220.0, 0.4, (0, 7, 12, 16, 14, 12, 7, None, -3, 4, 9, 12, 14, 9, 4, None), 0.7, 0.2
        ),
        shots=(
            Shot(156, sunrise, DAWN),
            Shot(144, lighthouse, BEACON),
            Shot(132, quay, QUAY),
            Shot(144, trawler, GULLS),
        ),
    )


def night_drive() -> Clip:
    """Return the clip at 29.97, past the first dropped labels, a keyframe every 250 frames only."""
    rigid = {"g": "250", "keyint_min": "250", "sc_threshold": "0"}
    return Clip(
        name="Night drive.mp4",
        size_px=(640, 360),
        rate=Fraction(30000, 1001),
        video="libx264",
        video_options={"crf": "31", "preset": "slow", "tune": "animation", **rigid},
        audio="aac",
        audio_hz=44100,
        audio_bps=64000,
        tune=Tune(110.0, 0.2, (0, 12, 7, 12, 3, 12, 7, 10, -4, 8, 3, 8, -2, 10, 5, 10), 0.25, 0.6),
        shots=(
            Shot(165, road, NEON),
            Shot(150, skyline, TEAL),
            Shot(120, tunnel, EMBER),
            Shot(141, speedometer, COBALT),
            Shot(174, motel, MINT),
            Shot(165, road, TEAL),
            Shot(105, traffic_light, COBALT),
            Shot(180, skyline, NEON),
            Shot(135, tunnel, COBALT),
            Shot(150, road, EMBER),
            Shot(129, motel, NEON),
            Shot(120, speedometer, EMBER),
            Shot(156, traffic_light, MINT),
            Shot(270, skyline, COBALT),
        ),
    )


def over_the_alps() -> Clip:
    """Return the WebM clip: VP9 and Opus at 25."""
    return Clip(
        name="Over the alps.webm",
        size_px=(640, 360),
        rate=Fraction(25),
        video="libvpx-vp9",
        video_options={"crf": "41", "b": "0", "deadline": "good", "cpu-used": "4", "g": "120"},
        audio="libopus",
        audio_hz=48000,
        audio_bps=48000,
        tune=Tune(261.63, 0.3, (0, 4, 7, 12, 7, 4, 5, 9, 12, 17, 12, 9, 7, 11, 14, 11), 0.35, 0.35),
        shots=(
            Shot(135, alps, MEADOW),
            Shot(120, viaduct, DUSK),
            Shot(115, rails, WINTER),
            Shot(130, alps, NIGHT),
        ),
    )


def cup_final() -> Clip:
    """Return the clip at 50 with fast motion."""
    return Clip(
        name="Cup final.mp4",
        size_px=(640, 360),
        rate=Fraction(50),
        video="libx264",
        video_options={"crf": "30", "preset": "medium", "tune": "animation", "g": "100"},
        audio="aac",
        audio_hz=48000,
        audio_bps=64000,
        tune=Tune(
            196.0, 0.25, (0, 0, 7, None, 0, 0, 9, None, 0, 0, 7, 12, 11, 9, 7, None), 0.2, 0.5
        ),
        shots=(
            Shot(190, pitch, DERBY),
            Shot(140, goal, BOX),
            Shot(130, terrace, KOP),
            Shot(150, football, STRIKE),
            Shot(190, scoreboard, CHEER),
        ),
    )


def at_the_fair() -> Clip:
    """Return the clip as from a phone: portrait, variable rate, one still held for a second."""
    return Clip(
        name="Evening at the fair.mov",
        size_px=(360, 640),
        rate=None,
        video="libx264",
        video_options={"crf": "26", "preset": "medium", "tune": "animation", "bf": "0", "g": "60"},
        audio="aac",
        audio_hz=44100,
        audio_bps=64000,
        tune=Tune(293.66, 0.22, (0, 4, 7, 4, 0, 4, 7, None, 2, 5, 9, 5, 7, 4, 0, None), 0.3, 0.8),
        shots=(
            Shot(86, ferris_wheel, FAIR),
            Shot(80, balloon, ALOFT),
            Shot(1, photo, SNAP, held_ms=1000),
            Shot(96, fireworks, BANG),
        ),
    )


def ten_minutes() -> Clip:
    """Return the long clip: 15000 frames in little more than three megabytes."""
    # Without psychovisual tricks the digits, which change with each frame, stay readable.
    options = {
        "crf": "32",
        "preset": "slower",
        "tune": "animation",
        "g": "250",
        "x264-params": "no-psy=1:chroma-qp-offset=2",
    }
    later = [partial(clock, since_s=minute * 60) for minute in (0, 3, 6, 9)]
    return Clip(
        name="Ten minutes by the clock.mp4",
        size_px=(320, 180),
        rate=Fraction(25),
        video="libx264",
        video_options=options,
        audio="aac",
        audio_hz=16000,
        audio_bps=10000,
        tune=Tune(
            174.61,
            0.5,
            (0, None, 4, None, 7, None, 11, 9, None, 7, None, 4, 2, None, 7, None),
            0.8,
            0.1,
        ),
        shots=(
            Shot(1500, later[0], BRASS),
            Shot(1250, windmill, HAY, pace=0.4),
            Shot(875, quay, QUAY, pace=0.3),
            Shot(875, sunrise, DAWN, pace=0.3),
            Shot(1500, later[1], VIOLET),
            Shot(1000, alps, MEADOW, pace=0.2),
            Shot(1000, lighthouse, BEACON, pace=0.4),
            Shot(1000, skyline, NEON, pace=0.2),
            Shot(1500, later[2], LIME),
            Shot(1125, sunrise, MOON, pace=0.2),
            Shot(875, traffic_light, COBALT, pace=0.3),
            Shot(1000, windmill, DUSK, pace=0.4),
            Shot(1500, later[3], BRASS),
        ),
    )


def library() -> tuple[Clip, ...]:
    """Return all clips."""
    return harbour(), night_drive(), over_the_alps(), cup_final(), at_the_fair(), ten_minutes()
