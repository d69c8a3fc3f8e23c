"""What files are, kept on disk, so that a second opening need not read them through.

An entry is a file of its own: a digest over the rest, then the version that wrote it and the
identity of the video file, then what is known of it. Whatever is damaged, or was written by
another version, counts as not being there.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from cliptui import __version__
from cliptui.clip.text import clean
from cliptui.errors import Unreadable
from cliptui.media.facts import MediaFile
from cliptui.media.identity import Identity
from cliptui.media.messages import path_bytes
from cliptui.media.records import FileRecord

MAX_BYTES: Final = 128 * 2**20
"""How large all entries may be together: those of some fifty films of feature length."""

TRIED_AGAIN_AFTER_S: Final = 86400
"""For how long a file that did harm is not tried again, in seconds."""

_DIGEST_BYTES: Final = 16
_SUFFIX: Final = ".frames"
_PRIVATE_DIR: Final = 0o700


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    version: str
    path: bytes
    size_bytes: int
    mtime_ns: int
    finding: FileRecord | str

    @classmethod
    def of(cls, identity: Identity, finding: FileRecord | str) -> "_Entry":
        path, size, mtime = path_bytes(identity.path), identity.size_bytes, identity.mtime_ns
        return cls(__version__, path, size, mtime, finding)


_ENTRIES: Final = msgspec.msgpack.Decoder(_Entry)


class DiskCache:
    """A folder of entries; several processes may share it.

    It only ever saves work: where it cannot be read or written, nothing else changes.

    Args:
        folder: Where the entries are, made when it is needed; None to keep nothing.
        max_bytes: Their size together, beyond which the oldest go.
        clock: Seconds since 1970.
    """

    def __init__(
        self,
        folder: Path | None,
        max_bytes: int = MAX_BYTES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._max_bytes = max_bytes

    def read(self, identity: Identity) -> MediaFile | None:
        """Return what is kept of a file; None if that is nothing of use.

        Raises:
            Unreadable: It did harm when it was read, not long ago.
        """
        if self._folder is None:
            return None
        place = self._folder / _name(identity)
        try:
            entry = _ENTRIES.decode(_whole(place))
            if not _is_of(entry, identity):
                return None
            if not isinstance(entry.finding, str):
                os.utime(place)  # the oldest are those that nobody has wanted for longest
                return entry.finding.file()
            age_s = self._clock() - place.stat().st_mtime
        except (OSError, msgspec.DecodeError, ValueError, ZeroDivisionError):
            return None
        if age_s > TRIED_AGAIN_AFTER_S:
            return None
        raise Unreadable(clean(entry.finding))

    def write(self, identity: Identity, file: MediaFile) -> None:
        """Keep what a file is, in the place of what was known of the same path before."""
        self._write(identity, FileRecord.of(file))

    def condemn(self, identity: Identity, sentence: str) -> None:
        """Keep what to say of a file that did harm when it was read, likewise.

        It is told for a day: the file may have been innocent, on a disk that hung.
        """
        self._write(identity, sentence)

    def _write(self, identity: Identity, finding: FileRecord | str) -> None:
        if self._folder is None:
            return
        body = msgspec.msgpack.encode(_Entry.of(identity, finding))
        place = self._folder / _name(identity)
        part = place.with_suffix(f".{secrets.token_hex(8)}.part")
        with suppress(OSError):
            self._folder.mkdir(mode=_PRIVATE_DIR, parents=True, exist_ok=True)
            try:
                part.write_bytes(_digest(body) + body)
                part.replace(place)
            finally:
                part.unlink(missing_ok=True)
            _remove_oldest(self._folder, self._max_bytes)


def _whole(place: Path) -> bytes:
    """Return what was written behind its digest.

    Raises:
        OSError: It cannot be read.
        ValueError: It is damaged.
    """
    written = place.read_bytes()
    digest, body = written[:_DIGEST_BYTES], written[_DIGEST_BYTES:]
    if digest != _digest(body):
        raise ValueError(place)
    return body


def _name(identity: Identity) -> str:
    digest = hashlib.blake2b(path_bytes(identity.path), digest_size=_DIGEST_BYTES)
    return f"{digest.hexdigest()}{_SUFFIX}"


def _remove_oldest(folder: Path, max_bytes: int) -> None:
    """Keep within the bound; what a process that was killed left behind counts too."""
    kept = []
    for place in folder.iterdir():
        with suppress(FileNotFoundError):
            status = place.stat()
            kept.append((status.st_mtime_ns, status.st_size, place))
    excess = sum(size for _, size, _ in kept) - max_bytes
    for _, size, place in sorted(kept):
        if excess <= 0:
            return
        place.unlink(missing_ok=True)
        excess -= size


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest()


def _is_of(entry: _Entry, identity: Identity) -> bool:
    return (entry.version, entry.path, entry.size_bytes, entry.mtime_ns) == (
        __version__,
        path_bytes(identity.path),
        identity.size_bytes,
        identity.mtime_ns,
    )
