"""Uplynk's APIs on our server: what answers where, whom they let in, how they say no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cliptui.errors import CliptuiError
from cliptui.server.call import Endpoint
from cliptui.server.uplynk.assets import AssetAnswers
from cliptui.server.uplynk.drafts import DraftAnswers
from cliptui.server.uplynk.surveys import SurveyAnswers
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import assets as v2
from cliptui.wire.uplynk import drafts as v4
from cliptui.wire.uplynk.extensions import COLOURS_PATH, CONVERT_PATH, SCENES_PATH, SKIM_PATH
from cliptui.wire.uplynk.refusals import refusal
from cliptui.wire.uplynk.signature import Credentials, find_signed, verify


@dataclass(frozen=True, slots=True)
class UplynkApi:
    """The Asset API (v2) and the clipping API (v4).

    Attributes:
        endpoints: What answers where.
        credentials: Whom to serve.
        now: Unix time in seconds.
        prefixes: Beginnings of their paths.
    """

    endpoints: tuple[Endpoint, ...]
    credentials: Credentials
    now: Callable[[], float]
    prefixes: tuple[str, ...] = ("/api2/", "/api/v4/")

    def admit(self, request: Request) -> Mapping[str, object]:
        """Check the signature of a request and return the members of its message."""
        return verify(find_signed(request), self.credentials, now_s=int(self.now()))

    def refusal(self, error: CliptuiError, path: str) -> Response:
        """Write an error as the version that was asked does."""
        return refusal(error, version=2 if path.startswith("/api2/") else 4)


def endpoints(
    assets: AssetAnswers, drafts: DraftAnswers, surveys: SurveyAnswers
) -> tuple[Endpoint, ...]:
    """Return all endpoints; those of v2 take GET and POST alike, as Uplynk does."""
    either = ("GET", "POST")
    draft = f"{v4.DRAFTS_PATH}/{{identifier}}"
    return (
        Endpoint(either, v2.LIST_PATH, assets.list_assets),
        Endpoint(either, v2.GET_PATH, assets.get_assets),
        Endpoint(either, v2.GETFRAME_PATH, assets.frame),
        Endpoint(either, v2.GETTHUMBS_PATH, assets.thumbs),
        Endpoint(either, SKIM_PATH, surveys.skim),
        Endpoint(either, COLOURS_PATH, surveys.colours),
        Endpoint(either, SCENES_PATH, surveys.scenes),
        Endpoint(("POST",), v4.DRAFTS_PATH, drafts.save),
        Endpoint(("GET",), v4.DRAFTS_PATH, drafts.list_drafts),
        Endpoint(("GET",), draft, drafts.get_draft),
        Endpoint(("DELETE",), draft, drafts.delete_draft),
        Endpoint(("GET",), v4.CLIPS_PATH, drafts.list_clips),
        Endpoint(("GET",), f"{v4.CLIPS_PATH}/{{identifier}}", drafts.get_clip),
        Endpoint(("POST",), CONVERT_PATH.format(draft_id="{identifier}"), drafts.convert_draft),
    )
