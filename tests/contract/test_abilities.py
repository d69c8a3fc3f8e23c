"""One contract for each ability, and every service that has it keeps it: at our own server.

The services are in `services`, the ways to the server in `ways`.
"""

import asyncio
import time
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import av
import pytest

from cliptui.clip.catalogue import BrowsesAssets, SuggestsClips
from cliptui.clip.draft import Clip, NewDraft
from cliptui.clip.run import Run, RunState
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import AccessRefused, NotFound, RequestRefused, ServiceError
from cliptui.jobs.suggest import follow_rendering, follow_run
from cliptui.wire.message import Request
from tests.contract.conftest import FPS, FRAMES, SHOTS_S, Studio
from tests.contract.films import number_of
from tests.contract.services import (
    BROWSES_ASSETS,
    GIVES_FRAMES,
    KEEPS_DRAFTS,
    KEEPS_RECORDS,
    RENDERS_CLIPS,
    SUGGESTS_CLIPS,
    TELLS_OF_CLIPS,
    WRONG_KEY,
    BrowsesAndKeeps,
    BrowsesAndRecords,
    Connect,
    MakesClips,
    ShowsAssets,
    SuggestsAndRenders,
)

NOBODY = "f" * 32
browsing = pytest.mark.parametrize("connect", BROWSES_ASSETS.values(), ids=BROWSES_ASSETS)
showing = pytest.mark.parametrize("connect", GIVES_FRAMES.values(), ids=GIVES_FRAMES)
keeping = pytest.mark.parametrize("connect", KEEPS_DRAFTS.values(), ids=KEEPS_DRAFTS)
recording = pytest.mark.parametrize("connect", KEEPS_RECORDS.values(), ids=KEEPS_RECORDS)
telling = pytest.mark.parametrize("connect", TELLS_OF_CLIPS.values(), ids=TELLS_OF_CLIPS)
suggesting = pytest.mark.parametrize("connect", SUGGESTS_CLIPS.values(), ids=SUGGESTS_CLIPS)
rendering = pytest.mark.parametrize("connect", RENDERS_CLIPS.values(), ids=RENDERS_CLIPS)


async def named(service: BrowsesAssets, name: str) -> str:
    return next(asset.asset_id for asset in await service.assets() if asset.name == name)


async def finished(service: MakesClips, draft_id: str) -> Clip:
    end_s = time.monotonic() + 60
    while True:
        clips = await service.clips(draft_id)
        if clips and (clips[0].is_complete or clips[0].failure):
            return clips[0]
        assert time.monotonic() < end_s, f"still {clips}"
        await asyncio.sleep(0.02)


async def ended(service: SuggestsClips, run: Run) -> list[Run]:
    """Return a run at each change until its end."""

    async def soon(_: float) -> None:
        await asyncio.sleep(0.01)

    return [now async for now in follow_run(service, run, sleep=soon)]


@browsing
async def test_all_files_are_listed_once_with_what_is_known_of_them(
    stage: Studio, connect: Connect[BrowsesAssets]
) -> None:
    async with stage.at(connect) as service:
        assets = {asset.name: asset for asset in await service.assets()}
        one = await service.asset(assets["count"].asset_id)
        pages = [
            asset.asset_id
            for skip in range(4)
            for asset in await service.assets(skip=skip, limit=1)
        ]

    assert sorted(assets) == ["broken", "count", "shots"]
    assert [assets[name].is_ready for name in ("count", "shots", "broken")] == [True, True, False]
    assert assets["shots"].duration_s == pytest.approx(sum(SHOTS_S), abs=0.001)
    assert assets["broken"].reason
    assert one.name == "count"
    assert sorted(pages) == sorted(asset.asset_id for asset in assets.values())


@browsing
async def test_an_asset_that_is_not_there_is_not_found(
    stage: Studio, connect: Connect[BrowsesAssets]
) -> None:
    async with stage.at(connect) as service:
        with pytest.raises(NotFound, match=NOBODY):
            await service.asset(NOBODY)


@browsing
async def test_a_wrong_key_lists_nothing(stage: Studio, connect: Connect[BrowsesAssets]) -> None:
    async with stage.transport() as transport:
        with pytest.raises(AccessRefused) as refused:
            await connect(transport, WRONG_KEY).assets()

    assert "barley" not in str(refused.value)


@showing
async def test_the_frame_of_a_millisecond_is_the_one_that_is_shown_then(
    stage: Studio, connect: Connect[ShowsAssets]
) -> None:
    async with stage.at(connect) as service:
        asset_id = await named(service, "count")
        timing = (await service.asset(asset_id)).timing
        assert isinstance(timing, ConstantTiming)
        shown = [
            number_of(await service.frame(asset_id, ms))
            for frame in (0, 1, 13, FRAMES - 1)
            for ms in (timing.start_ms(frame), timing.stop_ms(frame + 1) - 1)
        ]
        thumbs = await service.thumbs(asset_id, 200, 600)

    assert (timing.rate.fps, timing.frame_count) == (FPS, FRAMES)
    assert shown == [0, 0, 1, 1, 13, 13, FRAMES - 1, FRAMES - 1]
    assert [number_of(picture) for picture in thumbs] == list(range(5, 15))


