"""Reading a copied clip back: what it shows and holds against what its source does."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Final

from cliptui.media.copied_sound import heard_in
from cliptui.media.copy_plan import NotCopyable
from cliptui.media.index import FrameIndex
from cliptui.media.same_packets import holds_same_packets
from cliptui.media.sound import Stretch
from cliptui.media.walk import read_index
from cliptui.media.witness import Witness, glimpse_clip, glimpse_source, see_frames

_MILLISECOND: Final = Fraction(1, 1000)


class Proof:
    """Makes sure that a copied clip shows the frames of its source, bit by bit.

    The packets of its pictures are compared byte by byte with those of the source, and so is when
    each is shown; of the sound, where it starts and ends. The same packets are decoded to the
    same pictures, unless the decoder has not been told before what it was told in the source.
    So the first pictures of the clip are decoded from both, the hidden ones among them, and those
    with which its last group of pictures begins: as many as take a moment.

    Where a container has its packets in another form, such as MPEG-TS, the pictures themselves
    are compared: the first, the last and one within, a keyframe if there is one.

    Those of the source are decoded while the clip is being written, and those of the clip beside
    the rest of them. Used by one thread, which must close it.

    Args:
        source: The source.
        index: Its index.
        frames: The frames that the clip shall show.
    """

    def __init__(self, source: Path, index: FrameIndex, frames: range) -> None:
        self._source = source
        self._index = index
        self._frames = frames
        self._clip: Path | None = None
        self._is_same = False
        self._witnesses = [Witness(partial(glimpse_source, source, index, frames))]

    def read(self, clip: Path, sound: Sequence[Stretch]) -> None:
        """Read a clip through, without decoding it; beside that begin to decode its pictures.

        Args:
            clip: Its file.
            sound: What each track of it shall hold, on the clock of the clip.

        Raises:
            NotCopyable: It does not hold what it shall.
            Unreadable: It, or its source, cannot be read.
        """
        self._clip = clip
        self._witnesses.append(Witness(partial(glimpse_clip, clip)))
        self._is_same = holds_same_packets(clip, self._source, self._index, self._frames)
        _compare_sound(clip, sound)

    def compare(self, check: Callable[[float], None]) -> None:
        """Wait for the pictures and compare them.

        Args:
            check: Told again and again the part of the work that is done; may raise.

        Raises:
            NotCopyable: The clip shows something else.
            Unreadable: It, or its source, cannot be read.
        """
        if self._clip is not None and not self._is_same:
            self._look_closely(self._clip)
        first = _group_start(self._index, self._frames.start)
        way = len(self._witnesses) * (self._frames.stop - first)
        while not all(witness.has_seen() for witness in self._witnesses):
            check(min(1.0, sum(witness.packets for witness in self._witnesses) / way))
        originals, copies = (witness.digests() for witness in self._witnesses)
        if originals != copies:
            raise NotCopyable("the copy shows other pictures than its source")

    def close(self) -> None:
        """Give up what is being decoded, and close the files."""
        for witness in self._witnesses:
            witness.give_up()
        for witness in self._witnesses:
            witness.close()

    def _look_closely(self, clip: Path) -> None:
        """Begin to decode the pictures as they are shown, in the place of the first ones."""
        self.close()
        index, frames = self._index, self._frames
        places = sorted({frames.start, _inner(index, frames), frames.stop - 1})
        own = [place - frames.start for place in places]
        way = sum(place - _group_start(index, place) + 1 for place in places)
        self._witnesses = [
            Witness(partial(see_frames, self._source, index, places, way)),
            Witness(partial(see_frames, clip, read_index(clip), own, way)),
        ]


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
