"""The clipping API over a ledger: members and types of Uplynk's samples, checks, errors."""

import os
from typing import Any

import pytest

from cliptui.server.converter import Convert
from tests.server.conftest import Bench
from tests.server.desk import JSON, Desk, signed
from tests.server.media import write_video

# 2025-10-09T08:53:20.25Z, the time of `NOW_S`: 1 760 000 000.25 s after 1970.
NOW = "2025-10-09T08:53:20.250000Z"


@pytest.fixture
def desk(bench: Bench) -> Desk:
    """A server that leaves drafts alone."""
    return Desk(bench.server(Convert.OFF))


@pytest.fixture
async def beam(bench: Bench, desk: Desk) -> str:
    """An asset of 50 frames of 40 ms, called `film`."""
    write_video(bench.folder / "film.mp4")
    return (await desk.ids())["film"]


async def post(desk: Desk, body: object) -> tuple[int, str]:
    return (await desk.v4("POST", "clipping_draft", body)).summary


async def test_a_saved_draft_is_answered_as_in_uplynks_sample(desk: Desk, beam: str) -> None:
    body = {"beam": beam, "title": "Goal", "start": 400, "stop": 800}

    answer = await desk.v4("POST", "clipping_draft", body)

    draft_id = answer.json["id"]
    assert (len(draft_id), int(draft_id, 16) > 0) == (32, True)
    assert (answer.status, answer.json) == (
        200,
        {
            "@id": f"/api/v4/clipping_draft/{draft_id}",
            "@type": "ClippingDraft",
            "id": draft_id,
        },
    )


async def test_a_draft_is_told_with_the_times_that_were_asked_for(desk: Desk, beam: str) -> None:
    draft_id = await desk.save(
        beam, 417, 1251, title="Goal", meta={"Sport": "Basketball"}, profile="News"
    )

    answer = await desk.v4("GET", f"clipping_draft/{draft_id}")

    assert answer.json == {
        "@id": f"/api/v4/clipping_draft/{draft_id}",
        "@type": "ClippingDraft",
        "id": draft_id,
        "beam": beam,
        "created": NOW,
        "frame_start_time": 0.417,
        "frame_stop_time": 1.251,
        "title": "Goal",
        "meta": {"Sport": "Basketball"},
        "profile": "News",
    }


async def test_times_are_floats_even_if_they_are_whole(desk: Desk, beam: str) -> None:
    draft_id = await desk.save(beam, 0, 1000)

    draft = (await desk.v4("GET", f"clipping_draft/{draft_id}")).json

    assert (type(draft["frame_start_time"]), type(draft["frame_stop_time"])) == (float, float)


async def test_drafts_are_listed_newest_first(desk: Desk, beam: str) -> None:
    first = await desk.save(beam)
    second = await desk.save(beam)

    collection = (await desk.v4("GET", "clipping_draft")).json

    assert [item["id"] for item in collection["items"]] == [second, first]
    assert (collection["@id"], collection["@type"], collection["total_items"]) == (
        "/api/v4/clipping_draft",
        "Collection",
        2,
    )


async def test_a_deleted_draft_is_gone(desk: Desk, beam: str) -> None:
    draft_id = await desk.save(beam)

    answer = await desk.v4("DELETE", f"clipping_draft/{draft_id}")

    assert (answer.status, answer.json) == (
        200,
        {
            "message": "Deleted",
            "@id": f"/api/v4/clipping_draft/{draft_id}",
            "@type": "ClippingDraft",
        },
    )
    again = await desk.v4("DELETE", f"clipping_draft/{draft_id}")
    assert again.summary == (404, f"There is no draft “{draft_id}” here.")
    assert (await desk.v4("GET", "clipping_draft")).json["items"] == []


@pytest.mark.parametrize("path", ["clipping_draft/{}", "clip/draft_info/{}"])
async def test_an_unknown_draft_or_clip_is_told(desk: Desk, path: str) -> None:
    answer = await desk.v4("GET", path.format("f" * 32))

    kind = "clip" if "info" in path else "draft"
    assert answer.summary == (404, f"There is no {kind} “{'f' * 32}” here.")


async def test_a_draft_without_a_title_is_called_as_its_asset(desk: Desk, beam: str) -> None:
    draft_id = await desk.save(beam)

    assert (await desk.v4("GET", f"clipping_draft/{draft_id}")).json["title"] == "film"


async def test_hostile_titles_are_cleaned_before_they_are_kept(desk: Desk, beam: str) -> None:
    draft_id = await desk.save(beam, title="take [/b] \x1b]52;c;x\x07 \u202e")

    title = (await desk.v4("GET", f"clipping_draft/{draft_id}")).json["title"]

    assert title == "take [/b] ␛]52;c;x␇ �"


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({"start": 100, "stop": 500}, (0.1, 0.5)),
        ({"start": 100, "duration": 1}, (0.1, 1.1)),
        ({"start_time": "1970-01-01T00:01:41Z", "duration": 1}, (1.0, 2.0)),
        (
            {"start_time": "1970-01-01T00:01:40Z", "stop_time": "1970-01-01T00:01:41Z"},
            (0.0, 1.0),
        ),
    ],
)
async def test_all_four_pairs_of_times_mean_the_same_asset_time(
    bench: Bench, desk: Desk, beam: str, times: dict[str, Any], expected: tuple[float, float]
) -> None:
    os.utime(bench.folder / "film.mp4", (100, 100))
    body = {"beam": beam, **times}

    draft_id = (await desk.v4("POST", "clipping_draft", body)).json["id"]

    draft = (await desk.v4("GET", f"clipping_draft/{draft_id}")).json
    assert (draft["frame_start_time"], draft["frame_stop_time"]) == expected


