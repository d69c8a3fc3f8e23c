"""What reaches those who answer, and what a vendor's API is to the server."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cliptui.errors import CliptuiError
from cliptui.wire.message import Request, Response


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


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """An answer that is a file, or the part of it that the request's `Range` names.

    Attributes:
        path: The file.
        media_type: Its MIME type.
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
    """

    methods: tuple[str, ...]
    path: str
    answer: Callable[[Call], Awaitable[Response | FileAnswer]]


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
