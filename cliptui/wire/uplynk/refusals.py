"""How a service says no, and what that means.

Uplynk's v2 answers carry an integer `error`, 0 for fine, also under HTTP 200; the body of a v4
error is not documented, so any status but 2xx is one, and what its JSON says is shown.
"""

from dataclasses import replace
from typing import Final, Literal

import msgspec

from cliptui.errors import CliptuiError, RequestRefused, UnexpectedAnswer
from cliptui.wire.message import Response
from cliptui.wire.refusals import Voice, is_fine, refused, sentence, status_of, words_in
from cliptui.wire.uplynk.answers import read_json, write_json

_VOICE: Final = Voice(
    advice="Check the account, its key, and this computer's clock.", proof="signed requests"
)
_FINE: Final = (0, None, "", "0")


class _Verdict(msgspec.Struct):
    """What an answer says about itself; each member can be of any kind."""

    error: object = 0
    message: object = None
    msg: object = None
    detail: object = None

    @property
    def words(self) -> str:
        """The service's own words, made safe to show; empty if it says nothing."""
        return words_in((self.message, self.msg, self.error, self.detail))


def refusal(error: CliptuiError, *, version: Literal[2, 4]) -> Response:
    """Write an error as the answer of a server.

    Args:
        error: What went wrong; its sentence is told, its class decides the status.
        version: The API that was asked: 2 (`/api2/…`) or 4 (`/api/v4/…`).
    """
    status = status_of(error)
    if version == 2:  # noqa: PLR2004 - the version is the vendor's own name for the API
        return write_json({"error": 1, "msg": str(error)}, status)
    return write_json({"@type": "Error", "message": str(error), "status": status}, status)


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
        RequestRefused: Another 4xx, or an `error` that is not 0.
        UnexpectedAnswer: A redirection, or a body that is no JSON object.
    """
    if not is_fine(response):
        voice = replace(_VOICE, advice=advice) if advice else _VOICE
        raise refused(response, _words(response), voice)
    verdict = read_json(response, _Verdict)
    if verdict.error not in _FINE:
        raise RequestRefused(sentence(f"{_VOICE.service} refuses this", verdict.words, response))


def _words(response: Response) -> str:
    try:
        return read_json(response, _Verdict).words
    except UnexpectedAnswer:
        return ""
