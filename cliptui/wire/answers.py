"""JSON in answers, read the same for every vendor."""

from typing import Final, TypeVar

import msgspec

from cliptui.clip.text import clean
from cliptui.errors import UnexpectedAnswer
from cliptui.wire.message import Response

_Read = TypeVar("_Read")
_MAX_COMPLAINT: Final = 200
_MAX_TYPE: Final = 60
_JSON_TYPES: Final = ("", "application/json", "text/json", "text/plain")
"""What a body of JSON is declared as, at least: nothing, JSON, or just text."""


def read_json(response: Response, kind: type[_Read], vendor: str, *, strict: bool = True) -> _Read:
    """Read the body of an answer as what the contract says; unknown members are ignored.

    Args:
        response: The answer.
        kind: What it is to be.
        vendor: Whose answer it is, for the sentences.
        strict: Whether numbers and yes or no must not be written as texts.

    Raises:
        UnexpectedAnswer: It is a web page, declared as something else than JSON, no JSON, or lacks
            a member; the sentence names it.
    """
    declared = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if "html" in declared or response.body[:64].lstrip().startswith(b"<"):
        raise UnexpectedAnswer(
            f"{vendor} answered with a web page instead of JSON: check the URL, and whether this "
            "network asks for a login first."
        )
    if declared not in _JSON_TYPES and not declared.endswith("+json"):
        raise UnexpectedAnswer(
            f"{vendor} answered with {clean(declared, _MAX_TYPE)} instead of JSON: check the URL."
        )
    try:
        return msgspec.json.decode(response.body, type=kind, strict=strict)
    except msgspec.ValidationError as error:
        raise unexpected(clean(str(error), _MAX_COMPLAINT), vendor) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnexpectedAnswer(
            f"{vendor} answered with something that is not JSON: check the URL."
        ) from error


def unexpected(complaint: str, vendor: str) -> UnexpectedAnswer:
    """Return the error for an answer that differs from the documentation."""
    return UnexpectedAnswer(f"{vendor}'s answer is not as its documentation says: {complaint}.")