@showing
async def test_a_file_that_is_no_film_has_no_frames_and_says_so(
    stage: Studio, connect: Connect[ShowsAssets]
) -> None:
    async with stage.at(connect) as service:
        asset_id = await named(service, "broken")
        with pytest.raises(ServiceError, match=r"broken\.mp4"):
            await service.frame(asset_id, 0)


@keeping
async def test_a_draft_is_kept_as_it_was_saved_until_it_is_deleted(
    stage: Studio, connect: Connect[BrowsesAndKeeps]
) -> None:
    async with stage.at(connect) as service:
        asset_id = await named(service, "count")
        draft_id = await service.save_draft(NewDraft(asset_id, "Goal [/b]", 200, 600))
    async with stage.at(connect) as service:
        kept, listed = await service.draft(draft_id), await service.drafts()
        await service.delete_draft(draft_id)
        left = await service.drafts()
        with pytest.raises(NotFound):
            await service.draft(draft_id)

    assert (kept.asset_id, kept.title) == (asset_id, "Goal [/b]")
    assert (kept.start_s, kept.stop_s) == (Fraction(1, 5), Fraction(3, 5))
    assert (list(listed), list(left)) == ([kept], [])


@keeping
async def test_a_draft_of_nothing_is_refused(
    stage: Studio, connect: Connect[BrowsesAndKeeps]
) -> None:
    async with stage.at(connect) as service:
        asset_id = await named(service, "count")
        for start_ms, stop_ms in ((400, 400), (FRAMES * 40, FRAMES * 40 + 400)):
            with pytest.raises(RequestRefused):
                await service.save_draft(NewDraft(asset_id, "Goal", start_ms, stop_ms))
        with pytest.raises(NotFound):
            await service.save_draft(NewDraft(NOBODY, "Goal", 0, 400))
        assert list(await service.drafts()) == []


@recording
async def test_a_record_is_kept_as_it_was_written_and_found_again(
    stage: Studio, connect: Connect[BrowsesAndRecords]
) -> None:
    async with stage.at(connect) as service:
        made = await service.create_mediaclip({"title": "Goal [/b]", "sourceid": "g-1"})
        await service.update_mediaclip(made.mediaclip_id, {"author": "Billy"})
    async with stage.at(connect) as service:
        kept = await service.mediaclip(made.mediaclip_id)
        shown = await service.publish_mediaclip(made.mediaclip_id, is_public=True)
        found = await service.search_mediaclips('sourceid:"g-1" AND author:billy')
        public = await service.mediaclips(status="published")
        hidden = await service.publish_mediaclip(made.mediaclip_id, is_public=False)
        assets = await service.assets()

    assert (made.title, made.source_id, made.status) == ("Goal [/b]", "g-1", "draft")
    assert (kept.title, kept.members["author"]) == ("Goal [/b]", "Billy")
    assert (shown.status, hidden.status) == ("published", "draft")
    assert (found.found, found.mediaclips) == (1, (shown,))
    assert shown in public.mediaclips
    assert made.mediaclip_id in [asset.asset_id for asset in assets]


@recording
async def test_a_deleted_record_is_hidden_until_it_is_changed_and_a_purged_one_is_gone(
    stage: Studio, connect: Connect[BrowsesAndRecords]
) -> None:
    async with stage.at(connect) as service:
        before = await service.mediaclips()
        made = await service.create_mediaclip({"title": "Goal"})
        await service.delete_mediaclip(made.mediaclip_id)
        hidden = await service.mediaclips()
        with pytest.raises(NotFound, match=made.mediaclip_id):
            await service.mediaclip(made.mediaclip_id)
        await service.update_mediaclip(made.mediaclip_id, {"author": "Billy"})
        restored = await service.mediaclip(made.mediaclip_id)
        await service.delete_mediaclip(made.mediaclip_id, purge=True)
        with pytest.raises(NotFound, match=made.mediaclip_id):
            await service.update_mediaclip(made.mediaclip_id, {"author": "Billy"})
        with pytest.raises(NotFound, match=NOBODY):
            await service.mediaclip(NOBODY)

    assert hidden == before
    assert (restored.title, restored.members["author"]) == ("Goal", "Billy")


