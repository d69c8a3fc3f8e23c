"""The embedded server: its routes in Starlette, what it lets in, its start and its end."""

import logging
import re
import uuid
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from cliptui.clip.text import clean
from cliptui.errors import CliptuiError, NotFound, RequestRefused
from cliptui.media.modes import CutMode
from cliptui.server.call import Call, Endpoint
from cliptui.server.converter import Convert, Converter
from cliptui.server.library import Library
from cliptui.server.needs import Ledger, Media
from cliptui.server.scene_watch import SceneWatch
from cliptui.server.uplynk.assets import AssetAnswers
from cliptui.server.uplynk.drafts import DraftAnswers
from cliptui.server.uplynk.routes import endpoints
from cliptui.server.uplynk.surveys import SurveyAnswers
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import extensions
from cliptui.wire.uplynk.answers import write_json
from cliptui.wire.uplynk.refusals import refusal
from cliptui.wire.uplynk.signature import Credentials, find_signed, verify

MAX_BODY_BYTES: Final = 1024 * 1024
"""Bytes that the body of a request may have."""

_LOG: Final = logging.getLogger(__name__)
_LOOPBACK: Final = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_WRONG_METHOD: Final = 405


class EmbeddedServer:
    """A server within this process, or for this computer only.

    Use it as an asynchronous context manager around requests to `app`; a server of sockets
    does the same through the application's lifespan.

    Args:
        found: What answers where.
        converter: Makes clips of drafts, from the start to the end of the server.
        watch: Looks for scenes, likewise.
        credentials: Whom to serve.
        now: Unix time in seconds.

    Attributes:
        app: The ASGI application.
    """

    def __init__(
        self,
        found: Iterable[Endpoint],
        converter: Converter,
        watch: SceneWatch,
        credentials: Credentials,
        now: Callable[[], float],
    ) -> None:
        self._converter = converter
        self._watch = watch
        self._credentials = credentials
        self._now = now
        self._headers = {extensions.ANNOUNCEMENT: _announced(converter.convert)}
        self.app: Final = Starlette(
            routes=[route for endpoint in found for route in self._routes(endpoint)],
            exception_handlers={HTTPException: self._no_route, Exception: self._bug},
            middleware=[Middleware(LoopbackOnly)],
            lifespan=self._lifespan,
        )
        # A redirection would lose the body, and its signature would not be asked for anew.
        self.app.router.redirect_slashes = False

    async def start(self) -> None:
        """Begin to convert drafts, if this server does.

        Raises:
            BadPlace: The folder of clips cannot be written to.
            StoreError: The ledger cannot be read.
        """
        await self._converter.start()
        self._watch.start()

    async def aclose(self) -> None:
        """Stop converting; a draft that is being cut stays unfinished, for the next start."""
        await self._watch.aclose()
        await self._converter.aclose()

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close."""
        await self.aclose()

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        async with self:
            yield

    def _routes(self, endpoint: Endpoint) -> Iterable[Route]:
        async def answer(http: HttpRequest) -> HttpResponse:
            try:
                response = await endpoint.answer(await self._verified(http))
            except CliptuiError as error:
                response = refusal(error, version=endpoint.version)
            return self._outgoing(response)

        for path in (endpoint.path, f"{endpoint.path}/"):
            yield Route(path, answer, methods=list(endpoint.methods))

    async def _verified(self, http: HttpRequest) -> Call:
        request = await _incoming(http)
        signed = find_signed(request)
        members = verify(signed, self._credentials, now_s=int(self._now()))
        return Call(request, members, http.path_params.get("identifier", ""))

    async def _no_route(self, http: HttpRequest, error: Exception) -> HttpResponse:
        """Answer where there is no such path, or not with this method."""
        path = clean(http.url.path, 80)
        is_wrong_method = isinstance(error, HTTPException) and error.status_code == _WRONG_METHOD
        if not is_wrong_method:
            missing = NotFound(f"There is nothing at {path} on this server.")
            return self._outgoing(refusal(missing, version=_version(http)))
        sentence = f"{path} cannot be asked with {clean(http.method, 20)}."
        told = {"error": 1, "msg": sentence}
        if _version(http) == 4:  # noqa: PLR2004 - the version is the vendor's name for the API
            told = {"@type": "Error", "message": sentence, "status": _WRONG_METHOD}
        return self._outgoing(write_json(told, _WRONG_METHOD))

    async def _bug(self, http: HttpRequest, error: Exception) -> HttpResponse:
        """Answer 500 and log what happened, but never the query, which is signed."""
        path = clean(http.url.path, 80)
        _LOG.error("%s %s failed: this is a bug.", http.method, path, exc_info=error)
        sentence = "The server has failed on this request, which is a bug: its log tells more."
        return self._outgoing(refusal(CliptuiError(sentence), version=_version(http)))

    def _outgoing(self, response: Response) -> HttpResponse:
        headers = {**response.headers, **self._headers}
        return HttpResponse(response.body, response.status, headers)


class LoopbackOnly:
    """Lets in only requests that were meant for this computer and that no web page sends.

    A page of a foreign site can make a browser on this computer ask a server on loopback, under
    a name that the site's owner leads here; such requests carry that name, or an origin.

    Args:
        app: The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        http = HttpRequest(scope)
        if not _LOOPBACK.fullmatch(http.headers.get("host", "")):
            error = RequestRefused("This server answers only to 127.0.0.1, localhost and [::1].")
        elif "origin" in http.headers:
            error = RequestRefused("This server does not answer web pages.")
        else:
            await self._app(scope, receive, send)
            return
        response = refusal(error, version=_version(http))
        answer = HttpResponse(response.body, response.status, dict(response.headers))
        await answer(scope, receive, send)


