"""The video files of a folder.

Hidden files and folders are left out. A link is followed only if what it leads to lies inside
the folder, so that nothing else of the disk can be shown by putting a link there.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cliptui.clip.text import clean
from cliptui.errors import BadPlace

EXTENSIONS: Final = (
    ".mp4 .m4v .mov .mkv .webm .ts .m2ts .mts .avi .mpg .mpeg .flv .3gp .wmv .mxf .ogv"
)
"""Endings of file names that are taken for video, in lower case, with blanks between them."""

_EXTENSIONS: Final = frozenset(EXTENSIONS.split())


@dataclass(frozen=True, slots=True)
class VideoFile:
    """A file that is taken for video because of its name.

    Attributes:
        path: Where it is.
        relative: Its path below the folder, with `/` between the parts.
        size_bytes: Its size.
        mtime_ns: When it was last changed, in nanoseconds since 1970.
    """

    path: Path
    relative: str
    size_bytes: int
    mtime_ns: int


def check_folder(folder: Path) -> None:
    """Make sure that a folder can be served as a library.

    Raises:
        BadPlace: It does not exist, is no folder, cannot be read, is empty, or holds no video.
    """
    if scan(folder):
        return
    if not any(folder.iterdir()):
        raise BadPlace(f"The folder {_shown(folder)} is empty: put video files into it.")
    raise BadPlace(
        f"The folder {_shown(folder)} holds no video: no visible file in it ends in one of "
        f"{EXTENSIONS}."
    )


def scan(folder: Path) -> tuple[VideoFile, ...]:
    """Return the video files of a folder and of the folders in it, sorted by `relative`.

    Takes one `stat` per file; nothing is opened.

    Raises:
        BadPlace: The folder does not exist, is no folder, or cannot be read.
    """
    if not os.path.lexists(folder):
        raise BadPlace(f"There is no folder {_shown(folder)}: check its name.")
    if not _is_folder(folder):
        raise BadPlace(f"{_shown(folder)} is not a folder: name the folder that the files are in.")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise BadPlace(f"The folder {_shown(folder)} cannot be read: you lack the permission.")
    root = os.path.realpath(folder)
    found = (_video(entry, root) for entry in _files(root))
    return tuple(sorted(filter(None, found), key=lambda video: video.relative))


def _files(root: str) -> Iterator[os.DirEntry[str]]:
    """Yield what is no folder, each folder being entered once, by its real name if possible."""
    real, linked = [root], list[str]()
    entered = set[str]()
    while real or linked:
        folder = real.pop() if real else linked.pop()
        target = os.path.realpath(folder)
        if target in entered or not _is_inside(target, root):
            continue
        entered.add(target)
        for entry in _entries(folder):
            if entry.is_dir(follow_symlinks=False):
                real.append(entry.path)
            elif entry.is_symlink() and _is_folder(entry.path):
                linked.append(entry.path)
            else:
                yield entry


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        # One folder that cannot be read must not hide all the others.
        return []


def _video(entry: os.DirEntry[str], root: str) -> VideoFile | None:
    path = Path(entry.path)
    if path.suffix.lower() not in _EXTENSIONS:
        return None
    try:
        if entry.is_symlink() and not _is_inside(os.path.realpath(path, strict=True), root):
            return None
        status = entry.stat()
    except OSError:
        # It was removed just now, or is a link that leads nowhere.
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    relative = path.relative_to(root).as_posix()
    return VideoFile(path, relative, status.st_size, status.st_mtime_ns)


def _is_folder(path: str | Path) -> bool:
    # Unlike the method of Path, this says no where it may not look.
    return os.path.isdir(path)  # noqa: PTH112


def _is_inside(target: str, root: str) -> bool:
    return Path(target).is_relative_to(root)


def _shown(path: Path) -> str:
    return f"“{clean(str(path))}”"
