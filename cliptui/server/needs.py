"""What the server needs of others, as Protocols: something that keeps, something that decodes."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from cliptui.clip.edits import AssetChange
from cliptui.clip.ledger import AssetEntry, ClipEntry, DraftEntry, JobEntry, SeenAsset
from cliptui.clip.mediaclip import MediaClipEntry
from cliptui.clip.run import RunState
from cliptui.clip.run_ledger import EventEntry, RenderEntry, RunEntry, SpanEntry
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

    def finish_clip(self, clip: ClipEntry, notes: Mapping[str, str]) -> None:
        """Keep that a clip has become an asset, when, how it was cut, and what is noted on it."""

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


class RecordLedger(Protocol):
    """Keeps mediaclips; `cliptui.store.Store` does. Durable, and failing, as `Ledger`."""

    def enrol_files(self, entries: Sequence[MediaClipEntry]) -> None:
        """Keep a mediaclip for each file that has none yet, in this order."""

    def filed_assets(self, library: str) -> frozenset[str]:
        """Return the assets of a library that have a mediaclip of their own, purged or not."""

    def mediaclips(self, library: str) -> Sequence[MediaClipEntry]:
        """Return all mediaclips of a library but purged ones, the newest first."""

    def mediaclip(self, library: str, number: int) -> MediaClipEntry | None:
        """Return one mediaclip, unless it is purged."""

    def add_mediaclip(self, entry: MediaClipEntry) -> MediaClipEntry:
        """Keep a new mediaclip, and return it with its number."""

    def change_mediaclip(
        self, library: str, number: int, change: Callable[[MediaClipEntry], MediaClipEntry]
    ) -> MediaClipEntry | None:
        """Change a mediaclip, and return what is kept; None if there is none."""

    def purge_mediaclip(self, library: str, number: int) -> bool:
        """Remove a mediaclip for ever; return whether it was there."""


class RunLedger(Protocol):
    """Keeps runs that look for clips, what they found, and what becomes files.

    Every change is durable when the method returns, together with the event that tells of it. All
    methods raise `StoreError` where the ledger cannot be read or written.
    """

    def add_run(self, run: RunEntry) -> None:
        """Keep a new run."""

    def run(self, library: str, run_id: str) -> RunEntry | None:
        """Return one run."""

    def unfinished_runs(self, library: str) -> Sequence[RunEntry]:
        """Return the runs that go on, the oldest first."""

    def end_run(
        self, run_id: str, state: RunState, failure: str = "", event: EventEntry | None = None
    ) -> None:
        """Keep how a run ended; nothing happens if it had ended before."""

    def add_spans(self, spans: Sequence[SpanEntry], event: EventEntry | None = None) -> None:
        """Keep clips; those that a run has already are passed over."""

    def spans(self, library: str, run_id: str) -> Sequence[SpanEntry]:
        """Return the clips that a run has found, in the order of their starts."""

    def span(self, library: str, clip_id: str) -> SpanEntry | None:
        """Return one clip."""

    def add_render(self, render: RenderEntry) -> None:
        """Keep that a clip is to become a file."""

    def render(self, library: str, render_id: str) -> RenderEntry | None:
        """Return one rendering."""

    def untold_renders(self, library: str) -> Sequence[RenderEntry]:
        """Return the renderings whose end is still to be told to somebody."""

    def tell_render(self, render_id: str, event: EventEntry | None) -> None:
        """Keep that the end of a rendering is told; nothing happens if that was done before."""


class EventQueue(Protocol):
    """Keeps events until they are posted; durable and failing as `RunLedger`."""

    def add_event(self, event: EventEntry) -> None:
        """Keep an event."""

    def next_event(self, library: str) -> EventEntry | None:
        """Return the event that is due first, due or not."""

    def remove_event(self, event_id: str) -> None:
        """Forget an event."""

    def claim_event(self, event: EventEntry, due_ms: int) -> bool:
        """Keep that an event is tried now, and when to try again; return whether one may."""


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


class ServerLedger(Ledger, JobLedger, AssetLedger, RecordLedger, RunLedger, EventQueue, Protocol):
    """All that the server keeps."""


class PostsEvents(Protocol):
    """Posts to webhooks; `cliptui.api.webhooks.Poster` does."""

    async def post(self, url: str, body: bytes, *, is_private_allowed: bool) -> int:
        """Post JSON to an address, following no redirection, and return the HTTP status.

        Args:
            url: The address.
            body: The JSON.
            is_private_allowed: Whether its host may be a computer of a private network.

        Raises:
            ServiceError: There is no answer, or the host is not one to post to.
        """


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

    def damaged(self, path: Path) -> frozenset[int]:
        """Return which of the frames that were shown so far are not whole."""

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
