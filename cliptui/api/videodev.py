"""Asking video.dev, or our own server that speaks as video.dev does."""

import time

from cliptui.api.clock import REFUSED
from cliptui.api.retrying import Repeat, Retrying
from cliptui.api.transport import Transport
from cliptui.clip.run import Rendering, Run, Suggestion
from cliptui.clip.secret import Secret
from cliptui.wire.message import Request, Response
from cliptui.wire.videodev import replies, requests
from cliptui.wire.videodev.refusals import check


class VideodevService:
    """A service that suggests clips and renders them; see `clip.catalogue`.

    What only reads is asked again while that may help; what begins something only where it is
    known that it has not begun.

    Args:
        transport: The way to the service, to where its `/v1` is.
        key: Who asks.
        label: What the screen calls the service.
        retrying: How to ask again; as usual if None.
    """

    def __init__(
        self,
        transport: Transport,
        key: Secret,
        *,
        label: str,
        retrying: Retrying | None = None,
    ) -> None:
        self._transport = transport
        self._retrying = retrying or Retrying(now=time.time)
        self._advice = f"Check {key.origin}." if key.origin else ""
        self._key = key
        self._label = label

    @property
    def label(self) -> str:
        """What the screen calls it."""
        return self._label

    async def import_media(self, source_url: str) -> str:
        """Bring in a video and return its media id; see `SuggestsClips`."""
        request = requests.import_media(self._key, source_url)
        return replies.read_imported(await self._begin(request))

    async def start_run(self, media_id: str, prompt: str = "") -> Run:
        """Begin to look for clips; see `SuggestsClips`."""
        request = requests.start_run(self._key, media_id, prompt)
        return replies.read_run(await self._begin(request))

    async def run(self, run_id: str) -> Run:
        """Return what a run has found so far; see `SuggestsClips`."""
        return replies.read_run(await self._read(requests.get_run(self._key, run_id)))

    async def make_clip(self, media_id: str, start_ms: int, stop_ms: int) -> Suggestion:
        """Make a clip of a span; see `RendersClips`."""
        request = requests.make_clip(self._key, media_id, start_ms, stop_ms)
        return replies.read_clip(await self._begin(request))

    async def start_rendering(self, clip_id: str) -> Rendering:
        """Begin to make a file of a clip; see `RendersClips`."""
        request = requests.render_video(self._key, clip_id)
        return replies.read_render(await self._begin(request))

    async def rendering(self, clip_id: str, render_id: str) -> Rendering:
        """Return how far a file is; see `RendersClips`."""
        request = requests.get_render(self._key, clip_id, render_id)
        return replies.read_render(await self._read(request))

    async def _begin(self, request: Request) -> Response:
        return await self._retrying.answer(lambda: self._sent(request), Repeat.UNSENT)

    async def _read(self, request: Request) -> Response:
        return await self._retrying.answer(lambda: self._sent(request))

    async def _sent(self, request: Request) -> Response:
        response = await self._transport.send(request)
        if response.status in REFUSED:
            check(response, self._advice)
        return response
