"""Jobs of the embedded server; what they cut is kept as drafts and clips are."""

from dataclasses import astuple, replace
from typing import Any, Final

from cliptui.clip.ledger import DraftEntry, JobEntry, JobKind
from cliptui.store.database import Tables
from cliptui.store.ledger import ADD_DRAFT

_JOB: Final = (
    "SELECT job_id, library, kind, asset_id, title, start_ms, stop_ms, created_ms, is_cancelled"
    " FROM jobs"
)


class JobLedger(Tables):
    """Jobs; it has the methods of `cliptui.server.needs.JobLedger`."""

    def add_job(self, job: JobEntry, draft: DraftEntry) -> None:
        """Keep a new job, and the draft that is cut for it."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO jobs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(job)
            )
            connection.execute(ADD_DRAFT, astuple(draft))

    def jobs(self, library: str) -> tuple[JobEntry, ...]:
        """Return all jobs of a library, the newest first."""
        rows = self._database.rows(f"{_JOB} WHERE library = ? ORDER BY number DESC", library)
        return tuple(map(_job_entry, rows))

    def job(self, library: str, job_id: str) -> JobEntry | None:
        """Return one job of a library, if it is there."""
        rows = self._database.rows(f"{_JOB} WHERE library = ? AND job_id = ?", library, job_id)
        return _job_entry(rows[0]) if rows else None

    def cancel_job(self, library: str, job_id: str) -> None:
        """Give a job up: its draft is forgotten, and its clip unless that is done."""
        self._end(library, job_id, "UPDATE jobs SET is_cancelled = 1")

    def remove_job(self, library: str, job_id: str) -> None:
        """Forget a job and its draft, and its clip unless that is done."""
        self._end(library, job_id, "DELETE FROM jobs")

    def _end(self, library: str, job_id: str, act: str) -> None:
        arguments = (library, job_id)
        with self._database.transaction() as connection:
            connection.execute(f"{act} WHERE library = ? AND job_id = ?", arguments)
            connection.execute("DELETE FROM drafts WHERE library = ? AND draft_id = ?", arguments)
            connection.execute(
                "DELETE FROM clips WHERE library = ? AND draft_id = ? AND state != 'done'",
                arguments,
            )


def _job_entry(row: tuple[Any, ...]) -> JobEntry:
    job = JobEntry(*row)
    return replace(job, kind=JobKind(job.kind), is_cancelled=bool(job.is_cancelled))
