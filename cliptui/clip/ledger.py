"""What a server of ours keeps of drafts and of the clips that come of them.

A draft is unfinished until its clip is done or has failed. The entries are kept per library, so
that several libraries can share one state directory.
"""

from dataclasses import dataclass
from enum import StrEnum

from cliptui.clip.draft import DraftState


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A draft as the server keeps it.

    Attributes:
        draft_id: 32 hexadecimal digits.
        library: Key of the library that its asset is in.
        asset_id: The asset to cut from.
        title: What the clip shall be called; clean.
        start_ms: The start that was asked for, in milliseconds from the start of the asset.
        stop_ms: The end, likewise.
        meta_json: Key-value pairs of the draft, as a JSON object.
        profile: Name of a profile, or empty.
        created: Creation, ISO 8601 in UTC with microseconds and `Z`.
        job: `JobKind` of the job that it belongs to; empty for what a person saved.
    """

    draft_id: str
    library: str
    asset_id: str
    title: str
    start_ms: int
    stop_ms: int
    meta_json: str
    profile: str
    created: str
    job: str = ""


@dataclass(frozen=True, slots=True)
class ClipEntry:
    """A clip as the server keeps it.

    Attributes:
        clip_id: 32 hexadecimal digits.
        draft_id: The draft that it is made from; one draft has at most one clip.
        library: Key of the library that it belongs to.
        asset_id: The asset that it has become; empty until it is done.
        file_name: Name of its file in the folder of clips; no file of that name exists before
            the clip is whole.
        title: What it is called; clean.
        updated_ms: When its state last changed, in milliseconds since 1970.
        state: `CONVERTING`, `DONE` or `FAILED`.
        failure: Why it failed, as a sentence; else empty.
        cut_mode: How it was cut; empty until it is done, or if that is not known.
        preroll_frames: Frames before its first one that are in its file and are not shown.
        job: The job that it belongs to, as in its draft.
    """

    clip_id: str
    draft_id: str
    library: str
    asset_id: str
    file_name: str
    title: str
    updated_ms: int
    state: DraftState = DraftState.CONVERTING
    failure: str = ""
    cut_mode: str = ""
    preroll_frames: int = 0
    job: str = ""


class JobKind(StrEnum):
    """What a job makes."""

    QUICKCLIP = "quickclip"
    """A clip, as of a draft that nobody sees."""

    EXPORT = "export"
    """A file of a whole asset, to be downloaded; it becomes no asset."""

    MEDIACLIP = "mediaclip"
    """A clip that is the file of a mediaclip."""


@dataclass(frozen=True, slots=True)
class JobEntry:
    """A job as the server keeps it; how far it is, its clip tells.

    Attributes:
        job_id: 32 hexadecimal digits; also the id of the draft that is cut for it.
        library: Key of the library that its asset is in.
        kind: What it makes.
        asset_id: The asset that it is made of.
        title: What it is called; clean.
        start_ms: The start of what is cut, in milliseconds from the start of the asset.
        stop_ms: The end, likewise.
        created_ms: Creation, in milliseconds since 1970.
        is_cancelled: Whether it was given up.
    """

    job_id: str
    library: str
    kind: JobKind
    asset_id: str
    title: str
    start_ms: int
    stop_ms: int
    created_ms: int
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class AssetEntry:
    """What was changed about an asset; nothing of it is in the asset's file.

    Attributes:
        library: Key of the library that the asset is in.
        asset_id: The asset.
        name: What people call it; empty for the name of the file.
        external_id: The owner's own identifier; or empty.
        meta_json: The owner's notes, as a JSON object.
        expires_ms: When it is deleted by itself, in milliseconds since 1970; 0 for never.
        requires_drm: Whether playing it takes a signed URL.
        requires_studio_drm: Whether it is encrypted for studios.
        test_players: Words that name its players for tests, the newest first, with blanks.
        embed_player: The word that names its player for web pages; or empty.
        has_poster: Whether it was given a poster.
        updated_ms: When any of this was last changed, in milliseconds since 1970.
        deleted_ms: When it was deleted; 0 if it was not.
    """

    library: str
    asset_id: str
    name: str = ""
    external_id: str = ""
    meta_json: str = "{}"
    expires_ms: int = 0
    requires_drm: bool = False
    requires_studio_drm: bool = False
    test_players: str = ""
    embed_player: str = ""
    has_poster: bool = False
    updated_ms: int = 0
    deleted_ms: int = 0

    def is_gone(self, now_ms: int) -> bool:
        """Return whether it was deleted, or has deleted itself."""
        return bool(self.deleted_ms) or 0 < self.expires_ms <= now_ms


@dataclass(frozen=True, slots=True)
class SeenAsset:
    """An asset as it was when the library was last compared with what is kept of it.

    Attributes:
        asset_id: The asset.
        version: Changes with its file.
        name: What people called it; clean.
        file_name: Its file's name; clean.
        created_ms: Its creation, in milliseconds since 1970.
        gone_ms: When it was found to be gone; 0 while it is there.
    """

    asset_id: str
    version: str
    name: str
    file_name: str
    created_ms: int
    gone_ms: int = 0