@telling
async def test_a_draft_becomes_a_clip_that_is_an_asset_with_just_its_frames(
    stage: Studio, connect: Connect[MakesClips]
) -> None:
    async with stage.at(connect) as service:
        asset_id = await named(service, "count")
        draft_id = await service.save_draft(NewDraft(asset_id, "Goal", 200, 600))
        clip = await finished(service, draft_id)
        made = await service.asset(clip.asset_id)

    assert (clip.is_complete, clip.failure, clip.draft_id) == (True, "", draft_id)
    assert (made.name, made.timing and made.timing.frame_count) == ("Goal", 10)


@suggesting
async def test_suggestions_begin_with_the_shots_of_a_film(
    stage: Studio, connect: Connect[SuggestsClips]
) -> None:
    async with stage.at(connect) as service:
        media_id = await service.import_media("shots.mp4")
        started = await service.start_run(media_id, "3 clips")
        runs = await ended(service, started)

    first, last = runs[0], runs[-1]
    spans = [(found.start_ms, found.stop_ms) for found in last.suggestions]
    assert (first.state, first.suggestions) == (RunState.PROCESSING, ())
    assert (last.state, last.run_id, last.failure) == (RunState.COMPLETE, first.run_id, "")
    assert spans == [(0, 5_000), (5_000, 11_000), (11_000, 18_000)]
    assert {found.media_id for found in last.suggestions} == {media_id}
    assert len({found.suggestion_id for found in last.suggestions}) == 3


@suggesting
async def test_a_run_is_kept_and_finds_the_same_again(
    stage: Studio, connect: Connect[SuggestsClips]
) -> None:
    async with stage.at(connect) as service:
        media_id = await service.import_media("shots.mp4")
        first = (await ended(service, await service.start_run(media_id)))[-1]
        other = (await ended(service, await service.start_run(media_id)))[-1]
    async with stage.at(connect) as service:
        again = await service.run(first.run_id)

    assert again == first
    assert [(s.start_ms, s.stop_ms) for s in other.suggestions] == [
        (s.start_ms, s.stop_ms) for s in first.suggestions
    ]
    assert all(one.stop_ms <= next_.start_ms for one, next_ in pairwise(first.suggestions))


@suggesting
async def test_a_run_that_the_end_of_the_server_broke_off_goes_on_with_the_next(
    stage: Studio, connect: Connect[SuggestsClips]
) -> None:
    async with stage.at(connect) as service:
        media_id = await service.import_media("shots.mp4")
        started = await service.start_run(media_id)
    async with stage.at(connect) as service:
        runs = await ended(service, await service.run(started.run_id))

    assert runs[-1].state is RunState.COMPLETE
    assert runs[-1].suggestions


@suggesting
async def test_what_cannot_be_searched_is_refused(
    stage: Studio, connect: Connect[SuggestsClips]
) -> None:
    async with stage.at(connect) as service:
        with pytest.raises(NotFound, match=NOBODY):
            await service.start_run(NOBODY)
        with pytest.raises(NotFound, match=NOBODY):
            await service.run(NOBODY)
        for source in ("https://example.com/film.mp4", "/etc/passwd", "../reel/shots.mp4"):
            with pytest.raises(RequestRefused, match="fetches nothing from elsewhere"):
                await service.import_media(source)
        with pytest.raises(ServiceError, match="cannot be used"):
            await service.import_media("broken.mp4")


@suggesting
async def test_a_wrong_key_starts_no_run(stage: Studio, connect: Connect[SuggestsClips]) -> None:
    async with stage.transport() as transport:
        with pytest.raises(AccessRefused) as refused:
            await connect(transport, WRONG_KEY).start_run(NOBODY)

    assert "barley" not in str(refused.value)


@rendering
async def test_a_clip_is_rendered_to_a_file_of_just_its_frames(
    stage: Studio, connect: Connect[SuggestsAndRenders], tmp_path: Path
) -> None:
    async with stage.transport() as transport:
        service = connect(transport)
        media_id = await service.import_media("count.mp4")
        clip = await service.make_clip(media_id, 200, 600)
        steps = [step async for step in follow_rendering(service, clip.suggestion_id)]
        link = urlsplit(steps[-1].media_url)
        request = Request("GET", link.path, tuple(parse_qsl(link.query)))
        file = await transport.send(request)
        again = await service.import_media(steps[-1].media_url)
    (tmp_path / "fetched.mp4").write_bytes(file.body)
    with av.open(str(tmp_path / "fetched.mp4")) as container:
        frames = sum(1 for _ in container.decode(video=0))

    assert (clip.media_id, clip.start_ms, clip.stop_ms) == (media_id, 200, 600)
    assert {step.render_id for step in steps} == {steps[0].render_id}
    assert steps[-1].state is RunState.COMPLETE
    assert (file.status, file.headers["content-type"], frames) == (200, "video/mp4", 10)
    assert again == steps[-1].media_id != media_id
