"""How video.dev says no, and what that means.

The vendor documents no error bodies. Our server says `{"status": "error", "message": …}`; a
client takes the words from wherever services of this kind put them.
"""

from typing import Final

import msgspec

from cliptui.clip.text import clean
from cliptui.errors import (
    AccessRefused,
    CliptuiError,
    MediaError,
    NotFound,
    RequestRefused,
    ServiceBusy,
    ServiceError,
    UnexpectedAnswer,
    WrongMethod,
)
from cliptui.wire.message import Response
from cliptui.wire.videodev.answers import read_json, write_json

MAX_WORDS: Final = 300
"""Characters shown of what a service says about a refusal."""

_STATUSES: Final[tuple[tuple[type[CliptuiError], int], ...]] = (
    (AccessRefused, 401),
    (NotFound, 404),
    (WrongMethod, 405),
    (RequestRefused, 400),
    (MediaError, 422),
    (ServiceBusy, 503),
)
_INTERNAL: Final = 500
_NO_ACCESS: Final = (401, 403)
_NOT_FOUND: Final = 404
_TOO_MANY: Final = 429


class _Verdict(msgspec.Struct):
    """What a refusal says about itself; each member can be of any kind."""

    message: object = None
    error: object = None
    detail: object = None

    @property
    def words(self) -> str:
        """The service's own words, made safe to show; empty if it says nothing."""
        for said in (self.message, self.error, self.detail):
            inner = said.get("message") if isinstance(said, dict) else said
            if isinstance(inner, str) and inner.strip():
                return clean(inner.strip(), MAX_WORDS)
        return ""


def refusal(error: CliptuiError) -> Response:
    """Write an error as the answer of a server; its class decides the HTTP status."""
    status = next((code for kind, code in _STATUSES if isinstance(error, kind)), _INTERNAL)
    return write_json({"status": "error", "message": str(error)}, status)


def check(response: Response) -> None:
    """Make sure that an answer is no refusal.

    Raises:
        AccessRefused: HTTP 401 or 403.
        NotFound: HTTP 404.
        ServiceBusy: HTTP 429 or 5xx; says when to try again if the service does.
        RequestRefused: Another 4xx.
        UnexpectedAnswer: A redirection, which a request with a key must not follow.
    """
    if not 200 <= response.status < 300:  # noqa: PLR2004 - HTTP's own numbers for success
        raise _refused(response)


def _refused(response: Response) -> ServiceError:
    words, status = _words(response), response.status
    if status in _NO_ACCESS:
        said = _sentence("video.dev refuses access", words, status)
        return AccessRefused(f"{said} Check the key in CLIPTUI_VIDEODEV_KEY.")
    if status == _NOT_FOUND:
        return NotFound(_sentence("video.dev does not have this", words, status))
    if status == _TOO_MANY or status >= _INTERNAL:
        said = _sentence("video.dev cannot answer now", words, status)
        return ServiceBusy(f"{said} {_advice(response)}")
    if status < 400:  # noqa: PLR2004 - HTTP's own number
        return UnexpectedAnswer(
            f"video.dev redirects to another address (HTTP {status}), where the key must not go: "
            "check the URL."
        )
    return RequestRefused(_sentence("video.dev refuses this", words, status))


def _words(response: Response) -> str:
    try:
        return read_json(response, _Verdict).words
    except UnexpectedAnswer:
        return ""


def _sentence(start: str, words: str, status: int) -> str:
    if not words:
        return f"{start} (HTTP {status})."
    return f"{start}: {words}" if words.endswith((".", "!", "?", "…")) else f"{start}: {words}."


def _advice(response: Response) -> str:
    """Tell when to try again; `Retry-After` is seconds or a date (RFC 9110, 10.2.3)."""
    wait = clean(response.headers.get("retry-after", "").strip(), 40)
    if not wait:
        return "Try again later."
    return f"Try again in {wait} s." if wait.isdecimal() else f"Try again after {wait}."
