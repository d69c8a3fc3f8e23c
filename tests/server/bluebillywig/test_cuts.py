"""A mediaclip that is created with a stretch of a file gets a file of its own, cut from that."""

import asyncio
import time
from typing import Any

import pytest

from cliptui.errors import CutFailed
from cliptui.server.converter import Convert
from tests.server.bluebillywig.desk import SHARED, ClipDesk
from tests.server.conftest import Bench


async def stretch(clips: ClipDesk, title: str = "Coffee", t: str = "2,4") -> list[dict[str, str]]:
    [clip] = [clip for clip in await clips.items() if clip["title"] == title]
    return [{"src": f"{clip['assets'][0]['src']}#t={t}"}]


async def finished(clips: ClipDesk, number: str) -> dict[str, Any]:
    end_s = time.monotonic() + 20
    while (clip := (await clips.sapi("GET", f"/{number}")).json)["hasJobs"] == "true":
        assert time.monotonic() < end_s, f"still {clip}"
        await asyncio.sleep(0.01)
    return clip


async def test_the_file_of_a_new_mediaclip_is_cut_and_is_the_only_one_to_stand_for_it(
    clips: ClipDesk, bench: Bench
) -> None:
    bench.media.gate.clear()
    made = await clips.made(title="Goal", sourceid="g-1", assets=await stretch(clips))
    early = await clips.items(q='sourceid:"g-1"')
    bench.media.gate.set()
    done = await finished(clips, made["id"])
    titles = await clips.titles()

    assert (made["hasJobs"], made["transcodingFinished"]) == ("true", False)
    assert made["status"] == "draft"
    assert [clip["hasJobs"] for clip in early] == ["true"]
    assert (done["hasJobs"], done["transcodingFinished"]) == ("false", True)
    assert (done["title"], done["sourceid"], done["length"]) == ("Goal", "g-1", 2)
    assert [asset["exactlength"] for asset in done["assets"]] == ["2000"]
    assert done["cliptui"]["frame_count"] == 50
    assert titles == ["Goal", "Tea", "Milk", "Coffee"]
    [file] = bench.clips.glob("Goal*.mp4")
    assert file.read_text() == "frames=50 from 50"


async def test_how_far_a_cut_is_is_told(clips: ClipDesk, bench: Bench) -> None:
    bench.media.gate.clear()
    made = await clips.made(assets=await stretch(clips))
    end_s = time.monotonic() + 20
    told = made
    while told["cliptui"] == {"progress": 0.0}:
        assert time.monotonic() < end_s, f"still {told}"
        await asyncio.sleep(0.01)
        told = (await clips.sapi("GET", f"/{made['id']}", includejobs=1)).json
    bench.media.gate.set()
    await finished(clips, made["id"])
    after = (await clips.sapi("GET", f"/{made['id']}", includejobs=1)).json

    assert told["cliptui"] == {"progress": 0.5}
    assert (len(told["jobs"]), after["jobs"]) == (1, [])
    assert bench.media.cuts == ["Coffee"]  # named as what it is cut from, where it has no title


async def test_a_cut_that_fails_says_why(clips: ClipDesk, bench: Bench) -> None:
    bench.media.failure = CutFailed("The disk is full.")
    made = await clips.made(title="Goal", assets=await stretch(clips))
    done = await finished(clips, made["id"])

    assert done["cliptui"] == {"reason": "The disk is full."}
    assert (done["hasJobs"], done["transcodingFinished"]) == ("false", False)


@pytest.mark.parametrize("purge", [0, 1])
async def test_deleting_a_mediaclip_stops_its_cut(
    clips: ClipDesk, bench: Bench, purge: int
) -> None:
    bench.media.gate.clear()
    made = await clips.made(title="Goal", assets=await stretch(clips))
    await clips.sapi("DELETE", f"/{made['id']}", purge=purge)
    bench.media.gate.set()
    other = await clips.made(title="Other", assets=await stretch(clips))
    await finished(clips, other["id"])

    assert (await clips.sapi("GET", f"/{made['id']}")).status == 404
    assert [path.name.partition(" ")[0] for path in bench.clips.glob("*.mp4")] == ["Other"]
    restored = await clips.sapi("PUT", f"/{made['id']}", {})
    assert restored.status == (404 if purge else 200)
    if not purge:
        assert restored.json["cliptui"]["reason"].startswith("The cut of this mediaclip was given")


