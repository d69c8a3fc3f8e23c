"""The clipping API (v4) over a ledger: drafts, the clips that they become, and our extension."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec

from cliptui.clip.draft import DraftState
from cliptui.clip.ledger import ClipEntry, DraftEntry
from cliptui.clip.text import clean
from cliptui.errors import NotFound, RequestRefused
from cliptui.server.call import Call
from cliptui.server.converter import Convert, Converter
from cliptui.server.library import Library
from cliptui.server.needs import Ledger
from cliptui.server.profiles import PROFILES, check_profile
from cliptui.server.spans import checked_stop_ms
from cliptui.wire.message import Response
from cliptui.wire.uplynk import drafts as wire
from cliptui.wire.uplynk.profiles import write_profiles
from cliptui.wire.uplynk.times import write_instant

_MS_PER_S: Final = 1000


@dataclass(frozen=True, slots=True)
class DraftAnswers:
    """Answers to the clipping API.

    Attributes:
        library: The assets that drafts are made of.
        ledger: Keeps drafts and clips.
        converter: Makes clips of drafts.
        now: Unix time in seconds.
        new_id: Makes identifiers of 32 hexadecimal digits.
    """

    library: Library
    ledger: Ledger
    converter: Converter
    now: Callable[[], float]
    new_id: Callable[[], str]

    async def save(self, call: Call) -> Response:
        """Answer a request for a new draft; it is kept before this returns."""
        params = wire.read_draft_params(call.request.body)
        check_profile(params.profile or "")
        asset = await self.library.asset(params.asset_id)
        start_ms, stop_ms = params.span_ms(asset.created_ms)
        draft = DraftEntry(
            draft_id=self.new_id(),
            library=self.library.key,
            asset_id=asset.asset_id,
            title=params.title or asset.name,
            start_ms=start_ms,
            stop_ms=await checked_stop_ms(self.library, asset, start_ms, stop_ms),
            meta_json=msgspec.json.encode(params.meta).decode(),
            profile=params.profile or "",
            created=write_instant(int(self.now() * _MS_PER_S)),
        )
        self.ledger.add_draft(draft)
        self.converter.saved(draft.draft_id)
        return wire.write_saved(draft.draft_id)

    async def list_drafts(self, _: Call) -> Response:
        """Answer with all drafts, the newest first."""
        drafts = self.ledger.drafts(self.library.key)
        return wire.write_drafts([_record(draft) for draft in drafts if not draft.job])

    async def get_draft(self, call: Call) -> Response:
        """Answer with one draft."""
        return wire.write_draft(_record(self._draft(call.identifier)))

    async def delete_draft(self, call: Call) -> Response:
        """Answer a request to delete a draft; a clip that is being made of it is given up."""
        self._draft(call.identifier)
        self.ledger.remove_draft(self.library.key, call.identifier)
        self.converter.removed(call.identifier)
        return wire.write_deleted(call.identifier)

    async def list_profiles(self, _: Call) -> Response:
        """Answer with all profiles."""
        return write_profiles(PROFILES)

    async def list_clips(self, call: Call) -> Response:
        """Answer with the latest clips, or with that of the draft which the query names."""
        draft_id = dict(call.request.query).get("draft_id") or None
        clips = self.ledger.clips(self.library.key, draft_id)
        return wire.write_clips([self._clip_record(clip) for clip in clips])

    async def get_clip(self, call: Call) -> Response:
        """Answer with one clip."""
        clip = self.ledger.clip(self.library.key, call.identifier)
        if clip is None or clip.job:
            raise NotFound(f"There is no clip “{clean(call.identifier, 40)}” here.")
        return wire.write_clip(self._clip_record(clip))

    async def convert_draft(self, call: Call) -> Response:
        """Answer our extension: begin to make a clip of a draft, or tell which was made."""
        if self.converter.convert is not Convert.MANUAL:
            raise RequestRefused("This server does not convert drafts on request.")
        clip = self.converter.begin(self._draft(call.identifier))
        return wire.write_clip(self._clip_record(clip))

    def _draft(self, draft_id: str) -> DraftEntry:
        draft = self.ledger.draft(self.library.key, draft_id)
        if draft is None or draft.job:
            raise NotFound(f"There is no draft “{clean(draft_id, 40)}” here.")
        return draft

    def _clip_record(self, clip: ClipEntry) -> wire.ClipRecord:
        is_made = clip.state is DraftState.DONE
        facts = wire.ClipFacts(
            failure=clip.failure,
            progress=None if is_made else self.converter.progress(clip.draft_id),
            mode=clip.cut_mode,
            preroll_frames=clip.preroll_frames,
        )
        return wire.ClipRecord(
            id=clip.clip_id,
            asset=clip.asset_id,
            draft_id=clip.draft_id,
            is_complete=is_made,
            cliptui=None if facts == wire.ClipFacts() else facts,
        )


def _record(draft: DraftEntry) -> wire.DraftRecord:
    return wire.DraftRecord(
        id=draft.draft_id,
        beam=draft.asset_id,
        created=draft.created,
        frame_start_time=draft.start_ms / _MS_PER_S,
        frame_stop_time=draft.stop_ms / _MS_PER_S,
        title=draft.title,
        meta=msgspec.json.decode(draft.meta_json, type=dict[str, object]),
        profile=draft.profile,
    )
