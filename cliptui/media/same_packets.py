"""Whether a clip holds the packets of its source, and shows each when the source does."""

from contextlib import closing
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path
from typing import Final

from cliptui.media.copy_plan import NotCopyable, packets_of
from cliptui.media.failures import reading
from cliptui.media.index import FrameIndex
from cliptui.media.opening import OpenVideo, packets, stamp_of, unit_of
from cliptui.media.untried import open_packets

_MILLISECOND: Final = Fraction(1, 1000)


def holds_same_packets(clip: Path, source: Path, index: FrameIndex, frames: range) -> bool:
    """Compare the packets of the pictures, one by one in the order of their decoding.

    Args:
        clip: The clip.
        source: What it was copied from.
        index: The index of the source.
        frames: The frames that the clip shall show.

    Returns:
        Whether the source has its packets in the form that MP4 has them in, and those up to the
        last one that is shown are the same, byte by byte. Where it has another form, such as
        MPEG-TS, their bytes tell nothing.

    Raises:
        NotCopyable: They are others; or not these frames are shown, or not when they should be.
        Unreadable: One of the files cannot be read.
    """
    shown: list[tuple[int, int | None]] = []
    with closing(open_packets(clip)) as copy, closing(open_packets(source)) as original:
        is_same, is_same_form = True, _header(copy) == _header(original)
        with reading(clip):
            own_run = (one for one in packets(copy.container, copy.stream) if one.size)
            for own, its in zip_longest(own_run, packets_of(original, index, frames)):
                if own is None:
                    break  # what is decoded after all that is shown, a reader leaves out
                if its is None:
                    raise NotCopyable("the copy has other frames than its source")
                is_same = is_same and bytes(own) == bytes(its)
                is_same_form = is_same_form and not its.has_sidedata("new_extradata")
                if not own.is_discard:
                    shown.append((own.pts or 0, stamp_of(its)))
        unit = unit_of(copy.stream)
    shown.sort(key=lambda times: times[0])
    if not _keeps_time([own for own, _ in shown], unit, index, frames):
        raise NotCopyable("the copy has other frames than its source")
    if [its for _, its in shown] != list(index.pts[frames.start : frames.stop]):
        raise NotCopyable("the copy shows other pictures than its source")
    if is_same_form and not is_same:
        raise NotCopyable("the copy holds other packets than its source")
    return is_same_form


def _header(video: OpenVideo) -> bytes | None:
    """Return what the decoder is told before the first packet."""
    return video.stream.codec_context.extradata


def _keeps_time(shown: list[int], unit: Fraction, index: FrameIndex, frames: range) -> bool:
    """Return whether every frame of a clip starts when it should, to the millisecond."""
    if len(shown) != len(frames):
        return False
    its_unit, first = float(index.time_base), index.pts[frames.start]
    own_unit, own_first = float(unit), shown[0]
    return all(
        abs((stamp - first) * its_unit - (own - own_first) * own_unit) < _MILLISECOND
        for stamp, own in zip(index.pts[frames.start : frames.stop], shown, strict=True)
    )
