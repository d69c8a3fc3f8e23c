"""Writing the file of a clip: H.264 and AAC in MP4."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.codec.context import Flags
from av.container import OutputContainer
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from cliptui.media.opening import silence_libraries
from cliptui.media.rendering import quarter_turns

_X264: Final = {"crf": "18", "preset": "veryfast"}
# MP4 derives how long a frame lasts from the order of decoding. At a variable rate that is only
# right without B-frames: the clip would else end too early or too late.
_UNREORDERED: Final = {"bf": "0"}
_AAC_BIT_RATE: Final = 160_000
_AAC_RATES_HZ: Final = frozenset(
    {96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}
)
_AAC_RATE_HZ: Final = 48000
_FULL_RANGE: Final = 2  # AVCOL_RANGE_JPEG
_UNTOUCHED_FORMATS: Final = frozenset({"yuv420p", "yuvj420p"})


@dataclass(frozen=True, slots=True)
class Pace:
    """How the frames of a clip follow each other.

    Attributes:
        time_base: The unit of their times, in seconds.
        mean_rate: Frames per second, or their mean.
        is_constant: Whether all last equally long.
    """

    time_base: Fraction
    mean_rate: Fraction
    is_constant: bool


class ClipFile:
    """The file of a clip while it is written; used by one thread only.

    All streams are added before the first frame is written.
    """

    def __init__(self, output: OutputContainer) -> None:
        self._output = output

    def add_pictures(self, first: VideoFrame, pixel_aspect: Fraction, pace: Pace) -> VideoStream:
        """Add the stream of pictures.

        Args:
            first: The first frame: size, colours and turn of all follow it.
            pixel_aspect: How much wider than high a pixel is to be shown.
            pace: How the frames follow each other.
        """
        options = _X264 if pace.is_constant else _X264 | _UNREORDERED
        stream = self._output.add_stream("libx264", rate=pace.mean_rate, options=options)
        stream.time_base = pace.time_base
        encoder = stream.codec_context
        encoder.time_base = pace.time_base
        encoder.flags |= Flags.frame_duration  # else the last frame gets the mean duration
        # PyAV's default threads within a picture, which x264 pays for with a fifth of its speed.
        encoder.thread_type = "FRAME"
        encoder.width, encoder.height = _even(first.width), _even(first.height)
        encoder.sample_aspect_ratio = pixel_aspect
        encoder.pix_fmt = _pixel_format(first)
        encoder.color_range = first.color_range
        encoder.color_primaries = first.color_primaries
        encoder.color_trc = first.color_trc
        encoder.colorspace = first.colorspace
        if turns := quarter_turns(first):
            stream.set_display_rotation(turns * 90)
        return stream

    def add_sound(self, first: AudioFrame, language: str) -> AudioStream:
        """Add a sound track.

        Args:
            first: The first frame of it.
            language: Three letters, or nothing.
        """
        rate_hz = first.sample_rate if first.sample_rate in _AAC_RATES_HZ else _AAC_RATE_HZ
        layout = _sound_layout(first.layout.name, first.layout.nb_channels, rate_hz)
        stream = self._output.add_stream("aac", rate=rate_hz, layout=layout)
        stream.bit_rate = _AAC_BIT_RATE
        if language:
            stream.metadata["language"] = language
        return stream

    def write_picture(self, stream: VideoStream, frame: VideoFrame) -> None:
        """Encode a frame, whose time is in the unit of its stream."""
        # Left as they are, the source's own types would dictate where x264 puts its keyframes.
        frame.pict_type = PictureType.NONE
        self._output.mux(stream.encode(frame))

    def write_sound(self, stream: AudioStream, frame: AudioFrame) -> None:
        """Encode a stretch of sound, whose time is in samples."""
        self._output.mux(stream.encode(frame))

    def finish(self) -> None:
        """Write what the encoders still hold back."""
        for stream in self._output.streams:
            if isinstance(stream, VideoStream | AudioStream):
                self._output.mux(stream.encode(None))


@contextmanager
def new_clip_file(target: Path, title: str, tags: Mapping[str, str]) -> Iterator[ClipFile]:
    """Open a file for a clip; it is whole when the context ends.

    Args:
        target: The file; overwritten.
        title: Written into the file's metadata.
        tags: Written there too.
    """
    silence_libraries()
    options = {"movflags": "+faststart"}
    with av.open(str(target.absolute()), "w", format="mp4", options=options) as output:
        output.metadata.update({**tags, "title": title})
        clip = ClipFile(output)
        yield clip
        clip.finish()


def _even(size_px: int) -> int:
    """Return a size that H.264 can have with its halved colours."""
    return max(2, size_px - size_px % 2)


def _pixel_format(frame: VideoFrame) -> str:
    # Full range stays full: converted and yet tagged as full, all levels would be shifted.
    if frame.format.name in _UNTOUCHED_FORMATS:
        return frame.format.name
    return "yuvj420p" if frame.color_range == _FULL_RANGE else "yuv420p"


def _sound_layout(name: str, channels: int, rate_hz: int) -> str:
    """Return the layout if AAC has it, else the stereo or mono that it is mixed to."""
    encoder = av.CodecContext.create("aac", "w")
    encoder.layout = name
    encoder.sample_rate = rate_hz
    encoder.format = "fltp"
    try:
        encoder.open()
    except av.FFmpegError:
        return "mono" if channels == 1 else "stereo"
    return name
