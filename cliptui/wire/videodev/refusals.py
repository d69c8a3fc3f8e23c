"""How video.dev says no, and what that means.

The vendor documents no error bodies. Our server says `{"status": "error", "message": …}`; a
client takes the words from wherever services of this kind put them.
"""

from dataclasses import replace
from typing import Final

import msgspec

from cliptui.errors import CliptuiError, UnexpectedAnswer
from cliptui.wire.message import Response
from cliptui.wire.refusals import Voice, is_fine, refused, status_of, words_in
from cliptui.wire.videodev.answers import read_json, write_json

_VOICE: Final = Voice(
    advice="Check the key in CLIPTUI_VIDEODEV_KEY.", proof="the key", service="video.dev"
)


class _Verdict(msgspec.Struct):
    """What a refusal says about itself; each member can be of any kind."""

    message: object = None
    error: object = None
    detail: object = None


def refusal(error: CliptuiError) -> Response:
    """Write an error as the answer of a server; its class decides the HTTP status."""
    return write_json({"status": "error", "message": str(error)}, status_of(error))


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
        UnexpectedAnswer: A redirection, which a request with a key must not follow.
    """
    if not is_fine(response):
        voice = replace(_VOICE, advice=advice) if advice else _VOICE
        raise refused(response, _words(response), voice)


def _words(response: Response) -> str:
    try:
        verdict = read_json(response, _Verdict)
    except UnexpectedAnswer:
        return ""
    said = (verdict.message, verdict.error, verdict.detail)
    return words_in(part.get("message") if isinstance(part, dict) else part for part in said)
