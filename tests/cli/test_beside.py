"""Accounts at one address add up: a library, what suggests clips of it, and its mediaclips."""

import os
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import pytest

from cliptui.cli.benches import Serving, open_bench
from cliptui.cli.places import place_of
from cliptui.clip.draft import DraftState, NewDraft
from cliptui.jobs.outbox import save
from cliptui.jobs.publish import follow
from cliptui.jobs.records import register
from cliptui.jobs.suggest import follow_run
from tests.cli.program import KEYS, Server, serving

ACCOUNT = '[accounts.{name}]\nservice = "{kind}"\nurl = "{url}"\n{more}'


@pytest.fixture
def server(library: Path) -> Iterator[Server]:
    with serving(library) as running:
        yield running


@pytest.fixture
def environ(state_dir: Path, server: Server) -> dict[str, str]:
    """Return an environment that knows the accounts of a server, and keys by their accounts."""
    owner = KEYS["CLIPTUI_UPLYNK_OWNER"]
    accounts = [
        ("library", "uplynk", server.url, f'owner = "{owner}"\nkey_env = "CLIPTUI_UPLYNK_KEY"\n'),
        ("scout", "videodev", f"{server.url}/v1", 'key_env = "CLIPTUI_VIDEODEV_KEY"\n'),
        ("records", "bluebillywig", server.url, 'key_env = "CLIPTUI_BB_SECRET"\n'),
    ]
    file = state_dir / "config" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        "".join(
            ACCOUNT.format(name=name, kind=kind, url=url, more=more)
            for name, kind, url, more in accounts
        )
    )
    return {**os.environ, **KEYS, "CLIPTUI_STATE_DIR": str(state_dir)}


async def test_a_library_has_what_the_accounts_at_its_address_can(environ: dict[str, str]) -> None:
    async with open_bench(place_of("library", environ), environ, Serving()) as bench:
        asset = (await bench.service.assets())[0]
        assert bench.suggester is not None
        assert (await bench.suggester.start_run(asset.asset_id)).run_id
        assert bench.records is not None
        record = await bench.records.mediaclip_of(asset.asset_id)
        assert record is not None
        assert record.title == asset.name


async def test_marks_become_mediaclips_of_their_own(
    environ: dict[str, str],
) -> None:
    async with open_bench(place_of("records", environ), environ, Serving()) as bench:
        service = bench.service
        assert service.label == "records"
        newest = (await service.assets())[0]
        assert (await service.asset(newest.asset_id)).name == newest.name == "Cup final"
        assert (await service.frame(newest.asset_id, 0, 160)).startswith(b"\x89PNG")
        assert await service.thumbs(newest.asset_id, 0, 100)
        saved = await save(bench, NewDraft(newest.asset_id, "Goal", 0, 1000))
        last = [now async for now in follow(bench, saved)][-1]
        assert (last.state, last.failure) == (DraftState.DONE, "")
        assert (await service.asset(last.clip_asset_id)).name == "Goal"
        assert [draft.title for draft in await service.drafts()] == ["Goal"]
        registered = await register(bench, last)  # it is a mediaclip, so no second one is made
        assert (registered.mediaclip_id, registered.title) == (last.clip_asset_id, "Goal")


async def test_the_media_of_a_run_are_a_library_of_their_own(environ: dict[str, str]) -> None:
    async with open_bench(place_of("scout", environ), environ, Serving()) as bench:
        assert bench.suggester is not None
        started = await bench.suggester.start_run(
            await bench.suggester.import_media("Cup final.mp4"), "1 clip"
        )
        async with aclosing(follow_run(bench.suggester, started)) as runs:
            first = await anext(run async for run in runs if run.suggestions)
            assert first.media
        [found] = await bench.service.assets(query=started.run_id)
        asset = await bench.service.asset(found.asset_id)
        assert asset.timing is not None
        assert asset.timing.frame_count == 800
        assert (await bench.service.frame(asset.asset_id, 0, 160)).startswith(b"\x89PNG")
