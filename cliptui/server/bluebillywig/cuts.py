"""Files of mediaclips that are cut from others; the converter cuts them as it does drafts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cliptui.clip.ledger import DraftEntry, JobKind
from cliptui.clip.mediaclip import MediaClipEntry
from cliptui.errors import RequestRefused
from cliptui.server.bluebillywig.documents import given_members
from cliptui.server.converter import Convert, Converter
from cliptui.server.library import Library, LibraryAsset
from cliptui.server.needs import Ledger
from cliptui.server.spans import checked_stop_ms
from cliptui.wire.bluebillywig.cuts import read_cut_src
from cliptui.wire.bluebillywig.extensions import FRAMES_MEMBER
from cliptui.wire.uplynk.times import write_instant

_GIVEN_UP: Final = "The cut of this mediaclip was given up: save the draft again."


@dataclass(frozen=True, slots=True)
class Cuts:
    """Cuts files of mediaclips.

    Attributes:
        library: What to cut from.
        ledger: Keeps what is to be cut.
        converter: Cuts.
        new_id: Makes identifiers of 32 hexadecimal digits.
    """

    library: Library
    ledger: Ledger
    converter: Converter
    new_id: Callable[[], str]

    async def draft(
        self, asset: LibraryAsset, span_ms: tuple[int, int], title: str, now_ms: int
    ) -> DraftEntry:
        """Return what is to be cut; nothing is kept of it yet.

        Args:
            asset: The asset to cut from.
            span_ms: Start and end, in milliseconds from its start.
            title: What the clip is called.
            now_ms: The time in milliseconds since 1970.

        Raises:
            RequestRefused: No frame lies there, or this server does not cut.
            MediaError: The asset cannot be decoded.
        """
        if self.converter.convert is Convert.OFF:
            raise RequestRefused("This server does not cut.")
        start_ms, stop_ms = span_ms
        return DraftEntry(
            draft_id=self.new_id(),
            library=self.library.key,
            asset_id=asset.asset_id,
            title=title or asset.name,
            start_ms=start_ms,
            stop_ms=await checked_stop_ms(self.library, asset, start_ms, stop_ms),
            meta_json="{}",
            profile="",
            created=write_instant(now_ms),
            job=JobKind.MEDIACLIP,
        )

    def begin(self, draft: DraftEntry) -> None:
        """Begin to cut; it goes on after a restart."""
        self.ledger.add_draft(draft)
        self.converter.begin(draft)

    def give_up(self, entry: MediaClipEntry) -> None:
        """Stop the cut of a mediaclip; one that is done stays."""
        if is_cut(entry):
            self.ledger.remove_draft(self.library.key, entry.asset_id)
            self.converter.removed(entry.asset_id)

    def told(self, entry: MediaClipEntry) -> Mapping[str, object]:
        """Return the members that tell how far the file of a mediaclip is, while it has none."""
        clip = next(iter(self.ledger.clips(self.library.key, entry.asset_id)), None)
        failure = _GIVEN_UP if clip is None else clip.failure
        if failure:
            return {"hasJobs": "false", FRAMES_MEMBER: {"reason": failure}}
        progress = self.converter.progress(entry.asset_id) or 0.0
        return {"hasJobs": "true", FRAMES_MEMBER: {"progress": progress}}

    def done(self) -> dict[str, str]:
        """Return the assets that drafts have become, by the ids of the drafts."""
        clips = self.ledger.done_clips(self.library.key)
        return {clip.draft_id: clip.asset_id for clip in clips}


def is_cut(entry: MediaClipEntry) -> bool:
    """Tell whether the file of a mediaclip is cut for it."""
    return entry.is_file and cut_of(given_members(entry).get("assets")) is not None


def cut_of(assets: object) -> tuple[str, int, int] | None:
    """Return the first stretch of a file that a list of files names, as `read_cut_src` does."""
    for given in assets if isinstance(assets, list) else ():
        cut = read_cut_src(given.get("src")) if isinstance(given, dict) else None
        if cut is not None:
            return cut
    return None
