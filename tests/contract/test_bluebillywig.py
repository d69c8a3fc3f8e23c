"""Our client with our server, as Blue Billywig: real films, in-process and over a port."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from cliptui.api.bluebillywig import BlueBillywigService
from cliptui.api.footage import Footage
from cliptui.api.transport import Transport
from cliptui.clip.asset import AssetState
from cliptui.clip.catalogue import BrowsesAssets, GivesFrames
from cliptui.clip.secret import Secret
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import AccessRefused, RequestRefused, ServiceError
from cliptui.media.worker import MediaWorker
from cliptui.server.app import EmbeddedServer
from cliptui.server.converter import Convert
from cliptui.server.making import make_server
from cliptui.store import Store
from cliptui.wire.bluebillywig.token import SharedSecret
from cliptui.wire.message import Response
from tests.api.loopback import App, answers, listening
from tests.contract.films import number_of, size_of, write_film
from tests.loopback import on_loopback_here
from tests.server.desk import CREDENTIALS
from tests.wire.bluebillywig.samples import MEDIACLIP, as_answer

SECRET = Secret("490-12345678f9e01dc2ba3e4d56c7b89ae0")
FRAMES = 30
FPS = Fraction(25)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("films")
    write_film(folder / "pal.mp4", FRAMES, FPS)
    (folder / "broken.mp4").write_bytes(b"no film " * 1000)
    return folder


@dataclass
class Studio:
    """A server over a folder, and clients of it."""

    server: EmbeddedServer
    media: MediaWorker
    state: Path
    way: str

    @asynccontextmanager
    async def service(self, secret: Secret = SECRET) -> AsyncIterator[BlueBillywigService]:
        async with AsyncExitStack() as stack:
            if self.way == "in-process":
                await stack.enter_async_context(self.server)
                transport = Transport.in_process(self.server.app)
            else:
                url = await stack.enter_async_context(on_loopback_here(self.server))
                transport = Transport.over_network(url)
            stack.push_async_callback(self.media.aclose)
            stack.push_async_callback(transport.aclose)
            yield self.client(transport, secret)

    def client(self, transport: Transport, secret: Secret = SECRET) -> BlueBillywigService:
        return BlueBillywigService(
            transport,
            SharedSecret.of(secret),
            label="films",
            now=time.time,
            footage=Footage(self.state / "footage"),
            media=self.media,
        )


@pytest.fixture(params=["in-process", "loopback"])
def studio(request: pytest.FixtureRequest, films: Path, tmp_path: Path) -> Iterator[Studio]:
    store = Store.open(tmp_path / "cliptui.db")
    media = MediaWorker()
    server = make_server(
        films,
        tmp_path / "clips",
        store,
        media,
        CREDENTIALS,
        bluebillywig=SECRET,
        convert=Convert.OFF,
        now=time.time,
    )
    yield Studio(server, media, tmp_path, request.param)
    store.close()


async def test_assets_are_browsed_and_shown_frame_by_frame(studio: Studio) -> None:
    async with studio.service() as service:
        browses: BrowsesAssets = service
        gives: GivesFrames = service
        assets = {asset.name: asset for asset in await browses.assets(order="desc")}
        pal = await browses.asset(assets["pal"].asset_id)
        one = await gives.frame(pal.asset_id, 480)
        small = await gives.frame(pal.asset_id, 480, 80)
        thumbs = await gives.thumbs(pal.asset_id, 0, 200)
        with pytest.raises(ServiceError, match=r"broken\.mp4"):
            await gives.frame(assets["broken"].asset_id, 0)

    assert list(assets) == ["broken", "pal"]
    assert (assets["broken"].state, assets["broken"].timing) == (AssetState.ERROR, None)
    assert isinstance(pal.timing, ConstantTiming)
    assert (pal.timing.rate.fps, pal.timing.frame_count, pal.duration_s) == (FPS, FRAMES, 1.2)
    assert (size_of(one), number_of(one)) == (("PNG", (160, 90)), 12)
    assert size_of(small) == ("PNG", (80, 45))
    assert len(thumbs) == 5


async def test_lists_are_narrowed_as_the_vendor_does(studio: Studio) -> None:
    async with studio.service() as service:
        made = await service.create_mediaclip({"title": "Goals"})
        await service.create_mediaclip({"title": "Plans"})
        await service.publish_mediaclip(made.mediaclip_id, is_public=True)
        drafts = await service.mediaclips(status="draft")
        unknown = await service.mediaclips(query="nosuchfield:x")
        with pytest.raises(RequestRefused, match="status is one of"):
            await service.create_mediaclip({"status": "lost"})

    assert [clip.title for clip in drafts.mediaclips] == ["Plans"]
    assert unknown.found == 0


async def test_a_finished_clip_is_registered_and_found_by_its_own_id(studio: Studio) -> None:
    async with studio.service() as service:
        made = await service.register_clip("f0e1d2c3b4a5", "The goal")
        assert (made.title, made.source_id) == ("The goal", "f0e1d2c3b4a5")
        found = await service.mediaclips(query='sourceid:"f0e1d2c3b4a5"')
        assert found.mediaclips == (made,)


async def test_a_stranger_is_refused(studio: Studio) -> None:
    async with studio.service(Secret("490-another")) as service:
        with pytest.raises(AccessRefused, match="clock"):
            await service.mediaclips()


async def test_of_any_other_service_frames_come_from_the_file_itself(
    films: Path, tmp_path: Path
) -> None:
    film = Response(200, {"content-type": "video/mp4"}, (films / "pal.mp4").read_bytes())
    media = MediaWorker()
    async with listening(answers(film)) as cdn:
        publication = as_answer({"defaultMediaAssetPath": cdn.url})
        app = App(as_answer(MEDIACLIP), publication, as_answer(MEDIACLIP))
        studio = Studio(EmbeddedServer([], [], {}), media, tmp_path, "in-process")
        service = studio.client(Transport.in_process(app))
        timing = (await service.asset("4471615")).timing
        shown = [number_of(await service.frame("4471615", ms)) for ms in (0, 480, 1160)]
        thumbs = await service.thumbs("4471615", 0, 200)
    await media.aclose()

    assert timing is not None
    assert timing.frame_count == FRAMES
    assert shown == [0, 12, 29]
    assert (len(thumbs), len(cdn.heads)) == (5, 1)
