"""The Asset API over a folder: members and types of Uplynk's samples, exact frames."""

import base64
import os

import pytest

from tests.server.conftest import Bench
from tests.server.desk import Desk
from tests.server.media import write_video

# From Uplynk's sample of /api2/asset/get, with the documented meta, poster_url and lastmod.
SAMPLE = {
    "orig_filename": "a.mp4",
    "rays": 8,
    "require_drm": 0,
    "require_studio_drm": 0,
    "slices": 22,
    "autoexpire": 0,
    "break_offsets": [],
    "created": 1345730768265,
    "lastmod": 1391796562910,
    "job_type": "vod",
    "libraries": [],
    "meta": {},
    "test_player_url": "https://",
    "test_players": [],
    "state": "ready",
    "duration": 88.88598639455783,
    "embed_player_url": "https://",
    "external_id": "id1234",
    "id": "5915d84829405cb4db1bc3f71c10fc83",
    "thumb_url": "http://",
    "poster_url": "http://",
    "desc": "foux du fu fa fa",
    "mp4_url": "http://",
    "ttml_url": "http://",
}


def set_time(bench: Bench, name: str, seconds: int) -> None:
    os.utime(bench.folder / name, ns=(0, seconds * 1_000_000_000))


async def names(desk: Desk, **members: object) -> list[str]:
    answer = await desk.v2("list", **members)
    assert answer.status == 200, answer.body
    return [asset["desc"] for asset in answer.json["assets"]]


async def test_an_asset_has_every_member_of_uplynks_sample_with_its_type(
    bench: Bench, desk: Desk
) -> None:
    write_video(bench.folder / "a.mp4", frames=225)
    set_time(bench, "a.mp4", 1_700_000_000)

    listed = await desk.v2("list")
    (asset,) = listed.json["assets"]
    found = await desk.v2("get", id=asset["id"])

    told = dict(asset)
    facts = told.pop("cliptui")
    assert {name: type(value) for name, value in told.items()} == {
        name: type(value) for name, value in SAMPLE.items()
    }
    assert (asset["desc"], asset["orig_filename"], asset["job_type"]) == ("a", "a.mp4", "vod")
    assert (asset["created"], asset["lastmod"]) == (1_700_000_000_000, 1_700_000_000_000)
    assert (asset["state"], asset["duration"], asset["slices"], asset["rays"]) == (
        "ready",
        9.0,
        3,
        1,
    )
    assert facts == {"frame_rate": "25", "frame_count": 225, "end_ms": 9000}
    assert (listed.json["error"], listed.json["shared_assets"]) == (0, [])
    assert found.json == {"asset": asset, "error": 0}


async def test_a_variable_rate_is_told_where_one_asset_is_asked_for(
    bench: Bench, desk: Desk
) -> None:
    write_video(bench.folder / "a.mp4")
    bench.media.starts_ms = (0, 40, 200)
    ids = await desk.ids()

    listed = (await desk.v2("list")).json["assets"][0]["cliptui"]
    found = (await desk.v2("get", id=ids["a"])).json["asset"]["cliptui"]

    assert "frame_starts_ms" not in listed
    assert found["frame_starts_ms"] == [0, 40, 200]


async def test_a_damaged_file_is_listed_with_its_reason(bench: Bench, desk: Desk) -> None:
    (bench.folder / "bad.mp4").write_text("rubbish")

    (asset,) = (await desk.v2("list")).json["assets"]
    frame = await desk.v2("getframe", id=asset["id"], ts=0)
    thumbs = await desk.v2("getthumbs", id=asset["id"], start=0)

    assert (asset["state"], asset["duration"], asset["slices"]) == ("error", 0.0, 0)
    assert asset["cliptui"] == {"reason": "“bad.mp4” is damaged."}
    assert frame.summary == (422, "“bad.mp4” is damaged.")
    assert thumbs.summary == (422, "“bad.mp4” is damaged.")


async def test_an_empty_library_has_an_empty_list(desk: Desk) -> None:
    assert (await desk.v2("list")).json == {"assets": [], "shared_assets": [], "error": 0}


async def test_a_new_file_is_in_the_next_list(bench: Bench, desk: Desk) -> None:
    assert await names(desk) == []
    write_video(bench.folder / "a.mp4")
    assert await names(desk) == ["a"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("created", ["B", "c", "a", "d"]),
        ("-created", ["d", "a", "c", "B"]),
        ("desc", ["a", "B", "c", "d"]),
        ("-desc", ["d", "c", "B", "a"]),
        ("duration", ["d", "B", "c", "a"]),
        ("-duration,desc", ["a", "B", "c", "d"]),
        ("-duration,-desc", ["a", "c", "B", "d"]),
        ("-state,desc", ["a", "B", "c", "d"]),
        ("state,-desc", ["d", "c", "B", "a"]),
        ("lastmod", ["B", "c", "a", "d"]),
        ("external_id", ["a", "B", "c", "d"]),
        ("source", ["a", "B", "c", "d"]),
    ],
)
async def test_lists_are_sorted_and_ties_are_broken_by_name(
    bench: Bench, desk: Desk, order: str, expected: list[str]
) -> None:
    for name, seconds, frames in (("c", 200, 50), ("a", 300, 100), ("B", 100, 50)):
        write_video(bench.folder / f"{name}.mp4", frames)
        set_time(bench, f"{name}.mp4", seconds)
    (bench.folder / "d.mp4").write_text("rubbish")
    set_time(bench, "d.mp4", 400)

    assert await names(desk, order=order) == expected


