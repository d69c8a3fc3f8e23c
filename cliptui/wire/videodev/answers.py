"""JSON in answers: written by a server, read by a client."""

from typing import Final, TypeVar

import msgspec

from cliptui.clip.text import clean
from cliptui.errors import UnexpectedAnswer
from cliptui.wire.message import Response

_Read = TypeVar("_Read")
_MAX_COMPLAINT: Final = 200
_OTHER_KINDS: Final = ("image/", "video/", "audio/", "multipart/", "application/xml")


def write_json(members: object, status: int = 200) -> Response:
    """Return an answer whose body is JSON; members that are None are left out of records."""
    return Response(status, {"content-type": "application/json"}, msgspec.json.encode(members))


def read_json(response: Response, kind: type[_Read]) -> _Read:
    """Read the body of an answer as what the contract says; unknown members are ignored.

    Raises:
        UnexpectedAnswer: It is a web page, no JSON, or lacks a member; the sentence names it.
    """
    if _is_web_page(response):
        raise UnexpectedAnswer(
            "video.dev answered with a web page instead of JSON: check the URL, and whether this "
            "network asks for a login first."
        )
    kind_of_body = response.headers.get("content-type", "").lower()
    if kind_of_body.startswith(_OTHER_KINDS):
        raise UnexpectedAnswer(
            f"video.dev answered with {clean(kind_of_body, 40)} instead of JSON: check the URL."
        )
    try:
        return msgspec.json.decode(response.body, type=kind)
    except msgspec.ValidationError as error:
        complaint = clean(str(error), _MAX_COMPLAINT)
        raise unexpected(complaint) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnexpectedAnswer(
            "video.dev answered with something that is not JSON: check the URL."
        ) from error


def unexpected(complaint: str) -> UnexpectedAnswer:
    """Return the error for an answer that differs from the documentation."""
    return UnexpectedAnswer(f"video.dev's answer is not as its documentation says: {complaint}.")


def _is_web_page(response: Response) -> bool:
    if "html" in response.headers.get("content-type", "").lower():
        return True
    return response.body[:64].lstrip().startswith(b"<")
