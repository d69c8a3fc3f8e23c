"""Mediaclips are listed, sought, written, hidden and purged; files are never touched."""

from typing import Any

import pytest

from tests.server.bluebillywig.desk import SHARED, ClipDesk, token
from tests.server.conftest import Bench
from tests.server.desk import NOW_S
from tests.server.media import TextMedia, write_video
from tests.wire.bluebillywig.samples import MEDIACLIP

NOW = "2025-10-09T08:53:20Z"  # NOW_S, by `date -u -d @1760000000`


async def test_every_file_is_a_mediaclip_the_newest_first(clips: ClipDesk, bench: Bench) -> None:
    items = await clips.items()

    assert [item["title"] for item in items] == ["Tea", "Milk", "Coffee"]
    assert [item["id"] for item in items] == ["3", "2", "1"]
    tea = items[0]
    assert set(MEDIACLIP) <= set(tea)
    assert (tea["type"], tea["mediatype"], tea["status"]) == ("MediaClip", "video", "published")
    assert (tea["sourceid"], tea["originalfilename"]) == ("Tea.mp4", "Tea.mp4")
    assert (tea["length"], tea["width"], tea["height"], tea["dar"]) == (60, 640, 360, "16:9")
    # CHANGED_S + 2, by `date -u -d @1700000002`
    assert tea["createddate"] == tea["publisheddate"] == "2023-11-14T22:13:22Z"
    assert (tea["hasJobs"], tea["transcodingFinished"]) == ("false", True)
    [asset] = tea["assets"]
    size = (bench.folder / "Tea.mp4").stat().st_size
    assert asset["exactlength"] == "60000"
    assert (asset["width"], asset["height"], asset["mimetype"]) == ("640", "360", "video/mp4")
    assert asset["bandwidth"] == str(round(size * 8 / 60 / 1000))
    assert [thumb["main"] for thumb in tea["thumbnails"]] == [True, False, False]


async def test_files_have_their_ids_before_anybody_lists_them(clips: ClipDesk) -> None:
    assert (await clips.sapi("GET", "/1")).json["title"] == "Coffee"
    assert (await clips.made(title="Cocoa"))["id"] == "4"


async def test_nothing_of_a_path_is_told(clips: ClipDesk, bench: Bench) -> None:
    answer = await clips.sapi("GET")
    assert str(bench.folder).encode() not in answer.body


async def test_ids_stay_when_files_come_and_go(clips: ClipDesk, bench: Bench) -> None:
    await clips.items()
    coffee = bench.folder / "Coffee.mp4"
    coffee.rename(bench.folder / "Coffee.away")
    write_video(bench.folder / "Water.mp4")
    without = {item["title"]: item["id"] for item in await clips.items()}
    assert (await clips.sapi("GET", "/1")).status == 404
    (bench.folder / "Coffee.away").rename(coffee)
    with_it = {item["title"]: item["id"] for item in await clips.items()}

    assert without == {"Water": "4", "Tea": "3", "Milk": "2"}
    assert with_it == {**without, "Coffee": "1"}


async def test_state_survives_the_end_of_the_server(bench: Bench, films: None) -> None:
    del films
    async with bench.server(bluebillywig=SHARED) as server:
        first = ClipDesk(server)
        await first.items()
        await first.sapi("PUT", "/1", {"title": "Espresso"})
        await first.sapi("DELETE", "/2")
        await first.sapi("DELETE", "/3", purge=1)
        await first.made(title="Cocoa")
    async with bench.server(bluebillywig=SHARED) as server:
        second = ClipDesk(server)
        assert await second.titles() == ["Cocoa", "Espresso"]
        assert (await second.sapi("PUT", "/2", {})).json["title"] == "Milk"
        assert (await second.sapi("PUT", "/3", {})).status == 404
        assert (await second.made())["id"] == "5"


