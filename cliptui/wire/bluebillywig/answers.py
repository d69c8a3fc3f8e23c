"""JSON in answers: written by a server, read by a client."""

from collections.abc import Mapping
from typing import Final, TypeVar

import msgspec

from cliptui.clip.text import clean
from cliptui.errors import UnexpectedAnswer
from cliptui.wire.message import Response

MAX_TEXT: Final = 10_000
"""Characters kept of a text in a mediaclip, such as its description."""

_Read = TypeVar("_Read")
_MAX_COMPLAINT: Final = 200


def write_json(members: Mapping[str, object], status: int = 200) -> Response:
    """Return an answer whose body is a JSON object."""
    return Response(status, {"content-type": "application/json"}, msgspec.json.encode(members))


def read_json(response: Response, kind: type[_Read]) -> _Read:
    """Read the body of an answer; numbers and yes or no may be written as texts.

    Raises:
        UnexpectedAnswer: It is a web page, no JSON, or lacks a member; the sentence names it.
    """
    if _is_web_page(response):
        raise UnexpectedAnswer(
            "Blue Billywig answered with a web page instead of JSON: check the URL, and whether "
            "this network asks for a login first."
        )
    try:
        return msgspec.json.decode(response.body, type=kind, strict=False)
    except msgspec.ValidationError as error:
        raise UnexpectedAnswer(
            "Blue Billywig's answer is not as its documentation says: "
            f"{clean(str(error), _MAX_COMPLAINT)}."
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnexpectedAnswer(
            "Blue Billywig answered with something that is not JSON: check the URL."
        ) from error


def cleaned(value: object) -> object:
    """Return a value of JSON with every text in it made safe to show."""
    if isinstance(value, str):
        return clean(value, MAX_TEXT)
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(str(name)): cleaned(item) for name, item in value.items()}
    return value


def _is_web_page(response: Response) -> bool:
    if "html" in response.headers.get("content-type", "").lower():
        return True
    return response.body[:64].lstrip().startswith(b"<")
