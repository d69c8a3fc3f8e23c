"""The sound of a stretch of a file, to the sample."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from cliptui.media.opening import exact_fraction, known_tracks, open_file, open_sound, packets

_SAMPLES: Final = "fltp"
_BYTES_PER_SAMPLE: Final = 4
_LEADS_S: Final = (1, 5, 20)
_JITTER_S: Final = Fraction(3, 1000)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a file, in seconds on the file's own clock; half-open.

    Attributes:
        start: Where it starts.
        stop: Where it ends.
    """

    start: Fraction
    stop: Fraction


def open_tracks(path: Path, stretch: Stretch) -> list["SoundTrack"]:
    """Open every sound track of a file that has a decoder; close them all after use.

    Raises:
        Unreadable: The file cannot be opened.
    """
    with closing(open_file(path)) as container:
        numbers = known_tracks(container)
    return [SoundTrack(path, number, stretch) for number in numbers]


class SoundTrack:
    """One sound track within a stretch; made, used and closed by one thread.

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
        self._path = path
        self._number = number
        self._stretch = stretch
        self._sound = open_sound(path, number)

    @property
    def language(self) -> str:
        """The three letters of its language, or nothing."""
        return self._sound.language

    def chunks(self) -> Iterator[AudioFrame]:
        """Yield the sound without holes, in planes of 32-bit floats.

        The first sample is the one at the start of the stretch; `pts` counts samples from there.
        Where the track holds nothing, there are zeros; where it ends early, so do the chunks. A
        track that cannot be decoded, or has nothing here, gives none.
        """
        leveller = _Leveller()
        given = 0
        here: int | None = None
        for decoded in self._decoded():
            place = _place(decoded, self._stretch.start)
            for frame in leveller.level(decoded):
                end = self._length(frame.sample_rate)
                if here is None or abs(place - here) > _JITTER_S * frame.sample_rate:
                    here = place
                yield from _silence(frame, given, min(here, end))
                given = max(given, min(here, end))
                yield from _part(frame, here, given, end)
                here = place = here + frame.samples
                given = max(given, min(here, end))
                if given == end:
                    return

    def close(self) -> None:
        """Close the file."""
        self._sound.close()

    def _length(self, rate_hz: int) -> int:
        return round((self._stretch.stop - self._stretch.start) * rate_hz)

    def _decoded(self) -> Iterator[AudioFrame]:
        """Yield what is decoded from some time before the stretch to its end.

        Sound needs a run-up: the first frame after a seek lacks the half that overlaps it. And a
        seek can land too late; at last it is read from the start of the file.
        """
        for lead_s in _LEADS_S:
            run = self._run_from(self._stretch.start - lead_s)
            first = next(run, None)
            if first is not None and _place(first, self._stretch.start) <= 0:
                yield first
                yield from run
                return
        self._sound.close()
        self._sound = open_sound(self._path, self._number)
        yield from self._run()

    def _run_from(self, start: Fraction) -> Iterator[AudioFrame]:
        sound = self._sound
        try:
            sound.container.seek(int(start / sound.unit), stream=sound.stream)
        except av.FFmpegError:
            return
        yield from self._run()

    def _run(self) -> Iterator[AudioFrame]:
        for packet in packets(self._sound.container, self._sound.stream):
            if packet.pts is not None and packet.pts * self._sound.unit > self._stretch.stop:
                return
            try:
                frames = packet.decode()
            except av.FFmpegError:
                continue
            yield from (frame for frame in frames if frame.pts is not None and frame.sample_rate)


class _Leveller:
    """Gives frames the one shape that the first of them has, in planes of floats."""

    def __init__(self) -> None:
        self._shape: tuple[str, str, int] | None = None
        self._target: tuple[str, int] | None = None
        self._resampler = AudioResampler(_SAMPLES)

    def level(self, frame: AudioFrame) -> list[AudioFrame]:
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self._shape:
            self._shape = shape
            self._target = self._target or shape[1:]
            self._resampler = AudioResampler(_SAMPLES, *self._target)
        return self._resampler.resample(frame)


def _place(frame: AudioFrame, start: Fraction) -> int:
    """Return which sample of the stretch a frame starts with; negative before its start."""
    unit = exact_fraction(frame.time_base) or Fraction(1)
    return round(((frame.pts or 0) * unit - start) * frame.sample_rate)


def _silence(like: AudioFrame, start: int, stop: int) -> Iterator[AudioFrame]:
    """Yield zeros for the samples from `start` to `stop`, a second at a time."""
    for place in range(start, stop, like.sample_rate):
        samples = min(like.sample_rate, stop - place)
        planes = [bytes(samples * _BYTES_PER_SAMPLE)] * like.layout.nb_channels
        yield _chunk(like, place, planes)


def _part(frame: AudioFrame, here: int, start: int, stop: int) -> Iterator[AudioFrame]:
    """Yield what lies between two samples of a frame that starts at sample `here`, if anything."""
    stop = min(stop, here + frame.samples)
    if start >= stop:
        return
    within = slice((start - here) * _BYTES_PER_SAMPLE, (stop - here) * _BYTES_PER_SAMPLE)
    yield _chunk(frame, start, [bytes(plane)[within] for plane in frame.planes])


def _chunk(like: AudioFrame, place: int, planes: list[bytes]) -> AudioFrame:
    samples = len(planes[0]) // _BYTES_PER_SAMPLE
    chunk = AudioFrame(format=_SAMPLES, layout=like.layout.name, samples=samples)
    for plane, data in zip(chunk.planes, planes, strict=True):
        plane.update(data)
    chunk.sample_rate = like.sample_rate
    chunk.time_base = Fraction(1, like.sample_rate)
    chunk.pts = place
    return chunk