async def test_a_finished_cut_stays_when_its_mediaclip_is_deleted_and_purged(
    clips: ClipDesk, bench: Bench
) -> None:
    made = await clips.made(title="Goal", assets=await stretch(clips))
    await finished(clips, made["id"])
    await clips.sapi("DELETE", f"/{made['id']}")
    hidden = await clips.titles()
    await clips.sapi("DELETE", f"/{made['id']}", purge=1)

    assert hidden == await clips.titles() == ["Tea", "Milk", "Coffee"]
    assert list(bench.clips.glob("Goal*.mp4"))


async def test_a_clip_whose_file_is_gone_is_gone_until_it_is_back(
    clips: ClipDesk, bench: Bench
) -> None:
    made = await clips.made(title="Goal", assets=await stretch(clips))
    await finished(clips, made["id"])
    [file] = bench.clips.glob("Goal*.mp4")
    file.rename(bench.clips / "away")
    without = await clips.titles()
    missing = await clips.sapi("GET", f"/{made['id']}")
    (bench.clips / "away").rename(file)

    assert without == ["Tea", "Milk", "Coffee"]
    assert missing.status == 404
    assert await clips.titles() == ["Goal", "Tea", "Milk", "Coffee"]


async def test_a_cut_goes_on_with_the_next_server(bench: Bench, films: None) -> None:
    del films
    bench.media.gate.clear()
    async with bench.server(bluebillywig=SHARED) as server:
        first = ClipDesk(server)
        made = await first.made(title="Goal", assets=await stretch(first))
    bench.media.gate.set()
    async with bench.server(bluebillywig=SHARED) as server:
        second = ClipDesk(server)
        done = await finished(second, made["id"])
        uplynk = [asset["desc"] for asset in (await second.v2("list")).json["assets"]]
        drafts = (await second.v4("GET", "clipping_draft")).json["items"]

    assert done["length"] == 2
    assert sorted(uplynk) == ["Coffee", "Goal", "Milk", "Tea"]
    assert drafts == []


@pytest.mark.parametrize(
    ("t", "words"),
    [("4,4", "no frame"), ("4,2", "no frame"), ("99,100", "outside"), ("1,99", "outside")],
)
async def test_a_stretch_that_has_no_frames_is_refused(clips: ClipDesk, t: str, words: str) -> None:
    answer = await clips.sapi("PUT", "", {"assets": await stretch(clips, t=t)})
    assert answer.status == 400
    assert words in answer.body.decode()
    assert len(await clips.items()) == 3


async def test_a_stretch_of_a_file_that_is_not_there_is_refused(clips: ClipDesk) -> None:
    answer = await clips.sapi("PUT", "", {"assets": [{"src": "/etc/passwd#t=1,2"}]})
    assert answer.status == 400
    assert "no file at this address" in answer.body.decode()


async def test_a_server_that_does_not_cut_says_so_and_announces_nothing(
    bench: Bench, films: None
) -> None:
    del films
    async with bench.server(Convert.OFF, bluebillywig=SHARED) as server:
        clips = ClipDesk(server)
        answer = await clips.sapi("PUT", "", {"assets": await stretch(clips)})
        announced = (await clips.sapi("GET")).headers["x-cliptui-extensions"]

    assert answer.status == 400
    assert "does not cut" in answer.body.decode()
    assert "mediaclip-cuts" not in announced.split()


async def test_a_server_that_cuts_announces_it(clips: ClipDesk) -> None:
    announced = (await clips.sapi("GET")).headers["x-cliptui-extensions"]
    assert "mediaclip-cuts" in announced.split()
