"""HTTP's own words for a refusal, the same for every vendor."""

from typing import Final

from cliptui.clip.text import clean
from cliptui.errors import (
    AccessRefused,
    CliptuiError,
    MediaError,
    NotFound,
    RequestRefused,
    ServiceBusy,
    ServiceError,
    TurnedAway,
    UnexpectedAnswer,
    WrongMethod,
)
from cliptui.wire.message import Response

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


def status_of(error: CliptuiError) -> int:
    """Return the HTTP status with which a server tells an error."""
    return next((code for kind, code in _STATUSES if isinstance(error, kind)), _INTERNAL)


def is_fine(response: Response) -> bool:
    """Return whether HTTP's status says that all went well."""
    return 200 <= response.status < 300  # noqa: PLR2004 - HTTP's own numbers for success


def refused(response: Response, words: str) -> ServiceError:
    """Return what the status of a refusal means.

    Args:
        response: The refusal.
        words: What the service says about it, clean; empty if it says nothing.

    Returns:
        `AccessRefused` for 401 and 403, `NotFound` for 404, `TurnedAway` for 429, `ServiceBusy`
        for 5xx, which say when to try again if the service does, `UnexpectedAnswer` for a
        redirection, `RequestRefused` for all else.
    """
    status = response.status
    if status in {_UNAUTHORIZED, _FORBIDDEN}:
        advice = "Check the account, its key, and this computer's clock."
        return AccessRefused(f"{sentence('The service refuses access', words, response)} {advice}")
    if status == _NOT_FOUND:
        return NotFound(sentence("The service does not have this", words, response))
    if status == _TOO_MANY or status >= _INTERNAL:
        said = sentence("The service cannot answer now", words, response)
        kind = TurnedAway if status == _TOO_MANY else ServiceBusy
        return kind(f"{said} {_advice(response)}")
    if status < 400:  # noqa: PLR2004 - HTTP's own number
        return UnexpectedAnswer(
            f"The service redirects to another address (HTTP {status}), where signed requests "
            "must not follow: check the URL."
        )
    return RequestRefused(sentence("The service refuses this", words, response))


def sentence(start: str, words: str, response: Response) -> str:
    """Return a sentence of what is known and of what a service says, or of its status.

    Args:
        start: What is known.
        words: What the service says, clean; empty if it says nothing.
        response: Its answer.
    """
    if not words:
        return f"{start} (HTTP {response.status})."
    return f"{start}: {words}" if words.endswith((".", "!", "?", "…")) else f"{start}: {words}."


def _advice(response: Response) -> str:
    """Tell when to try again; `Retry-After` is seconds or a date (RFC 9110, 10.2.3)."""
    wait = clean(response.headers.get("retry-after", "").strip(), 40)
    if not wait:
        return "Try again later."
    return f"Try again in {wait} s." if wait.isdecimal() else f"Try again after {wait}."
