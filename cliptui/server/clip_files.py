"""The files that clips are written to: their names, who may write them, when they appear.

A clip is written under a hidden temporary name in the folder of clips and gets its own name
when it is whole. While a process works on a draft it holds a lock file beside it; the system
lets go of the lock when that process ends, however it ends.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cliptui.clip.text import clean

_MAX_TITLE_BYTES: Final = 150
_SHORT_ID: Final = 8
_SEPARATORS: Final = str.maketrans("/\\", "__")
_TEMPORARY: Final = re.compile(r"\.([0-9a-f]{32})\.(?:part\.mp4|lock)")


def clip_name(folder: Path, title: str, draft_id: str) -> str:
    """Return a name for the file of a clip that nothing in the folder has yet.

    Args:
        folder: The folder of clips.
        title: The draft's title; any text.
        draft_id: The draft's id.

    Returns:
        `TITLE [first 8 of the id].mp4`, without separators, control characters or leading
        dots, short enough for every file system.
    """
    visible = clean(title).translate(_SEPARATORS).strip(" .")
    short = visible.encode()[:_MAX_TITLE_BYTES].decode("utf-8", "ignore").strip() or "clip"
    name = f"{short} [{draft_id[:_SHORT_ID]}].mp4"
    return f"{short} [{draft_id}].mp4" if (folder / name).exists() else name


@contextmanager
def claimed(folder: Path, draft_id: str) -> Iterator[Path | None]:
    """Claim a draft, so that no other process works on it meanwhile.

    Args:
        folder: The folder of clips.
        draft_id: The draft's id, 32 hexadecimal digits.

    Yields:
        The temporary file to write to, which is removed at the end unless it was published;
        None if another process has the draft, or had it until just now.

    Raises:
        OSError: The folder cannot be written to.
    """
    lock = folder / f".{draft_id}.lock"
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        if not _is_locked(descriptor, lock):
            yield None
            return
        part = folder / f".{draft_id}.part.mp4"
        try:
            yield part
        finally:
            part.unlink(missing_ok=True)
            lock.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _is_locked(descriptor: int, lock: Path) -> bool:
    """Lock the open file, and return whether it is locked and is still the one of that name."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except (BlockingIOError, FileNotFoundError):
        return False


def publish(part: Path, target: Path) -> None:
    """Give a whole clip its own name; it is on the disk when this returns.

    Raises:
        OSError: That cannot be done, or the name is taken.
    """
    if target.exists():
        raise FileExistsError(None, "a file of this name exists already", target.name)
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
    descriptor = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_stale(folder: Path) -> None:
    """Remove what processes that were killed have left behind.

    Raises:
        OSError: The folder cannot be read or written to.
    """
    names = [_TEMPORARY.fullmatch(path.name) for path in folder.iterdir()]
    for draft_id in {name[1] for name in names if name}:
        with claimed(folder, draft_id):
            pass
