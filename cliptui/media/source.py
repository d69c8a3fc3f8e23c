"""Decoding exactly the frame that is asked for.

Frame n is frame n of a decoding of the whole file, bit by bit, wherever the decoder starts. So it
starts at a keyframe whose frames do not depend on anything before it, found by presentation time
in the index, and never trusts where a seek says that it landed.
"""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
from av.video.frame import VideoFrame

from cliptui.clip.text import clean
from cliptui.errors import UndecodableFrame
from cliptui.media.decoding import BEFORE_ALL, Decoding, Shown
from cliptui.media.failures import reading, shown_name
from cliptui.media.index import FrameIndex
from cliptui.media.opening import exact_fraction, never_mind, open_video

WINDOW_FRAMES: Final = 24
"""Decoded frames kept, so that stepping back costs nothing; fewer of large pictures."""

_WINDOW_BYTES: Final = 80_000_000
_LIGHT_BYTES: Final = 20_000_000
_BACK_OFFS_S: Final = (Fraction(0), Fraction(1, 10), Fraction(1), Fraction(3), Fraction(10))
_SHORT_STEP: Final = 8


class FrameSource:
    """Decodes frames of one file; made, used and closed by one thread.

    Attributes:
        damaged: The frames among those given that are not whole: the decoder made up a part of
            them, or another one was given in their place.
    """

    def __init__(
        self,
        path: Path,
        index: FrameIndex,
        *,
        window_frames: int = WINDOW_FRAMES,
        thread_type: str = "AUTO",
        pulse: Callable[[], None] = never_mind,
    ) -> None:
        """Open the file.

        Args:
            path: The file.
            index: Its index.
            window_frames: Decoded frames to keep, 1 or more.
            thread_type: How the decoder uses threads: `AUTO` for many frames, `NONE` for one.
            pulse: Called between frames; what it raises ends the search for a frame, and does
                not harm the next one.

        Raises:
            Unreadable: It cannot be opened any more.
        """
        self._pulse = pulse
        self._path = path
        self._index = index
        self._window_frames = window_frames
        self._thread_type = thread_type
        self._window: OrderedDict[int, VideoFrame] = OrderedDict()
        self._video = open_video(path, thread_type=thread_type)
        self._run = self._decoding(BEFORE_ALL, from_start=True)
        self._last: Shown | None = None
        self._is_fresh = True
        self._kept_from = BEFORE_ALL
        self._most_bytes = 0
        self.damaged = set[int]()

    @property
    def is_heavy(self) -> bool:
        """Whether the decoder holds much memory, which it only gives back when it is closed.

        What frames that were kept once took up, it keeps for those to come.
        """
        return self._most_bytes > _LIGHT_BYTES

    @property
    def pixel_aspect(self) -> Fraction:
        """How much wider than high a pixel is to be shown: 1 for square ones."""
        return exact_fraction(self._video.stream.sample_aspect_ratio) or Fraction(1)

    @property
    def codec(self) -> str:
        """The codec of the pictures, as the libraries call it: `h264`."""
        return clean(self._video.stream.codec_context.codec.canonical_name)

    @property
    def tags(self) -> dict[str, str]:
        """What the file says of itself that is true of a clip of it too."""
        return self._video.tags

    @property
    def has_audio(self) -> bool:
        """Whether the file has a sound track."""
        return bool(self._video.container.streams.audio)

    def frame(self, number: int, *, since: int | None = None) -> VideoFrame:
        """Return a frame as it was decoded.

        Where the file is damaged and the frame itself cannot be decoded, this is what a player
        shows in its place: the last one before it that can, or else the first one after it.

        Args:
            number: Frame index.
            since: The first of the frames before it that are wanted next; those between are kept,
                as far as there is room.

        Raises:
            UndecodableFrame: There is no such frame, or nothing around it can be decoded.
            Unreadable: The file cannot be read any more.
        """
        if not 0 <= number < self._index.frame_count:
            raise UndecodableFrame(
                f"{shown_name(self._path)} has no frame {number}: "
                f"it has {self._index.frame_count}, counted from 0."
            )
        target = self._index.pts[number]
        kept = self._window.get(target)
        with reading(self._path):
            shown = (
                self._decode(number, number if since is None else since)
                if kept is None
                else (target, kept)
            )
        if shown is None:
            raise UndecodableFrame(
                f"Frame {number} of {shown_name(self._path)} cannot be decoded: "
                "the file is damaged there."
            )
        stamp, frame = shown
        if stamp != target or frame.is_corrupt:
            self.damaged.add(number)
        return frame

    def group_start(self, number: int) -> int:
        """Return the first frame of the group of pictures that a frame is in.

        It is the first one that comes without further cost when the frame is decoded.
        """
        keyframe = self._keyframe_before(self._index.pts[number])
        return 0 if keyframe is None else bisect_left(self._index.pts, keyframe)

    def forget(self) -> None:
        """Give back the memory of the frames that are kept."""
        self._window.clear()

    def close(self) -> None:
        """Close the file."""
        self.forget()
        self._run.close()
        self._video.close()

    def _decode(self, number: int, since: int) -> Shown | None:
        target, needed_from = self._index.pts[number], self._index.pts[since]
        # What is decoded on the way is kept too, unless it drives out what is wanted.
        self._kept_from = BEFORE_ALL if since == number else needed_from
        if self._can_go_on(since):
            self._run.needed_from = needed_from
        else:
            self._start_before(needed_from, needed_from)
        shown = self._advance(target)
        if self._run.has_skipped and (shown is None or shown[0] != target):
            # What is shown in place of a damaged frame may be among those that were left out.
            self._start_before(target, BEFORE_ALL)
            shown = self._advance(target)
        return shown

    def _advance(self, target: int) -> Shown | None:
        """Decode up to a frame; return it, or what is shown in its place."""
        before = self._last
        for shown in self._run:
            if shown is None:
                self._pulse()
                continue
            self._is_fresh = False
            self._last = shown
            self._keep(shown)
            if shown[0] == target or (shown[0] > target and before is None):
                return shown
            if shown[0] > target:
                break
            before = shown
        return before

    def _can_go_on(self, number: int) -> bool:
        """Return whether decoding on from here is the quickest way to a frame.

        It is where no keyframe lies between, and where the keyframe saves only a few frames:
        in a file of keyframes alone every step would else be a seek.
        """
        target = self._index.pts[number]
        keyframe = self._keyframe_before(target)
        if self._index.is_counted:
            return self._is_fresh if self._last is None else self._last[0] <= target
        if self._last is None:
            return self._is_fresh and (keyframe is None or keyframe == self._index.keyframes[0])
        here = self._last[0]
        if here > target:
            return False
        if keyframe is None or here >= keyframe:
            return True
        return number - bisect_right(self._index.pts, here) < _SHORT_STEP

    def _start_before(self, target: int, needed_from: int) -> None:
        """Bring the decoder to a place from which it comes to a frame.

        A seek goes by decoding time and can land too late, in MPEG-TS in half of all cases; or it
        is refused, before the start of an edit list. Then it is tried from farther back, and at
        last from the start of the file.
        """
        keyframe = self._keyframe_before(target)
        if keyframe is None or self._index.is_counted:
            self._reopen(needed_from)
            return
        if self._is_fresh:
            # Some decoders need what only the first packet holds: that of H.264 the version of
            # x264, without which it decodes the pictures of an old one wrongly.
            self._run.prime()
        for back_off_s in _BACK_OFFS_S:
            place = keyframe - int(back_off_s / self._index.time_base)
            if self._lands(place, keyframe, needed_from):
                first = self._run.look_ahead()
                if first is not None and first[0] <= target:
                    return
        self._reopen(needed_from)

    def _lands(self, place: int, keyframe: int, needed_from: int) -> bool:
        """Seek; return whether decoding starts no later than at a keyframe.

        In a file whose start an edit list hides, a seek to a keyframe lands a whole group before
        it, whose decoding would be in vain; one into the middle of its group does not.
        """
        if not self._seek(place, needed_from):
            return False
        starts = self._run.starts_at()
        if starts is None or starts >= keyframe or place < keyframe:
            return starts is None or starts <= keyframe
        after = bisect_right(self._index.keyframes, keyframe)
        stop = (*self._index.keyframes[after : after + 1], self._index.pts[-1])[0]
        middle = (keyframe + stop) // 2
        if self._seek(middle, needed_from) and self._run.starts_at() == keyframe:
            return True
        return self._seek(place, needed_from)

    def _seek(self, place: int, needed_from: int) -> bool:
        self._last = None
        self._is_fresh = False
        self._run.close()
        try:
            self._video.container.seek(place, stream=self._video.stream)
        except av.FFmpegError:
            return False
        self._run = self._decoding(needed_from, from_start=False)
        return True

    def _reopen(self, needed_from: int) -> None:
        self._run.close()
        self._video.close()
        self._video = open_video(self._path, thread_type=self._thread_type)
        self._run = self._decoding(needed_from, from_start=True)
        self._last = None
        self._is_fresh = True

    def _decoding(self, needed_from: int, *, from_start: bool) -> Decoding:
        return Decoding(self._video, self._index, from_start=from_start, needed_from=needed_from)

    def _keyframe_before(self, target: int) -> int | None:
        """Return the last keyframe that is shown no later than a frame."""
        after = bisect_right(self._index.keyframes, target)
        return self._index.keyframes[after - 1] if after else None

    def _keep(self, shown: Shown) -> None:
        stamp, frame = shown
        if stamp < self._kept_from:
            return
        self._window[stamp] = frame
        self._window.move_to_end(stamp)
        frame_bytes = max(1, sum(plane.buffer_size for plane in frame.planes))
        most = max(1, min(self._window_frames, _WINDOW_BYTES // frame_bytes))
        while len(self._window) > most:
            self._window.popitem(last=False)
        self._most_bytes = max(self._most_bytes, len(self._window) * frame_bytes)
