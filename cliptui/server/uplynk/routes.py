"""Uplynk's APIs on our server: what answers where, whom they let in, how they say no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cliptui.errors import CliptuiError
from cliptui.server.call import Endpoint
from cliptui.server.replays import Replays
from cliptui.server.uplynk.assets import AssetAnswers
from cliptui.server.uplynk.drafts import DraftAnswers
from cliptui.server.uplynk.edits import EditAnswers
from cliptui.server.uplynk.jobs import JobAnswers
from cliptui.server.uplynk.surveys import SurveyAnswers
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import assets as v2
from cliptui.wire.uplynk import drafts as v4
from cliptui.wire.uplynk import edits, jobs, profiles
from cliptui.wire.uplynk.extensions import COLOURS_PATH, CONVERT_PATH, SCENES_PATH, SKIM_PATH
from cliptui.wire.uplynk.refusals import refusal
from cliptui.wire.uplynk.signature import WINDOW_S, Credentials, find_signed, verify

MAX_UPDATE_BYTES: Final = 6 * 1024 * 1024
"""Bytes of an update's body: a poster of 3 MB in base64, in `msg`, in a form."""


@dataclass(frozen=True, slots=True)
class Strictness:
    """How requests prove that they are fresh.

    Attributes:
        window_s: Seconds by which a request's clock may differ.
        refuse_replays: Whether a request that was answered is refused from then on.
    """

    window_s: int = WINDOW_S
    refuse_replays: bool = False


@dataclass(frozen=True, slots=True)
class UplynkAnswers:
    """All that answers.

    Attributes:
        assets: What only reads assets.
        edits: What changes them.
        drafts: Drafts and clips.
        jobs: Clips and files that are made without a draft.
        surveys: What shows whole assets at a glance.
    """

    assets: AssetAnswers
    edits: EditAnswers
    drafts: DraftAnswers
    jobs: JobAnswers
    surveys: SurveyAnswers


class UplynkApi:
    """The Asset API (v2), the cloud slicer's jobs, and the clipping API (v4).

    Args:
        endpoints: What answers where.
        credentials: Whom to serve.
        now: Unix time in seconds.
        strictness: How requests prove that they are fresh.
    """

    prefixes = ("/api2/", "/api/v4/")

    def __init__(
        self,
        endpoints: tuple[Endpoint, ...],
        credentials: Credentials,
        now: Callable[[], float],
        strictness: Strictness,
    ) -> None:
        self.endpoints = endpoints
        self._credentials = credentials
        self._now = now
        self._window_s = strictness.window_s
        self._replays = Replays(2 * strictness.window_s) if strictness.refuse_replays else None

    def admit(self, request: Request) -> Mapping[str, object]:
        """Check the signature of a request and return the members of its message."""
        now_s = int(self._now())
        signed = find_signed(request)
        members = verify(signed, self._credentials, now_s=now_s, window_s=self._window_s)
        if self._replays is not None:
            self._replays.check(signed.sig.strip().lower(), now_s)
        return members

    def refusal(self, error: CliptuiError, path: str) -> Response:
        """Write an error as the version that was asked does."""
        return refusal(error, version=2 if path.startswith("/api2/") else 4)


def endpoints(answers: UplynkAnswers) -> tuple[Endpoint, ...]:
    """Return all endpoints; those of v2 take GET and POST alike, as Uplynk does."""
    either = ("GET", "POST")
    draft = f"{v4.DRAFTS_PATH}/{{identifier}}"
    assets, drafts, surveys = answers.assets, answers.drafts, answers.surveys
    return (
        Endpoint(either, v2.LIST_PATH, assets.list_assets),
        Endpoint(either, v2.GET_PATH, assets.get_assets),
        Endpoint(either, v2.GETFRAME_PATH, assets.frame),
        Endpoint(either, v2.GETTHUMBS_PATH, assets.thumbs),
        Endpoint(either, SKIM_PATH, surveys.skim),
        Endpoint(either, COLOURS_PATH, surveys.colours),
        Endpoint(either, SCENES_PATH, surveys.scenes),
        Endpoint(either, edits.UPDATE_PATH, answers.edits.update, MAX_UPDATE_BYTES),
        Endpoint(either, edits.DELETE_PATH, answers.edits.delete),
        Endpoint(either, edits.CHANGES_PATH, answers.edits.changes),
        Endpoint(either, jobs.QUICKCLIP_PATH, answers.jobs.quickclip),
        Endpoint(either, jobs.EXPORT_PATH, answers.jobs.create_export),
        Endpoint(either, jobs.GET_JOB_PATH, answers.jobs.get_job),
        Endpoint(either, jobs.LIST_JOBS_PATH, answers.jobs.list_jobs),
        Endpoint(either, jobs.CANCEL_JOB_PATH, answers.jobs.cancel_job),
        Endpoint(either, jobs.DELETE_JOB_PATH, answers.jobs.delete_job),
        Endpoint(("GET",), profiles.PROFILES_PATH, drafts.list_profiles),
        Endpoint(("POST",), v4.DRAFTS_PATH, drafts.save),
        Endpoint(("GET",), v4.DRAFTS_PATH, drafts.list_drafts),
        Endpoint(("GET",), draft, drafts.get_draft),
        Endpoint(("DELETE",), draft, drafts.delete_draft),
        Endpoint(("GET",), v4.CLIPS_PATH, drafts.list_clips),
        Endpoint(("GET",), f"{v4.CLIPS_PATH}/{{identifier}}", drafts.get_clip),
        Endpoint(("POST",), CONVERT_PATH.format(draft_id="{identifier}"), drafts.convert_draft),
    )
