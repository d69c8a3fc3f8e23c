"""Cutting a clip in any of the modes; the one door to all of them."""

from collections.abc import Callable
from contextlib import closing
from errno import EACCES, EDQUOT, EFBIG, EIO, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from functools import partial
from pathlib import Path
from typing import Final

from cliptui.errors import CutFailed, MediaError
from cliptui.media.copy_plan import NotCopyable
from cliptui.media.copying import COPIED, PROVED, copy_clip
from cliptui.media.cutter import check_frames, sync_to_disk
from cliptui.media.cutter import cut as encode
from cliptui.media.failures import PYAV_FAILURES, cutting, words_of
from cliptui.media.index import FrameIndex
from cliptui.media.modes import CutMode, CutReport, keyframe_span
from cliptui.media.proof import Proof

_OF_THE_DISK: Final = frozenset({EACCES, EDQUOT, EFBIG, EIO, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS})
"""What encoding would only run into again."""

_STEP: Final = 0.01


def cut(  # noqa: PLR0913  the agreed interface of the room
    source: Path,
    index: FrameIndex,
    frames: range,
    target: Path,
    *,
    title: str,
    mode: CutMode = CutMode.LOSSLESS,
    on_progress: Callable[[float], None],
    is_cancelled: Callable[[], bool],
) -> CutReport:
    """Write a clip into an MP4 file.

    What is copied is read back and compared with the source; if that fails, or if containers or
    codecs do not allow a copy, the clip is encoded anew. If the cut fails or is cancelled nothing
    is left of it.

    Args:
        source: The file to cut from; it is only read.
        index: Its index.
        frames: The frames, without a step.
        target: The file to write, synced to the disk when this returns.
        title: The clip's title, written into its metadata.
        mode: How to cut.
        on_progress: Told the part that is done, 0 to 1.
        is_cancelled: Asked again and again whether to give up.

    Returns:
        What was done: in the mode `KEYFRAME` other frames than were asked for, and in both that
        copy perhaps an encoded clip.

    Raises:
        CutFailed: The clip could not be written, or it was cancelled.
    """
    check_frames(source, index, frames)
    reason, told = "", -1.0

    def check(part: float) -> None:
        nonlocal told
        if is_cancelled():
            raise CutFailed("The clip was cancelled; nothing of it was kept.")
        # A second copies a hundred thousand packets: to tell each would swamp whoever listens.
        if part - told >= _STEP:
            told = part
            on_progress(part)

    if mode is not CutMode.EXACT:
        span = keyframe_span(index, frames) if mode is CutMode.KEYFRAME else frames
        try:
            with cutting(source, partial(target.unlink, missing_ok=True)):
                hidden = _copied(source, index, span, target, title, check)
        except NotCopyable as error:
            reason = str(error)
        else:
            on_progress(1.0)
            return CutReport(mode, span, hidden)
    begun = max(0.0, told)  # a copy that failed has already told of some progress
    encode(
        source,
        index,
        frames,
        target,
        title=title,
        on_progress=lambda part: on_progress(begun + (1 - begun) * part),
        is_cancelled=is_cancelled,
    )
    return CutReport(CutMode.EXACT, frames, reason=reason)


def _copied(
    source: Path,
    index: FrameIndex,
    frames: range,
    target: Path,
    title: str,
    check: Callable[[float], None],
) -> int:
    """Copy a clip and prove it; return how many hidden frames it has.

    Raises:
        NotCopyable: It has to be encoded.
        CutFailed: It was cancelled.
        OSError: The disk is full, or the file cannot be written.
    """

    def proving(part: float) -> None:
        check(COPIED + (PROVED - COPIED) * part)

    try:
        with closing(Proof(source, index, frames)) as proof:
            copied = copy_clip(source, index, frames, target, title=title, check=check)
            proof.read(target, copied.sound)
            sync_to_disk(target)
            proof.compare(proving)
    except CutFailed:
        raise
    except MediaError as error:
        raise NotCopyable(str(error).rstrip(".")) from error
    except PYAV_FAILURES as error:
        if isinstance(error, OSError) and error.errno in _OF_THE_DISK:
            raise
        raise NotCopyable(words_of(error)) from error
    return copied.preroll_frames
