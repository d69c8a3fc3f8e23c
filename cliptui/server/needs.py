"""What the server needs of others, as Protocols: something that keeps, something that decodes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from cliptui.clip.ledger import ClipEntry, DraftEntry
from cliptui.media.facts import MediaFile
from cliptui.media.findings import SceneStarts
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


class Surveys(Protocol):
    """Shows whole files at a glance; `cliptui.media.survey.Survey` does. Raises `MediaError`."""

    async def skim(
        self, path: Path, start_ms: int, stop_ms: int, count: int, *, width_px: int
    ) -> Sequence[tuple[int, bytes]]:
        """Return keyframes as JPEGs for moments spread over a stretch, behind their numbers."""

    async def colours(self, path: Path, count: int) -> bytes:
        """Return the mean colours of moments spread over a file, three bytes each."""

    async def scenes(self, path: Path, on_found: Callable[[SceneStarts], None]) -> SceneStarts:
        """Return where scenes begin, and tell meanwhile what is known of it."""


class Media(Protocol):
    """Decodes and cuts; `cliptui.media.worker.MediaWorker` does. Raises `MediaError`."""

    @property
    def survey(self) -> Surveys:
        """What shows whole files at a glance."""

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
