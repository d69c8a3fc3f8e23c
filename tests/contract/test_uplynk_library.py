"""A library changed and cut without drafts, our client with our server, over real films."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from fractions import Fraction
from itertools import count
from pathlib import Path

import httpx
import pytest

from cliptui.api.transport import ServerApp, Transport
from cliptui.api.uplynk import UplynkService
from cliptui.clip.draft import NewDraft
from cliptui.clip.edits import AssetEdit
from cliptui.clip.job import Job
from cliptui.clip.secret import Secret
from cliptui.errors import NotFound, RequestRefused
from cliptui.jobs.bench import Bench
from cliptui.jobs.outbox import save
from cliptui.media.worker import MediaWorker
from cliptui.server.app import EmbeddedServer
from cliptui.server.converter import Convert
from cliptui.server.making import make_server
from cliptui.store import Store
from cliptui.wire.uplynk.signature import Credentials
from tests.api.loopback import Message
from tests.contract.films import number_of, write_film
from tests.fakes import FakeMemory

CREDENTIALS = Credentials("1234567890abcdef1234567890abcdef", Secret("k3y"))


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[EmbeddedServer]:
    folder = tmp_path / "films"
    folder.mkdir()
    write_film(folder / "pal.mp4", 30, Fraction(25))
    store, media = Store.open(tmp_path / "cliptui.db"), MediaWorker()
    opened = make_server(
        folder,
        tmp_path / "clips",
        store,
        media,
        CREDENTIALS,
        convert=Convert.AUTO,
        now=time.time,
    )
    async with opened:
        yield opened
    await media.aclose()
    store.close()


@pytest.fixture
async def service(server: EmbeddedServer) -> AsyncIterator[UplynkService]:
    numbers = count()
    transport = Transport.in_process(server.app)
    yield UplynkService(
        transport, CREDENTIALS, label="films", now=time.time, nonce=lambda: str(next(numbers))
    )
    await transport.aclose()


async def done(service: UplynkService, job: Job) -> Job:
    end_s = time.monotonic() + 60
    while job.state != "done":
        assert time.monotonic() < end_s, f"still {job}"
        await asyncio.sleep(0.02)
        job = await service.job(job.job_id)
    return job


async def frames_of(service: UplynkService, asset_id: str) -> list[int]:
    return [number_of(picture) for picture in await service.thumbs(asset_id, 0, 1000)]


async def test_an_asset_is_changed_followed_and_deleted(service: UplynkService) -> None:
    [asset] = await service.assets()
    first = await service.changes(0)

    updated = await service.update_asset(
        asset.asset_id, AssetEdit(name="Final", external_id="e1", meta={"Sport": "Tennis"})
    )
    found = await service.assets(query="meta:Sport=tennis, ext: e1, name: +final")
    deleted = await service.delete_assets([asset.asset_id])
    second = await service.changes(first.end_ms)

    assert (updated.name, updated.duration_s) == ("Final", asset.duration_s)
    assert [each.name for each in found] == ["Final"]
    assert list(deleted) == [asset.asset_id]
    assert await service.assets() == ()
    assert [change.kind for change in first.changes] == ["create"]
    assert [change.kind for change in second.changes][-2:] == ["update", "delete"]
    assert second.assets[asset.asset_id].name == "Final"
    with pytest.raises(NotFound):
        await service.asset(asset.asset_id)


async def test_a_quick_clip_has_exactly_its_frames(service: UplynkService) -> None:
    [asset] = await service.assets()

    job = await done(service, await service.quickclip(NewDraft(asset.asset_id, "Goal", 200, 600)))

    assert (job.failure, job.kind) == ("", "quickclip")
    assert await frames_of(service, job.asset_id) == list(range(5, 15))
    assert await service.drafts() == ()
    assert [each.job_id for each in await service.jobs()] == [job.job_id]


async def test_an_export_is_the_whole_film_at_its_url(
    service: UplynkService, server: EmbeddedServer, tmp_path: Path
) -> None:
    [asset] = await service.assets()

    job = await done(service, await service.export(asset.asset_id))

    door = httpx.ASGITransport(server.app)
    async with httpx.AsyncClient(transport=door) as client:
        answer = await client.get(job.url)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "video/mp4")
    (tmp_path / "films" / "downloaded.mp4").write_bytes(answer.content)
    downloaded = (await service.assets(query="downloaded"))[0]
    assert await frames_of(service, downloaded.asset_id) == list(range(25))
    assert downloaded.duration_s == pytest.approx(1.2)
    await service.delete_job(job.job_id)
    assert await service.jobs() == ()


async def test_a_job_is_cancelled_or_refused(service: UplynkService) -> None:
    [asset] = await service.assets()
    job = await done(service, await service.quickclip(NewDraft(asset.asset_id, "Goal", 0, 400)))
    with pytest.raises(RequestRefused, match="done already"):
        await service.cancel_job(job.job_id)
    with pytest.raises(RequestRefused, match="lies outside"):
        await service.quickclip(NewDraft(asset.asset_id, "Goal", 5000, 6000))


async def test_a_draft_carries_its_notes_and_its_profile(service: UplynkService) -> None:
    [asset] = await service.assets()
    profile = (await service.profiles())[-1]
    new = NewDraft(asset.asset_id, "Goal", 0, 400, meta={"Sport": "Tennis"}, profile=profile.name)

    draft = await service.draft(await service.save_draft(new))

    assert (draft.meta, draft.profile) == ({"Sport": "Tennis"}, profile.name)


class Losing:
    """Loses the answers to new drafts: the server has them, and who sent them hears of a fault.

    Args:
        app: The server.
        times: How many answers get lost.
        is_heard: Whether the server gets what was sent.
    """

    def __init__(self, app: ServerApp, times: int, *, is_heard: bool) -> None:
        self._app = app
        self._times = times
        self._is_heard = is_heard

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        if scope["method"] != "POST" or not self._times:
            await self._app(scope, receive, send)
            return
        self._times -= 1
        if self._is_heard:
            await self._app(scope, receive, _nothing)
        await send({"type": "http.response.start", "status": 502, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def _nothing(_message: Message) -> None:
    """Send nothing."""


async def no_sleep(_wait_s: float) -> None:
    """Wait for nothing."""


@pytest.mark.parametrize(("times", "is_heard"), [(1, True), (1, False), (0, True)])
async def test_a_draft_whose_answer_is_lost_is_saved_exactly_once(
    server: EmbeddedServer, times: int, *, is_heard: bool
) -> None:
    numbers = count()
    transport = Transport.in_process(Losing(server.app, times, is_heard=is_heard))
    service = UplynkService(
        transport, CREDENTIALS, label="films", now=time.time, nonce=lambda: str(next(numbers))
    )
    bench = Bench(service, FakeMemory(), "films", now=time.time)
    [asset] = await service.assets()

    watched = [
        await save(bench, NewDraft(asset.asset_id, "Goal", 0, 400), sleep=no_sleep)
        for _ in range(2)
    ]

    kept = [draft.draft_id for draft in await service.drafts()]
    await transport.aclose()
    assert sorted(kept) == sorted(draft.draft_id for draft in watched)
    assert len(set(kept)) == 2
