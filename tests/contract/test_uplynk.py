"""The whole job, our client with our server: browse, look, mark, save, watch the clip finish."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest

from cliptui.api.transport import Transport
from cliptui.api.uplynk import UplynkService
from cliptui.clip.asset import AssetState
from cliptui.clip.draft import Clip, NewDraft
from cliptui.clip.secret import Secret
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import AccessRefused, NotFound, RequestRefused, ServiceError
from cliptui.jobs.scenes import all_scenes
from cliptui.media.worker import MediaWorker
from cliptui.server.converter import Convert
from cliptui.server.making import make_server
from cliptui.store import Store
from cliptui.wire.uplynk.signature import Credentials
from tests.contract.films import number_of, size_of, write_film

NTSC = Fraction(30000, 1001)
FILMS = {"ntsc": (48, NTSC), "pal": (30, Fraction(25))}
CREDENTIALS = Credentials("1234567890abcdef1234567890abcdef", Secret("k3y"))


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two films and a file that is none."""
    folder = tmp_path_factory.mktemp("films")
    for name, (frames, fps) in FILMS.items():
        write_film(folder / f"{name}.mp4", frames, fps)
    (folder / "broken.mp4").write_bytes(b"no film " * 1000)
    return folder


@dataclass
class Studio:
    """Opens servers over one folder and one state, and gives clients of them."""

    folder: Path
    state: Path
    store: Store

    @asynccontextmanager
    async def service(
        self, convert: Convert = Convert.AUTO, credentials: Credentials = CREDENTIALS
    ) -> AsyncIterator[UplynkService]:
        media = MediaWorker()
        numbers = count()
        server = make_server(
            self.folder,
            self.state / "clips",
            self.store,
            media,
            CREDENTIALS,
            convert=convert,
            now=time.time,
        )
        transport = Transport.in_process(server.app)
        try:
            async with server:
                yield UplynkService(
                    transport,
                    credentials,
                    label="films",
                    now=time.time,
                    nonce=lambda: str(next(numbers)),
                )
        finally:
            await transport.aclose()
            await media.aclose()


@pytest.fixture
def studio(films: Path, tmp_path: Path) -> Iterator[Studio]:
    store = Store.open(tmp_path / "cliptui.db")
    yield Studio(films, tmp_path, store)
    store.close()


async def named(service: UplynkService, name: str) -> str:
    return next(asset.asset_id for asset in await service.assets() if asset.name == name)


async def until(
    service: UplynkService, draft_id: str, is_so: Callable[[tuple[Clip, ...]], bool]
) -> Clip:
    end_s = time.monotonic() + 60
    while not is_so(clips := await service.clips(draft_id)):
        assert time.monotonic() < end_s, f"still {clips}"
        await asyncio.sleep(0.02)
    return clips[0]


async def finished(service: UplynkService, draft_id: str) -> Clip:
    return await until(
        service,
        draft_id,
        lambda clips: bool(clips) and (clips[0].is_complete or bool(clips[0].failure)),
    )


async def numbers_of(service: UplynkService, asset_id: str) -> list[int]:
    """Return the numbers of all frames of an asset, by its thumbs."""
    timing = (await service.asset(asset_id)).timing
    assert timing is not None
    end_ms = timing.stop_ms(timing.frame_count)
    numbers = []
    for start_ms in range(0, end_ms, 500):
        thumbs = await service.thumbs(asset_id, start_ms, start_ms + 500)
        numbers += [number_of(picture) for picture in thumbs]
    return numbers


async def test_assets_are_browsed_with_their_exact_timing(studio: Studio) -> None:
    async with studio.service() as service:
        assets = {asset.name: asset for asset in await service.assets()}
        one = await service.asset(assets["ntsc"].asset_id)

    assert sorted(assets) == ["broken", "ntsc", "pal"]
    for name, (frames, fps) in FILMS.items():
        timing = assets[name].timing
        assert isinstance(timing, ConstantTiming)
        assert (timing.rate.fps, timing.frame_count) == (fps, frames)
        assert assets[name].is_ready
        assert assets[name].duration_s == pytest.approx(float(frames / fps), abs=0.001)
    assert one == assets["ntsc"]


