"""What reaches those who answer: a request whose signature was verified."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from cliptui.wire.message import Request, Response


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was verified.

    Attributes:
        request: The request itself.
        members: The members of its signed message.
        identifier: What stands in the path where the endpoint has `{identifier}`; else empty.
    """

    request: Request
    members: Mapping[str, object]
    identifier: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A path and what answers there.

    Attributes:
        methods: HTTP methods that it has.
        path: The path, with `{identifier}` where one stands; it has no slash at its end, but
            is found with one too.
        version: The API that it belongs to, which decides how a refusal looks.
        answer: Answers a call. It may raise any `CliptuiError`, which becomes a refusal.
    """

    methods: tuple[str, ...]
    path: str
    version: Literal[2, 4]
    answer: Callable[[Call], Awaitable[Response]]
