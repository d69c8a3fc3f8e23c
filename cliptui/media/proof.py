"""Reading a copied clip back: what it shows and holds against what its source does."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

from cliptui.media.copied_sound import heard_in
from cliptui.media.copy_plan import NotCopyable
from cliptui.media.index import FrameIndex
from cliptui.media.sound import Stretch
from cliptui.media.walk import read_index
from cliptui.media.witness import Witness

_MILLISECOND: Final = Fraction(1, 1000)


class Proof:
    """Makes sure that a copied clip shows the frames of its source, bit by bit.

    Their number and times are compared, and decoded pictures: the first, the last and one within,
    a keyframe if there is one; of the sound, where it starts and ends. Those of the source are
    decoded while the clip is being written, and those of the clip beside the rest of them.

    Used by one thread, which must close it.

    Args:
        source: The source.
        index: Its index.
        frames: The frames that the clip shall show.
    """

    def __init__(self, source: Path, index: FrameIndex, frames: range) -> None:
        self._index = index
        self._frames = frames
        self._places = sorted({frames.start, _inner(index, frames), frames.stop - 1})
        self._packets = sum(place - _group_start(index, place) + 1 for place in self._places)
        self._witnesses = [Witness(source, index, self._places, self._packets)]

    def read(self, clip: Path, sound: Sequence[Stretch]) -> None:
        """Read a clip through, without decoding it; then begin to decode its pictures.

        Args:
            clip: Its file.
            sound: What each track of it shall hold, on the clock of the clip.

        Raises:
            NotCopyable: It does not hold what it shall.
            Unreadable: It cannot be read.
        """
        written = read_index(clip)
        if written.frame_count != len(self._frames) or not self._keeps_time(written):
            raise NotCopyable("the copy has other frames than its source")
        places = [place - self._frames.start for place in self._places]
        self._witnesses.append(Witness(clip, written, places, self._packets))
        _compare_sound(clip, sound)

    def compare(self, check: Callable[[float], None]) -> None:
        """Wait for the pictures and compare them.

        Args:
            check: Told again and again the part of the work that is done; may raise.

        Raises:
            NotCopyable: The clip shows something else.
            Unreadable: It, or its source, cannot be read.
        """
        while not all(witness.has_seen() for witness in self._witnesses):
            done = sum(witness.packets for witness in self._witnesses)
            check(min(1.0, done / self._packets / len(self._witnesses)))
        originals, copies = (witness.digests() for witness in self._witnesses)
        if originals != copies:
            raise NotCopyable("the copy shows other pictures than its source")

    def close(self) -> None:
        """Give up what is being decoded, and close the files."""
        for witness in self._witnesses:
            witness.give_up()
        for witness in self._witnesses:
            witness.close()

    def _keeps_time(self, written: FrameIndex) -> bool:
        """Return whether every frame of a clip starts when it should, to the millisecond."""
        index, frames = self._index, self._frames
        unit, first = float(index.time_base), index.pts[frames.start]
        own_unit, own_first = float(written.time_base), written.pts[0]
        return all(
            abs((stamp - first) * unit - (own - own_first) * own_unit) < _MILLISECOND
            for stamp, own in zip(index.pts[frames.start : frames.stop], written.pts, strict=True)
        )


def _compare_sound(clip: Path, expected: Sequence[Stretch]) -> None:
    """Make sure that each track starts and ends as it shall, to within one of its frames.

    Raises:
        NotCopyable: One does not.
    """
    heard = heard_in(clip)
    if len(heard) != len(expected):
        raise NotCopyable("the copy has other sound tracks than its source")
    for (stretch, frame_s), asked in zip(heard, expected, strict=True):
        ends = (stretch.start - asked.start, stretch.stop - asked.stop)
        if max(map(abs, ends)) > frame_s + _MILLISECOND:
            raise NotCopyable("the sound of the copy does not start or end as it should")


def _group_start(index: FrameIndex, place: int) -> int:
    before = bisect_right(index.keyframes, index.pts[place])
    return bisect_left(index.pts, index.keyframes[before - 1]) if before else 0


def _inner(index: FrameIndex, frames: range) -> int:
    """Return a frame within a clip that is quick to decode: a keyframe near the middle."""
    middle = index.pts[(frames.start + frames.stop) // 2]
    after = bisect_left(index.keyframes, middle)
    for stamp in reversed(index.keyframes[max(0, after - 1) : after + 1]):
        place = bisect_left(index.pts, stamp)
        if frames.start < place < frames.stop - 1 and index.pts[place] == stamp:
            return place
    return min(frames.start + 1, frames.stop - 1)