async def test_a_file_that_is_no_film_is_listed_with_its_reason(studio: Studio) -> None:
    async with studio.service() as service:
        (broken,) = await service.assets(query="broken")
        with pytest.raises(ServiceError, match=r"broken\.mp4"):
            await service.frame(broken.asset_id, 0)

    assert (broken.state, broken.duration_s, broken.timing) == (AssetState.ERROR, 0.0, None)
    assert "“broken.mp4”" in broken.reason


async def test_lists_are_filtered_sorted_and_paged_by_the_service(studio: Studio) -> None:
    async with studio.service() as service:
        by_length = [asset.name for asset in await service.assets(order="-duration")]
        ready = await service.assets(query="state:ready, -pal", order="desc")
        pages = [
            [asset.name for asset in await service.assets(order="desc", skip=skip, limit=2)]
            for skip in (0, 2)
        ]

    assert by_length == ["ntsc", "pal", "broken"]
    assert [asset.name for asset in ready] == ["ntsc"]
    assert pages == [["broken", "ntsc"], ["pal"]]


@pytest.mark.parametrize("name", FILMS)
async def test_every_frame_is_shown_from_its_first_to_its_last_millisecond(
    studio: Studio, name: str
) -> None:
    async with studio.service() as service:
        asset_id = await named(service, name)
        timing = (await service.asset(asset_id)).timing
        assert timing is not None
        for frame in range(timing.frame_count):
            first_ms, last_ms = timing.start_ms(frame), timing.stop_ms(frame + 1) - 1
            shown = [number_of(await service.frame(asset_id, ms)) for ms in (first_ms, last_ms)]
            assert (frame, shown) == (frame, [frame, frame])


@pytest.mark.parametrize("name", FILMS)
async def test_thumbs_are_all_frames_of_a_film_in_their_order(studio: Studio, name: str) -> None:
    async with studio.service() as service:
        numbers = await numbers_of(service, await named(service, name))

    assert numbers == list(range(FILMS[name][0]))


async def test_pictures_are_png_of_full_size_unless_less_will_do(studio: Studio) -> None:
    async with studio.service() as service:
        asset_id = await named(service, "pal")
        full = await service.frame(asset_id, 0)
        narrow = await service.frame(asset_id, 0, width_px=80)
        (thumb,) = await service.thumbs(asset_id, 0, 1)

    assert size_of(full) == ("PNG", (160, 90))
    assert size_of(narrow) == ("PNG", (80, 45))
    assert size_of(thumb) == ("JPEG", (160, 90))


@pytest.mark.parametrize("name", FILMS)
async def test_a_skim_shows_the_frames_whose_times_it_tells(studio: Studio, name: str) -> None:
    async with studio.service() as service:
        asset_id = await named(service, name)
        timing = (await service.asset(asset_id)).timing
        assert timing is not None
        end_ms = timing.stop_ms(timing.frame_count)
        shown = await service.skim(asset_id, 0, end_ms, 8, 160)
        colours = await service.colours(asset_id, 8)

    assert len(shown) == len(colours) == 8
    for place, skimmed in enumerate(shown):
        assert skimmed.ms <= end_ms * place // 8
        assert number_of(skimmed.picture) == timing.boundary_near(skimmed.ms)


async def test_scenes_are_asked_for_until_they_are_known(studio: Studio) -> None:
    async with studio.service() as service:
        asset_id = await named(service, "pal")
        assert await service.can_find_scenes()
        async with asyncio.timeout(60):
            scenes = await all_scenes(service, asset_id)

    assert scenes.starts_ms == (0,)


async def test_a_draft_becomes_a_clip_of_exactly_its_frames(studio: Studio) -> None:
    source = studio.folder / "ntsc.mp4"
    before = (source.read_bytes(), source.stat().st_mtime_ns)
    async with studio.service() as service:
        asset_id = await named(service, "ntsc")
        timing = (await service.asset(asset_id)).timing
        assert timing is not None
        start_ms, stop_ms = timing.start_ms(7), timing.stop_ms(31)
        draft_id = await service.save_draft(NewDraft(asset_id, "Goal [/b]", start_ms, stop_ms))
        draft = await service.draft(draft_id)
        clip = await finished(service, draft_id)
        made = await service.asset(clip.asset_id)
        numbers = await numbers_of(service, clip.asset_id)
        same = await service.clip(clip.clip_id)

    assert (draft.title, draft.asset_id) == ("Goal [/b]", asset_id)
    assert (draft.start_s, draft.stop_s) == (Fraction(start_ms, 1000), Fraction(stop_ms, 1000))
    assert (clip.is_complete, clip.failure, same) == (True, "", clip)
    assert (made.name, made.job_type, made.state) == ("Goal [/b]", "clip", AssetState.READY)
    assert isinstance(made.timing, ConstantTiming)
    assert (made.timing.rate.fps, made.timing.frame_count) == (NTSC, 24)
    assert numbers == list(range(7, 31))
    assert (source.read_bytes(), source.stat().st_mtime_ns) == before