async def test_assets_made_at_once_come_by_name(bench: Bench, desk: Desk) -> None:
    for name in ("b", "a", "c"):
        write_video(bench.folder / f"{name}.mp4")
        set_time(bench, f"{name}.mp4", 100)

    assert await names(desk, order="-created") == ["a", "b", "c"]


async def test_ids_sort_as_text(bench: Bench, desk: Desk) -> None:
    for name in "abc":
        write_video(bench.folder / f"{name}.mp4")

    listed = (await desk.v2("list", order="id")).json["assets"]

    assert [asset["id"] for asset in listed] == sorted((await desk.ids()).values())


async def test_pages_follow_each_other_and_only_their_files_are_looked_into(
    bench: Bench, desk: Desk
) -> None:
    for name in "abcde":
        write_video(bench.folder / f"{name}.mp4")

    pages = [await names(desk, order="desc", skip=skip, limit=2) for skip in (0, 2, 4, 6)]

    assert pages == [["a", "b"], ["c", "d"], ["e"], []]
    assert bench.media.described == [f"{name}.mp4" for name in "abcde"]


async def test_a_page_does_not_look_into_the_files_of_others(bench: Bench, desk: Desk) -> None:
    for name in "abcde":
        write_video(bench.folder / f"{name}.mp4")

    await names(desk, order="desc", limit=2)

    assert bench.media.described == ["a.mp4", "b.mp4"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("final", ["cup final"]),
        ("state:error", ["broken"]),
        ("state: ready", ["cup final", "evening"]),
        ("name: cup evening", ["cup final", "evening"]),
        ("source: clip", []),
        ("nothing", []),
    ],
)
async def test_lists_can_be_searched(
    bench: Bench, desk: Desk, query: str, expected: list[str]
) -> None:
    write_video(bench.folder / "cup final.mp4")
    write_video(bench.folder / "evening.mp4")
    (bench.folder / "broken.mp4").write_text("rubbish")

    assert await names(desk, query=query, order="desc") == expected


async def test_the_deprecated_search_looks_for_parts_of_words(bench: Bench, desk: Desk) -> None:
    write_video(bench.folder / "cup final.mp4")
    write_video(bench.folder / "evening.mp4")

    assert await names(desk, search="FIN") == ["cup final"]


async def test_several_assets_can_be_asked_for_and_unknown_ones_are_left_out(
    bench: Bench, desk: Desk
) -> None:
    write_video(bench.folder / "a.mp4")
    write_video(bench.folder / "b.mp4")
    write_video(bench.folder / "c.mp4")
    ids = await desk.ids()

    answer = await desk.v2("get", ids=[ids["b"], "f" * 32, ids["a"], ids["a"]])
    none = await desk.v2("get", external_ids=["x"])

    assert [asset["desc"] for asset in answer.json["assets"]] == ["a", "b"]
    assert (none.json["assets"], none.json["error"]) == ([], 0)


@pytest.mark.parametrize(
    ("verb", "members"),
    [
        ("get", {"id": "f" * 32}),
        ("getframe", {"id": "f" * 32, "ts": 0}),
        ("getthumbs", {"id": "f" * 32, "start": 0}),
    ],
)
async def test_an_unknown_id_is_told(desk: Desk, verb: str, members: dict[str, object]) -> None:
    answer = await desk.v2(verb, **members)

    assert answer.summary == (404, f"There is no asset “{'f' * 32}” in this library.")


@pytest.mark.parametrize(("verb", "members"), [("get", {}), ("getthumbs", {"start": 0})])
async def test_an_unknown_external_id_is_told(
    desk: Desk, verb: str, members: dict[str, object]
) -> None:
    answer = await desk.v2(verb, external_id="id1234", **members)

    assert answer.summary == (404, "There is no asset of the external id “id1234” in this library.")


async def test_assets_are_found_by_their_external_id(bench: Bench, desk: Desk) -> None:
    write_video(bench.folder / "a.mp4", frames=1)
    write_video(bench.folder / "b.mp4", frames=2)
    await desk.v2("update", id=(await desk.ids())["b"], external_id="id1234")

    one = (await desk.v2("get", external_id="id1234")).json
    several = (await desk.v2("get", external_ids=["id1234", "x", "id1234"])).json
    thumbs = (await desk.v2("getthumbs", external_id="id1234", start="00:00.000")).json

    assert (one["asset"]["desc"], one["asset"]["external_id"]) == ("b", "id1234")
    assert [asset["desc"] for asset in several["assets"]] == ["b"]
    assert len(thumbs["imgs"]) == 2


