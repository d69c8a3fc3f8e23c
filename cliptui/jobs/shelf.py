"""The drafts and clips that a service keeps: listing, deleting, and saving once more."""

from contextlib import suppress
from dataclasses import dataclass

from cliptui.clip.draft import Draft, WatchedDraft
from cliptui.clip.shelf import KeptDraft, again, kept_drafts, made_clips
from cliptui.errors import NotFound
from cliptui.jobs.bench import Bench
from cliptui.jobs.outbox import save


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a service keeps.

    Attributes:
        drafts: All drafts, the newest first.
        clips: The finished clips, the newest first, each as the draft that it was made from.
    """

    drafts: tuple[KeptDraft, ...] = ()
    clips: tuple[WatchedDraft, ...] = ()


async def look_up(bench: Bench) -> Shelf:
    """Ask a service for its drafts and clips.

    Raises:
        ServiceError: The service does not tell.
    """
    drafts, clips = await bench.service.drafts(), await bench.service.clips()
    watched = bench.memory.watched(bench.place)
    return Shelf(kept_drafts(drafts, clips), made_clips(clips, drafts, watched))


async def delete(bench: Bench, draft_id: str) -> None:
    """Delete a draft, and watch it no longer; one that is gone already counts as deleted.

    Raises:
        ReadOnly: Nothing may be deleted.
        ServiceError: The service does not delete it.
        StoreError: It is deleted, but cannot be forgotten.
    """
    bench.check_writable()
    with suppress(NotFound):  # another session was faster, and the outcome is the wanted one
        await bench.service.delete_draft(draft_id)
    bench.memory.unwatch(bench.place, draft_id)


async def retry(bench: Bench, draft: WatchedDraft | Draft) -> WatchedDraft:
    """Save a draft once more, and only then delete the one that has failed.

    Raises:
        ReadOnly: Nothing may be saved.
        ServiceError: The service does not take it, or does not delete the old one.
        StoreError: It is saved, but cannot be remembered.
    """
    saved = await save(bench, again(draft))
    await delete(bench, draft.draft_id)
    return saved
