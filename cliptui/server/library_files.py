"""The files that are assets of a library, and how they are found."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cliptui.clip.ledger import AssetEntry, ClipEntry
from cliptui.clip.text import clean
from cliptui.server.folder import VideoFile, scan

_ID_BYTES: Final = 16
_NS_PER_MS: Final = 1_000_000

Content = tuple[Path, int, int]
"""What a file is known by: its path, its size, and when it was last changed."""


@dataclass(frozen=True, slots=True)
class LibraryAsset:
    """A file of the library.

    Attributes:
        asset_id: 32 hexadecimal digits: of the path below the folder, or of a clip's name.
        path: Where it is.
        name: What people call it; clean.
        file_name: Its file's name; clean.
        created_ms: When the file was last changed, or when the clip was finished, in
            milliseconds since 1970.
        lastmod_ms: When the file was last changed, likewise.
        size_bytes: Its size.
        mtime_ns: When it was last changed, in nanoseconds since 1970.
        job_type: `vod`, or `clip` for what was made here.
        external_id: The owner's own identifier; empty unless it was given one.
        entry: What was changed about it; None for nothing.
        is_shared: Whether it is of a folder that others share, which is only shown and cut from.
    """

    asset_id: str
    path: Path
    name: str
    file_name: str
    created_ms: int
    lastmod_ms: int
    size_bytes: int
    mtime_ns: int
    job_type: str = "vod"
    external_id: str = ""
    entry: AssetEntry | None = None
    is_shared: bool = False

    @property
    def content(self) -> Content:
        """What stays as it is exactly as long as the file does."""
        return self.path, self.size_bytes, self.mtime_ns

    def amended(self, entry: AssetEntry | None) -> "LibraryAsset":
        """Return the asset with what was changed about it."""
        if entry is None:
            return self
        return replace(
            self,
            name=entry.name or self.name,
            external_id=entry.external_id,
            lastmod_ms=max(self.lastmod_ms, entry.updated_ms),
            entry=entry,
        )


def clip_asset_id(file_name: str) -> str:
    """Return the id of the asset that a clip's file is."""
    return hex_digest("clip", os.fsencode(file_name))


def file_asset_id(relative: str) -> str:
    """Return the id of the asset that a file is, by its path below the folder."""
    return hex_digest("file", os.fsencode(relative))


def shared_asset_id(video: VideoFile) -> str:
    """Return the id of the asset that a file of a shared folder is."""
    return hex_digest("shared", os.fsencode(video.path))


def hex_digest(kind: str, text: bytes) -> str:
    """Return 32 hexadecimal digits that stand for a text among others of its kind."""
    person = f"cliptui {kind}".encode()
    return hashlib.blake2b(text, digest_size=_ID_BYTES, person=person).hexdigest()


def look(
    folder: Path,
    clips_folder: Path,
    clips: Sequence[ClipEntry],
    known: Mapping[str, LibraryAsset],
    shared: Path | None = None,
) -> tuple[LibraryAsset, ...]:
    """Return the assets of a folder, and those that were made of them.

    Args:
        folder: The folder of video files.
        clips_folder: Where clips are written to.
        clips: The clips of the library that are done.
        known: What was found the last time, by ids.
        shared: A folder that others share; None for none.

    Raises:
        BadPlace: The folder is gone or cannot be read.
    """
    made = [asset for clip in clips if (asset := _clip_asset(clips_folder, clip))]
    # The folder of clips may lie inside the library, or be the library.
    paths = {asset.path for asset in made}
    files = [
        _file_asset(video, file_asset_id(video.relative), known)
        for video in scan(folder)
        if video.path not in paths
    ]
    paths.update(asset.path for asset in files)
    theirs = (
        _file_asset(video, shared_asset_id(video), known, is_shared=True)
        for video in (scan(shared) if shared else ())
        if video.path not in paths
    )
    return (*files, *made, *theirs)


def _file_asset(
    video: VideoFile, asset_id: str, known: Mapping[str, LibraryAsset], *, is_shared: bool = False
) -> LibraryAsset:
    """Return the asset that a file is; the known one if it is unchanged, which is far quicker."""
    before = known.get(asset_id)
    if before is not None and _version(before) == (video.size_bytes, video.mtime_ns):
        return before
    changed_ms = video.mtime_ns // _NS_PER_MS
    return LibraryAsset(
        asset_id=asset_id,
        path=video.path,
        name=clean(video.path.stem),
        file_name=clean(video.path.name),
        created_ms=changed_ms,
        lastmod_ms=changed_ms,
        size_bytes=video.size_bytes,
        mtime_ns=video.mtime_ns,
        is_shared=is_shared,
    )


def _clip_asset(clips_folder: Path, clip: ClipEntry) -> LibraryAsset | None:
    path = clips_folder / clip.file_name
    try:
        status = path.stat()
    except FileNotFoundError:
        # Whoever removed the file meant to remove the asset.
        return None
    return LibraryAsset(
        asset_id=clip.asset_id,
        path=path,
        name=clip.title,
        file_name=clip.file_name,
        created_ms=clip.updated_ms,
        lastmod_ms=status.st_mtime_ns // _NS_PER_MS,
        size_bytes=status.st_size,
        mtime_ns=status.st_mtime_ns,
        job_type="clip",
    )


def is_unchanged(asset: LibraryAsset) -> bool:
    """Return whether an asset's file is there, as it was when it was found."""
    try:
        status = asset.path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == _version(asset)


def _version(asset: LibraryAsset) -> tuple[int, int]:
    return asset.size_bytes, asset.mtime_ns
