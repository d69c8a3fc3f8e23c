"""A request and an answer, without any network."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    """What a client says.

    Attributes:
        method: `GET`, `POST` or `DELETE`.
        path: Path below the service's base URL, with a leading slash.
        query: Query parameters, unescaped, in order. Not in the `repr`: they carry signatures.
        headers: Header fields; names in any case. Not in the `repr` either.
        body: The body, or nothing.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Response:
    """What a service answers.

    Attributes:
        status: The HTTP status code.
        headers: Header fields; names in lower case.
        body: The whole body.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
