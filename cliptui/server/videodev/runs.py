"""Answers to runs and to clips."""

from dataclasses import dataclass

from cliptui.clip.run import RunState
from cliptui.clip.run_ledger import RunEntry, SpanEntry
from cliptui.clip.text import clean
from cliptui.errors import NotFound, RequestRefused
from cliptui.server.call import Call
from cliptui.server.needs import RunLedger
from cliptui.server.videodev.clips import clip_records
from cliptui.server.videodev.herald import Herald
from cliptui.server.videodev.media import MediaShelf
from cliptui.server.videodev.scout import Scout
from cliptui.wire.message import Response
from cliptui.wire.videodev.answers import write_json
from cliptui.wire.videodev.params import MAX_PROMPT, read_clip_params, read_run_params
from cliptui.wire.videodev.records import RunFacts, RunRecord


@dataclass(frozen=True, slots=True)
class RunAnswers:
    """Answers to what is asked of runs and clips.

    Attributes:
        shelf: Where clips are looked for.
        ledger: Keeps them.
        scout: Looks.
        herald: Tells.
    """

    shelf: MediaShelf
    ledger: RunLedger
    scout: Scout
    herald: Herald

    async def start(self, call: Call) -> Response:
        """Answer a request for a run; it is kept before this returns."""
        params = read_run_params(call.request.body)
        subscription = self.herald.subscription(params.webhook, call.request)
        asset = await self.shelf.library.asset(params.media_id)
        await self.shelf.library.media_file(asset)  # what cannot be decoded is refused at once
        run = RunEntry(
            run_id=self.shelf.clock.new_id(),
            library=self.shelf.library.key,
            asset_id=asset.asset_id,
            prompt=clean(params.prompt, MAX_PROMPT),
            subscription=subscription,
        )
        self.ledger.add_run(run)
        self.scout.begin(run.run_id)
        record = RunRecord(
            status=run.state,
            run_id=run.run_id,
            source_media=await self.shelf.record(asset, subscription.base),
            webhook=self.herald.record(subscription),
            cliptui=_facts(run),
        )
        return write_json(record)

    async def get(self, call: Call) -> Response:
        """Answer with what a run has found so far."""
        library = self.shelf.library.key
        run = self.ledger.run(library, call.identifier)
        if run is None:
            raise NotFound(f"There is no run “{clean(call.identifier, 40)}” here.")
        spans = self.ledger.spans(library, run.run_id)
        base = self.herald.subscription(None, call.request).base
        record = RunRecord(
            status=run.state,
            run_id=run.run_id,
            clips=await clip_records(spans, self.shelf, base),
            webhook=self.herald.record(run.subscription),
            cliptui=_facts(run),
        )
        return write_json(record)

    async def make_clip(self, call: Call) -> Response:
        """Answer a request for a clip of a span that somebody has chosen."""
        params = read_clip_params(call.request.body)
        if not params.media_id:
            raise RequestRefused("The request lacks from_media_id: this server has many media.")
        asset = await self.shelf.library.asset(params.media_id)
        index = (await self.shelf.library.media_file(asset)).index
        if index.boundary_near(params.start_ms) >= index.boundary_near(params.stop_ms):
            raise RequestRefused(
                f"Between {params.start_ms} and {params.stop_ms} ms of “{asset.name}”, which is "
                f"{index.end_ms} ms long, there is no frame."
            )
        span = SpanEntry(
            clip_id=self.shelf.clock.new_id(),
            library=self.shelf.library.key,
            run_id="",
            asset_id=asset.asset_id,
            start_ms=params.start_ms,
            stop_ms=min(params.stop_ms, index.end_ms),
        )
        self.ledger.add_spans([span])
        base = self.herald.subscription(None, call.request).base
        [record] = await clip_records([span], self.shelf, base)
        return write_json(record)


def _facts(run: RunEntry) -> RunFacts | None:
    if not run.prompt and run.state is not RunState.ERROR:
        return None
    return RunFacts(prompt=run.prompt or None, failure=run.failure or None)