async def test_a_list_has_fifteen_unless_told_otherwise(clips: ClipDesk) -> None:
    for number in range(20):
        await clips.made(title=f"Number {number:02}")

    answer = (await clips.sapi("GET")).json
    assert (answer["count"], answer["numfound"]) == (15, 23)
    assert answer["items"][0]["title"] == "Number 19"
    assert await clips.titles(limit=2, offset=1) == ["Number 18", "Number 17"]
    assert await clips.titles(limit=2, offset=22) == ["Coffee"]
    assert await clips.titles(offset=23) == []


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"sort": "title asc"}, ["Coffee", "Milk", "Tea"]),
        ({"sort": "title DESC"}, ["Tea", "Milk", "Coffee"]),
        ({"sort": "length asc"}, ["Milk", "Coffee", "Tea"]),
        ({"sort": "createddate asc"}, ["Coffee", "Milk", "Tea"]),
        ({"sort": "status asc, id asc"}, ["Coffee", "Milk", "Tea"]),
        ({"sort": "nosuchmember asc"}, ["Tea", "Milk", "Coffee"]),
        ({"q": "title:coffee"}, ["Coffee"]),
        ({"q": "length:[20 TO 40]"}, ["Coffee"]),
        ({"q": "NOT title:tea", "sort": "id asc"}, ["Coffee", "Milk"]),
        ({"q": "id:(1 OR 3)", "limit": "1"}, ["Tea"]),
        ({"q": 'sourceid:"Milk.mp4"'}, ["Milk"]),
        ({"q": "createddate:[2023-11-14T22:13:21Z TO *]"}, ["Tea", "Milk"]),
        ({"q": "nosuchfield:x"}, []),
        ({"q": "title:coffee OR nosuchfield:x"}, []),
        ({"q": "NOT nosuchfield:x"}, []),
        ({"status": "published"}, ["Tea", "Milk", "Coffee"]),
        ({"status": "draft"}, []),
    ],
)
async def test_lists_are_filtered_and_sorted(
    clips: ClipDesk, query: dict[str, str], titles: list[str]
) -> None:
    assert await clips.titles(**query) == titles


async def test_a_query_for_what_is_in_files_looks_into_all_of_them(
    clips: ClipDesk, bench: Bench
) -> None:
    assert await clips.titles(q="width:640 AND title:milk") == ["Milk"]
    assert sorted(bench.media.described) == ["Coffee.mp4", "Milk.mp4", "Tea.mp4"]


async def test_a_query_for_other_things_looks_into_the_page_only(
    clips: ClipDesk, bench: Bench
) -> None:
    assert await clips.titles(q="title:milk") == ["Milk"]
    assert bench.media.described == ["Milk.mp4"]


async def test_members_that_only_some_have_can_be_sought(clips: ClipDesk) -> None:
    await clips.made(title="Cocoa", tags=["sweet"])
    assert await clips.titles(q="tags:sweet") == ["Cocoa"]


async def test_a_search_gives_the_fields_that_are_asked_for(clips: ClipDesk) -> None:
    answer = await clips.with_token("GET", "/papi/search", q="title:tea", fields="title,id,nope")
    assert answer.json == {
        "count": 1,
        "numfound": 1,
        "offset": 0,
        "items": [{"title": "Tea", "id": "3"}],
    }
    everything = await clips.with_token("GET", "/papi/search", q="title:tea", fields="*")
    assert set(MEDIACLIP) <= set(everything.json["items"][0])
    others = await clips.ask(
        "GET",
        "/papi/search",
        params={"q": "*:*", "className[]": "Playlist", "rpctoken": token()},
    )
    assert others.json["items"] == []


async def test_a_mediaclip_is_created_as_documented(clips: ClipDesk) -> None:
    given: dict[str, Any] = {
        "type": "MediaClip",
        "mediatype": "video",
        "fitmode": "",
        "usetype": "editorial",
        "sourcetype": "on_demand",
        "originalfilename": "The perfect cup.mp4",
        "sourceid": "my-unique-sourceid",
        "title": "The perfect coffee",
        "description": "Coffee, the most appreciated drink in the world.",
        "deeplink": "",
        "copyright": "Blue Billywig",
        "author": "Billy",
        "status": "published",
    }
    await clips.items()
    made = await clips.made(**given)

    assert {name: made[name] for name in given} == given
    assert (made["id"], made["assets"], made["length"]) == ("4", [], 0)
    assert made["createddate"] == made["updateddate"] == made["publisheddate"] == NOW
    assert (await clips.sapi("GET", "/4")).json == made


@pytest.mark.parametrize(("method", "path"), [("PUT", ""), ("POST", ""), ("POST", "/new")])
async def test_clients_create_in_three_ways(clips: ClipDesk, method: str, path: str) -> None:
    answer = await clips.sapi(method, path, {"title": "Cocoa"}, softsave=0)
    assert (answer.status, answer.json["title"], answer.json["status"]) == (200, "Cocoa", "draft")
    assert answer.json["publisheddate"] is None


async def test_an_update_changes_what_is_given_and_nothing_else(clips: ClipDesk) -> None:
    made = await clips.made(title="Cocoa", sourceid="c-1", description="Sweet.", own={"a": 1})
    changes = {
        "id": made["id"],
        "title": "Hot cocoa",
        "sourceid": "c-2",
        "views": 9,
        "createddate": "1999-01-01T00:00:00Z",
        "assets": [{"src": "/x.mp4"}],
        "transcodingFinished": False,
        "type": "Other",
        "mediatype": "audio",
    }
    changed = (await clips.sapi("PUT", f"/{made['id']}", changes)).json

    assert changed == {**made, "title": "Hot cocoa"}
    emptied = (await clips.sapi("PUT", f"/{made['id']}", {"description": ""})).json
    assert (emptied["description"], emptied["title"]) == ("", "Hot cocoa")


