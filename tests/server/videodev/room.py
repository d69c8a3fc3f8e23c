"""A client of video.dev's API that is not ours, and webhooks that remember what they were told."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from cliptui.clip.secret import Secret
from cliptui.server.app import EmbeddedServer
from cliptui.server.library import file_asset_id
from cliptui.server.videodev.allowed import AllowedWebhooks
from cliptui.server.videodev.routes import VideodevServing
from tests.server.desk import Answer, Desk

KEY: Final = "sesame"
HOOK: Final = "https://hooks.example/v1/take?token=t0ken"
SERVING: Final = VideodevServing(Secret(KEY))


@dataclass
class Webhooks:
    """Fulfils `cliptui.server.needs.PostsEvents`.

    Attributes:
        outcomes: What comes of the first posts: HTTP statuses or errors; then it is 204.
        posts: Addresses and members of all posts, those in vain too.
        private: Whether each might have gone into a private network.
    """

    outcomes: list[int | Exception] = field(default_factory=list)
    posts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    private: list[bool] = field(default_factory=list)

    async def post(self, url: str, body: bytes, *, is_private_allowed: bool) -> int:
        self.posts.append((url, json.loads(body)))
        self.private.append(is_private_allowed)
        await asyncio.sleep(0)
        outcome = self.outcomes.pop(0) if self.outcomes else 204
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    @property
    def events(self) -> list[str]:
        return [members["event"] for _, members in self.posts]

    def serving(self) -> VideodevServing:
        """Return how to serve with these webhooks."""
        return VideodevServing(Secret(KEY), AllowedWebhooks.of(["https://hooks.example/v1"]), self)


class Room:
    """Asks a server as a client of video.dev does."""

    def __init__(self, server: EmbeddedServer, key: str = KEY) -> None:
        self._desk = Desk(server)
        self._key = key

    async def ask(self, method: str, path: str, body: object = None) -> Answer:
        more: dict[str, Any] = {} if body is None else {"json": body}
        return await self._desk.ask(method, f"/v1/{path}", headers={"X-API-Key": self._key}, **more)

    async def start(self, name: str, **more: object) -> str:
        """Start a run on a file and return its id."""
        body = {"source_media_id": file_asset_id(name), **more}
        answer = await self.ask("POST", "auto_clips", body)
        assert answer.status == 200, answer.body
        run_id: str = answer.json["run_id"]
        return run_id

    async def run(self, run_id: str) -> dict[str, Any]:
        return (await self.ask("GET", f"auto_clips/{run_id}")).json

    async def ended(self, run_id: str) -> dict[str, Any]:
        """Wait until a run has ended, and return it."""
        ended: dict[str, Any] = await until(
            lambda: self.run(run_id), lambda run: run["status"] != "processing"
        )
        return ended

    async def clip(self, name: str, start_ms: int = 400, stop_ms: int = 800) -> str:
        """Make a clip of a file and return its id."""
        span = {"start_time_ms": start_ms, "end_time_ms": stop_ms}
        answer = await self.ask("POST", "clip", {**span, "from_media_id": file_asset_id(name)})
        assert answer.status == 200, answer.body
        clip_id: str = answer.json["clip_id"]
        return clip_id

    async def rendered(self, clip_id: str, **more: object) -> dict[str, Any]:
        """Render a clip, wait until that is over, and return what is told then."""
        begun = await self.ask("POST", f"clip/{clip_id}/render_video", more)
        assert begun.status == 200, begun.body
        return await self.over(clip_id, begun.json["render_id"])

    async def over(self, clip_id: str, render_id: str) -> dict[str, Any]:
        """Wait until a rendering is over, and return what is told then."""

        async def look() -> dict[str, Any]:
            return (await self.ask("GET", f"clip/{clip_id}/render/{render_id}")).json

        over: dict[str, Any] = await until(look, lambda render: render["status"] != "processing")
        return over


async def until(look: Callable[[], Any], is_so: Callable[[Any], bool], within_s: float = 30) -> Any:  # noqa: ANN401  whatever is looked at
    """Look again and again until what is seen is as wished, and return it."""
    end_s = time.monotonic() + within_s
    while True:
        seen = look()
        seen = await seen if asyncio.iscoroutine(seen) else seen
        if is_so(seen):
            return seen
        assert time.monotonic() < end_s, f"still {seen}"
        await asyncio.sleep(0.01)
