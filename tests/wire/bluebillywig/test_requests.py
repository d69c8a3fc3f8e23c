"""What is asked, by the documentation's own words; and what a server reads of it."""

import json

import pytest

from cliptui.errors import RequestRefused
from cliptui.wire.bluebillywig import params, requests
from cliptui.wire.bluebillywig.lucene import parse_query
from cliptui.wire.bluebillywig.members import MEMBERS
from cliptui.wire.bluebillywig.query import find_field
from cliptui.wire.message import Request
from tests.wire.bluebillywig.samples import MEDIACLIP


def get(**query: str) -> Request:
    return Request("GET", "/sapi/mediaclip", tuple(query.items()))


def put(body: object, query: tuple[tuple[str, str], ...] = ()) -> Request:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Request("PUT", "/sapi/mediaclip", query, body=content)


@pytest.mark.parametrize(
    ("request_", "method", "path", "query"),
    [
        (requests.list_mediaclips("t"), "GET", "/sapi/mediaclip", {"limit": "15", "offset": "0"}),
        (
            requests.list_mediaclips(
                "t", q="title:x", sort="title asc", limit=100, offset=7, status="draft"
            ),
            "GET",
            "/sapi/mediaclip",
            {
                "q": "title:x",
                "sort": "title asc",
                "limit": "100",
                "offset": "7",
                "status": "draft",
            },
        ),
        (
            requests.search_mediaclips("t", q="", fields="id,title"),
            "GET",
            "/papi/search",
            {
                "q": "*:*",
                "className[]": "MediaClip",
                "limit": "15",
                "offset": "0",
                "fields": "id,title",
            },
        ),
        (requests.get_mediaclip("t", "12"), "GET", "/sapi/mediaclip/12", {}),
        (
            requests.get_mediaclip("t", "../x", includejobs=True),
            "GET",
            "/sapi/mediaclip/..%2Fx",
            {"includejobs": "1"},
        ),
        (
            requests.publish_mediaclip("t", "12", is_public=True),
            "PUT",
            "/sapi/mediaclip/12/publish",
            {},
        ),
        (
            requests.publish_mediaclip("t", "12", is_public=False),
            "PUT",
            "/sapi/mediaclip/12/unpublish",
            {},
        ),
        (requests.delete_mediaclip("t", "12", purge=False), "DELETE", "/sapi/mediaclip/12", {}),
        (
            requests.delete_mediaclip("t", "12", purge=True),
            "DELETE",
            "/sapi/mediaclip/12",
            {"purge": "true"},
        ),
        (
            requests.delete_mediaclip("t", 'sourceid:a "b" \\c', purge=True),
            "DELETE",
            "/sapi/mediaclip",
            {"q": r'sourceid:"a \"b\" \\c"', "purge": "true"},
        ),
        (
            requests.update_mediaclip("t", "sourceid:s-1", {"title": "x"}),
            "PUT",
            "/sapi/mediaclip",
            {"q": 'sourceid:"s-1"'},
        ),
        (requests.get_publication("t"), "GET", "/sapi/publication", {}),
        (
            requests.get_frame("t", "12", 40, None),
            "GET",
            "/sapi/x-cliptui/mediaclip/12/frame",
            {"ms": "40"},
        ),
        (
            requests.get_frame("t", "12", 40, 640),
            "GET",
            "/sapi/x-cliptui/mediaclip/12/frame",
            {"ms": "40", "width": "640"},
        ),
        (
            requests.get_thumbs("t", "12", 0, 500),
            "GET",
            "/sapi/x-cliptui/mediaclip/12/thumbs",
            {"start": "0", "stop": "500"},
        ),
    ],
)
def test_a_request_is_as_documented(
    request_: Request, method: str, path: str, query: dict[str, str]
) -> None:
    assert (request_.method, request_.path, dict(request_.query)) == (method, path, query)
    assert request_.headers["rpctoken"] == "t"


def test_a_source_id_is_named_so_that_a_server_reads_the_same() -> None:
    for source_id in ("s-1", 'a "b" \\c', "*", "a:b OR c"):
        request = requests.delete_mediaclip("t", f"sourceid:{source_id}", purge=False)
        assert find_field(parse_query(dict(request.query)["q"]), "sourceid") == source_id


def test_what_is_written_travels_as_json() -> None:
    made = requests.create_mediaclip("t", {"title": "x"})
    changed = requests.update_mediaclip("t", "12", {"title": "y"})

    assert (made.method, made.path) == ("PUT", "/sapi/mediaclip")
    assert json.loads(made.body) == {"type": "MediaClip", "title": "x"}
    assert (changed.method, changed.path) == ("PUT", "/sapi/mediaclip/12")
    assert json.loads(changed.body) == {"title": "y"}
    assert made.headers["content-type"] == "application/json"