async def test_every_millisecond_has_the_frame_that_is_shown_then(bench: Bench, desk: Desk) -> None:
    write_video(bench.folder / "a.mp4", frames=5)
    asset_id = (await desk.ids())["a"]

    for ms in range(0, 200, 7):
        answer = await desk.v2("getframe", id=asset_id, ts=ms)
        picture = base64.b64decode(answer.json["img"], validate=True)
        assert (ms, picture) == (ms, f"PNG frame {ms // 40} width None".encode())
        assert answer.json["error"] == 0


@pytest.mark.parametrize(("ts", "frame"), [(199, 4), (200, 4), (99_999, 4), ("00:00:00.079", 1)])
async def test_times_behind_the_end_show_the_last_frame(
    bench: Bench, desk: Desk, ts: int | str, frame: int
) -> None:
    write_video(bench.folder / "a.mp4", frames=5)

    answer = await desk.v2("getframe", id=(await desk.ids())["a"], ts=ts)

    assert base64.b64decode(answer.json["img"]) == f"PNG frame {frame} width None".encode()


async def test_a_client_of_ours_can_ask_for_a_width_and_for_jpeg(bench: Bench, desk: Desk) -> None:
    write_video(bench.folder / "a.mp4")
    asset_id = (await desk.ids())["a"]
    ours: dict[str, object] = {"cliptui_format": "jpeg"}

    frame = await desk.v2("getframe", id=asset_id, ts=0, cliptui_width=200, **ours)
    thumbs = await desk.v2("getthumbs", id=asset_id, start=0, stop=1, **ours)

    assert base64.b64decode(frame.json["img"]) == b"JPEG frame 0 width 200"
    assert base64.b64decode(thumbs.json["imgs"][0]) == b"JPEG frame 0 width 320"


@pytest.mark.parametrize(
    ("start", "stop", "frames"),
    [
        (0, None, range(25)),
        (1000, None, range(25, 50)),
        (0, 1, range(1)),
        (0, 40, range(1)),
        (0, 41, range(2)),
        (1, 40, range(0)),
        (1, 41, range(1, 2)),
        (40, 80, range(1, 2)),
        (39, 81, range(1, 3)),
        (1960, 2960, range(49, 50)),
        (1961, 2961, range(0)),
        (90_000, None, range(0)),
        ("00:00:01.000", "00:00:01.040", range(25, 26)),
    ],
)
async def test_thumbs_are_every_frame_that_starts_in_the_range(
    bench: Bench, desk: Desk, start: int | str, stop: int | str | None, frames: range
) -> None:
    write_video(bench.folder / "a.mp4", frames=50)
    end = {} if stop is None else {"stop": stop}

    answer = await desk.v2("getthumbs", id=(await desk.ids())["a"], start=start, **end)

    assert [base64.b64decode(img) for img in answer.json["imgs"]] == [
        f"PNG frame {frame} width 320".encode() for frame in frames
    ]
    assert answer.json["error"] == 0


async def test_thumbs_of_a_video_that_starts_late_begin_with_its_first_frame(
    bench: Bench, desk: Desk
) -> None:
    write_video(bench.folder / "a.mp4")
    bench.media.starts_ms = (500, 540)
    asset_id = (await desk.ids())["a"]

    counts = [
        len((await desk.v2("getthumbs", id=asset_id, start=0, stop=stop)).json["imgs"])
        for stop in (500, 501, 541)
    ]

    assert counts == [0, 1, 2]


async def test_small_videos_are_not_enlarged(bench: Bench, desk: Desk) -> None:
    write_video(bench.folder / "a.mp4")
    bench.media.width_px = 160

    answer = await desk.v2("getthumbs", id=(await desk.ids())["a"], start=0, stop=1)

    assert base64.b64decode(answer.json["imgs"][0]) == b"PNG frame 0 width None"


@pytest.mark.parametrize(
    ("verb", "members", "sentence"),
    [
        ("getthumbs", {"start": 0, "stop": 1001}, "ask for 1000 ms at most"),
        ("getthumbs", {"start": 50, "stop": 50}, "stop must come after start"),
        ("getthumbs", {"start": -1}, "“-1” is no time within an asset"),
        ("getthumbs", {}, "lacks start"),
        ("getframe", {"ts": -1}, "“-1” is no time within an asset"),
        ("getframe", {"ts": "soon"}, "“soon” is no time within an asset"),
        ("getframe", {}, "lacks ts"),
        ("list", {"limit": 0}, "ask for 1 to 100 assets"),
        ("list", {"limit": 101}, "ask for 1 to 100 assets"),
        ("list", {"skip": -1}, "skip"),
        ("list", {"order": "size"}, "order cannot be “size”"),
        ("get", {"external_id": "x"}, "exactly one of"),
    ],
)
async def test_what_cannot_be_asked_is_refused_with_a_sentence(
    bench: Bench, desk: Desk, verb: str, members: dict[str, object], sentence: str
) -> None:
    write_video(bench.folder / "a.mp4")

    answer = await desk.v2(verb, id=(await desk.ids())["a"], **members)

    assert (answer.status, answer.json["error"]) == (400, 1)
    assert sentence in answer.json["msg"]