async def test_all_is_as_it_was_in_the_next_run(studio: Studio) -> None:
    async with studio.service() as service:
        draft_id = await service.save_draft(NewDraft(await named(service, "pal"), "Goal", 0, 400))
        clip = await finished(service, draft_id)
        told = (await service.assets(), await service.drafts(), await service.clips())
    async with studio.service() as service:
        again = (await service.assets(), await service.drafts(), await service.clips())

    assert again == told
    assert clip.asset_id in {asset.asset_id for asset in again[0]}


async def test_a_cut_that_was_broken_off_is_begun_anew_in_the_next_run(
    studio: Studio, tmp_path: Path
) -> None:
    studio.folder = tmp_path / "films"
    studio.folder.mkdir()
    write_film(studio.folder / "long.mp4", 1000, Fraction(25))
    async with studio.service() as service:
        asset_id = await named(service, "long")
        draft_id = await service.save_draft(NewDraft(asset_id, "Goal", 0, 40_000))
        begun = await until(service, draft_id, bool)
    left = sorted(path.name for path in (studio.state / "clips").iterdir())

    async with studio.service() as service:
        done = await finished(service, draft_id)
        made = await service.asset(done.asset_id)

    assert (begun.is_complete, left) == (False, [])
    assert (done.clip_id, done.is_complete) == (begun.clip_id, True)
    assert made.timing is not None
    assert made.timing.frame_count == 1000


async def test_a_manual_server_converts_when_it_is_asked(studio: Studio) -> None:
    async with studio.service(Convert.MANUAL) as service:
        can_convert = await service.can_convert()
        draft_id = await service.save_draft(NewDraft(await named(service, "pal"), "Goal", 0, 400))
        before = await service.clips(draft_id)
        begun = await service.convert_draft(draft_id)
        done = await finished(service, draft_id)

    assert (can_convert, before) == (True, ())
    assert (begun.clip_id, begun.is_complete, begun.asset_id) == (done.clip_id, False, "")
    assert done.is_complete


async def test_an_automatic_server_does_not_offer_to_be_asked(studio: Studio) -> None:
    async with studio.service() as service:
        assert await service.can_convert() is False


async def test_a_deleted_draft_is_gone(studio: Studio) -> None:
    async with studio.service(Convert.OFF) as service:
        draft = NewDraft(await named(service, "pal"), "Goal", 0, 400)
        first, second = await service.save_draft(draft), await service.save_draft(draft)
        both = [draft.draft_id for draft in await service.drafts()]
        await service.delete_draft(first)
        left = [draft.draft_id for draft in await service.drafts()]
        with pytest.raises(NotFound, match=first):
            await service.draft(first)

    assert (sorted(both), left) == (sorted([first, second]), [second])


async def test_what_cannot_be_done_is_told_in_the_servers_own_words(studio: Studio) -> None:
    async with studio.service(Convert.OFF) as service:
        pal = await named(service, "pal")
        with pytest.raises(NotFound, match="There is no asset “nobody” in this library"):
            await service.asset("nobody")
        with pytest.raises(RequestRefused, match="ask for 1000 ms at most"):
            await service.thumbs(pal, 0, 1001)
        with pytest.raises(RequestRefused, match="stop must come after start"):
            await service.save_draft(NewDraft(pal, "Goal", 400, 400))
        with pytest.raises(RequestRefused, match=r"lies outside “pal”, which is 1\.200 s long"):
            await service.save_draft(NewDraft(pal, "Goal", 1200, 1400))
        with pytest.raises(NotFound, match="There is no clip “nothing” here"):
            await service.clip("nothing")


async def test_a_wrong_key_is_told_with_what_to_check(studio: Studio) -> None:
    wrong = Credentials(CREDENTIALS.owner, Secret("other"))
    async with studio.service(credentials=wrong) as service:
        with pytest.raises(AccessRefused, match=r"The signature is wrong.*clock"):
            await service.assets()
