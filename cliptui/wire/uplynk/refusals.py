"""How a service says no, and what that means.

Uplynk's v2 answers carry an integer `error`, 0 for fine, also under HTTP 200; the body of a v4
error is not documented, so any status but 2xx is one, and what its JSON says is shown.
"""

from typing import Final, Literal

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
from cliptui.wire.uplynk.answers import read_json, write_json

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
_FINE: Final = (0, None, "", "0")
_INTERNAL: Final = 500
_UNAUTHORIZED: Final = 401
_FORBIDDEN: Final = 403
_NOT_FOUND: Final = 404
_TOO_MANY: Final = 429


class _Verdict(msgspec.Struct):
    """What an answer says about itself; each member can be of any kind."""

    error: object = 0
    message: object = None
    msg: object = None
    detail: object = None

    @property
    def words(self) -> str:
        """The service's own words, made safe to show; empty if it says nothing."""
        for said in (self.message, self.msg, self.error, self.detail):
            if isinstance(said, str) and said.strip():
                return clean(said.strip(), MAX_WORDS)
        return ""


def refusal(error: CliptuiError, *, version: Literal[2, 4]) -> Response:
    """Write an error as the answer of a server.

    Args:
        error: What went wrong; its sentence is told, its class decides the status.
        version: The API that was asked: 2 (`/api2/…`) or 4 (`/api/v4/…`).
    """
    status = next((code for kind, code in _STATUSES if isinstance(error, kind)), _INTERNAL)
    sentence = str(error)
    if version == 2:  # noqa: PLR2004 - the version is the vendor's own name for the API
        return write_json({"error": 1, "msg": sentence}, status)
    return write_json({"@type": "Error", "message": sentence, "status": status}, status)


def check(response: Response) -> None:
    """Make sure that an answer is no refusal.

    Raises:
        AccessRefused: HTTP 401 or 403.
        NotFound: HTTP 404.
        ServiceBusy: HTTP 429 or 5xx; says when to try again if the service does.
        RequestRefused: Another 4xx, or an `error` that is not 0.
        UnexpectedAnswer: A redirection, or a body that is no JSON object.
    """
    if not 200 <= response.status < 300:  # noqa: PLR2004 - HTTP's own numbers for success
        raise _refused(response)
    verdict = read_json(response, _Verdict)
    if verdict.error not in _FINE:
        raise RequestRefused(_sentence("The service refuses this", verdict.words, response))


def _refused(response: Response) -> ServiceError:
    words = _words(response)
    status = response.status
    if status in {_UNAUTHORIZED, _FORBIDDEN}:
        advice = "Check the account, its key, and this computer's clock."
        return AccessRefused(f"{_sentence('The service refuses access', words, response)} {advice}")
    if status == _NOT_FOUND:
        return NotFound(_sentence("The service does not have this", words, response))
    if status == _TOO_MANY or status >= _INTERNAL:
        said = _sentence("The service cannot answer now", words, response)
        return ServiceBusy(f"{said} {_advice(response)}")
    if status < 400:  # noqa: PLR2004 - HTTP's own number
        return UnexpectedAnswer(
            f"The service redirects to another address (HTTP {status}), where signed requests "
            "must not follow: check the URL."
        )
    return RequestRefused(_sentence("The service refuses this", words, response))


def _words(response: Response) -> str:
    try:
        return read_json(response, _Verdict).words
    except UnexpectedAnswer:
        return ""


def _sentence(start: str, words: str, response: Response) -> str:
    if not words:
        return f"{start} (HTTP {response.status})."
    return f"{start}: {words}" if words.endswith((".", "!", "?", "…")) else f"{start}: {words}."


def _advice(response: Response) -> str:
    """Tell when to try again; `Retry-After` is seconds or a date (RFC 9110, 10.2.3)."""
    wait = clean(response.headers.get("retry-after", "").strip(), 40)
    if not wait:
        return "Try again later."
    return f"Try again in {wait} s." if wait.isdecimal() else f"Try again after {wait}."
