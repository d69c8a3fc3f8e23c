"""How the service says no, and what that means: an HTTP status, and `error` if it says why."""

from dataclasses import replace
from typing import Final

import msgspec

from cliptui.errors import CliptuiError, UnexpectedAnswer
from cliptui.wire.bluebillywig.answers import read_json, write_json
from cliptui.wire.message import Response
from cliptui.wire.refusals import Voice, is_fine, refused, status_of, words_in

_VOICE: Final = Voice(
    advice="Check CLIPTUI_BB_SECRET and this computer's clock: a token lasts two minutes.",
    proof="the token",
)


class _Verdict(msgspec.Struct):
    """What a refusal says about itself; each member can be of any kind."""

    error: object = None
    message: object = None
    body: object = None


def refusal(error: CliptuiError) -> Response:
    """Write an error as the answer of a server; its class decides the status."""
    status = status_of(error)
    return write_json({"code": str(status), "error": str(error)}, status)


def check(response: Response, advice: str = "") -> None:
    """Make sure that an answer is no refusal.

    Args:
        response: The answer.
        advice: What to look at where access is refused, as a sentence; empty for the usual.

    Raises:
        AccessRefused: HTTP 401 or 403.
        NotFound: HTTP 404.
        TurnedAway: HTTP 429; says when to try again if the service does.
        ServiceBusy: HTTP 5xx; says when to try again if the service does.
        RequestRefused: Another 4xx.
        UnexpectedAnswer: A redirection, which a token must not follow.
    """
    if not is_fine(response):
        voice = replace(_VOICE, advice=advice) if advice else _VOICE
        raise refused(response, _words(response), voice)


def _words(response: Response) -> str:
    try:
        verdict = read_json(response, _Verdict)
    except UnexpectedAnswer:
        return ""
    return words_in((verdict.error, verdict.message, verdict.body))
