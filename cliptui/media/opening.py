"""Opening a video file, and the packets in it.

What a file may be is narrowed before any decoder sees it: a regular file, of a known container,
read as a file only, with a picture of bearable size.
"""

import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar, cast

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Discard, Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from cliptui.clip.text import clean
from cliptui.errors import Unreadable
from cliptui.media.failures import reading, shown_name

MAX_PIXELS: Final = 40_000_000
"""The largest picture that is decoded: above 8K, below what exhausts the memory."""

_CONTAINERS: Final = (
    "mov,matroska,mpegts,mpeg,avi,flv,live_flv,ogg,asf,mxf,gxf,dv,ivf,nut,rm,yuv4mpegpipe"
)
_OPTIONS: Final = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "file"}
_USUAL: Final[Mapping[str, str]] = MappingProxyType({})
_OF_THE_FILE: Final = frozenset(
    {"major_brand", "minor_version", "compatible_brands", "encoder", "duration", "title"}
)
_AVI: Final = "avi"
_MISTIMED_IN_AVI: Final = frozenset({"h264", "hevc"})
_MOST_TRACKS: Final = 16
_MICROSECOND: Final = Fraction(1, av.time_base)

StreamT = TypeVar("StreamT", bound=Stream)


@dataclass(frozen=True, slots=True)
class OpenVideo:
    """An open file and the video stream of it that is used.

    Belongs to the thread that opened it, which must close it too.

    Attributes:
        container: The open file.
        stream: Its first video stream that is no cover picture. All others are discarded.
    """

    container: InputContainer
    stream: VideoStream

    @property
    def tags(self) -> dict[str, str]:
        """What the file says of itself that is true of a clip of it too, such as its date."""
        return {
            clean(name): clean(text)
            for name, text in self.container.metadata.items()
            if name.lower() not in _OF_THE_FILE
        }

    def close(self) -> None:
        """Close the file; neither it nor its stream may be touched any more."""
        self.container.close()


@dataclass(frozen=True, slots=True)
class OpenSound:
    """An open file and one sound track of it; it too belongs to the thread that opened it.

    Attributes:
        container: The open file.
        stream: The track. All others are discarded.
    """

    container: InputContainer
    stream: AudioStream

    @property
    def unit(self) -> Fraction:
        """The unit of the track's times, in seconds."""
        return unit_of(self.stream)

    @property
    def language(self) -> str:
        """The three letters of its language, or nothing."""
        return clean(self.stream.language or "")

    def close(self) -> None:
        """Close the file; neither it nor its stream may be touched any more."""
        self.container.close()


def never_mind() -> None:
    """Do nothing between two pieces of work, where nobody can give up."""


def silence_libraries() -> None:
    """Keep the libraries from writing to the terminal, which would tear the screen.

    PyAV's own `set_level` must never be called: it installs a callback that dead-locks with
    decoding threads (PyAV #751).
    """
    av.logging.set_libav_level(av.logging.PANIC)


def open_file(path: Path, options: Mapping[str, str] = _USUAL) -> InputContainer:
    """Open any regular media file.

    Args:
        path: The file.
        options: What the libraries are told beyond what they are always told.

    Raises:
        Unreadable: It is no regular file, is empty, or no media file that is understood.
    """
    silence_libraries()
    with reading(path):
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise Unreadable(f"{shown_name(path)} is no regular file.")
        if not facts.st_size:
            raise Unreadable(f"{shown_name(path)} is empty (0 bytes).")
        return _open(str(path.absolute()), {**_OPTIONS, **options})


def _open(name: str, options: dict[str, str]) -> InputContainer:
    try:
        return av.open(name, "r", options=dict(options))
    except UnicodeDecodeError:  # PyAV 18 trips over tags that are no UTF-8; 19 does not
        return av.open(name, "r", options=options, metadata_errors="replace")


def open_video(
    path: Path, *, thread_type: str = "AUTO", options: Mapping[str, str] = _USUAL
) -> OpenVideo:
    """Open a file for its pictures.

    Args:
        path: A regular file.
        thread_type: How the decoder uses threads: `AUTO` for many frames, `NONE` for one.
        options: As for `open_file`.

    Raises:
        Unreadable: It cannot be opened, or holds no video that can be decoded.
    """
    with ExitStack() as unless_usable:
        container = open_file(path, options)
        unless_usable.callback(container.close)
        with reading(path):
            stream = _video_stream(container, path)
            stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
            stream.thread_type = thread_type
        unless_usable.pop_all()
    return OpenVideo(container, stream)


