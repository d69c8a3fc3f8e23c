"""A folder of video files, and the clips made from them, as a library of assets."""

import asyncio
import hashlib
import os
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from cliptui.clip.asset import AssetState
from cliptui.clip.ledger import ClipEntry
from cliptui.clip.text import clean
from cliptui.errors import MediaError, NotFound
from cliptui.media.facts import MediaFile, VideoFacts
from cliptui.media.index import FrameIndex
from cliptui.server.folder import VideoFile, scan
from cliptui.server.needs import Ledger, Media
from cliptui.wire.uplynk.records import FrameFacts

LIST_BUDGET_S: Final = 5.0
"""How long a list waits for files that were never looked into; the next list goes on with them."""

_OPENED_FILES: Final = 16
_ID_BYTES: Final = 16
_NS_PER_MS: Final = 1_000_000


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
        external_id: The owner's own identifier; files have none.
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


@dataclass(frozen=True, slots=True)
class Description:
    """What is inside a file.

    Attributes:
        state: `READY`; `ERROR` for a file that cannot be decoded; `SLICING` while it is not
            known, since that is the API's word for an asset that is not ready yet.
        duration_s: Length in seconds; 0 unless it is ready.
        facts: Its frames, or why it cannot be decoded.
        video: What it is, if it can be decoded.
    """

    state: AssetState
    duration_s: float
    facts: FrameFacts
    video: VideoFacts | None = None


_UNKNOWN: Final = Description(AssetState.SLICING, 0.0, FrameFacts())


class Library:
    """The assets of one folder. Knows files by what it found, never by what a request says.

    Args:
        folder: The folder of video files.
        clips_folder: Where clips are written to.
        ledger: Knows which of the clips belong to this library.
        media: Looks into files.
    """

    def __init__(self, folder: Path, clips_folder: Path, ledger: Ledger, media: Media) -> None:
        self.key = _hex_digest("library", os.fsencode(os.path.realpath(folder)))
        self.clips_folder = Path(os.path.realpath(clips_folder))
        self._folder = folder
        self._ledger = ledger
        self._media = media
        self._assets: dict[str, LibraryAsset] = {}
        self._described: dict[LibraryAsset, Description] = {}
        self._opened: OrderedDict[LibraryAsset, MediaFile] = OrderedDict()

    async def assets(self) -> tuple[LibraryAsset, ...]:
        """Look for files anew and return all assets.

        Raises:
            BadPlace: The folder is gone or cannot be read.
            StoreError: The ledger cannot be read.
        """
        clips = self._ledger.done_clips(self.key)
        look = partial(_look, self._folder, self.clips_folder, clips, self._assets)
        found = await asyncio.to_thread(look)
        self._assets = {asset.asset_id: asset for asset in found}
        self._described = {
            asset: description
            for asset, description in self._described.items()
            if self._assets.get(asset.asset_id) == asset
        }
        return found

    async def asset(self, asset_id: str) -> LibraryAsset:
        """Return one asset.

        Raises:
            NotFound: There is none of this id.
            BadPlace: The folder is gone or cannot be read.
        """
        asset = self._assets.get(asset_id)
        if asset is None or not await asyncio.to_thread(_is_unchanged, asset):
            await self.assets()
            asset = self._assets.get(asset_id)
        if asset is None:
            raise NotFound(f"There is no asset “{clean(asset_id, 40)}” in this library.")
        return asset

    async def media_file(self, asset: LibraryAsset) -> MediaFile:
        """Return the frames of an asset; for the ones asked for last, without any wait.

        Raises:
            MediaError: The file cannot be decoded.
        """
        opened = self._opened.pop(asset, None) or await self._media.describe(asset.path)
        self._opened[asset] = opened
        if len(self._opened) > _OPENED_FILES:
            self._opened.popitem(last=False)
        return opened

    def described(self, asset: LibraryAsset) -> Description:
        """Return what is known of a file without looking into it."""
        return self._described.get(asset, _UNKNOWN)

    async def describe(self, asset: LibraryAsset) -> Description:
        """Look into a file, unless that was done before."""
        if asset not in self._described:
            self._described[asset] = await self._look_into(asset)
        return self._described[asset]

    async def describe_all(self, assets: tuple[LibraryAsset, ...]) -> None:
        """Look into files one after the other, as far as one gets in `LIST_BUDGET_S`.

        One after the other, so that a request for a picture need not wait for all of them.
        """
        loop = asyncio.get_running_loop()
        end_s = loop.time() + LIST_BUDGET_S
        for asset in assets:
            if loop.time() >= end_s:
                return
            await self.describe(asset)

    async def _look_into(self, asset: LibraryAsset) -> Description:
        try:
            media_file = await self._media.describe(asset.path)
        except MediaError as error:
            reason = clean(str(error))
            return Description(AssetState.ERROR, 0.0, FrameFacts(reason=reason))
        return await asyncio.to_thread(_description, media_file)


def clip_asset_id(file_name: str) -> str:
    """Return the id of the asset that a clip's file is."""
    return _hex_digest("clip", os.fsencode(file_name))


def file_asset_id(relative: str) -> str:
    """Return the id of the asset that a file is, by its path below the folder."""
    return _hex_digest("file", os.fsencode(relative))


def _hex_digest(kind: str, text: bytes) -> str:
    person = f"cliptui {kind}".encode()
    return hashlib.blake2b(text, digest_size=_ID_BYTES, person=person).hexdigest()


def _look(
    folder: Path,
    clips_folder: Path,
    clips: Sequence[ClipEntry],
    known: Mapping[str, LibraryAsset],
) -> tuple[LibraryAsset, ...]:
    made = [asset for clip in clips if (asset := _clip_asset(clips_folder, clip))]
    # The folder of clips may lie inside the library, or be the library.
    paths = {asset.path for asset in made}
    files = (_file_asset(video, known) for video in scan(folder) if video.path not in paths)
    return (*files, *made)


def _file_asset(video: VideoFile, known: Mapping[str, LibraryAsset]) -> LibraryAsset:
    """Return the asset that a file is; the known one if it is unchanged, which is far quicker."""
    asset_id = file_asset_id(video.relative)
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


def _is_unchanged(asset: LibraryAsset) -> bool:
    try:
        status = asset.path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == _version(asset)


def _version(asset: LibraryAsset) -> tuple[int, int]:
    return asset.size_bytes, asset.mtime_ns


def _description(media_file: MediaFile) -> Description:
    index: FrameIndex = media_file.index
    rate = index.rate
    facts = FrameFacts(
        frame_rate="" if rate is None else str(rate),
        frame_late=str(index.late) if rate is not None and index.late else "",
        frame_count=index.frame_count,
        frame_starts_ms=list(index.starts_ms) if rate is None else None,
        end_ms=index.end_ms,
    )
    return Description(AssetState.READY, index.end_ms / 1000, facts, media_file.facts)
