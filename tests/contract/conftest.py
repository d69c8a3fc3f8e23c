"""Films, and servers over them."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final, TypeVar

import pytest

from cliptui.api.transport import Transport
from cliptui.media.worker import MediaWorker
from cliptui.server.converter import Convert
from cliptui.server.making import make_server
from cliptui.server.videodev.routes import VideodevServing
from cliptui.store import Store
from tests.contract.films import write_film, write_greys
from tests.contract.services import CREDENTIALS, KEY, Connect, shared_secret
from tests.contract.ways import WAYS, Way

FPS: Final = Fraction(25)
FRAMES: Final = 30
SHOTS_S: Final = (5, 6, 7)
"""The shots of the film `shots`, in seconds."""

_GREYS: Final = (40, 210, 120)
_Service = TypeVar("_Service")


@dataclass
class Studio:
    """Opens servers over one folder and one state, and services at them.

    Attributes:
        folder: The films `count`, `shots`, and a file that is none: `broken`.
        clips: Where clips go.
        store: What is kept.
        way: How the server is asked.
    """

    folder: Path
    clips: Path
    store: Store
    way: Way

    @asynccontextmanager
    async def transport(self) -> AsyncIterator[Transport]:
        """Run a server and open the way to it."""
        media = MediaWorker()
        server = make_server(
            self.folder,
            self.clips,
            self.store,
            media,
            CREDENTIALS,
            videodev=VideodevServing(KEY),
            bluebillywig=shared_secret(KEY),
            convert=Convert.AUTO,
            now=time.time,
        )
        try:
            async with server, self.way(server) as transport:
                yield transport
        finally:
            await media.aclose()

    @asynccontextmanager
    async def at(self, connect: Connect[_Service]) -> AsyncIterator[_Service]:
        """Run a server and connect a service to it."""
        async with self.transport() as transport:
            yield connect(transport)


@pytest.fixture(scope="session")
def reel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of films: one that counts its frames, one of several shots, one that is none."""
    folder = tmp_path_factory.mktemp("reel")
    write_film(folder / "count.mp4", FRAMES, FPS)
    shots = zip(_GREYS, SHOTS_S, strict=True)
    greys = (grey for grey, seconds in shots for _ in range(seconds * int(FPS)))
    write_greys(folder / "shots.mp4", greys, FPS)
    (folder / "broken.mp4").write_bytes(b"no film " * 1000)
    return folder


@pytest.fixture(params=WAYS.values(), ids=list(WAYS))
def way(request: pytest.FixtureRequest) -> Way:
    """Each way to our server."""
    chosen: Way = request.param
    return chosen


@pytest.fixture
def stage(reel: Path, tmp_path: Path, way: Way) -> Iterator[Studio]:
    """A studio over the reel."""
    store = Store.open(tmp_path / "cliptui.db")
    yield Studio(reel, tmp_path / "clips", store, way)
    store.close()
