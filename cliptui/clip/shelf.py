"""What a service keeps, put together for a list: its drafts, and the clips made of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cliptui.clip.desk import Desk
from cliptui.clip.draft import Clip, Draft, Drafted, DraftState, NewDraft, WatchedDraft
from cliptui.clip.selection import Marks, Selection


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft of a service, and how far its clip is.

    Attributes:
        draft: The draft.
        state: How far it is.
        failure: Why it failed; else empty.
    """

    draft: Draft
    state: DraftState = DraftState.SAVED
    failure: str = ""


def kept_drafts(drafts: Iterable[Draft], clips: Iterable[Clip]) -> tuple[KeptDraft, ...]:
    """Return drafts with the state that their clips tell.

    Args:
        drafts: Drafts, the newest first.
        clips: Clips, the newest first; of several of one draft the newest counts.
    """
    clip_of = _newest(clips)
    return tuple(
        KeptDraft(
            draft,
            DraftState.of(clip_of.get(draft.draft_id)),
            clip_of[draft.draft_id].failure if draft.draft_id in clip_of else "",
        )
        for draft in drafts
    )


def made_clips(
    clips: Iterable[Clip], drafts: Iterable[Draft], watched: Iterable[WatchedDraft]
) -> tuple[WatchedDraft, ...]:
    """Return finished clips, each as the draft that it was made from.

    Args:
        clips: All clips of a service, the newest first.
        drafts: The drafts that the service still has.
        watched: What was saved from here, which is known even if the service has forgotten it.

    Returns:
        Drafts that are done. The `asset_id` of one that nobody knows any more is empty, and its
        clip cannot be compared with it.
    """
    ours = {draft.draft_id: draft for draft in watched}
    theirs = {draft.draft_id: draft for draft in drafts}
    made = []
    for clip in clips:
        if clip.is_complete and clip.asset_id:
            source = ours.get(clip.draft_id) or theirs.get(clip.draft_id)
            made.append(_made(clip, source))
    return tuple(made)


def with_draft(desk: Desk, draft: Drafted) -> Desk:
    """Return a desk on which the current selection is a draft's, the playhead on its start.

    A selection of the same frames that is there already becomes the current one; else the draft
    is added, and undo takes it away again.

    Raises:
        BadSelection: The draft means no frames of this asset.
    """
    bounds = [desk.timing.boundary_near(ms) for ms in (draft.start_ms, draft.stop_ms)]
    marks = Marks.of(Selection(*bounds), draft.title)
    sheet = desk.sheet
    same = [at for at, take in enumerate(sheet.takes) if _frames(take) == _frames(marks)]
    if same:
        sheet = sheet.choosing(same[0])
    return desk.with_sheet(sheet if same else sheet.with_take(marks)).moved_to(bounds[0])


def is_revision(old: Drafted, new: Drafted) -> bool:
    """Tell whether what was saved takes the place of a draft that is being edited.

    It does if it cuts the same asset, and has the draft's title or some of its frames; anything
    else that is saved meanwhile is a clip of its own.

    Args:
        old: The draft that is being edited.
        new: What was saved.
    """
    overlaps = new.start_ms < old.stop_ms and old.start_ms < new.stop_ms
    return new.asset_id == old.asset_id and (new.title == old.title or overlaps)


def again(draft: Drafted) -> NewDraft:
    """Return a draft to be saved once more."""
    start_ms, stop_ms = round(draft.start_ms), round(draft.stop_ms)
    return NewDraft(draft.asset_id, draft.title, start_ms, stop_ms)


def _newest(clips: Iterable[Clip]) -> dict[str, Clip]:
    newest: dict[str, Clip] = {}
    for clip in clips:
        newest.setdefault(clip.draft_id, clip)
    return newest


def _made(clip: Clip, source: Drafted | None) -> WatchedDraft:
    known = again(source) if source else NewDraft("", "(its draft is gone)", 0, 0)
    return WatchedDraft(
        clip.draft_id,
        known.asset_id,
        known.title,
        known.start_ms,
        known.stop_ms,
        saved_at_s=0.0,
        state=DraftState.DONE,
        clip_asset_id=clip.asset_id,
        progress=1.0,
    )


def _frames(marks: Marks) -> Sequence[int | None]:
    return marks.in_frame, marks.out_frame
