"""Skims, colours and scenes over a folder: what is answered, and when scenes are looked for."""

import base64

import pytest

from tests.server.conftest import Bench
from tests.server.desk import Desk
from tests.server.media import write_video


async def test_a_picture_that_stands_for_several_moments_is_sent_once(
    bench: Bench, desk: Desk
) -> None:
    write_video(bench.folder / "a.mp4")  # 50 frames of 40 ms, every 10th a keyframe
    asset_id = (await desk.ids())["a"]

    answer = await desk.v2("../x-cliptui/skim", id=asset_id, start=0, stop=1600, count=8, width=90)

    assert answer.status == 200
    assert answer.json["ms"] == [0, 400, 800, 1200]
    assert answer.json["shown"] == [0, 0, 1, 1, 2, 2, 3, 3]
    pictures = [base64.b64decode(picture) for picture in answer.json["imgs"]]
    assert pictures == [b"JPEG 0", b"JPEG 10", b"JPEG 20", b"JPEG 30"]
    assert bench.media.survey.asked == [("a.mp4", 0, 1600, 8, 90)]


async def test_colours_are_three_bytes_each(bench: Bench, desk: Desk) -> None:
    write_video(bench.folder / "a.mp4")
    answer = await desk.v2("../x-cliptui/colours", id=(await desk.ids())["a"], count=2)
    assert base64.b64decode(answer.json["rgb"]) == bytes([0, 1, 2, 3, 4, 5])


async def scenes(desk: Desk, asset_id: str) -> tuple[list[int], bool]:
    told = (await desk.v2("../x-cliptui/scenes", id=asset_id)).json
    return told["starts_ms"], told["is_complete"]


async def test_scenes_are_told_as_far_as_they_are_known(bench: Bench, desk: Desk) -> None:
    write_video(bench.folder / "a.mp4")
    asset_id = (await desk.ids())["a"]
    known = [await scenes(desk, asset_id)]
    while known[-1] == ([0], False):
        known.append(await scenes(desk, asset_id))
    assert known[-1] == ([0, 400], False)

    bench.media.survey.gate.set()
    while not known[-1][1]:
        known.append(await scenes(desk, asset_id))
    assert known[-1] == ([0, 400, 800, 1200, 1600], True)
    assert bench.media.survey.searched == ["a.mp4"]


async def test_scenes_that_cannot_be_found_are_refused_with_the_reason(
    bench: Bench, desk: Desk
) -> None:
    write_video(bench.folder / "a.mp4")
    asset_id = (await desk.ids())["a"]
    await desk.v2("getframe", id=asset_id, ts=0)

    (bench.folder / "a.mp4").write_text("rubbish")
    answer = await desk.v2("../x-cliptui/scenes", id=asset_id)

    assert answer.summary == (422, "“a.mp4” is damaged.")


@pytest.mark.parametrize(
    ("verb", "members", "sentence"),
    [
        ("skim", {"start": 0, "stop": 0, "count": 1, "width": 1}, "the range is empty"),
        ("skim", {"start": 0, "stop": 1, "count": 257, "width": 1}, "count is 257: ask for 1 to"),
        ("skim", {"start": 0, "stop": 1, "count": 1}, "width is 0: ask for 1 to 640"),
        ("colours", {"count": 0}, "count is 0: ask for 1 to 512"),
    ],
)
async def test_what_cannot_be_asked_is_refused_with_a_sentence(
    bench: Bench, desk: Desk, verb: str, members: dict[str, object], sentence: str
) -> None:
    write_video(bench.folder / "a.mp4")
    answer = await desk.v2(f"../x-cliptui/{verb}", id=(await desk.ids())["a"], **members)
    assert answer.status == 400
    assert sentence in answer.json["msg"]


async def test_what_is_not_signed_is_not_answered(desk: Desk) -> None:
    for verb in ("skim", "colours", "scenes"):
        assert (await desk.ask("GET", f"/api2/x-cliptui/{verb}")).status == 401
