"""JSON in answers: written by a server, read by a client."""

from typing import Final, TypeVar

import msgspec

from cliptui.errors import UnexpectedAnswer
from cliptui.wire import answers
from cliptui.wire.message import Response

_Read = TypeVar("_Read")
_VENDOR: Final = "video.dev"


def write_json(members: object, status: int = 200) -> Response:
    """Return an answer whose body is JSON; members that are None are left out of records."""
    return Response(status, {"content-type": "application/json"}, msgspec.json.encode(members))


def read_json(response: Response, kind: type[_Read]) -> _Read:
    """Read the body of an answer as what the contract says; unknown members are ignored.

    Raises:
        UnexpectedAnswer: It is none; see `wire.answers.read_json`.
    """
    return answers.read_json(response, kind, _VENDOR)


def unexpected(complaint: str) -> UnexpectedAnswer:
    """Return the error for an answer that differs from the documentation."""
    return answers.unexpected(complaint, _VENDOR)
