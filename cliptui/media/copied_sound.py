"""The sound of a stretch of a file, copied to within one of its frames."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeAlias

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Discard

from cliptui.clip.text import clean
from cliptui.media.copy_plan import NotCopyable
from cliptui.media.opening import exact_fraction, open_file, packets
from cliptui.media.sound import Stretch, known_tracks

SOUND_CODECS: Final = frozenset({"aac", "mp3", "ac3", "eac3", "opus", "flac", "alac"})
"""The codecs of sound that players expect in MP4."""

_LEADS_S: Final = (Fraction(1), Fraction(5), Fraction(20))
# A decoder needs some sound before the first that is heard: AAC one frame, Opus 80 ms.
_RUN_UP_S: Final = Fraction(1, 10)

_SoundPacket: TypeAlias = "Packet[AudioStream]"


def open_copied_tracks(path: Path, stretch: Stretch) -> list["CopiedTrack"]:
    """Open every sound track of a file that has a decoder; close them all after use.

    Raises:
        Unreadable: The file cannot be opened.
    """
    return [CopiedTrack(path, number, stretch) for number in known_tracks(path)]


class CopiedTrack:
    """The packets of one sound track within a stretch; made, used and closed by one thread.

    It has a container of its own, so that pictures and sound are each read at their own pace.
    """

    def __init__(self, path: Path, number: int, stretch: Stretch) -> None:
        """Open the file.

        Args:
            path: The file.
            number: Which of its sound tracks, from 0.
            stretch: What to give of it.

        Raises:
            Unreadable: It cannot be opened.
        """
        self._stretch = stretch
        self._container = open_file(path)
        self._stream = self._container.streams.audio[number]
        self._unit = exact_fraction(self._stream.time_base) or Fraction(1)
        for stream in self._container.streams:
            if stream is not self._stream:
                stream.discard = Discard.all

    def check_codec(self) -> None:
        """Make sure that players expect its codec in MP4.

        Raises:
            NotCopyable: They do not.
        """
        codec = self._stream.codec_context.codec.canonical_name
        if codec not in SOUND_CODECS:
            raise NotCopyable(f"{clean(codec)} is no codec for MP4")

    def add_to(self, output: OutputContainer) -> AudioStream:
        """Add a stream like this one to a file."""
        heard = output.add_stream_from_template(self._stream)
        if self._stream.language:
            heard.metadata["language"] = clean(self._stream.language)
        return heard

    def packets(self) -> Iterator[_SoundPacket]:
        """Yield the packets of the stretch, and those that a decoder needs before them."""
        first = self._stretch.start - _RUN_UP_S
        last: int | None = None
        for packet in self._from(first):
            if packet.pts is None or not packet.size or (last is not None and packet.pts <= last):
                continue
            if packet.pts * self._unit >= self._stretch.stop:
                return
            if (packet.pts + (packet.duration or 0)) * self._unit > first:
                last = packet.pts
                yield packet

    def lane(
        self, first: _SoundPacket, rest: Iterator[_SoundPacket], heard: AudioStream
    ) -> Iterator[tuple[Fraction, "Packet[Any]"]]:
        """Yield packets for a stream of a clip, each with its time in seconds from the start."""
        shift = round(self._stretch.start / self._unit)
        for packet in chain((first,), rest):
            place = (packet.pts or 0) - shift
            packet.pts = packet.dts = place
            packet.stream = heard
            yield place * self._unit, packet

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def _from(self, start: Fraction) -> Iterator[_SoundPacket]:
        """Yield packets from some time on; a seek goes by decoding time and can land too late."""
        for lead_s in _LEADS_S:
            try:
                self._container.seek(int((start - lead_s) / self._unit), stream=self._stream)
            except av.FFmpegError:
                continue
            run = packets(self._container, self._stream)
            first = next(run, None)
            if first is not None and first.pts is not None and first.pts * self._unit <= start:
                yield first
                yield from run
                return
        self._container.seek(0)
        yield from packets(self._container, self._stream)
