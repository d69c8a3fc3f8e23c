"""Clips become files: as drafts of the library, which the converter cuts.

A rendering is a draft whose id is that of the clip, so it is cut once however often it is asked
for, goes on after a restart, and its file becomes an asset of the library.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from cliptui.clip.draft import DraftState
from cliptui.clip.ledger import ClipEntry, DraftEntry
from cliptui.clip.run import RunState
from cliptui.clip.run_ledger import RenderEntry, SpanEntry
from cliptui.clip.text import clean
from cliptui.errors import NotFound, RequestRefused, StoreError
from cliptui.server.call import Call
from cliptui.server.converter import Converter
from cliptui.server.needs import ServerLedger
from cliptui.server.videodev.chore import Chore
from cliptui.server.videodev.herald import Herald
from cliptui.server.videodev.media import MediaShelf
from cliptui.wire.message import Response
from cliptui.wire.uplynk.times import write_instant
from cliptui.wire.videodev.answers import write_json
from cliptui.wire.videodev.params import read_render_params
from cliptui.wire.videodev.records import RenderFacts, RenderRecord

LOOK_S: Final = 0.5
"""How often renderings that are to be told of are looked at, in seconds."""

_LOG: Final = logging.getLogger(__name__)
_STATES: Final = {
    DraftState.CONVERTING: RunState.PROCESSING,
    DraftState.DONE: RunState.COMPLETE,
    DraftState.FAILED: RunState.ERROR,
}


@dataclass(frozen=True, slots=True)
class RenderAnswers:
    """Answers to what is asked of renderings.

    Attributes:
        shelf: Where the clips come from, and where their files go.
        ledger: Keeps them.
        converter: Cuts them.
        herald: Tells of them.
        begun: Set when there is one more.
    """

    shelf: MediaShelf
    ledger: ServerLedger
    converter: Converter
    herald: Herald
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self, call: Call) -> Response:
        """Answer a request to make a file of a clip; it is kept before this returns."""
        params = read_render_params(call.request.body)
        if params.has_crop:
            raise RequestRefused(
                "This server cuts in time and does not crop pictures: leave crop out, or say "
                '{"enabled": false}.'
            )
        subscription = self.herald.subscription(params.webhook, call.request)
        span = self._span(call.named["clip_id"])
        draft = self.ledger.draft(span.library, span.clip_id) or await self._new_draft(span)
        render = RenderEntry(self.shelf.clock.new_id(), span.library, span.clip_id, subscription)
        self.ledger.add_render(render)
        self.converter.begin(draft)
        self.begun.set()
        return write_json(await self.record(render, subscription.base))

    async def get(self, call: Call) -> Response:
        """Answer how far a rendering is."""
        span = self._span(call.named["clip_id"])
        render = self.ledger.render(span.library, call.identifier)
        if render is None or render.clip_id != span.clip_id:
            raise NotFound(f"There is no rendering “{clean(call.identifier, 40)}” of this clip.")
        base = self.herald.subscription(None, call.request).base
        return write_json(await self.record(render, base))

    def made(self, render: RenderEntry) -> ClipEntry | None:
        """Return what has become of a rendering; None if its draft was deleted."""
        clips = self.ledger.clips(render.library, render.clip_id)
        return clips[0] if clips else None

    async def record(self, render: RenderEntry, base: str) -> RenderRecord:
        """Return what is told of a rendering.

        Args:
            render: The rendering.
            base: Scheme and host under which whoever asks knows the server.
        """
        clip = self.made(render)
        failure = "The draft of this clip was deleted." if clip is None else clip.failure
        is_done = clip is not None and clip.state is DraftState.DONE
        facts = RenderFacts(
            failure=failure or None,
            progress=None if is_done else self.converter.progress(render.clip_id),
        )
        return RenderRecord(
            status=RunState.ERROR if clip is None else _STATES[clip.state],
            render_id=render.render_id,
            rendered_media=await self.shelf.record_of(clip.asset_id, base)
            if clip is not None and is_done
            else None,
            webhook=self.herald.record(render.subscription),
            cliptui=None if facts == RenderFacts() else facts,
        )

    def _span(self, clip_id: str) -> SpanEntry:
        span = self.ledger.span(self.shelf.library.key, clip_id)
        if span is None:
            raise NotFound(f"There is no clip “{clean(clip_id, 40)}” here.")
        return span

    async def _new_draft(self, span: SpanEntry) -> DraftEntry:
        asset = await self.shelf.library.asset(span.asset_id)
        draft = DraftEntry(
            draft_id=span.clip_id,
            library=span.library,
            asset_id=asset.asset_id,
            title=f"{asset.name} {_label(span.start_ms)}",
            start_ms=span.start_ms,
            stop_ms=span.stop_ms,
            meta_json="{}",
            profile="",
            created=write_instant(self.shelf.clock.now_ms()),
        )
        self.ledger.add_draft(draft)
        return draft


class RenderWatch:
    """Looks which renderings have ended, and has that told to those who want to know.

    Args:
        renders: The renderings.
        look_s: As `LOOK_S`.
    """

    def __init__(self, renders: RenderAnswers, look_s: float = LOOK_S) -> None:
        self._renders = renders
        self._look_s = look_s
        self._chore = Chore("The watch over renderings", self._run)

    async def start(self) -> None:
        """Begin, with what ended while no process was there to tell."""
        self._chore.start()

    async def aclose(self) -> None:
        """Stop at once."""
        await self._chore.aclose()

    async def _run(self) -> None:
        while True:
            self._renders.begun.clear()
            goes_on = await self._look()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_s if goes_on else None):
                    await self._renders.begun.wait()

    async def _look(self) -> bool:
        """Tell of what has ended; return whether more is to be told of later."""
        renders = self._renders
        goes_on = False
        try:
            for render in renders.ledger.untold_renders(renders.shelf.library.key):
                record = await renders.record(render, render.subscription.base)
                if record.status == RunState.PROCESSING:
                    goes_on = True
                    continue
                event = renders.herald.event(render.subscription, record.status, render=record)
                renders.ledger.tell_render(render.render_id, event)
                renders.herald.news.set()
        except StoreError as error:
            _LOG.warning("Renderings wait to be told of: %s", error)
            return True
        return goes_on


def _label(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
