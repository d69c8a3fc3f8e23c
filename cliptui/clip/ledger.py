"""What a server of ours keeps of drafts and of the clips that come of them.

A draft is unfinished until its clip is done or has failed. The entries are kept per library, so
that several libraries can share one state directory.
"""

from dataclasses import dataclass

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
