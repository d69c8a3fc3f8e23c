"""PyAV's many exceptions, turned into our errors at this one place.

Damaged files make PyAV raise more than its own errors: what follows is caught by name, so that a
bug of ours still crashes loudly. What only one of its calls raises is caught there: a stream that
appears in the middle of a file, in `opening.packets`; an unknown codec has no context, which is
looked at before anything is asked of it.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import av
from av.codec.codec import UnknownCodecError

from cliptui.clip.text import clean
from cliptui.errors import CutFailed, MediaError, Unreadable

PYAV_FAILURES: Final = (
    av.FFmpegError,  # most damage, and most mistakes in what we ask of the libraries
    MemoryError,  # a header that promises absurd sizes
    UnicodeDecodeError,  # a tag that is no UTF-8
    UnknownCodecError,  # what is decoded under one name is not always written under it
    OSError,  # the disk, and BlockingIOError from a decoder
)
"""What opening, demuxing, decoding and copying a hostile file can raise."""

_FULL_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def shown_name(path: Path) -> str:
    """Return a file's name, quoted and safe to show."""
    return f"“{clean(path.name)}”"


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what PyAV raises on a file into `Unreadable`."""
    try:
        yield
    except PYAV_FAILURES as error:
        raise Unreadable(f"{shown_name(path)} {_reason(error)}.") from error


@contextmanager
def cutting(source: Path, clean_up: Callable[[], None]) -> Iterator[None]:
    """Turn all that can go wrong in a cut into `CutFailed`, and tidy up after it.

    Args:
        source: The file that is cut.
        clean_up: Called when the cut did not end well, for whatever cause.
    """
    done = False
    try:
        yield
        done = True
    except CutFailed:
        raise
    except MediaError as error:
        raise CutFailed(f"The clip could not be written: {error}") from error
    except PYAV_FAILURES as error:
        raise CutFailed(_cut_sentence(source, error)) from error
    finally:
        if not done:
            clean_up()


def _cut_sentence(source: Path, error: Exception) -> str:
    start = f"The clip from {shown_name(source)} could not be written: "
    if isinstance(error, OSError) and error.errno in _FULL_DISK:
        return f"{start}the disk is full. Make room and save it again."
    return f"{start}{words_of(error)}."


def _reason(error: Exception) -> str:
    """Say what is the matter with a file, to follow its name."""
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, PermissionError):
        return "may not be read: permission is denied"
    if isinstance(error, MemoryError):
        return "needs more memory than there is: it may be damaged"
    if isinstance(error, av.error.InvalidDataError):
        return "is damaged, or is no video at all"
    return f"is damaged: {words_of(error)}"


def words_of(error: Exception) -> str:
    """Return the libraries' own words on a failure, without numbers and paths."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return clean(str(words)).rstrip(".")
