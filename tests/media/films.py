"""Small films of our own making, whose pictures tell which frame they are.

The frame number stands in the upper half as twelve black or white blocks, the highest bit on the
left; the lower half is grey and gets lighter with time.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import pi, sin
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image, ImageDraw

BITS = 12
BLOCK_PX = 8
WIDTH_PX = BITS * BLOCK_PX
HEIGHT_PX = 64
SAMPLE_RATE_HZ = 48000
BEEP_HZ = 1000


@dataclass(frozen=True)
class Sound:
    """A track that is silent but for a beep of a tenth of a second.

    Attributes:
        beep_s: When the beep starts.
        codec: The encoder.
        late_s: By how much the track starts after the pictures.
        length_s: How long the track is.
        language: Three letters, or nothing.
    """

    beep_s: Fraction
    codec: str = "aac"
    late_s: Fraction = Fraction(0)
    length_s: Fraction = Fraction(4)
    language: str = ""
    layout: str = "stereo"
    rate_hz: int = SAMPLE_RATE_HZ


@dataclass(frozen=True)
class Film:
    """How to make a film.

    Attributes:
        count: Number of frames.
        rate: Frames per second, where `times` are not given.
        codec: The encoder.
        options: What it is told.
        times: When each frame is shown, in units of `time_base`; none for a constant rate.
        time_base: The unit of `times`, in seconds; none for one frame of the rate.
        start: Added to every time, in the same unit.
        container: What the libraries call the container; none to go by the file's name.
    """

    count: int = 60
    rate: Fraction = Fraction(25)
    codec: str = "libx264"
    options: dict[str, str] = field(default_factory=lambda: {"g": "12", "bf": "2", "crf": "12"})
    times: Sequence[int] = ()
    time_base: Fraction | None = None
    start: int = 0
    rotation: int = 0
    pixel_aspect: Fraction = Fraction(1)
    pixel_format: str = "yuv420p"
    sounds: tuple[Sound, ...] = ()
    title: str = ""
    width_px: int = WIDTH_PX
    height_px: int = HEIGHT_PX
    container: str | None = None


def picture_of(number: int) -> Image.Image:
    """Draw the picture of a frame."""
    image = Image.new("L", (WIDTH_PX, HEIGHT_PX), 60 + number % 128)
    draw = ImageDraw.Draw(image)
    for bit in range(BITS):
        left = bit * BLOCK_PX
        level = 235 if number >> (BITS - 1 - bit) & 1 else 16
        draw.rectangle((left, 0, left + BLOCK_PX - 1, HEIGHT_PX // 2 - 1), fill=level)
    return image.convert("RGB")


def frame_of(number: int, pixel_format: str) -> VideoFrame:
    """Return the picture of a frame as it goes into an encoder."""
    pixels = picture_of(number).convert("RGBA").tobytes()
    return VideoFrame.from_bytes(pixels, WIDTH_PX, HEIGHT_PX, "rgba").reformat(format=pixel_format)


def number_in(image: Image.Image) -> int:
    """Read which frame a picture of any size is."""
    levels = image.convert("L").resize((WIDTH_PX, HEIGHT_PX)).tobytes()
    number = 0
    for bit in range(BITS):
        place = HEIGHT_PX // 4 * WIDTH_PX + bit * BLOCK_PX + BLOCK_PX // 2
        number = number << 1 | (levels[place] > 127)
    return number


FILMS: dict[str, Film] = {
    "short_groups.mp4": Film(),
    "even_groups.mp4": Film(options={"g": "12", "bf": "2", "crf": "12", "sc_threshold": "0"}),
    "one_group.mp4": Film(
        count=90, options={"g": "250", "bf": "3", "crf": "12", "sc_threshold": "0"}
    ),
    "open_groups.ts": Film(
        options={"g": "12", "bf": "3", "crf": "12", "x264-params": "open-gop=1"},
        time_base=Fraction(1, 90000),
        times=[n * 3600 for n in range(60)],
        start=900_000,
    ),
    "vp9.webm": Film(codec="libvpx-vp9", options={"g": "30", "cpu-used": "8"}),
    "variable.mkv": Film(
        times=[0, 40, 50, 200, *(200 + 33 * n for n in range(1, 57))], time_base=Fraction(1, 1000)
    ),
    "keyframes_only.mov": Film(codec="mjpeg", options={}, pixel_format="yuvj420p"),
    "reordered.avi": Film(),
    "mpeg4.avi": Film(codec="mpeg4", options={"g": "12", "bf": "2", "qscale": "2"}),
    "mpeg2.ts": Film(codec="mpeg2video", options={"g": "12", "bf": "2"}),
    "turned.mp4": Film(rotation=-90),
    "wide_pixels.mp4": Film(pixel_aspect=Fraction(2)),
    "late_pictures.mp4": Film(start=10, sounds=(Sound(Fraction(1)),)),
    "with_sound.mp4": Film(sounds=(Sound(Fraction(1), language="deu"), Sound(Fraction(3, 2)))),
    "with_pcm.mov": Film(sounds=(Sound(Fraction(1), codec="pcm_s16le"),)),
    "odd_sound.mkv": Film(sounds=(Sound(Fraction(1), codec="flac", rate_hz=37800),)),
    "interlaced.mp4": Film(
        options={"crf": "12", "flags": "+ildct+ilme", "x264-params": "interlaced=1"}
    ),
    "titled.mp4": Film(count=5, title="NOT-UTF8-TITLE"),
}
"""Every kind of film that the tests use, by the name of its file."""


def make(path: Path, film: Film) -> Path:
    """Write a film."""
    with av.open(str(path), "w", format=film.container) as output:
        if film.title:
            output.metadata["title"] = film.title
        video = _add_video(output, film)
        tracks = [_add_track(output, sound) for sound in film.sounds]
        for frame in _frames(film):
            output.mux(video.encode(frame))
        output.mux(video.encode(None))
        for track, sound in zip(tracks, film.sounds, strict=True):
            for chunk in _beep(sound, track.rate, track.format.name):
                output.mux(track.encode(chunk))
            output.mux(track.encode(None))
    return path


def _add_video(output: OutputContainer, film: Film) -> VideoStream:
    video = output.add_stream(film.codec, rate=film.rate, options=dict(film.options))
    assert isinstance(video, VideoStream)
    unit = film.time_base or 1 / film.rate
    video.time_base = unit
    video.codec_context.time_base = unit
    video.width, video.height = film.width_px, film.height_px
    video.pix_fmt = film.pixel_format
    video.codec_context.sample_aspect_ratio = film.pixel_aspect
    if film.rotation:
        video.set_display_rotation(film.rotation)
    return video


def _add_track(output: OutputContainer, sound: Sound) -> av.AudioStream:
    track = output.add_stream(sound.codec, rate=sound.rate_hz, layout=sound.layout)
    assert isinstance(track, av.AudioStream)
    if sound.language:
        track.metadata["language"] = sound.language
    return track


def _frames(film: Film) -> Iterator[VideoFrame]:
    for number in range(film.count):
        frame = frame_of(number, film.pixel_format)
        frame.pts = film.start + (film.times[number] if film.times else number)
        frame.time_base = film.time_base or 1 / film.rate
        yield frame


def _beep(sound: Sound, rate_hz: int, sample_format: str) -> Iterator[AudioFrame]:
    assert sample_format in {"fltp", "flt", "s16", "s16p"}
    first = round(sound.beep_s * rate_hz)
    last = first + rate_hz // 10
    for start in range(0, round(sound.length_s * rate_hz), 1000):
        samples = array(
            "f",
            (
                0.8 * sin(2 * pi * BEEP_HZ * (n - first + 0.25 * rate_hz / BEEP_HZ) / rate_hz)
                if first <= n < last
                else 0.0
                for n in range(start, start + 1000)
            ),
        ).tobytes()
        frame = AudioFrame("fltp", sound.layout, samples=1000)
        for plane in frame.planes:
            plane.update(samples)
        frame.sample_rate = rate_hz
        frame.time_base = Fraction(1, rate_hz)
        frame.pts = start + round(sound.late_s * rate_hz)
        yield frame


def onset_s(path: Path, track: int = 0) -> float:
    """Return when the beep starts in a file, in seconds from the start of its pictures."""
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        unit = video.time_base
        assert unit is not None
        first_picture = float(
            min(p.pts for p in container.demux(video) if p.pts is not None and not p.is_discard)
            * unit
        )
    with av.open(str(path)) as container:
        for frame in container.decode(container.streams.audio[track]):
            plane = array("f", bytes(_floats(frame).planes[0])[: 4 * frame.samples])
            for place, level in enumerate(plane):
                if abs(level) > 0.2:
                    assert frame.time is not None
                    return frame.time + place / frame.sample_rate - first_picture
    raise AssertionError("There is no beep.")


def _floats(frame: AudioFrame) -> AudioFrame:
    if frame.format.name == "fltp":
        return frame
    (converted,) = av.AudioResampler("fltp").resample(frame)
    return converted
