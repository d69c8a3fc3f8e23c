"""HTTP's own words for a refusal, the same for every vendor but for its name and its advice."""

from collections.abc import Iterable
from dataclasses import dataclass
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
_UNAUTHORIZED: Final = 401
_FORBIDDEN: Final = 403
_NOT_FOUND: Final = 404
_TOO_MANY: Final = 429
_MAX_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Voice:
    """How a vendor's refusals are told to the user.

    Attributes:
        advice: What to look at where it refuses access, as a sentence.
        proof: What proves who asks, and must not follow a redirection.
        service: How a sentence about it begins.
    """

    advice: str
    proof: str
    service: str = "The service"


def status_of(error: CliptuiError) -> int:
    """Return the HTTP status with which a server tells an error."""
    return next((code for kind, code in _STATUSES if isinstance(error, kind)), _INTERNAL)


def is_fine(response: Response) -> bool:
    """Return whether HTTP's status says that all went well."""
    return 200 <= response.status < 300  # noqa: PLR2004 - HTTP's own numbers for success


def words_in(said: Iterable[object]) -> str:
    """Return the first text among what a service says, made safe to show; empty if it has none.

    Args:
        said: Members of its answer, of any kind.
    """
    for told in said:
        if isinstance(told, str) and told.strip():
            return clean(told.strip(), MAX_WORDS)
    return ""


def refused(response: Response, words: str, voice: Voice) -> ServiceError:
    """Return what the status of a refusal means.

    Args:
        response: The refusal.
        words: What the service says about it, clean; empty if it says nothing.
        voice: How its refusals are told.

    Returns:
        `AccessRefused` for 401 and 403, `NotFound` for 404, `TurnedAway` for 429, `ServiceBusy`
        for 5xx, which say when to try again if the service does, `UnexpectedAnswer` for a
        redirection, `RequestRefused` for all else.
    """
    status, service = response.status, voice.service
    if status in {_UNAUTHORIZED, _FORBIDDEN}:
        said = sentence(f"{service} refuses access", words, response)
        return AccessRefused(f"{said} {voice.advice}")
    if status == _NOT_FOUND:
        return NotFound(sentence(f"{service} does not have this", words, response))
    if status == _TOO_MANY or status >= _INTERNAL:
        said = sentence(f"{service} cannot answer now", words, response)
        kind = TurnedAway if status == _TOO_MANY else ServiceBusy
        return kind(f"{said} {_advice(response)}", _again_s(response))
    if status < 400:  # noqa: PLR2004 - HTTP's own number
        return UnexpectedAnswer(
            f"{service} redirects to another address (HTTP {status}), where {voice.proof} must "
            "not follow: check the URL."
        )
    return RequestRefused(sentence(f"{service} refuses this", words, response))


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


def _again_s(response: Response) -> float | None:
    wait = response.headers.get("retry-after", "").strip()
    return float(wait) if wait.isascii() and wait.isdecimal() and len(wait) <= _MAX_DIGITS else None


def _advice(response: Response) -> str:
    """Tell when to try again; `Retry-After` is seconds or a date (RFC 9110, 10.2.3)."""
    wait = clean(response.headers.get("retry-after", "").strip(), 40)
    if not wait:
        return "Try again later."
    return f"Try again in {wait} s." if wait.isdecimal() else f"Try again after {wait}."