def make_server(  # noqa: PLR0913  where the room is composed, of things that are all needed
    folder: Path,
    clips_folder: Path,
    ledger: Ledger,
    media: Media,
    credentials: Credentials,
    *,
    convert: Convert,
    cut: CutMode = CutMode.LOSSLESS,
    now: Callable[[], float],
    new_id: Callable[[], str] = lambda: uuid.uuid4().hex,
) -> EmbeddedServer:
    """Make a server over a folder of video files.

    Args:
        folder: The folder; `server.folder.check_folder` tells whether it can be served.
        clips_folder: Where clips are written to; made when the server starts.
        ledger: Keeps drafts and clips; stays open when the server ends.
        media: Decodes and cuts; likewise.
        credentials: Whom to serve.
        convert: When drafts become clips.
        cut: How they are cut.
        now: Unix time in seconds.
        new_id: Makes identifiers of 32 hexadecimal digits.
    """
    library = Library(folder, clips_folder, ledger, media)
    converter = Converter(library, ledger, media, convert=convert, cut=cut, now=now, new_id=new_id)
    watch = SceneWatch(media.survey)
    assets = AssetAnswers(library, media, watch)
    drafts = DraftAnswers(library, ledger, converter, now, new_id)
    surveys = SurveyAnswers(library, media.survey, watch)
    found = endpoints(assets, drafts, surveys)
    return EmbeddedServer(found, converter, watch, credentials, now)


async def _incoming(http: HttpRequest) -> Request:
    """Read a request.

    Raises:
        RequestRefused: Its body is too long, or breaks off.
    """
    body = bytearray()
    try:
        async for chunk in http.stream():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                raise RequestRefused(f"The body is longer than {MAX_BODY_BYTES} bytes.")
    except ClientDisconnect as error:
        raise RequestRefused("The request broke off.") from error
    return Request(
        method=http.method,
        path=http.url.path,
        query=tuple(http.query_params.multi_items()),
        headers=dict(http.headers),
        body=bytes(body),
    )


def _announced(convert: Convert) -> str:
    words = [extensions.PICTURES, extensions.SKIM, extensions.SCENES]
    if convert is Convert.MANUAL:
        words.append(extensions.CONVERT)
    return " ".join(words)


def _version(http: HttpRequest) -> Literal[2, 4]:
    return 2 if http.url.path.startswith("/api2/") else 4
