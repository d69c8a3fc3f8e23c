"""Mediaclips at work: found, made of clips, and their chapters as markers."""

from dataclasses import dataclass

from cliptui.clip.catalogue import KeepsRecords
from cliptui.clip.desk import Desk
from cliptui.clip.draft import WatchedDraft
from cliptui.clip.mediaclip import Chapter, MediaClip, MediaClipEdit
from cliptui.clip.sheet import Marker
from cliptui.errors import RequestRefused
from cliptui.jobs.bench import Bench

PAGE_SIZE = 50
"""Mediaclips asked for at a time."""

_MS_PER_S = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """What a query has found so far.

    Attributes:
        query: The query, in the service's own language; empty for all.
        mediaclips: Those that were asked for so far.
        count: How many there are.
        hint: What to look at if there are none; else empty.
    """

    query: str = ""
    mediaclips: tuple[MediaClip, ...] = ()
    count: int = 0
    hint: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether there are no more."""
        return len(self.mediaclips) >= self.count


async def find(records: KeepsRecords, query: str) -> Found:
    """Return the first page of what a query finds.

    Services find nothing, and say nothing, where a query names a field that they do not know.

    Raises:
        ServiceError: The service refuses.
    """
    page = await records.mediaclips(query=query, limit=PAGE_SIZE)
    hint = ""
    if query and not page.found:
        total = (await records.mediaclips(limit=1)).found
        hint = f"0 of {total} mediaclips: check the field names in the query."
    return Found(query, tuple(page.mediaclips), page.found, hint)


async def with_more(records: KeepsRecords, found: Found) -> Found:
    """Return what was found, and the next page of it.

    Raises:
        ServiceError: The service refuses.
    """
    page = await records.mediaclips(query=found.query, skip=len(found.mediaclips), limit=PAGE_SIZE)
    count = page.found if page.mediaclips else len(found.mediaclips)
    return Found(found.query, (*found.mediaclips, *page.mediaclips), count)


async def register(bench: Bench, draft: WatchedDraft | None) -> MediaClip:
    """Return the mediaclip of a finished clip, named as the clip; it is made if it is missing.

    A clip whose draft is gone is called what its asset is called.

    Raises:
        RequestRefused: There is no finished clip, or nobody keeps mediaclips here.
        ServiceError: The service refuses.
    """
    if bench.is_read_only:
        raise RequestRefused("This desk is read-only: nothing is saved.")
    if bench.records is None:
        raise RequestRefused("Nobody keeps mediaclips here.")
    if draft is None or not draft.clip_asset_id:
        raise RequestRefused("There is no finished clip here yet.")
    clip_id, title = draft.clip_asset_id, draft.title
    if not draft.asset_id:
        title = (await bench.service.asset(clip_id)).name
    known = await bench.records.mediaclip_of(clip_id)
    if known is None:
        return await bench.records.register_clip(clip_id, title)
    return await bench.records.edit_mediaclip(known, MediaClipEdit(title=title))


async def check_shown(records: KeepsRecords, clip: MediaClip, desk: Desk | None) -> Desk:
    """Return the desk if a mediaclip shows the asset on it.

    Raises:
        RequestRefused: It does not, or no asset is open.
        ServiceError: The service refuses.
    """
    known = await records.mediaclip_of(desk.asset.asset_id) if desk else None
    if desk is None or known is None or known.mediaclip_id != clip.mediaclip_id:
        raise RequestRefused(f"“{clip.title}” is not the asset that is open: open that one first.")
    return desk


def chapters_of(desk: Desk) -> tuple[Chapter, ...]:
    """Return the markers of a desk as chapters; those without a label are named by their time.

    Raises:
        RequestRefused: There are none, so that all chapters would be lost for nothing.
    """
    if not desk.sheet.markers:
        raise RequestRefused("There is no marker on the desk to be a chapter: m there sets one.")
    timing = desk.timing
    return tuple(
        Chapter(
            marker.label or timing.label(marker.frame), timing.start_ms(marker.frame) / _MS_PER_S
        )
        for marker in desk.sheet.markers
    )


def with_chapters(desk: Desk, clip: MediaClip) -> Desk:
    """Return a desk with the chapters of a mediaclip as markers, beside those that it has."""
    sheet = desk.sheet
    for chapter in clip.chapters:
        frame = desk.timing.boundary_near(round(chapter.start_s * _MS_PER_S))
        sheet = sheet.with_marker(Marker(min(frame, desk.last_frame), chapter.title))
    return desk.with_sheet(sheet)
