"""JSON in answers: written by a server, read by a client."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import msgspec

from cliptui.wire import answers
from cliptui.wire.message import Response

_Read = TypeVar("_Read")
_VENDOR: Final = "Uplynk"


def write_json(members: Mapping[str, object], status: int = 200) -> Response:
    """Return an answer whose body is a JSON object."""
    return Response(status, {"content-type": "application/json"}, msgspec.json.encode(members))


def write_collection(identifier: str, items: Sequence[Mapping[str, object]]) -> Response:
    """Return an answer that is a collection of the clipping API (v4).

    Args:
        identifier: Its `@id`, the path that it was asked of.
        items: The members of its items.
    """
    return write_json(
        {"@id": identifier, "@type": "Collection", "items": items, "total_items": len(items)}
    )


def told(record: msgspec.Struct) -> dict[str, object]:
    """Return the members of a record, without those that are None."""
    members = msgspec.structs.asdict(record)
    return {name: value for name, value in members.items() if value is not None}


def read_json(response: Response, kind: type[_Read]) -> _Read:
    """Read the body of an answer as what the contract says; unknown members are ignored.

    Raises:
        UnexpectedAnswer: It is none; see `wire.answers.read_json`.
    """
    return answers.read_json(response, kind, _VENDOR)
