"""JSON in answers: written by a server, read by a client."""

from collections.abc import Mapping
from typing import Final, TypeVar

import msgspec

from cliptui.clip.text import clean
from cliptui.wire import answers
from cliptui.wire.message import Response

MAX_TEXT: Final = 10_000
"""Characters kept of a text in a mediaclip, such as its description."""

_Read = TypeVar("_Read")
_VENDOR: Final = "Blue Billywig"


def write_json(members: Mapping[str, object], status: int = 200) -> Response:
    """Return an answer whose body is a JSON object."""
    return Response(status, {"content-type": "application/json"}, msgspec.json.encode(members))


def read_json(response: Response, kind: type[_Read]) -> _Read:
    """Read the body of an answer as what the contract says; texts may stand for other values.

    Raises:
        UnexpectedAnswer: It is none; see `wire.answers.read_json`.
    """
    return answers.read_json(response, kind, _VENDOR, strict=False)


def cleaned(value: object) -> object:
    """Return a value of JSON with every text in it made safe to show."""
    if isinstance(value, str):
        return clean(value, MAX_TEXT)
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(str(name)): cleaned(item) for name, item in value.items()}
    return value
