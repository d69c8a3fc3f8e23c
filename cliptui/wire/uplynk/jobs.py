"""The cloud slicer's jobs as asked, answered and read: clips without a draft, and exports.

Public texts tell the paths, `args.beam_id`, `source.trim` as a start and a duration in
milliseconds, `asset` of an export, the states, and `hd_exported_url`; the rest of a job is ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from cliptui.clip.job import Job
from cliptui.clip.text import clean
from cliptui.errors import RequestRefused
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk.answers import read_json, told, write_json
from cliptui.wire.uplynk.asking import asking
from cliptui.wire.uplynk.notes import read_object
from cliptui.wire.uplynk.params import text_member
from cliptui.wire.uplynk.refusals import check
from cliptui.wire.uplynk.signature import Credentials, Stamp

_JOBS: Final = "/api2/cloudslicer/jobs"
QUICKCLIP_PATH: Final = f"{_JOBS}/quickclip"
EXPORT_PATH: Final = f"{_JOBS}/create_export"
GET_JOB_PATH: Final = f"{_JOBS}/get"
LIST_JOBS_PATH: Final = f"{_JOBS}/list"
CANCEL_JOB_PATH: Final = f"{_JOBS}/cancel"
DELETE_JOB_PATH: Final = f"{_JOBS}/delete"

_MAX_MS: Final = 10**12
_SPAN: Final = 2


class JobRecord(msgspec.Struct, kw_only=True):
    """A job as a service tells it.

    Attributes:
        id: The job's identifier.
        state: `waiting`, `assigned`, `done` or `cancelled`.
        created: Milliseconds since 1970.
        job_type: `quickclip` or `create_export`.
        asset: What it is made of until it is done; of a clip then what it has become.
        hd_exported_url: Where an export can be downloaded; only once it is done.
        failure: Why it could not be done; ours.
    """

    id: str
    state: str
    created: int = 0
    job_type: str = ""
    asset: str = ""
    hd_exported_url: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class QuickclipParams:
    """What `quickclip` is asked.

    Attributes:
        asset_id: The asset to cut from.
        title: What the clip shall be called; empty for the asset's name.
        start_ms: The start, in milliseconds from the start of the asset.
        stop_ms: The end, likewise; after the start.
    """

    asset_id: str
    title: str
    start_ms: int
    stop_ms: int


class _OneJob(msgspec.Struct):
    job: JobRecord


class _Jobs(msgspec.Struct):
    jobs: list[JobRecord]


def quickclip(
    credentials: Credentials, stamp: Stamp, asset_id: str, span_ms: tuple[int, int], title: str
) -> Request:
    """Ask to make a clip without a draft.

    Args:
        credentials: Who asks.
        stamp: What makes the request unlike all others.
        asset_id: The asset to cut from.
        span_ms: Start and end, in milliseconds from the start of the asset.
        title: What the clip shall be called.
    """
    start_ms, stop_ms = span_ms
    members = {
        "source": {"trim": [start_ms, stop_ms - start_ms]},
        "args": {"beam_id": asset_id, "description": title},
    }
    return asking(QUICKCLIP_PATH, members, credentials, stamp)


def create_export(credentials: Credentials, stamp: Stamp, asset_id: str) -> Request:
    """Ask to make a file of a whole asset, to be downloaded."""
    return asking(EXPORT_PATH, {"asset": asset_id}, credentials, stamp)


def get_job(credentials: Credentials, stamp: Stamp, job_id: str) -> Request:
    """Ask how far a job is."""
    return asking(GET_JOB_PATH, {"id": job_id}, credentials, stamp)


def list_jobs(credentials: Credentials, stamp: Stamp) -> Request:
    """Ask for all jobs."""
    return asking(LIST_JOBS_PATH, {}, credentials, stamp)


def cancel_job(credentials: Credentials, stamp: Stamp, job_id: str) -> Request:
    """Ask to give a job up."""
    return asking(CANCEL_JOB_PATH, {"id": job_id}, credentials, stamp)


def delete_job(credentials: Credentials, stamp: Stamp, job_id: str) -> Request:
    """Ask to forget a job."""
    return asking(DELETE_JOB_PATH, {"id": job_id}, credentials, stamp)


def read_quickclip_params(members: Mapping[str, object]) -> QuickclipParams:
    """Read what clip is asked for.

    Raises:
        RequestRefused: The asset or the times are missing, or are none.
    """
    args, source = _inner(members, "args"), _inner(members, "source")
    asset_id = text_member(args, "beam_id")
    trim = source.get("trim")
    if not asset_id:
        raise RequestRefused("The request lacks args.beam_id, the asset to cut from.")
    if not isinstance(trim, list) or len(trim) != _SPAN or not all(map(_is_ms, trim)):
        raise RequestRefused("source.trim must be start and duration in whole milliseconds.")
    start_ms, duration_ms = trim
    if not duration_ms:
        raise RequestRefused("The duration in source.trim is 0: the clip is empty.")
    title = clean(text_member(args, "description").strip())
    return QuickclipParams(asset_id, title, start_ms, start_ms + duration_ms)


def read_export_params(members: Mapping[str, object]) -> str:
    """Read which asset a file shall be made of.

    Raises:
        RequestRefused: None is named.
    """
    return _required(members, "asset")


def read_job_params(members: Mapping[str, object]) -> str:
    """Read which job is meant.

    Raises:
        RequestRefused: None is named.
    """
    return _required(members, "id")


def read_job(response: Response) -> Job:
    """Read how far a job is.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    return _job_of(read_json(response, _OneJob).job)


def read_jobs(response: Response) -> tuple[Job, ...]:
    """Read all jobs.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    return tuple(map(_job_of, read_json(response, _Jobs).jobs))


def write_job(record: JobRecord) -> Response:
    """Answer with one job."""
    return write_json({"job": told(record), "error": 0})


def write_jobs(records: Sequence[JobRecord]) -> Response:
    """Answer with all jobs."""
    return write_json({"jobs": [told(record) for record in records], "error": 0})


def _inner(members: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = members.get(name)
    if isinstance(value, str) and value:
        return read_object(value, name)
    if value is None or isinstance(value, dict):
        return value or {}
    raise RequestRefused(f"{name} must be an object.")


def _is_ms(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MAX_MS


def _required(members: Mapping[str, object], name: str) -> str:
    value = text_member(members, name)
    if not value:
        raise RequestRefused(f"The request lacks {name}.")
    return value


def _job_of(record: JobRecord) -> Job:
    return Job(
        job_id=clean(record.id),
        state=clean(record.state),
        kind=clean(record.job_type),
        asset_id=clean(record.asset),
        url=clean(record.hd_exported_url or ""),
        failure=clean(record.failure or ""),
    )