def open_sound(path: Path, number: int) -> OpenSound:
    """Open a file for one of its sound tracks.

    Args:
        path: A regular file.
        number: Which of its sound tracks, from 0.

    Raises:
        Unreadable: It cannot be opened.
    """
    container = open_file(path)
    stream = container.streams.audio[number]
    _read_only(container, stream)
    return OpenSound(container, stream)


def known_tracks(container: InputContainer) -> list[int]:
    """Return the numbers of the sound tracks of a file that have a decoder; not of too many."""
    tracks = enumerate(container.streams.audio)
    return [number for number, stream in tracks if _is_known(stream)][:_MOST_TRACKS]


def _is_known(stream: AudioStream) -> bool:
    return isinstance(stream.codec_context, av.AudioCodecContext)


def _video_stream(container: InputContainer, path: Path) -> VideoStream:
    moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not moving:
        raise Unreadable(f"{shown_name(path)} holds no video.")
    chosen = moving[0]
    if not isinstance(chosen.codec_context, av.VideoCodecContext):
        raise Unreadable(f"{shown_name(path)} holds video of a kind that is not known here.")
    if chosen.width * chosen.height > MAX_PIXELS:
        size = f"{chosen.width}×{chosen.height}"
        raise Unreadable(f"{shown_name(path)} has pictures of {size}, too large to be shown.")
    if not chosen.time_base:
        raise Unreadable(f"{shown_name(path)} is damaged: it has no unit of time.")
    _read_only(container, chosen)
    return chosen


def _read_only(container: InputContainer, chosen: Stream) -> None:
    for stream in container.streams:
        if stream is not chosen:
            stream.discard = Discard.all


def packets(container: InputContainer, stream: StreamT) -> "Iterator[Packet[StreamT]]":
    """Yield the packets of a stream from here on, and last the empty one that flushes its decoder.

    A place that cannot be read ends the file, as it does for ffmpeg.
    """
    run = cast("Iterator[Packet[StreamT]]", container.demux(stream))
    while (packet := _next_of(run)) is not None:
        yield packet


def _next_of(run: "Iterator[Packet[StreamT]]") -> "Packet[StreamT] | None":
    try:
        return next(run, None)
    except (av.FFmpegError, IndexError):  # or a stream that was not there before (PyAV #692)
        return None


def stamp_of(timed: "Packet[VideoStream] | VideoFrame") -> int | None:
    """Return when a packet or a frame is shown, in units of the stream's time base.

    Containers without presentation times, such as AVI, leave the decoding time.
    """
    return timed.dts if timed.pts is None else timed.pts


def exact_fraction(value: object) -> Fraction | None:
    """Return a rational of PyAV as a `Fraction`, or None where it has none.

    PyAV 18 gives a `Fraction` or None; 19 gives a rational of its own, which can be 0/0.
    """
    numerator = getattr(value, "numerator", 0)
    denominator = getattr(value, "denominator", 0)
    return Fraction(numerator, denominator) if numerator and denominator else None


def unit_of(stream: Stream) -> Fraction:
    """Return the unit of a stream's times, in seconds."""
    return exact_fraction(stream.time_base) or Fraction(1)


def is_mistimed(container: InputContainer, stream: VideoStream) -> bool:
    """Return whether the times of the packets do not tell the order in which they are shown.

    AVI knows no times of presentation. For the codecs of its days the libraries work them out;
    for later ones they only seem to.
    """
    codec = stream.codec_context
    is_later = codec.codec.canonical_name in _MISTIMED_IN_AVI
    return container.format.name == _AVI and is_later and codec.has_b_frames


def start_of(container: InputContainer) -> Fraction | None:
    """Return when a file starts, in seconds on its own clock; None if only its frames can tell.

    The libraries round it to microseconds, which would put a first frame before the start; where
    a stream starts at that microsecond, its exact time is taken.
    """
    started: int | None = container.start_time
    if started is None or container.format.name == _AVI:
        return None
    rounded = started * _MICROSECOND
    for stream in container.streams:
        unit = exact_fraction(stream.time_base)
        if stream.start_time is not None and unit is not None:
            exact = stream.start_time * unit
            if abs(exact - rounded) <= _MICROSECOND:
                return exact
    return rounded
