"""The cloud slicer's jobs over a ledger: clips without a draft, and whole assets as files.

A job is cut as a draft is, by the same converter; its draft is not told to anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cliptui.clip.draft import DraftState
from cliptui.clip.ledger import DraftEntry, JobEntry, JobKind
from cliptui.clip.text import clean
from cliptui.errors import NotFound, RequestRefused
from cliptui.server.call import Call
from cliptui.server.converter import Convert, Converter
from cliptui.server.library import Library
from cliptui.server.needs import ServerLedger
from cliptui.server.spans import checked_stop_ms
from cliptui.server.uplynk.links import Linked, Links
from cliptui.wire.message import Response
from cliptui.wire.uplynk import jobs as wire
from cliptui.wire.uplynk.times import write_instant

_MS_PER_S: Final = 1000
_TYPES: Final = {JobKind.QUICKCLIP: "quickclip", JobKind.EXPORT: "create_export"}


@dataclass(frozen=True, slots=True)
class JobAnswers:
    """Answers to the cloud slicer's API.

    Attributes:
        library: The assets that jobs are made of.
        ledger: Keeps jobs, and what is cut for them.
        converter: Cuts.
        links: Makes the addresses of exports.
        now: Unix time in seconds.
        new_id: Makes identifiers of 32 hexadecimal digits.
    """

    library: Library
    ledger: ServerLedger
    converter: Converter
    links: Links
    now: Callable[[], float]
    new_id: Callable[[], str]

    async def quickclip(self, call: Call) -> Response:
        """Answer a request for a clip; the job is kept before this returns."""
        params = wire.read_quickclip_params(call.members)
        span_ms = (params.start_ms, params.stop_ms)
        job = await self._begun(JobKind.QUICKCLIP, params.asset_id, span_ms, params.title)
        return self._told(job, call)

    async def create_export(self, call: Call) -> Response:
        """Answer a request for a file of a whole asset."""
        asset = await self.library.asset(wire.read_export_params(call.members))
        end_ms = (await self.library.media_file(asset)).index.end_ms
        job = await self._begun(JobKind.EXPORT, asset.asset_id, (0, end_ms), "")
        return self._told(job, call)

    async def get_job(self, call: Call) -> Response:
        """Answer how far a job is."""
        return self._told(self._job(call), call)

    async def list_jobs(self, call: Call) -> Response:
        """Answer with all jobs, the newest first."""
        jobs = self.ledger.jobs(self.library.key)
        return wire.write_jobs([self._record(job, call.base) for job in jobs])

    async def cancel_job(self, call: Call) -> Response:
        """Answer a request to give a job up; what is done stays done."""
        job = self._job(call)
        if self._state(job) is DraftState.DONE:
            raise RequestRefused(f"The job “{job.title}” is done already.")
        self.ledger.cancel_job(self.library.key, job.job_id)
        self.converter.removed(job.job_id)
        return self._told(self._job(call), call)

    async def delete_job(self, call: Call) -> Response:
        """Answer a request to forget a job; what it has made stays."""
        job = self._job(call)
        told = self._told(job, call)
        self.ledger.remove_job(self.library.key, job.job_id)
        self.converter.removed(job.job_id)
        return told

    async def _begun(
        self, kind: JobKind, asset_id: str, span_ms: tuple[int, int], title: str
    ) -> JobEntry:
        if self.converter.convert is Convert.OFF:
            raise RequestRefused("This server does not cut.")
        asset = await self.library.asset(asset_id)
        now_ms = int(self.now() * _MS_PER_S)
        start_ms, stop_ms = span_ms
        job = JobEntry(
            job_id=self.new_id(),
            library=self.library.key,
            kind=kind,
            asset_id=asset.asset_id,
            title=title or asset.name,
            start_ms=start_ms,
            stop_ms=await checked_stop_ms(self.library, asset, start_ms, stop_ms),
            created_ms=now_ms,
        )
        draft = DraftEntry(
            draft_id=job.job_id,
            library=job.library,
            asset_id=job.asset_id,
            title=job.title,
            start_ms=job.start_ms,
            stop_ms=job.stop_ms,
            meta_json="{}",
            profile="",
            created=write_instant(now_ms),
            job=kind,
        )
        self.ledger.add_job(job, draft)
        self.converter.begin(draft)
        return job

    def _job(self, call: Call) -> JobEntry:
        job_id = wire.read_job_params(call.members)
        job = self.ledger.job(self.library.key, job_id)
        if job is None:
            raise NotFound(f"There is no job “{clean(job_id, 40)}” here.")
        return job

    def _state(self, job: JobEntry) -> DraftState:
        clips = self.ledger.clips(self.library.key, job.job_id)
        return clips[0].state if clips else DraftState.SAVED

    def _told(self, job: JobEntry, call: Call) -> Response:
        return wire.write_job(self._record(job, call.base))

    def _record(self, job: JobEntry, base: str) -> wire.JobRecord:
        clips = self.ledger.clips(self.library.key, job.job_id)
        state = clips[0].state if clips else DraftState.SAVED
        is_export = job.kind is JobKind.EXPORT
        is_made = state is DraftState.DONE
        url = f"{base}{self.links.path(Linked.EXPORT, job.job_id)}"
        return wire.JobRecord(
            id=job.job_id,
            state=self._word(job, state),
            created=job.created_ms,
            job_type=_TYPES[job.kind],
            asset=clips[0].asset_id if is_made and not is_export else job.asset_id,
            hd_exported_url=url if is_export and is_made else None,
            failure=(clips[0].failure or None) if clips else None,
        )

    def _word(self, job: JobEntry, state: DraftState) -> str:
        """Return the API's word for a state; it has none for a failure, which is over too."""
        if job.is_cancelled:
            return "cancelled"
        if state.is_final:
            return "done"
        return "waiting" if self.converter.progress(job.job_id) is None else "assigned"
