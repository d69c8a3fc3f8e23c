"""What the server needs of others, as Protocols: something that keeps, something that decodes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from cliptui.clip.edits import AssetChange
from cliptui.clip.ledger import AssetEntry, ClipEntry, DraftEntry, JobEntry, SeenAsset
from cliptui.media.facts import MediaFile
from cliptui.media.index import FrameIndex
from cliptui.media.modes import CutMode, CutReport
from cliptui.media.pictures import PictureFormat


class Ledger(Protocol):
    """Keeps drafts and clips; `cliptui.store.Store` does.

    Every change is durable when the method returns. All methods raise `StoreError` where the
    ledger cannot be read or written.
    """

    def add_draft(self, draft: DraftEntry) -> None:
        """Keep a new draft."""

    def drafts(self, library: str) -> Sequence[DraftEntry]:
        """Return all drafts of a library, the newest first."""

    def draft(self, library: str, draft_id: str) -> DraftEntry | None:
        """Return one draft."""

    def remove_draft(self, library: str, draft_id: str) -> bool:
        """Forget a draft, and its clip unless that is done; return whether it was there."""

    def begin_clip(self, clip: ClipEntry) -> ClipEntry:
        """Keep a clip that begins, and return what is kept: a draft has one clip at most.

        The clip of a draft that had failed begins again; any other stays as it is.
        """

    def finish_clip(self, clip: ClipEntry) -> None:
        """Keep that a clip has become an asset, when, and how it was cut."""

    def fail_clip(self, clip_id: str, failure: str, updated_ms: int) -> None:
        """Keep why a clip could not be made."""

    def clips(self, library: str, draft_id: str | None = None) -> Sequence[ClipEntry]:
        """Return the 1000 newest clips, the newest first; of one draft if it is named."""

    def done_clips(self, library: str) -> Sequence[ClipEntry]:
        """Return every clip that has become an asset."""

    def clip(self, library: str, clip_id: str) -> ClipEntry | None:
        """Return one clip."""


class JobLedger(Protocol):
    """Keeps jobs; durable and failing as `Ledger`."""

    def add_job(self, job: JobEntry, draft: DraftEntry) -> None:
        """Keep a new job, and the draft that is cut for it."""

    def jobs(self, library: str) -> Sequence[JobEntry]:
        """Return all jobs of a library, the newest first."""

    def job(self, library: str, job_id: str) -> JobEntry | None:
        """Return one job."""

    def cancel_job(self, library: str, job_id: str) -> None:
        """Give a job up: its draft is forgotten, and its clip unless that is done."""

    def remove_job(self, library: str, job_id: str) -> None:
        """Forget a job and its draft, and its clip unless that is done."""


class AssetLedger(Protocol):
    """Keeps what was changed about assets, and when; durable and failing as `Ledger`."""

    def asset_entries(self, library: str) -> Sequence[AssetEntry]:
        """Return what was changed about the assets of a library."""

    def asset_entry(self, library: str, asset_id: str) -> AssetEntry | None:
        """Return what was changed about an asset; None for nothing."""

    def amend_asset(
        self,
        entry: AssetEntry,
        change: AssetChange,
        amend: Callable[[AssetEntry], AssetEntry],
        poster: bytes | None = None,
    ) -> AssetEntry:
        """Change what is kept of an asset, and note that; return what is kept now.

        Args:
            entry: What is there if nothing was changed yet.
            change: What to note.
            amend: Returns what is to be kept, of what is kept.
            poster: Its poster from now on; None leaves that as it is, empty takes it away.
        """

    def poster(self, library: str, asset_id: str) -> bytes | None:
        """Return the poster that an asset was given."""

    def compare_assets(self, library: str, present: Sequence[SeenAsset], now_ms: int) -> None:
        """Note which assets have come, changed and gone since they were last compared."""

    def seen_asset(self, library: str, asset_id: str) -> SeenAsset | None:
        """Return an asset as it was when it was last compared."""

    def asset_changes(self, library: str, start_ms: int, limit: int) -> Sequence[AssetChange]:
        """Return the first changes from a time on, the oldest first; no two have the same time."""


class LibraryLedger(Ledger, AssetLedger, Protocol):
    """Keeps what a library is made of beside its files."""


class ServerLedger(Ledger, JobLedger, AssetLedger, Protocol):
    """All that the server keeps."""


class Media(Protocol):
    """Decodes and cuts; `cliptui.media.worker.MediaWorker` does. Raises `MediaError`."""

    async def describe(self, path: Path) -> MediaFile:
        """Return what a file is and when its frames are shown."""

    async def frame(
        self, path: Path, number: int, *, width_px: int | None, picture: PictureFormat
    ) -> bytes:
        """Return one frame as a picture; `width_px` None for its full size."""

    async def frames(
        self, path: Path, numbers: range, *, width_px: int | None, picture: PictureFormat
    ) -> Sequence[bytes]:
        """Return consecutive frames as pictures."""

    async def cut(  # noqa: PLR0913  it is the media room's
        self,
        source: Path,
        index: FrameIndex,
        frames: range,
        target: Path,
        *,
        title: str,
        mode: CutMode,
        on_progress: Callable[[float], None],
        is_cancelled: Callable[[], bool],
    ) -> CutReport:
        """Write the frames, with their sound, into a new file; return what was done."""