def test_a_list_is_of_the_fifteen_newest_where_nothing_is_asked_for() -> None:
    read = params.read_list_params(get())
    assert (read.query, read.order, read.limit, read.offset) == ("", (("id", True),), 15, 0)
    assert (read.status, read.fields, read.is_for_mediaclips) == ("", (), True)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title asc", (("title", False),)),
        ("title DESC", (("title", True),)),
        ("title", (("title", False),)),
        (" title asc , id desc,", (("title", False), ("id", True))),
        ("", (("id", True),)),
    ],
)
def test_the_order_is_read_in_any_case(sort: str, order: tuple[tuple[str, bool], ...]) -> None:
    assert params.read_list_params(get(sort=sort)).order == order


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"limit": "many"}, "limit is no whole number"),
        ({"limit": "-1"}, "limit is below 0"),
        ({"offset": "9" * 5000}, "offset is below 0 or too large"),
        ({"offset": "1.5"}, "offset is no whole number"),
        ({"sort": "title sideways"}, "FIELD asc or FIELD desc"),
        ({"sort": "a b c"}, "FIELD asc or FIELD desc"),
    ],
)
def test_a_list_that_cannot_be_is_refused(query: dict[str, str], words: str) -> None:
    with pytest.raises(RequestRefused, match=words):
        params.read_list_params(get(**query))


def test_too_many_are_cut_to_what_is_given_at_most() -> None:
    assert params.read_list_params(get(limit="100000")).limit == params.MAX_PAGE
    assert params.read_list_params(get(limit="0")).limit == 0


@pytest.mark.parametrize(
    ("classes", "is_for_mediaclips"),
    [([], True), (["MediaClip"], True), (["LineItem", "mediaclip"], True), (["LineItem"], False)],
)
def test_a_search_can_be_for_other_things(classes: list[str], is_for_mediaclips: bool) -> None:  # noqa: FBT001  a parameter of the test
    query = tuple(("className[]", name) for name in classes)
    read = params.read_list_params(Request("GET", "/papi/search", (*query, ("fields", "id,,a"))))
    assert read.is_for_mediaclips is is_for_mediaclips
    assert read.fields == ("id", "a")


@pytest.mark.parametrize(
    ("text", "meant"),
    [("1", True), ("true", True), ("TRUE", True), ("0", False), ("false", False), ("", False)],
)
def test_yes_and_no_are_read_as_clients_write_them(text: str, meant: bool) -> None:  # noqa: FBT001  a parameter of the test
    assert params.read_flag(get(purge=text), "purge") is meant


def test_a_flag_that_is_neither_is_refused() -> None:
    assert params.read_flag(get(), "purge") is False
    with pytest.raises(RequestRefused, match="purge is true or false"):
        params.read_flag(get(purge="perhaps"), "purge")


def test_what_is_read_only_stays_out_of_an_update() -> None:
    told = params.read_members(put({**MEDIACLIP, "cliptui": {}, "own": 1}), is_new=False)
    kept = {name for name, member in MEMBERS.items() if member.is_read_only}
    assert set(told) == {*MEDIACLIP, "own"} - kept - {"sourceid"}
    for name in ("id", "type", "mediatype", "createddate", "updateddate", "publisheddate"):
        assert name not in told
    assert not {"views", "transcodingFinished", "assets"} & set(told)


def test_files_and_the_source_id_can_be_given_at_creation() -> None:
    told = params.read_members(put(MEDIACLIP), is_new=True)
    for name in ("assets", "sourceid", "mediatype", "thumbnails"):
        assert told[name] == MEDIACLIP[name]
    assert "id" not in told


def test_every_member_of_the_example_is_known() -> None:
    assert set(MEDIACLIP) <= set(MEMBERS)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (b"[1]", "no JSON object"),
        (b"{", "no JSON object"),
        (b'{"a": NaN}', "no JSON object"),
        (b"\xff", "no JSON object"),
        (b"[" * 100_000, "no JSON object"),
        ({"status": "lost"}, "status is one of draft and published"),
        ({"status": None}, "status is one of"),
        ({"status": []}, "status is one of"),
        ({"title": 7}, "title is a text"),
        ({"mediatype": "smell"}, "mediatype is one of"),
        ({"assets": {}}, r"no mediaclip: Expected `array.*assets"),
        ({"assets": ["odd"]}, r"no mediaclip: .*assets"),
        ({"length": "long"}, r"no mediaclip: .*length"),
        ({"chapters": [{"timeOffset": "soon"}]}, r"no mediaclip: .*timeOffset"),
    ],
)
def test_what_cannot_be_written_is_refused(members: object, words: str) -> None:
    with pytest.raises(RequestRefused, match=words):
        params.read_members(put(members), is_new=True)


def test_no_body_is_an_empty_object() -> None:
    assert params.read_members(put(b""), is_new=False) == {}


def test_sizes_of_pictures_are_bounded() -> None:
    read = params.read_picture_params({"width": "640", "height": "0"})
    assert (read.width_px, read.height_px) == (640, 0)
    for wrong in ({"width": "4097", "height": "0"}, {"width": "a", "height": "0"}):
        with pytest.raises(RequestRefused):
            params.read_picture_params(wrong)


@pytest.mark.parametrize(
    ("start", "stop", "is_good"),
    [("0", "1000", 1), ("500", "500", 1), ("0", "1001", 0), ("2", "1", 0), ("", "1", 0)],
)
def test_small_pictures_are_of_a_second_at_most(start: str, stop: str, is_good: int) -> None:
    if is_good:
        assert params.read_thumbs_range(get(start=start, stop=stop)) == (int(start), int(stop))
    else:
        with pytest.raises(RequestRefused):
            params.read_thumbs_range(get(start=start, stop=stop))
