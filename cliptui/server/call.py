"""What reaches those who answer, and what a vendor's API is to the server."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from cliptui.errors import CliptuiError
from cliptui.wire.message import Request, Response

MAX_BODY_BYTES: Final = 1024 * 1024
"""Bytes that the body of a request may have where its endpoint does not say otherwise."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in.

    Attributes:
        request: The request itself.
        members: What the API's proof of identity carries, such as the members of a signed
            message; empty where it carries nothing.
        named: What stands in the path, by the names that the endpoint's path gives.
    """

    request: Request
    members: Mapping[str, object]
    named: Mapping[str, str] = field(default_factory=dict)

    @property
    def identifier(self) -> str:
        """What stands in the path where the endpoint has `{identifier}`; else empty."""
        return self.named.get("identifier", "")

    @property
    def base(self) -> str:
        """Scheme and host under which whoever asks knows the server, for links."""
        return f"http://{self.request.headers.get('host', 'localhost')}"


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """An answer that is a file, whole or the range that is asked for.

    Attributes:
        path: Where it is; known to the server, never taken from a request.
        media_type: What it is.
    """

    path: Path
    media_type: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A path and what answers there.

    Attributes:
        methods: HTTP methods that it has.
        path: The path, with `{identifier}` where one stands; it has no slash at its end, but
            is found with one too.
        answer: Answers a call. It may raise any `CliptuiError`, which becomes a refusal.
        max_body_bytes: Bytes that the body of a request may have.
    """

    methods: tuple[str, ...]
    path: str
    answer: Callable[[Call], Awaitable[Response | FileAnswer]]
    max_body_bytes: int = MAX_BODY_BYTES


class Api(Protocol):
    """One vendor's API: what answers where, whom it lets in, how it says no."""

    @property
    def prefixes(self) -> Sequence[str]:
        """Beginnings of all paths that belong to it, also those that have no endpoint."""

    @property
    def endpoints(self) -> Sequence[Endpoint]:
        """What answers where."""

    def admit(self, request: Request) -> Mapping[str, object]:
        """Check who asks, before anything of the request is looked at.

        Returns:
            The members that the proof of identity carries.

        Raises:
            AccessRefused: The request does not prove that it may be served.
            RequestRefused: It does, but what it carries cannot be unpacked.
        """

    def refusal(self, error: CliptuiError, path: str) -> Response:
        """Write an error in the API's own form; its class decides the HTTP status."""
