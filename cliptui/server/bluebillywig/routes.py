"""The SAPI on our server: what answers where, whom it lets in, how it says no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cliptui.errors import CliptuiError
from cliptui.server.bluebillywig.mediaclips import MediaClipAnswers
from cliptui.server.bluebillywig.pictures import PictureAnswers
from cliptui.server.call import Endpoint
from cliptui.wire.bluebillywig.extensions import FRAME_PATH, MEDIA_PATH, THUMBS_PATH
from cliptui.wire.bluebillywig.refusals import refusal
from cliptui.wire.bluebillywig.requests import LIST_PATH, PUBLICATION_PATH, SEARCH_PATH
from cliptui.wire.bluebillywig.token import SharedSecret, verify
from cliptui.wire.message import Request, Response


@dataclass(frozen=True, slots=True)
class BlueBillywigApi:
    """The SAPI. Pictures and files need the token too: on this computer there may be others.

    Attributes:
        endpoints: What answers where.
        secret: Whom to serve.
        now: Unix time in seconds.
        prefixes: Beginnings of its paths.
    """

    endpoints: tuple[Endpoint, ...]
    secret: SharedSecret
    now: Callable[[], float]
    prefixes: tuple[str, ...] = ("/sapi/", "/papi/", "/image/", "/mediaclip/", MEDIA_PATH)

    def admit(self, request: Request) -> Mapping[str, object]:
        """Check the token of a request; it carries no members."""
        verify(request, self.secret, now_s=self.now())
        return {}

    def refusal(self, error: CliptuiError, path: str) -> Response:
        """Write an error as the service does."""
        del path
        return refusal(error)


def endpoints(clips: MediaClipAnswers, pictures: PictureAnswers) -> tuple[Endpoint, ...]:
    """Return all endpoints; those for changes take PUT and POST alike, as clients send both."""
    get, write = ("GET",), ("PUT", "POST")
    one = f"{LIST_PATH}/{{identifier}}"
    named = {"mediaclip_id": "{identifier}"}
    return (
        Endpoint(get, LIST_PATH, clips.list_mediaclips),
        Endpoint(write, LIST_PATH, clips.save_mediaclip),
        Endpoint(("DELETE",), LIST_PATH, clips.delete_sought),
        Endpoint(write, f"{LIST_PATH}/new", clips.create_mediaclip),
        Endpoint(get, one, clips.get_mediaclip),
        Endpoint(write, one, clips.update_mediaclip),
        Endpoint(("DELETE",), one, clips.delete_mediaclip),
        Endpoint(write, f"{one}/publish", clips.publish),
        Endpoint(write, f"{one}/unpublish", clips.unpublish),
        Endpoint(get, SEARCH_PATH, clips.search),
        Endpoint(get, PUBLICATION_PATH, pictures.publication),
        Endpoint(get, "/image/{width}/{height}/{src:path}", pictures.image),
        Endpoint(
            get, "/mediaclip/{identifier}/spthumbnail/{width}/{height}.jpg", pictures.main_picture
        ),
        Endpoint(get, f"{MEDIA_PATH}{{name}}", pictures.media_file),
        Endpoint(get, FRAME_PATH.format(**named), pictures.frame),
        Endpoint(get, THUMBS_PATH.format(**named), pictures.thumbs),
    )
