"""Lucene queries mean what Solr's parser makes of them, and cost no more than they may."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.errors import RequestRefused
from cliptui.wire.bluebillywig.lucene import MAX_DEPTH, MAX_QUERY, parse_query
from cliptui.wire.bluebillywig.query import find_field
from tests.wire.bluebillywig.samples import MEDIACLIP

CLIP: dict[str, Any] = {
    **MEDIACLIP,
    "tags": ["Hot drinks", 7],
    "hot": True,
    "rating": 4.5,
    "note": "x*y",
}


def is_found(query: str) -> bool:
    return parse_query(query).matches(CLIP, "")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "*:*",
        "*",
        # words and phrases of texts, in any case, wherever they stand
        "coffee",
        "title:coffee",
        "title:COFFEE",
        'title:"the perfect coffee"',
        'title:"Perfect Coffee"',
        "title:perfect-coffee",
        "title : coffee",
        'description:"coffee, the most"',
        "“most appreciated”",
        "title:“perfect coffee”",
        "original_source_id_987654321",
        "4471615",
        # exact fields, letter by letter
        "sourceid:original_source_id_987654321",
        'sourceid:"original_source_id_987654321"',
        "status:published",
        "id:4471615",
        'id:"4471615"',
        "dar:16\\:9",
        'deeplink:"https://www.bluebillywig.com/team"',
        # wildcards
        "title:coff*",
        "title:*fee",
        "title:c?ffee",
        "title:p*r*f*t",
        "title:the*coffee",
        "sourceid:original*9?76*",
        "deeplink:https\\:*team",
        "copyright:* OR title:*",
        "chapters:*",
        # values in lists and objects, and of members that no documentation names
        "cat:beverage",
        "tags:drinks",
        'tags:"hot drinks"',
        "tags:7",
        "chapters:origins",
        "hot:true",
        "rating:4.5",
        "note:x\\*y",
        # numbers and dates
        "length:30",
        "length:30.0",
        "length:[20 TO 40]",
        "length:[30 TO 30]",
        "length:[30 TO 31}",
        "length:{29 TO 30]",
        "length:[-5 TO *]",
        "length:[* TO 30]",
        'length:["20" TO "40"]',
        "views:[1000 TO *]",
        "rating:[4 TO 5]",
        "createddate:[2018-12-31T22:59:59Z TO 2021-12-31T22:59:29Z]",
        "createddate:[2021-11-29 TO *]",
        "createddate:[2021-11-29T14:20:36.9Z TO 2021-11-29T14:20:37.1Z]",
        "createddate:2021-11-29T14:20:37Z",
        'createddate:"2021-11-29T15:20:37+01:00"',
        "title:[the TO thf]",
        "status:[p TO q]",
        "status:[* TO *]",
        # AND, OR, NOT, + and -, groups
        "title:coffee AND status:published",
        "title:coffee && status:published",
        "title:tea OR title:coffee",
        "title:tea || title:coffee",
        "title:tea title:coffee",
        "title:(tea OR coffee)",
        "title:(tea coffee)",
        "title:(perfect AND coffee)",
        "id:(1 OR 4471615)",
        "NOT usetype:commercial",
        "-usetype:commercial",
        "!usetype:commercial",
        "title:coffee AND NOT status:draft",
        "title:coffee AND -status:draft",
        "title:coffee -status:draft",
        "+title:coffee title:tea",
        "(title:tea OR title:coffee) AND (status:published)",
        "title:tea AND title:x OR title:coffee",
        "((((title:coffee))))",
        "title:coffee^2 title:tea^0.5",
        "ANDROID OR NOTHING OR ORANGE OR coffee",
        'NOT(title:tea) AND "perfect coffee"',
    ],
)
def test_a_query_finds_the_documentation_s_mediaclip(query: str) -> None:
    assert is_found(query)


@pytest.mark.parametrize(
    "query",
    [
        "tea",
        "title:tea",
        'title:"coffee perfect"',
        'title:"perf cof"',
        'title:""',
        "title:published",
        "sourceid:ORIGINAL_source_id_987654321",
        "sourceid:original",
        "sourceid:*_98765432",
        "status:Published",
        "id:44",
        "id:44716*5?",
        "deeplink:https\\:\\*",
        "copyright:*",
        "transcript:*",
        "nosuchfield:*",
        "length:31",
        "length:long",
        "length:{30 TO 40]",
        "length:[20 TO 30}",
        "length:[a TO b]",
        "createddate:[2022-01-01 TO *]",
        "createddate:[yesterday TO *]",
        "title:[x TO *]",
        "NOT title:coffee",
        "-title:coffee",
        "title:coffee AND status:draft",
        "title:coffee AND NOT status:published",
        "+title:tea title:coffee",
        "-title:coffee status:published",
        "title:(tea OR milk)",
        "(title:coffee) AND (status:draft OR title:tea)",
        "title:coffee OR NOT status:published",
    ],
)
def test_a_query_does_not_find_it(query: str) -> None:
    assert not is_found(query)


@pytest.mark.parametrize(
    "query",
    [
        "title:",
        ":coffee",
        "(",
        ")",
        "title:(coffee",
        "title:[1 TO",
        "title:[1 2]",
        "title:[TO]",
        'title:"coffee',
        "title:a:b",
        "title:coffee~2",
        "AND",
        "NOT",
        "title:coffee OR",
        "+",
        "title:coffee AND AND x",
        "\\",
    ],
)
def test_what_is_no_query_is_refused_with_how_to_write_one(query: str) -> None:
    with pytest.raises(RequestRefused, match=r"cannot be read.*write FIELD:"):
        parse_query(query)


def test_the_place_of_a_mistake_is_told() -> None:
    with pytest.raises(RequestRefused, match="at character 14"):
        parse_query("title:coffee )")


def test_a_query_is_bounded_in_length_and_depth() -> None:
    parse_query("x" * MAX_QUERY)
    with pytest.raises(RequestRefused, match="longer than 2000"):
        parse_query("x" * (MAX_QUERY + 1))
    parse_query("(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH)
    with pytest.raises(RequestRefused, match="more than 20 parentheses"):
        parse_query("(" * (MAX_DEPTH + 1) + "x" + ")" * (MAX_DEPTH + 1))
    assert is_found('"' + "(" * 100 + '" OR coffee')


def test_wildcards_take_linear_time() -> None:
    haystack = {"sourceid": "a" * 5000}
    query = parse_query("sourceid:" + "a*" * 900 + "b")

    before_s = time.process_time()
    assert not query.matches(haystack, "")
    assert time.process_time() - before_s < 5  # a pattern that tracks back would take years


def test_fields_are_told() -> None:
    query = parse_query('title:(a OR b) AND (length:[1 TO 2] OR nope:"x y") *:* word')
    assert query.fields == {"title", "length", "nope"}


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ('sourceid:"a b"', "a b"),
        ("sourceid:“a”", "a"),
        ("sourceid:a-b", "a-b"),
        ("sourceid:a\\*b", "a*b"),
        ("+sourceid:a", "a"),
        ("sourceid:a*", None),
        ("-sourceid:a", None),
        ("sourceid:[a TO b]", None),
        ("sourceid:(a)", None),
        ("title:a", None),
        ("a", None),
        ("sourceid:a OR sourceid:b", None),
        ("", None),
    ],
)
def test_a_query_for_one_source_id_is_recognised(query: str, value: str | None) -> None:
    assert find_field(parse_query(query), "sourceid") == value


@given(st.text(alphabet='ab:*?"()[]{}+-!^~\\ &|TONADR10', max_size=40))
def test_any_text_is_either_a_query_or_refused(text: str) -> None:
    try:
        query = parse_query(text)
    except RequestRefused:
        return
    assert query.matches(CLIP, "") in (True, False)
