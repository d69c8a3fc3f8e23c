"""The embedded server: its routes in Starlette, what it lets in, its start and its end."""

import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from types import TracebackType
from typing import Final, Protocol, Self

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse
from starlette.responses import Response as HttpResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from cliptui.clip.text import clean
from cliptui.errors import CliptuiError, NotFound, RequestRefused, WrongMethod
from cliptui.server.call import Api, Call, Endpoint, FileAnswer
from cliptui.server.incoming import BODY_S, read_request
from cliptui.wire.message import Response

_LOG: Final = logging.getLogger(__name__)
_LOOPBACK: Final = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_WRONG_METHOD: Final = 405


class Worker(Protocol):
    """Something that works in the background, from the start to the end of the server."""

    async def start(self) -> None:
        """Begin."""

    async def aclose(self) -> None:
        """Stop; what is unfinished is left for the next start."""


class EmbeddedServer:
    """A server within this process, or for this computer only.

    Use it as an asynchronous context manager around requests to `app`; a server of sockets
    does the same through the application's lifespan.

    Args:
        apis: The vendors' APIs that it speaks; what belongs to none is refused as the last does.
        workers: What works in the background; started in order, closed in reverse.
        headers: Header fields of all answers.
        body_s: Seconds that the body of a request may take.

    Attributes:
        app: The ASGI application.
    """

    def __init__(
        self,
        apis: Sequence[Api],
        workers: Sequence[Worker],
        headers: Mapping[str, str],
        *,
        body_s: float = BODY_S,
    ) -> None:
        self._body_s = body_s
        self._apis = apis
        self._workers = workers
        self._headers = headers
        self._running = AsyncExitStack()
        self.app: Final = Starlette(
            routes=[route for api in apis for route in self._routes(api)],
            exception_handlers={HTTPException: self._no_route, Exception: self._bug},
            middleware=[Middleware(LoopbackOnly, refuse=self._refused)],
            lifespan=self._lifespan,
        )
        # A redirection would lose the body, and its signature would not be asked for anew.
        self.app.router.redirect_slashes = False

    async def start(self) -> None:
        """Begin what works in the background.

        Raises:
            BadPlace: The folder of clips cannot be written to.
            StoreError: The ledger cannot be read.
        """
        async with AsyncExitStack() as stack:
            for worker in self._workers:
                await worker.start()
                stack.push_async_callback(worker.aclose)
            self._running = stack.pop_all()

    async def aclose(self) -> None:
        """Stop; a draft that is being cut stays unfinished, for the next start."""
        await self._running.aclose()

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

    def _routes(self, api: Api) -> Iterable[Route]:
        for endpoint in api.endpoints:
            answer = self._answerer(api, endpoint)
            for path in (endpoint.path, f"{endpoint.path}/"):
                yield Route(path, answer, methods=list(endpoint.methods))

    def _answerer(
        self, api: Api, endpoint: Endpoint
    ) -> Callable[[HttpRequest], Awaitable[HttpResponse]]:
        async def answer(http: HttpRequest) -> HttpResponse:
            try:
                request = await read_request(
                    http, max_body_bytes=endpoint.max_body_bytes, body_s=self._body_s
                )
                call = Call(request, api.admit(request), http.path_params)
                response: Response | FileAnswer = await endpoint.answer(call)
            except CliptuiError as error:
                response = api.refusal(error, http.url.path)
            return self._outgoing(response)

        return answer

    async def _no_route(self, http: HttpRequest, error: Exception) -> HttpResponse:
        """Answer where there is no such path, or not with this method."""
        path = clean(http.url.path, 80)
        if isinstance(error, HTTPException) and error.status_code == _WRONG_METHOD:
            method = clean(http.method, 20)
            return self._refused(http, WrongMethod(f"{path} cannot be asked with {method}."))
        return self._refused(http, NotFound(f"There is nothing at {path} on this server."))

    async def _bug(self, http: HttpRequest, error: Exception) -> HttpResponse:
        """Answer 500 and log what happened, but never the query, which is signed."""
        path = clean(http.url.path, 80)
        _LOG.error("%s %s failed: this is a bug.", http.method, path, exc_info=error)
        sentence = "The server has failed on this request, which is a bug: its log tells more."
        return self._refused(http, CliptuiError(sentence))

    def _refused(self, http: HttpRequest, error: CliptuiError) -> HttpResponse:
        path = http.url.path
        ours = (api for api in self._apis if path.startswith(tuple(api.prefixes)))
        return self._outgoing(next(ours, self._apis[-1]).refusal(error, path))

    def _outgoing(self, response: Response | FileAnswer) -> HttpResponse:
        if isinstance(response, FileAnswer):
            return FileResponse(response.path, 200, self._headers, response.media_type)
        headers = {**response.headers, **self._headers}
        return HttpResponse(response.body, response.status, headers)


class LoopbackOnly:
    """Lets in only requests that were meant for this computer and that no web page sends.

    A page of a foreign site can make a browser on this computer ask a server on loopback, under
    a name that the site's owner leads here; such requests carry that name, or an origin.

    Args:
        app: The application behind.
        refuse: Answers a request that is not let in.
    """

    def __init__(
        self, app: ASGIApp, refuse: Callable[[HttpRequest, CliptuiError], HttpResponse]
    ) -> None:
        self._app = app
        self._refuse = refuse

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
        await self._refuse(http, error)(scope, receive, send)
