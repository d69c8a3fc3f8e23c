"""The sound of a stretch of a file, copied to within one of its frames."""

from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from itertools import chain
from math import ceil, floor
from pathlib import Path
from statistics import median_low
from typing import Any, Final, TypeAlias

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet

from cliptui.clip.text import clean
from cliptui.media.copy_plan import NotCopyable
from cliptui.media.opening import known_tracks, open_sound, packets, unit_of
from cliptui.media.sound import Stretch
from cliptui.media.untried import open_tracks_of

SOUND_CODECS: Final = frozenset({"aac", "mp3", "ac3", "eac3", "opus", "flac", "alac"})
"""The codecs of sound that players expect in MP4."""

_LEADS_S: Final = (Fraction(1), Fraction(5), Fraction(20))
# A decoder needs some sound before the first that is heard: AAC one frame, Opus 80 ms.
_RUN_UP_S: Final = Fraction(1, 10)

_SoundPacket: TypeAlias = "Packet[AudioStream]"


def open_copied_tracks(
    path: Path, container: InputContainer, stretch: Stretch
) -> list["CopiedTrack"]:
    """Open every sound track of a file that has a decoder; close them all after use.

    Args:
        path: The file.
        container: The same file, open.
        stretch: What to give of it.

    Raises:
        Unreadable: The file cannot be opened.
    """
    return [CopiedTrack(path, number, stretch) for number in known_tracks(container)]


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
        self._sound = open_sound(path, number)
        self._unit = self._sound.unit
        self._held: range | None = None

    @property
    def held(self) -> Stretch:
        """What the source holds within the stretch, on the clock of the clip.

        To be asked when all packets were given.
        """
        if self._held is None:
            return Stretch(Fraction(0), Fraction(0))
        start, stop = self._stretch.start, self._stretch.stop
        begins, ends = self._held.start * self._unit, self._held.stop * self._unit
        return Stretch(max(begins, start) - start, min(ends, stop) - start)

    def check_codec(self) -> None:
        """Make sure that players expect its codec in MP4.

        Raises:
            NotCopyable: They do not.
        """
        codec = self._sound.stream.codec_context.codec.canonical_name
        if codec not in SOUND_CODECS:
            raise NotCopyable(f"{clean(codec)} is no codec for MP4")

    def add_to(self, output: OutputContainer) -> AudioStream:
        """Add a stream like this one to a file."""
        heard = output.add_stream_from_template(self._sound.stream)
        if self._sound.language:
            heard.metadata["language"] = self._sound.language
        return heard

    def packets(self) -> Iterator[_SoundPacket]:
        """Yield the packets of the stretch, and those that a decoder needs before them."""
        first = self._stretch.start - _RUN_UP_S
        # In whole units: fractions would take longer than all the rest.
        earliest, stop = floor(first / self._unit), ceil(self._stretch.stop / self._unit)
        last: int | None = None
        for packet in self._from(first):
            if packet.pts is None or not packet.size or (last is not None and packet.pts <= last):
                continue
            if packet.pts >= stop:
                return
            ends = packet.pts + (packet.duration or 0)
            if ends > earliest:
                last = packet.pts
                self._held = range(last if self._held is None else self._held.start, ends)
                yield packet

    def lane(
        self, first: _SoundPacket, rest: Iterator[_SoundPacket], heard: AudioStream
    ) -> Iterator[tuple[float, "Packet[Any]"]]:
        """Yield packets for a stream of a clip, each with its time in seconds from the start."""
        shift, unit_s = round(self._stretch.start / self._unit), float(self._unit)
        for packet in chain((first,), rest):
            place = (packet.pts or 0) - shift
            packet.pts = packet.dts = place
            packet.stream = heard
            yield place * unit_s, packet

    def close(self) -> None:
        """Close the file."""
        self._sound.close()

    def _from(self, start: Fraction) -> Iterator[_SoundPacket]:
        """Yield packets from some time on; a seek goes by decoding time and can land too late."""
        for lead_s in _LEADS_S:
            try:
                self._sound.container.seek(
                    int((start - lead_s) / self._unit), stream=self._sound.stream
                )
            except av.FFmpegError:
                continue
            run = packets(self._sound.container, self._sound.stream)
            first = next(run, None)
            if first is not None and first.pts is not None and first.pts * self._unit <= start:
                yield first
                yield from run
                return
        self._sound.container.seek(0)
        yield from packets(self._sound.container, self._sound.stream)


def heard_in(clip: Path) -> list[tuple[Stretch, Fraction]]:
    """Read when each sound track of a file starts and ends, and how long a frame of it lasts.

    It is read from the packets alone, without decoding.

    Args:
        clip: The file.

    Raises:
        Unreadable: The file cannot be opened.
    """
    with closing(open_tracks_of(clip)) as container:
        tracks = container.streams.audio
        spans: dict[int, range] = {}
        lengths: dict[int, list[int]] = {track.index: [] for track in tracks}
        for packet in container.demux(*tracks) if tracks else ():
            if packet.pts is None or not packet.size or packet.is_discard:
                continue
            lasts, number = packet.duration or 0, packet.stream.index
            before = spans.get(number, range(packet.pts, packet.pts))
            spans[number] = range(before.start, packet.pts + lasts)
            lengths[number].append(lasts)
        return [
            _on_clock(spans.get(track.index, range(0)), lengths[track.index], unit_of(track))
            for track in tracks
        ]


def _on_clock(span: range, lengths: list[int], unit: Fraction) -> tuple[Stretch, Fraction]:
    # Before a hole in the sound MP4 has a frame last as long as that.
    frame = median_low(lengths) if lengths else 0
    return Stretch(span.start * unit, span.stop * unit), frame * unit