async def test_a_mediaclip_can_be_named_by_id_in_the_body_or_by_source_id(
    clips: ClipDesk,
) -> None:
    await clips.items()
    by_body = await clips.sapi("PUT", "", {"id": 1, "title": "Espresso"})
    by_source = await clips.sapi("PUT", "", {"description": "White."}, q="sourceid:”Milk.mp4”")

    assert (by_body.json["id"], by_body.json["title"]) == ("1", "Espresso")
    assert (by_source.json["id"], by_source.json["description"]) == ("2", "White.")
    assert (await clips.sapi("DELETE", "", q='sourceid:"Tea.mp4"')).status == 200
    assert await clips.titles() == ["Milk", "Espresso"]


@pytest.mark.parametrize(
    ("method", "path", "body", "query", "status", "words"),
    [
        ("PUT", "/1", {"id": "2"}, {}, 400, "not that of the path"),
        ("PUT", "", {}, {"q": 'sourceid:"none"'}, 404, "no mediaclip of the source id “none”"),
        ("PUT", "", {}, {"q": 'title:"Tea"'}, 400, "write q=sourceid"),
        ("DELETE", "", None, {}, 400, "write q=sourceid"),
        ("DELETE", "", None, {"q": "sourceid:*"}, 400, "write q=sourceid"),
        ("DELETE", "/1", None, {"purge": "maybe"}, 400, "purge is true or false"),
        ("GET", "/99", None, {}, 404, "no mediaclip “99”"),
        ("GET", "/abc", None, {}, 404, "no mediaclip “abc”"),
        ("GET", "/²", None, {}, 404, "no mediaclip"),
        ("GET", "/" + "9" * 300, None, {}, 404, "no mediaclip"),
        ("GET", "/0", None, {}, 404, "no mediaclip “0”"),
        ("PUT", "/99", {}, {}, 404, "no mediaclip “99”"),
        ("DELETE", "/99", None, {}, 404, "no mediaclip “99”"),
        ("PUT", "/99/publish", None, {}, 404, "no mediaclip “99”"),
        ("GET", "", None, {"q": "title:("}, 400, "cannot be read"),
        ("GET", "", None, {"limit": "x"}, 400, "limit is no whole number"),
        ("PUT", "", {"status": "lost"}, {}, 400, "status is one of"),
        ("PATCH", "/1", {}, {}, 405, "cannot be asked with PATCH"),
        ("GET", "/1/versions", None, {}, 404, "There is nothing at"),
    ],
)
async def test_what_cannot_be_is_refused_with_a_sentence(  # noqa: PLR0913  a table of cases
    clips: ClipDesk,
    method: str,
    path: str,
    body: object,
    query: dict[str, str],
    status: int,
    words: str,
) -> None:
    await clips.items()
    answer = await clips.sapi(method, path, body, **query)
    assert (answer.status, answer.json["code"]) == (status, str(status))
    assert words in answer.json["error"]


async def test_of_several_with_one_source_id_none_is_changed(clips: ClipDesk) -> None:
    first = await clips.made(sourceid="twin")
    await clips.made(sourceid="twin")

    answer = await clips.sapi("PUT", "", {"title": "x"}, q='sourceid:"twin"')
    assert (answer.status, "Several mediaclips" in answer.json["error"]) == (400, True)
    await clips.sapi("DELETE", f"/{first['id']}")
    answer = await clips.sapi("PUT", "", {"title": "x"}, q='sourceid:"twin"')
    assert (answer.status, answer.json["id"]) == (200, str(int(first["id"]) + 1))


async def test_a_deleted_one_is_hidden_until_it_is_updated(clips: ClipDesk) -> None:
    await clips.items()
    said = await clips.sapi("DELETE", "/1")
    again = await clips.sapi("DELETE", "/1")

    assert said.json == {"code": "200", "body": "mediaclip was succesfully removed"}
    assert again.status == 200
    assert (await clips.sapi("GET", "/1")).status == 404
    assert await clips.titles() == ["Tea", "Milk"]
    assert await clips.titles(q="title:coffee") == []
    assert (await clips.sapi("PUT", "/1", {"description": "Back."})).status == 200
    assert (await clips.sapi("GET", "/1")).json["description"] == "Back."


@pytest.mark.parametrize("purge", ["true", "1"])
async def test_a_purged_one_never_comes_back_but_its_file_stays(
    clips: ClipDesk, bench: Bench, purge: str
) -> None:
    await clips.items()
    await clips.sapi("DELETE", "/1")  # a hidden one can be purged too
    assert (await clips.sapi("DELETE", "/1", purge=purge)).status == 200

    for method, path in (("GET", "/1"), ("PUT", "/1"), ("DELETE", "/1"), ("PUT", "/1/publish")):
        assert (await clips.sapi(method, path)).status == 404
    assert await clips.titles() == ["Tea", "Milk"]
    assert (bench.folder / "Coffee.mp4").exists()


