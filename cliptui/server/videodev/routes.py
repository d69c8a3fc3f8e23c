"""video.dev's API on our server: what answers where, whom it lets in, how it says no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cliptui.clip.secret import Secret
from cliptui.errors import CliptuiError
from cliptui.server.call import Endpoint
from cliptui.server.converter import Convert, Converter
from cliptui.server.library import Library
from cliptui.server.needs import Media, PostsEvents, ServerLedger
from cliptui.server.videodev.allowed import AllowedWebhooks
from cliptui.server.videodev.clock import Clock
from cliptui.server.videodev.courier import Courier
from cliptui.server.videodev.herald import Herald
from cliptui.server.videodev.media import MediaAnswers, MediaShelf
from cliptui.server.videodev.renders import RenderAnswers, RenderWatch
from cliptui.server.videodev.runs import RunAnswers
from cliptui.server.videodev.scenes import by_and_by
from cliptui.server.videodev.scout import Scout
from cliptui.wire.message import Request, Response
from cliptui.wire.videodev.keys import check_key
from cliptui.wire.videodev.links import FILES_PATH
from cliptui.wire.videodev.refusals import refusal
from cliptui.wire.videodev.requests import CLIP_PATH, IMPORT_PATH, RUNS_PATH


@dataclass(frozen=True, slots=True)
class VideodevServing:
    """How to serve as video.dev does.

    Attributes:
        key: The key that lets in, and that links are signed with.
        allowed: Where webhooks may lead.
        poster: Posts to them; None where nothing is posted by this process.
    """

    key: Secret
    allowed: AllowedWebhooks = field(default_factory=AllowedWebhooks)
    poster: PostsEvents | None = None


@dataclass(frozen=True, slots=True)
class VideodevApi:
    """The API.

    Attributes:
        endpoints: What answers where.
        key: The key that lets in.
        prefixes: Beginnings of its paths.
    """

    endpoints: tuple[Endpoint, ...]
    key: Secret
    prefixes: tuple[str, ...] = ("/v1/",)

    def admit(self, request: Request) -> Mapping[str, object]:
        """Check the key of a request; a link to a file is its own proof, checked when answered."""
        if not request.path.startswith(f"{FILES_PATH}/"):
            check_key(request, self.key)
        return {}

    def refusal(self, error: CliptuiError, path: str) -> Response:
        """Write an error as the API does, alike for all paths."""
        del path
        return refusal(error)


def compose(  # noqa: PLR0913  where the room is composed, of things that are all needed
    serving: VideodevServing,
    library: Library,
    ledger: ServerLedger,
    media: Media,
    converter: Converter,
    *,
    now: Callable[[], float],
    new_id: Callable[[], str],
) -> tuple[VideodevApi, tuple[Scout | RenderWatch | Courier, ...]]:
    """Put the API together.

    Returns:
        The API, and what works for it in the background.
    """
    clock = Clock(now, new_id)
    shelf = MediaShelf(library, serving.key, clock)
    herald = Herald(library.key, ledger, clock, serving.allowed)
    # A process that cuts nothing for others looks for nothing for them either.
    resumes = converter.convert is not Convert.OFF
    scout = Scout(shelf, ledger, by_and_by(media.survey), herald, resumes=resumes)
    renders = RenderAnswers(shelf, ledger, converter, herald)
    endpoints = _endpoints(
        MediaAnswers(shelf, herald), RunAnswers(shelf, ledger, scout, herald), renders
    )
    api, workers = VideodevApi(endpoints, serving.key), (scout, RenderWatch(renders))
    if serving.poster is None:
        return api, workers
    courier = Courier(library.key, ledger, herald.news, clock, serving.allowed, serving.poster)
    return api, (*workers, courier)


def _endpoints(
    media: MediaAnswers, runs: RunAnswers, renders: RenderAnswers
) -> tuple[Endpoint, ...]:
    clip = f"{CLIP_PATH}/{{clip_id}}"
    return (
        Endpoint(("POST",), IMPORT_PATH, media.import_media),
        Endpoint(("GET", "HEAD"), f"{FILES_PATH}/{{identifier}}", media.file),
        Endpoint(("POST",), RUNS_PATH, runs.start),
        Endpoint(("GET",), f"{RUNS_PATH}/{{identifier}}", runs.get),
        Endpoint(("POST",), CLIP_PATH, runs.make_clip),
        Endpoint(("POST",), f"{clip}/render_video", renders.start),
        Endpoint(("GET",), f"{clip}/render/{{identifier}}", renders.get),
    )
