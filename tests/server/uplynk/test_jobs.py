"""Profiles, and jobs that really cut."""

import asyncio
import time
from typing import Any
from urllib.parse import urlsplit

import pytest

from cliptui.errors import CutFailed
from cliptui.server.converter import Convert
from tests.server.conftest import Bench
from tests.server.desk import Answer, Desk, signed
from tests.server.media import write_video


async def job(desk: Desk, verb: str, **members: object) -> Answer:
    path = f"/api2/cloudslicer/jobs/{verb}"
    return await desk.ask("GET", path, params=signed(members))


async def quickclip(desk: Desk, asset_id: str, start: int = 400, duration: int = 800) -> Answer:
    args = {"beam_id": asset_id, "description": "Goal"}
    return await job(desk, "quickclip", args=args, source={"trim": [start, duration]})


async def over(desk: Desk, job_id: str) -> dict[str, Any]:
    """Wait until a job is done, and return it."""
    end_s = time.monotonic() + 30
    while True:
        told: dict[str, Any] = (await job(desk, "get", id=job_id)).json["job"]
        if told["state"] == "done":
            return told
        assert time.monotonic() < end_s, f"still {told}"
        await asyncio.sleep(0.01)


@pytest.fixture
async def a(bench: Bench, desk: Desk) -> str:
    write_video(bench.folder / "a.mp4")
    return (await desk.ids())["a"]


async def test_a_quick_clip_becomes_an_asset_of_exactly_its_frames(
    bench: Bench, desk: Desk, a: str
) -> None:
    begun = (await quickclip(desk, a)).json
    told = await over(desk, begun["job"]["id"])

    ids = await desk.ids()
    assert begun["error"] == 0
    assert (told["job_type"], told["asset"]) == ("quickclip", ids["Goal"])
    [file] = bench.clips.glob("*.mp4")
    assert file.read_text() == "frames=20 from 10"  # 25 per second
    assert (await desk.v4("GET", "clipping_draft")).json["items"] == []
    assert await desk.clips() == []


async def test_an_export_can_be_downloaded_and_becomes_no_asset(
    bench: Bench, desk: Desk, a: str
) -> None:
    begun = (await job(desk, "create_export", asset=a)).json["job"]
    assert "hd_exported_url" not in begun
    told = await over(desk, begun["id"])

    file = await desk.ask("GET", urlsplit(told["hd_exported_url"]).path)

    assert (file.status, file.headers["content-type"]) == (200, "video/mp4")
    assert file.body == b"frames=50 from 0"
    assert (told["job_type"], told["asset"]) == ("create_export", a)
    assert list(await desk.ids()) == ["a"]
    for path in bench.clips.glob("*.mp4"):
        path.unlink()
    assert (await desk.ask("GET", urlsplit(told["hd_exported_url"]).path)).status == 404


async def test_a_job_waits_is_assigned_and_can_be_cancelled(
    bench: Bench, desk: Desk, a: str
) -> None:
    bench.media.gate.clear()
    first = (await quickclip(desk, a)).json["job"]
    second = (await quickclip(desk, a)).json["job"]
    end_s = time.monotonic() + 30
    while (await job(desk, "get", id=first["id"])).json["job"]["state"] != "assigned":
        assert time.monotonic() < end_s
        await asyncio.sleep(0.01)

    states = {told["id"]: told["state"] for told in (await job(desk, "list")).json["jobs"]}
    cancelled = (await job(desk, "cancel", id=first["id"])).json["job"]
    bench.media.gate.set()
    await over(desk, second["id"])

    assert states == {first["id"]: "assigned", second["id"]: "waiting"}
    assert cancelled["state"] == "cancelled"
    assert (await job(desk, "get", id=first["id"])).json["job"]["state"] == "cancelled"
    assert len(list(bench.clips.glob("*.mp4"))) == 1