async def test_publishing_dates_the_first_time_only(clips: ClipDesk, bench: Bench) -> None:
    made = await clips.made(title="Cocoa")
    path = f"/{made['id']}"
    assert (await clips.sapi("PUT", f"{path}/publish")).json["publisheddate"] == NOW
    hidden = (await clips.sapi("PUT", f"{path}/unpublish")).json
    assert (hidden["status"], hidden["publisheddate"]) == ("draft", NOW)
    by_update = (await clips.sapi("PUT", path, {"status": "published"})).json
    assert (by_update["status"], by_update["publisheddate"]) == ("published", NOW)
    later = bench.server(bluebillywig=SHARED, now=lambda: NOW_S + 60)
    again = await ClipDesk(later).sapi("PUT", f"{path}/publish")
    assert again.json["publisheddate"] == NOW
    assert again.json["updateddate"] == "2025-10-09T08:54:20Z"


async def test_chapters_and_what_belongs_to_them_are_kept_as_given(clips: ClipDesk) -> None:
    await clips.items()
    given = {name: MEDIACLIP[name] for name in ("chapters", "subtitles", "cat")}
    given |= {"timelines": [{"id": "1"}], "audiotracks": {"a": [1]}, "transcript": "Hm."}
    assert (await clips.sapi("PUT", "/1", given)).status == 200

    told = (await clips.sapi("GET", "/1")).json
    assert {name: told[name] for name in given} == given
    assert (told["title"], told["length"]) == ("Coffee", 30)


async def test_a_file_of_the_library_is_linked_by_its_address(clips: ClipDesk) -> None:
    coffee = (await clips.items(q="title:coffee"))[0]
    assets = [
        {"src": "/elsewhere/x.mp4", "width": "1"},
        {"src": coffee["src"], "name": "mine"},
        {"name": "no src"},
        {"src": f"/cliptui/media/{'0' * 32}.mp4"},
    ]
    made = await clips.made(title="Cut of coffee", assets=assets)

    assert made["assets"][0] == assets[0]
    assert made["assets"][1] == {**coffee["assets"][0], "name": "mine"}
    assert made["assets"][2] == assets[2]
    assert (made["title"], made["length"], made["width"]) == ("Cut of coffee", 30, 640)
    assert made["thumbnails"] == coffee["thumbnails"]


async def test_a_linked_file_that_is_gone_leaves_the_mediaclip(
    clips: ClipDesk, bench: Bench
) -> None:
    coffee = (await clips.items(q="title:coffee"))[0]
    made = await clips.made(title="Mine", assets=[{"src": coffee["src"]}])
    (bench.folder / "Coffee.mp4").unlink()

    told = (await clips.sapi("GET", f"/{made['id']}")).json
    assert (told["title"], told["length"]) == ("Mine", 0)
    assert told["assets"] == [{"src": coffee["src"]}]


async def test_jobs_are_told_where_they_are_asked_for(clips: ClipDesk) -> None:
    await clips.items()
    assert (await clips.sapi("GET", "/1", includejobs=1)).json["jobs"] == []
    assert "jobs" not in (await clips.sapi("GET", "/1", includejobs=0)).json


async def test_a_mediaclip_does_not_grow_without_end(clips: ClipDesk) -> None:
    made = await clips.made(first="x" * 600_000)
    answer = await clips.sapi("PUT", f"/{made['id']}", {"second": "x" * 600_000})
    assert (answer.status, "holds more than" in answer.json["error"]) == (400, True)
    assert "second" not in (await clips.sapi("GET", f"/{made['id']}")).json


async def test_a_file_that_is_no_film_is_told_with_its_reason(
    clips: ClipDesk, bench: Bench
) -> None:
    (bench.folder / "Broken.mp4").write_text("no film")
    [broken] = await clips.items(q="title:broken")

    assert (broken["length"], broken["thumbnails"], broken["dar"]) == (0, [], "")
    assert broken["assets"][0]["status"] == "failed"
    assert "Broken.mp4" in broken["cliptui"]["reason"]


async def test_frames_of_varying_length_are_told_for_one_but_not_in_lists(
    bench: Bench, films: None
) -> None:
    del films
    server = bench.server(bluebillywig=SHARED, media=TextMedia(starts_ms=(0, 30, 90)))
    desk = ClipDesk(server)
    item = (await desk.items())[0]

    assert item["cliptui"] == {"frame_count": 3, "end_ms": 130}
    one = (await desk.sapi("GET", "/1")).json["cliptui"]
    assert one["frame_starts_ms"] == [0, 30, 90]
