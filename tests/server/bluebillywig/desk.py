"""Asks a server as clients of Blue Billywig do, with tokens made here and not by our own code."""

import hashlib
import hmac
import json
import struct
from typing import Any

from cliptui.clip.secret import Secret
from tests.server.desk import NOW_S, Answer, Desk

SHARED = Secret("490-12345678f9e01dc2ba3e4d56c7b89ae0")


def token(now_s: float = NOW_S) -> str:
    """Return a token as the vendor's documentation makes it."""
    key_id, key = SHARED.text.split("-", 1)
    counter = struct.pack(">Q", int(now_s / 120))
    return f"{key_id}-{hmac.new(key.encode(), counter, hashlib.sha1).hexdigest()}"


class ClipDesk(Desk):
    """A client of one server."""

    async def sapi(
        self,
        method: str,
        path: str = "",
        body: object = None,
        **query: Any,  # noqa: ANN401
    ) -> Answer:
        """Ask `/sapi/mediaclip…`."""
        return await self.with_token(method, f"/sapi/mediaclip{path}", body, **query)

    async def with_token(
        self, method: str, path: str, body: object = None, **query: str | int
    ) -> Answer:
        """Ask with a token."""
        content = None if body is None else json.dumps(body)
        headers = {"rpctoken": token(), "content-type": "application/json"}
        return await self.ask(method, path, params=query, content=content, headers=headers)

    async def items(self, **query: str | int) -> list[dict[str, Any]]:
        """Return what a list tells."""
        answer = await self.sapi("GET", "", None, **query)
        assert answer.status == 200, answer.body
        items: list[dict[str, Any]] = answer.json["items"]
        assert answer.json["count"] == len(items)
        return items

    async def titles(self, **query: str | int) -> list[str]:
        """Return the titles of a list."""
        return [item["title"] for item in await self.items(**query)]

    async def made(self, **members: object) -> dict[str, Any]:
        """Create a mediaclip."""
        answer = await self.sapi("PUT", "", members)
        assert answer.status == 200, answer.body
        return answer.json
