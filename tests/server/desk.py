"""Asks a server over ASGI, with requests signed here and not by our own code."""

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from cliptui.clip.secret import Secret
from cliptui.server.app import EmbeddedServer
from cliptui.wire.uplynk.signature import Credentials

OWNER = "1234567890abcdef1234567890abcdef"
KEY = "k3y"
CREDENTIALS = Credentials(OWNER, Secret(KEY))
NOW_S = 1_760_000_000.25
JSON = {"content-type": "application/json"}

_NUMBERS = itertools.count()


def signed(members: Mapping[str, object] | None = None, key: str = KEY) -> dict[str, str]:
    """Return msg and sig, made as Uplynk's documentation says."""
    told: dict[str, object] = {"_owner": OWNER, "_timestamp": int(NOW_S), "_nonce": next(_NUMBERS)}
    told |= members or {}
    msg = base64.b64encode(zlib.compress(json.dumps(told).encode())).decode()
    sig = hmac.new(key.encode(), msg.encode(), hashlib.sha256).hexdigest()
    return {"msg": msg, "sig": sig}


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def summary(self) -> tuple[int, str]:
        """Return the status and the sentence of a refusal."""
        return self.status, self.json.get("msg") or self.json["message"]


class Desk:
    """A client of one server."""

    def __init__(self, server: EmbeddedServer) -> None:
        transport = httpx.ASGITransport(server.app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://localhost")

    async def ask(self, method: str, path: str, **more: Any) -> Answer:  # noqa: ANN401  as httpx
        response = await self._client.request(method, path, **more)
        return Answer(response.status_code, dict(response.headers), response.content)

    async def v2(self, verb: str, **members: object) -> Answer:
        """Ask the Asset API."""
        return await self.ask("GET", f"/api2/asset/{verb}", params=signed(members))

    async def v4(self, method: str, path: str, body: object = None, **parameters: str) -> Answer:
        """Ask the clipping API."""
        content = None if body is None else json.dumps(body)
        return await self.ask(
            method,
            f"/api/v4/{path}",
            params={**parameters, **signed()},
            content=content,
            headers=JSON,
        )

    async def ids(self) -> dict[str, str]:
        """Return the ids of all assets by their names."""
        listed = (await self.v2("list")).json["assets"]
        return {asset["desc"]: asset["id"] for asset in listed}

    async def save(self, beam: str, start: int = 0, stop: int = 400, **more: object) -> str:
        """Save a draft and return its id."""
        body = {"beam": beam, "start": start, "stop": stop, **more}
        answer = await self.v4("POST", "clipping_draft", body)
        assert answer.status == 200, answer.body
        draft_id: str = answer.json["id"]
        return draft_id

    async def clips(self, draft_id: str | None = None) -> list[dict[str, Any]]:
        """Return all clips, or that of a draft."""
        parameters = {} if draft_id is None else {"draft_id": draft_id}
        items: list[dict[str, Any]] = (await self.v4("GET", "clip/draft_info", **parameters)).json[
            "items"
        ]
        return items

    async def finished(self, draft_id: str) -> dict[str, Any]:
        """Wait until the clip of a draft is complete or has failed, and return it."""

        def is_over(clips: list[dict[str, Any]]) -> bool:
            told = clips[0] if clips else {}
            return bool(told) and (told["is_complete"] or "failure" in told.get("cliptui", {}))

        return (await self.until(draft_id, is_over))[0]

    async def until(
        self, draft_id: str, is_so: Callable[[list[dict[str, Any]]], bool]
    ) -> list[dict[str, Any]]:
        """Wait until the clips of a draft are as wished, and return them."""
        end_s = time.monotonic() + 30
        while not is_so(clips := await self.clips(draft_id)):
            assert time.monotonic() < end_s, f"still {clips}"
            await asyncio.sleep(0.01)
        return clips
