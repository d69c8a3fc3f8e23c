"""What was found out about files, kept on disk, so that a second opening need not do it again.

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
from typing import Final, Generic, TypeVar

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
_HARM_SUFFIX: Final = ".harm"
_PRIVATE_DIR: Final = 0o700

RecordT = TypeVar("RecordT")


class _Entry(msgspec.Struct, Generic[RecordT], frozen=True, array_like=True):
    version: str
    path: bytes
    size_bytes: int
    mtime_ns: int
    record: RecordT


class EntryFolder(Generic[RecordT]):
    """A folder of entries of one kind; several processes and several kinds may share it.

    It only ever saves work: where it cannot be read or written, nothing else changes.

    Args:
        folder: Where the entries are, made when it is needed; None to keep nothing.
        kind: What an entry holds.
        suffix: How the names of such entries end.
        max_bytes: The size of all that is in the folder, beyond which the oldest go.
    """

    def __init__(
        self, folder: Path | None, kind: type[RecordT], suffix: str, max_bytes: int = MAX_BYTES
    ) -> None:
        self._folder = folder
        self._suffix = suffix
        self._max_bytes = max_bytes
        self._decoder: Final = msgspec.msgpack.Decoder(_Entry[kind])  # type: ignore[valid-type]

    def read(self, identity: Identity) -> RecordT | None:
        """Return what is kept of a file; None if that is nothing of use."""
        if self._folder is None:
            return None
        place = self._folder / _name(identity, self._suffix)
        try:
            written = place.read_bytes()
            digest, body = written[:_DIGEST_BYTES], written[_DIGEST_BYTES:]
            if digest != _digest(body):
                return None
            entry: _Entry[RecordT] = self._decoder.decode(body)
            if not _is_of(entry, identity):
                return None
            os.utime(place)  # the oldest are those that nobody has wanted for longest
        except (OSError, msgspec.DecodeError):
            return None
        return entry.record

    def write(self, identity: Identity, record: RecordT) -> None:
        """Keep something of a file, in the place of what was known of the same path before."""
        if self._folder is None:
            return
        entry = _Entry(
            __version__,
            path_bytes(identity.path),
            identity.size_bytes,
            identity.mtime_ns,
            record,
        )
        body = msgspec.msgpack.encode(entry)
        place = self._folder / _name(identity, self._suffix)
        part = place.with_suffix(f".{secrets.token_hex(8)}.part")
        with suppress(OSError):
            self._folder.mkdir(mode=_PRIVATE_DIR, parents=True, exist_ok=True)
            try:
                part.write_bytes(_digest(body) + body)
                part.replace(place)
            finally:
                part.unlink(missing_ok=True)
            _remove_oldest(self._folder, self._max_bytes)


class _Harm(msgspec.Struct, frozen=True, array_like=True):
    sentence: str
    at_s: float


class DiskCache:
    """What files are, or why they are not to be tried, as entries in a folder.

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
        self._entries = EntryFolder(folder, FileRecord, _SUFFIX, max_bytes)
        self._harms = EntryFolder(folder, _Harm, _HARM_SUFFIX, max_bytes)
        self._clock = clock

    def read(self, identity: Identity) -> MediaFile | None:
        """Return what is kept of a file; None if that is nothing of use.

        Raises:
            Unreadable: It did harm when it was read, not long ago.
        """
        harm = self._harms.read(identity)
        if harm is not None and self._clock() - harm.at_s <= TRIED_AGAIN_AFTER_S:
            raise Unreadable(clean(harm.sentence))
        record = self._entries.read(identity)
        try:
            return None if record is None else record.file()
        except (ValueError, ZeroDivisionError):
            return None

    def write(self, identity: Identity, file: MediaFile) -> None:
        """Keep what a file is, in the place of what was known of the same path before."""
        self._entries.write(identity, FileRecord.of(file))

    def condemn(self, identity: Identity, sentence: str) -> None:
        """Keep what to say of a file that did harm when it was read, likewise.

        It is told for a day: the file may have been innocent, on a disk that hung.
        """
        self._harms.write(identity, _Harm(sentence, self._clock()))


def _name(identity: Identity, suffix: str) -> str:
    digest = hashlib.blake2b(path_bytes(identity.path), digest_size=_DIGEST_BYTES)
    return f"{digest.hexdigest()}{suffix}"


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


def _is_of(entry: _Entry[RecordT], identity: Identity) -> bool:
    return (entry.version, entry.path, entry.size_bytes, entry.mtime_ns) == (
        __version__,
        path_bytes(identity.path),
        identity.size_bytes,
        identity.mtime_ns,
    )