@pytest.mark.parametrize(
    ("start", "stop", "sentence"),
    [
        (500, 500, "stop must come after start: the clip is empty."),
        (800, 400, "stop must come after start: the clip is empty."),
        (-40, 400, "start must be a whole number, 0 or more."),
        (2000, 2400, "The start, 2.000 s, lies outside “film”, which is 2.000 s long."),
        (9000, 9400, "The start, 9.000 s, lies outside “film”, which is 2.000 s long."),
        (0, 3001, "The stop, 3.001 s, lies outside “film”, which is 2.000 s long."),
        (
            1981,
            1999,
            "Between 1.981 s and 1.999 s of “film” there is no frame: the clip is empty.",
        ),
    ],
)
async def test_marks_that_make_no_clip_are_refused_with_a_sentence(
    desk: Desk, beam: str, start: int, stop: int, sentence: str
) -> None:
    assert await post(desk, {"beam": beam, "start": start, "stop": stop}) == (400, sentence)
    assert (await desk.v4("GET", "clipping_draft")).json["items"] == []


@pytest.mark.parametrize(("stop", "kept_s"), [(2000, 2.0), (2001, 2.0), (3000, 2.0)])
async def test_an_end_a_little_behind_the_asset_is_that_of_the_asset(
    desk: Desk, beam: str, stop: int, kept_s: float
) -> None:
    draft_id = await desk.save(beam, 1000, stop)

    draft = (await desk.v4("GET", f"clipping_draft/{draft_id}")).json
    assert draft["frame_stop_time"] == kept_s


async def test_a_draft_of_an_unknown_asset_is_refused(desk: Desk) -> None:
    assert await post(desk, {"beam": "nobody", "start": 0, "stop": 400}) == (
        404,
        "There is no asset “nobody” in this library.",
    )


async def test_a_draft_of_a_damaged_asset_is_refused_with_its_reason(
    bench: Bench, desk: Desk
) -> None:
    (bench.folder / "bad.mp4").write_text("rubbish")
    beam = (await desk.ids())["bad"]

    assert await post(desk, {"beam": beam, "start": 0, "stop": 400}) == (
        422,
        "“bad.mp4” is damaged.",
    )


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"start": 0, "stop": 1}, "The draft lacks beam, the asset to cut from."),
        ({"beam": "a", "start": "0", "stop": 1}, "start must be a whole number, 0 or more."),
        ([], "The body is no JSON object."),
        (None, "The body is no JSON object."),
    ],
)
async def test_a_body_that_is_no_draft_is_refused(desk: Desk, body: object, sentence: str) -> None:
    assert await post(desk, body) == (400, sentence)


async def test_text_that_no_encoding_has_does_no_harm(desk: Desk, beam: str) -> None:
    body = f'{{"beam": "{beam}", "start": 0, "stop": 400, "title": "\\ud800", "meta": {{}}}}'

    answer = await desk.ask(
        "POST", "/api/v4/clipping_draft", params=signed(), content=body, headers=JSON
    )

    assert answer.status in {200, 400}


async def test_drafts_of_another_library_are_not_told(bench: Bench, desk: Desk, beam: str) -> None:
    draft_id = await desk.save(beam)
    bench.folder = bench.folder.parent / "other"
    bench.folder.mkdir()
    other = Desk(bench.server(Convert.OFF))

    assert (await other.v4("GET", "clipping_draft")).json["items"] == []
    assert (await other.v4("GET", f"clipping_draft/{draft_id}")).status == 404
    assert (await other.v4("DELETE", f"clipping_draft/{draft_id}")).status == 404
    assert (await desk.v4("GET", f"clipping_draft/{draft_id}")).status == 200


async def test_there_are_no_clips_before_a_cut(desk: Desk, beam: str) -> None:
    await desk.save(beam)

    assert (await desk.v4("GET", "clip/draft_info")).json == {
        "@id": "/clip/draft_info",
        "@type": "Collection",
        "items": [],
        "total_items": 0,
    }


async def test_the_notes_of_a_draft_are_those_of_its_clip_as_far_as_the_profile_knows_them(
    bench: Bench, beam: str
) -> None:
    notes = {"Sport": "Basketball", "Mood": "high"}
    async with bench.server() as server:
        desk = Desk(server)
        draft_id = await desk.save(beam, meta=notes, profile="sports")
        clip = await desk.finished(draft_id)
        draft = (await desk.v4("GET", f"clipping_draft/{draft_id}")).json
        await desk.v4("DELETE", f"clipping_draft/{draft_id}")
        asset = (await desk.v2("get", id=clip["asset"])).json["asset"]
        plain = await desk.finished(await desk.save(beam, meta=notes))
        without = (await desk.v2("get", id=plain["asset"])).json["asset"]

    assert draft["meta"] == notes
    assert asset["meta"] == {"Sport": "Basketball"}
    assert asset["lastmod"] > 0
    assert without["meta"] == {}