async def test_a_job_that_is_done_cannot_be_cancelled_but_forgotten(desk: Desk, a: str) -> None:
    done = await over(desk, (await quickclip(desk, a)).json["job"]["id"])

    refused = await job(desk, "cancel", id=done["id"])
    forgotten = await job(desk, "delete", id=done["id"])

    assert refused.summary == (400, "The job “Goal” is done already.")
    assert forgotten.json["job"]["id"] == done["id"]
    assert (await job(desk, "list")).json["jobs"] == []
    assert (await job(desk, "get", id=done["id"])).status == 404
    assert sorted(await desk.ids()) == ["Goal", "a"]


async def test_a_job_that_fails_is_over_and_says_why(bench: Bench, desk: Desk, a: str) -> None:
    bench.media.failure = CutFailed("The disk is full.")
    told = await over(desk, (await quickclip(desk, a)).json["job"]["id"])
    assert (told["failure"], told["asset"]) == ("The disk is full.", a)


@pytest.mark.parametrize("convert", [Convert.AUTO, Convert.MANUAL])
async def test_a_job_goes_on_after_a_restart(bench: Bench, convert: Convert) -> None:
    write_video(bench.folder / "a.mp4")
    bench.media.gate.clear()
    async with bench.server(convert) as server:
        desk = Desk(server)
        begun = (await quickclip(desk, (await desk.ids())["a"])).json["job"]
    bench.media.gate.set()

    async with bench.server(convert) as server:
        assert (await over(Desk(server), begun["id"]))["state"] == "done"


async def test_a_job_that_was_kept_and_not_begun_is_begun_at_the_next_start(
    bench: Bench,
) -> None:
    write_video(bench.folder / "a.mp4")
    desk = Desk(bench.server(Convert.MANUAL))
    begun = (await quickclip(desk, (await desk.ids())["a"])).json["job"]
    with bench.store._database.transaction() as connection:
        connection.execute("DELETE FROM clips")  # as if it had ended between the two

    async with bench.server(Convert.MANUAL) as server:
        assert (await over(Desk(server), begun["id"]))["state"] == "done"


async def test_a_server_that_does_not_cut_takes_no_jobs(bench: Bench) -> None:
    write_video(bench.folder / "a.mp4")
    desk = Desk(bench.server(Convert.OFF))
    answer = await quickclip(desk, (await desk.ids())["a"])
    assert answer.summary == (400, "This server does not cut.")


async def test_jobs_that_cannot_be_are_refused(desk: Desk, a: str) -> None:
    assert (await quickclip(desk, "nobody")).status == 404
    assert (await quickclip(desk, a, start=9000)).status == 400
    assert (await job(desk, "create_export", asset="nobody")).status == 404
    assert (await job(desk, "get", id="nobody")).summary == (404, "There is no job “nobody” here.")


async def test_what_belongs_to_a_job_is_no_draft_and_no_clip(desk: Desk, a: str) -> None:
    begun = (await quickclip(desk, a)).json["job"]
    await over(desk, begun["id"])
    [clip] = await desk.clips(begun["id"])

    assert (await desk.v4("GET", f"clipping_draft/{begun['id']}")).status == 404
    assert (await desk.v4("DELETE", f"clipping_draft/{begun['id']}")).status == 404
    assert (await desk.v4("GET", f"clip/draft_info/{clip['id']}")).status == 404


async def test_profiles_are_listed_and_a_draft_can_name_one_by_id_or_name(
    desk: Desk, a: str
) -> None:
    listed = (await desk.v4("GET", "clipping-profiles")).json

    assert (listed["@type"], listed["total_items"]) == ("Collection", 3)
    for profile in listed["items"]:
        assert isinstance(profile["meta"], dict)
        for name in (profile["id"], profile["desc"]):
            draft_id = await desk.save(a, profile=name)
            kept = (await desk.v4("GET", f"clipping_draft/{draft_id}")).json
            assert kept["profile"] == name


async def test_a_profile_that_is_not_there_is_refused(desk: Desk, a: str) -> None:
    body = {"beam": a, "start": 0, "stop": 400, "profile": "x\x1b"}
    answer = await desk.v4("POST", "clipping_draft", body)
    assert answer.summary == (400, "There is no profile “x␛”: use one of default, news, sports.")
