"""Which path of Uplynk's APIs is answered by what."""

from cliptui.server.call import Endpoint
from cliptui.server.uplynk.assets import AssetAnswers
from cliptui.server.uplynk.drafts import DraftAnswers
from cliptui.server.uplynk.surveys import SurveyAnswers
from cliptui.wire.uplynk import assets as v2
from cliptui.wire.uplynk import drafts as v4
from cliptui.wire.uplynk.extensions import COLOURS_PATH, CONVERT_PATH, SCENES_PATH, SKIM_PATH


def endpoints(
    assets: AssetAnswers, drafts: DraftAnswers, surveys: SurveyAnswers
) -> tuple[Endpoint, ...]:
    """Return all endpoints; those of v2 take GET and POST alike, as Uplynk does."""
    either = ("GET", "POST")
    draft = f"{v4.DRAFTS_PATH}/{{identifier}}"
    return (
        Endpoint(either, v2.LIST_PATH, 2, assets.list_assets),
        Endpoint(either, v2.GET_PATH, 2, assets.get_assets),
        Endpoint(either, v2.GETFRAME_PATH, 2, assets.frame),
        Endpoint(either, v2.GETTHUMBS_PATH, 2, assets.thumbs),
        Endpoint(either, SKIM_PATH, 2, surveys.skim),
        Endpoint(either, COLOURS_PATH, 2, surveys.colours),
        Endpoint(either, SCENES_PATH, 2, surveys.scenes),
        Endpoint(("POST",), v4.DRAFTS_PATH, 4, drafts.save),
        Endpoint(("GET",), v4.DRAFTS_PATH, 4, drafts.list_drafts),
        Endpoint(("GET",), draft, 4, drafts.get_draft),
        Endpoint(("DELETE",), draft, 4, drafts.delete_draft),
        Endpoint(("GET",), v4.CLIPS_PATH, 4, drafts.list_clips),
        Endpoint(("GET",), f"{v4.CLIPS_PATH}/{{identifier}}", 4, drafts.get_clip),
        Endpoint(("POST",), CONVERT_PATH.format(draft_id="{identifier}"), 4, drafts.convert_draft),
    )
