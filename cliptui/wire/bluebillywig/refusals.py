"""How the service says no, and what that means: an HTTP status, and `error` if it says why."""

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
from cliptui.wire.bluebillywig.answers import read_json, write_json
from cliptui.wire.message import Response

MAX_WORDS: Final = 300
"""Characters shown of what the service says about a refusal."""

_STATUSES: Final[tuple[tuple[type[CliptuiError], int], ...]] = (
    (AccessRefused, 401),
    (NotFound, 404),
    (WrongMethod, 405),
    (RequestRefused, 400),
    (MediaError, 422),
    (ServiceBusy, 503),
)
_INTERNAL: Final = 500
_UNAUTHORIZED: Final = 401
_FORBIDDEN: Final = 403
_NOT_FOUND: Final = 404
_TOO_MANY: Final = 429


class _Words(msgspec.Struct):
    """What an answer says about itself; each member can be of any kind."""

    error: object = None
    message: object = None
    body: object = None

    @property
    def text(self) -> str:
        """The service's own words, made safe to show; empty if it says nothing."""
        for said in (self.error, self.message, self.body):
            if isinstance(said, str) and said.strip():
                return clean(said.strip(), MAX_WORDS)
        return ""


def refusal(error: CliptuiError) -> Response:
    """Write an error as the answer of a server; its class decides the status."""
    status = next((code for kind, code in _STATUSES if isinstance(error, kind)), _INTERNAL)
    return write_json({"code": str(status), "error": str(error)}, status)


def check(response: Response) -> None:
    """Make sure that an answer is no refusal.

    Raises:
        AccessRefused: HTTP 401 or 403.
        NotFound: HTTP 404.
        ServiceBusy: HTTP 429 or 5xx; says when to try again if the service does.
        RequestRefused: Another 4xx.
        UnexpectedAnswer: A redirection, which a token must not follow.
    """
    if not 200 <= response.status < 300:  # noqa: PLR2004 - HTTP's own numbers for success
        raise _refused(response)


def _refused(response: Response) -> ServiceError:
    status, words = response.status, _words(response)
    if status in {_UNAUTHORIZED, _FORBIDDEN}:
        advice = "Check CLIPTUI_BB_SECRET and this computer's clock: a token lasts two minutes."
        return AccessRefused(f"{_sentence('The service refuses access', words, status)} {advice}")
    if status == _NOT_FOUND:
        return NotFound(_sentence("The service does not have this", words, status))
    if status == _TOO_MANY or status >= _INTERNAL:
        said = _sentence("The service cannot answer now", words, status)
        return ServiceBusy(f"{said} {_advice(response)}")
    if status < 400:  # noqa: PLR2004 - HTTP's own number
        return UnexpectedAnswer(
            f"The service redirects to another address (HTTP {status}), where the token must not "
            "follow: check the URL."
        )
    return RequestRefused(_sentence("The service refuses this", words, status))


def _words(response: Response) -> str:
    try:
        return read_json(response, _Words).text
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
