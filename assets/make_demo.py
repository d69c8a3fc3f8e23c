"""Make the demo library: six clips of our own, used by the demo, the tests and the screenshots.

Run ``python assets/make_demo.py [OUT_DIR]``; the default is this folder. Two runs on one machine
write the same bytes: no clock, no unseeded chance, one thread per encoder.

Every frame carries its number (0 is the first shown) twice: as text in a plate above, and as a
barcode in a strip along the lower edge, read by ``tests/barcode.py``:

* The strip is the lowest 1/15 of the height, black over the full width.
* 24 cells of equal width fill the strip between 5 % and 95 % of the width; white is 1, black 0.
* Cells, from the left: ``1 0``, 16 bits of the number (highest first), 4 bits of checksum,
  ``0 1``. Checksum = the four nibbles of the number and 0b0101, all combined by exclusive or.
* At 160 pixels of width a cell is 6 pixels wide.
"""

import argparse
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream
from easel import SHORT_SIDE_PT, Canvas, dice, font
from music import samples
from PIL import Image, ImageDraw
from programme import Clip, library

CELLS = 24
STRIP_SHARE = Fraction(1, 15)
MARGIN_SHARE = Fraction(1, 20)
PHONE_GAPS_MS = (33, 34, 40, 50, 67, 100)
MILLISECOND = Fraction(1, 1000)
OVERSAMPLING = 2
PLATE_INK, TEXT_INK, NUMBER_INK = "#0c0e16", "#ffffff", "#ffd166"
# Opus decoders need 312 samples to start: a sound from sample 0 on would make the file begin at
# -7 ms, and all its frames 7 ms late for a player that counts from the beginning of the file.
LEAD_IN = {"libopus": 312}
FIXED_METADATA = {"creation_time": "2026-01-01T00:00:00.000000Z"}


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the frames of a clip are shown.

    Attributes:
        tick_s: Unit of time in seconds.
        ticks: Time of each frame in that unit, and last the end of the clip.
    """

    tick_s: Fraction
    ticks: tuple[int, ...]

    def start_s(self, number: int) -> float:
        """Return the time of a frame in seconds; the number after the last gives the end."""
        return float(self.ticks[number] * self.tick_s)

    def first(self, frames: int | None) -> "Schedule":
        """Return the same schedule, ended after a number of frames (None: not ended)."""
        return self if frames is None else Schedule(self.tick_s, self.ticks[: frames + 1])


def schedule(clip: Clip) -> Schedule:
    """Compute the times of all frames of a clip."""
    if clip.rate:
        return Schedule(1 / clip.rate, tuple(range(clip.frames + 1)))
    chance = dice(29)
    gaps = (
        shot.held_ms or chance.choice(PHONE_GAPS_MS)
        for shot in clip.shots
        for _ in range(shot.frames)
    )
    return Schedule(MILLISECOND, tuple(accumulate(gaps, initial=0)))


def timecode(clip: Clip, number: int, start_s: float) -> str:
    """Return the label of a frame: drop-frame at 29.97, milliseconds at variable rate."""
    if clip.rate is None:
        seconds, milliseconds = divmod(round(start_s * 1000), 1000)
        return f"{clock_face(seconds)}.{milliseconds:03}"
    base = round(clip.rate)
    drops = clip.rate == Fraction(30000, 1001)
    if drops:
        # Two labels are skipped each minute, except in minutes 0, 10, 20: SMPTE ST 12-1.
        tens, rest = divmod(number, 17982)
        number += 18 * tens + 2 * max(0, (rest - 2) // 1798)
    seconds, frame = divmod(number, base)
    return f"{clock_face(seconds)}{';' if drops else ':'}{frame:02}"


def clock_face(seconds: int) -> str:
    """Return whole seconds as hh:mm:ss."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def draw_plate(picture: Image.Image, label: str, number: int) -> None:
    """Write the timecode and the frame number into the upper left corner."""
    size = max(14, round(20 * min(picture.size) / SHORT_SIDE_PT))
    pen, face = ImageDraw.Draw(picture), font(size)
    left, top, width = size // 2, size // 2, round(size * 11.2)
    pen.rounded_rectangle((left, top, left + width, top + size * 1.4), size // 3, PLATE_INK)
    middle = top + size * 0.7
    pen.text((left + size * 0.5, middle), label, TEXT_INK, face, anchor="lm")
    pen.text((left + width - size * 0.5, middle), f"f {number}", NUMBER_INK, face, anchor="rm")


def barcode(number: int) -> str:
    """Return the 24 cells of a frame number as a text of 1 and 0 (see above)."""
    checksum = 0b0101
    for shift in (0, 4, 8, 12):
        checksum ^= number >> shift & 0b1111
    return f"10{number:016b}{checksum:04b}01"


def draw_barcode(picture: Image.Image, number: int) -> None:
    """Draw the strip with the barcode along the lower edge."""
    width, height = picture.size
    pen, top = ImageDraw.Draw(picture), round(height * (1 - STRIP_SHARE))
    pen.rectangle((0, top, width, height), "#000000")
    left, cell = width * MARGIN_SHARE, width * (1 - 2 * MARGIN_SHARE) / CELLS
    for place, bit in enumerate(barcode(number)):
        if bit == "1":
            edges = round(left + place * cell), round(left + (place + 1) * cell) - 1
            pen.rectangle((edges[0], top, edges[1], height), "#ffffff")


def pictures(clip: Clip, times: Schedule) -> Iterator[Image.Image]:
    """Draw the frames of a schedule."""
    zoom = OVERSAMPLING * min(clip.size_px) / SHORT_SIDE_PT
    drawn = (clip.size_px[0] * OVERSAMPLING, clip.size_px[1] * OVERSAMPLING)
    cut, last = 0, len(times.ticks) - 1
    for shot in clip.shots:
        backdrop = Canvas.over(Image.new("RGB", drawn), zoom)
        paint = shot.scene(backdrop, shot.palette)
        for number in range(cut, min(cut + shot.frames, last)):
            canvas = Canvas.over(backdrop.image.copy(), zoom)
            start_s = times.start_s(number)
            paint(canvas, shot.pace * (start_s - times.start_s(cut)))
            picture = canvas.image.reduce(OVERSAMPLING)
            draw_plate(picture, timecode(clip, number, start_s), number)
            draw_barcode(picture, number)
            yield picture
        cut += shot.frames
        if cut >= last:
            return


def sound_of(clip: Clip, times: Schedule) -> "array[int]":
    """Compute the samples that go with a schedule."""
    cuts = accumulate(shot.frames for shot in clip.shots[:-1])
    end = len(times.ticks) - 1
    beeps = [times.start_s(cut) for cut in cuts if cut < end]
    return samples(clip.tune, clip.audio_hz, times.start_s(end), beeps)


def open_video(container: OutputContainer, clip: Clip, times: Schedule) -> VideoStream:
    """Add the stream of the picture."""
    options = {**clip.video_options, "threads": "1", "flags": "+bitexact"}
    stream = container.add_stream(clip.video, clip.rate or 30, options)
    if not isinstance(stream, VideoStream):
        raise TypeError(
            f"{clip.video} is no encoder of pictures: see the programme of {clip.name}."
        )
    stream.width, stream.height = clip.size_px
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = times.tick_s
    # The default SLICE would cut every picture in slices (see media.md, the encoder trap).
    stream.codec_context.thread_type = "FRAME"
    return stream


def open_audio(container: OutputContainer, clip: Clip) -> AudioStream:
    """Add the stream of the sound."""
    options = {"threads": "1", "flags": "+bitexact"}
    stream = container.add_stream(clip.audio, clip.audio_hz, options)
    if not isinstance(stream, AudioStream):
        raise TypeError(f"{clip.audio} is no encoder of sound: see the programme of {clip.name}.")
    stream.layout = "mono"
    stream.bit_rate = clip.audio_bps
    return stream


def audio_frame(chunk: "array[int]", start: int, rate_hz: int) -> av.AudioFrame:
    """Wrap samples whose first has the number ``start``."""
    frame = av.AudioFrame("s16", "mono", len(chunk))
    frame.planes[0].update(chunk.tobytes())
    frame.sample_rate, frame.pts, frame.time_base = rate_hz, start, Fraction(1, rate_hz)
    return frame


def mux_picture(
    container: OutputContainer, packets: "list[av.Packet[VideoStream]]", times: Schedule
) -> None:
    """Write packets with the duration of their frames, which encoders forget at the end."""
    for packet in packets:
        if packet.pts is None:
            raise ValueError("The encoder gave a packet without a time: it cannot be placed.")
        number = bisect_left(times.ticks, packet.pts)
        packet.duration = times.ticks[number + 1] - times.ticks[number]
        container.mux(packet)


def write(container: OutputContainer, clip: Clip, times: Schedule) -> None:
    """Encode picture and sound side by side, so that players need no long look-ahead."""
    video, audio = open_video(container, clip, times), open_audio(container, clip)
    sound, heard = sound_of(clip, times), LEAD_IN.get(clip.audio, 0)
    for number, picture in enumerate(pictures(clip, times)):
        frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
        frame.pts, frame.time_base = times.ticks[number], times.tick_s
        mux_picture(container, video.encode(frame), times)
        due = round(times.start_s(number + 1) * clip.audio_hz)
        while heard < due:
            chunk = sound[heard : min(heard + 1024, due)]
            container.mux(audio.encode(audio_frame(chunk, heard, clip.audio_hz)))
            heard += len(chunk)
    mux_picture(container, video.encode(None), times)
    container.mux(audio.encode(None))


def render_clip(clip: Clip, path: Path, limit_frames: int | None = None) -> Path:
    """Write one clip.

    Args:
        clip: What to write.
        path: Where; the suffix decides the container.
        limit_frames: End after this many frames; None writes all.

    Returns:
        The path.
    """
    unfinished = path.with_name(f".{path.name}")
    options = {"fflags": "+bitexact"}
    if path.suffix != ".webm":
        options["movflags"] = "+faststart"
    with av.open(unfinished, "w", options=options) as container:
        container.metadata.update({"title": path.stem, **FIXED_METADATA})
        write(container, clip, schedule(clip).first(limit_frames))
    return unfinished.replace(path)


def main() -> None:
    """Write all clips, two at a time, into the folder named on the command line."""
    parser = argparse.ArgumentParser(description="Make the demo library of cliptui.")
    parser.add_argument("out_dir", nargs="?", type=Path, default=Path(__file__).parent)
    folder = parser.parse_args().out_dir
    folder.mkdir(parents=True, exist_ok=True)
    clips = sorted(library(), key=lambda clip: -clip.frames)
    with ProcessPoolExecutor(max_workers=2) as pool:
        for path in pool.map(render_clip, clips, [folder / clip.name for clip in clips]):
            print(f"{path.stat().st_size / 1e6:6.2f} MB  {path.name}")


if __name__ == "__main__":
    main()
