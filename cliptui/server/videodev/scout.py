"""Runs look for clips, one run at a time, in the background.

What a run has found is kept as it is found. A run that was not at its end when the process ended
is begun anew by the next one, and finds the same clips: those that are kept are left as they are.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from typing import Final

from cliptui.clip.highlights import Span, choose
from cliptui.clip.run import RunState
from cliptui.clip.run_ledger import RunEntry, SpanEntry
from cliptui.clip.wishes import read_wishes
from cliptui.errors import BadPlace, MediaError, NotFound, StoreError
from cliptui.server.needs import RunLedger
from cliptui.server.videodev.chore import Chore
from cliptui.server.videodev.clips import clip_records, on_frames
from cliptui.server.videodev.herald import Herald
from cliptui.server.videodev.media import MediaShelf
from cliptui.server.videodev.scenes import LookForScenes
from cliptui.wire.videodev.records import NEW_CLIPS, RunFacts, RunRecord

_LOG: Final = logging.getLogger(__name__)


class Scout:
    """Looks for clips.

    Args:
        shelf: Where to look.
        ledger: Where runs and what they found are kept.
        look: Finds the scenes of a film.
        herald: Tells of what was found.
        resumes: Whether to go on with the runs of earlier processes.
    """

    def __init__(
        self,
        shelf: MediaShelf,
        ledger: RunLedger,
        look: LookForScenes,
        herald: Herald,
        *,
        resumes: bool,
    ) -> None:
        self._shelf = shelf
        self._library = shelf.library
        self._ledger = ledger
        self._look = look
        self._herald = herald
        self._resumes = resumes
        self._waiting = deque[str]()
        self._woken = asyncio.Event()
        self._chore = Chore("The search for clips", self._run)

    async def start(self) -> None:
        """Begin to work, with what earlier processes left unfinished.

        Raises:
            StoreError: The ledger cannot be read.
        """
        if self._resumes:
            runs = self._ledger.unfinished_runs(self._library.key)
            self._waiting.extend(run.run_id for run in runs)
        self._chore.start()

    async def aclose(self) -> None:
        """Stop at once; the run that goes on is left for the next start."""
        await self._chore.aclose()

    def begin(self, run_id: str) -> None:
        """Take note of a run that was kept just now."""
        self._waiting.append(run_id)
        self._woken.set()

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            while self._waiting:
                await self._follow(self._waiting.popleft())
            await self._woken.wait()

    async def _follow(self, run_id: str) -> None:
        try:
            run = self._ledger.run(self._library.key, run_id)
            if run is not None and not run.state.is_final:
                await self._finish(run)
        except StoreError as error:
            # The run goes on, as far as anybody knows, so that the next start tries again.
            _LOG.warning("A run was left: %s", error)

    async def _finish(self, run: RunEntry) -> None:
        state, failure = RunState.COMPLETE, ""
        try:
            await self._search(run)
        except (MediaError, NotFound, BadPlace) as error:
            state, failure = RunState.ERROR, str(error)
        event = None
        if run.subscription.wants(state):
            facts = RunFacts(prompt=run.prompt or None, failure=failure or None)
            record = await self._record(run, state, self._found(run), facts)
            event = self._herald.event(run.subscription, state, run=record)
        self._ledger.end_run(run.run_id, state, failure, event)
        self._herald.news.set()

    async def _search(self, run: RunEntry) -> None:
        asset = await self._library.asset(run.asset_id)
        index = (await self._library.media_file(asset)).index
        # One number for each frame of a film: too many to be made while others wait.
        starts_ms = await asyncio.to_thread(lambda: (*index.starts_ms, index.end_ms))
        wishes = read_wishes(run.prompt)
        async for seen in self._look(asset.path, index):
            cuts_ms = [starts_ms[cut] for cut in seen.cuts]
            chosen = choose(cuts_ms, starts_ms[seen.known], index.end_ms, wishes)
            await self._keep(run, [on_frames(span, index, starts_ms) for span in chosen])

    async def _keep(self, run: RunEntry, spans: Sequence[Span]) -> None:
        """Keep the clips that are new, and tell of them."""
        known = {Span(span.start_ms, span.stop_ms) for span in self._found(run)}
        new = [self._entry(run, span) for span in spans if span not in known]
        if not new:
            return
        event = None
        if run.subscription.wants(NEW_CLIPS):
            record = await self._record(run, RunState.PROCESSING, new, None)
            event = self._herald.event(run.subscription, NEW_CLIPS, run=record)
        self._ledger.add_spans(new, event)
        self._herald.news.set()

    def _found(self, run: RunEntry) -> Sequence[SpanEntry]:
        return self._ledger.spans(run.library, run.run_id)

    def _entry(self, run: RunEntry, span: Span) -> SpanEntry:
        clip_id = self._shelf.clock.new_id()
        return SpanEntry(
            clip_id, run.library, run.run_id, run.asset_id, span.start_ms, span.stop_ms
        )

    async def _record(
        self, run: RunEntry, state: RunState, spans: Sequence[SpanEntry], facts: RunFacts | None
    ) -> RunRecord:
        return RunRecord(
            status=state,
            run_id=run.run_id,
            clips=await clip_records(spans, self._shelf, run.subscription.base),
            webhook=self._herald.record(run.subscription),
            cliptui=facts,
        )
