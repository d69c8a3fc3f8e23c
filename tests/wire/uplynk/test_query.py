"""The query language, by the vendor's own examples and rules."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.errors import RequestRefused
from cliptui.wire.uplynk.query import MAX_QUERY, matches_search, parse_query
from cliptui.wire.uplynk.records import AssetRecord


def record(desc: str = "", **members: object) -> AssetRecord:
    """Return an asset of which only some members matter."""
    base: dict[str, object] = {"id": "5915d848", "duration": 1.0, "state": "ready"}
    return AssetRecord(desc=desc, **{**base, **members})  # type: ignore[arg-type]


def found(text: str, records: Sequence[AssetRecord]) -> list[str]:
    """Return the names of what a query finds."""
    query = parse_query(text)
    return [each.desc for each in records if query.matches(each)]


BLUE = record("blue whale", external_id="madrid-1")
PURPLE = record("blue and purple", external_id="ma2")
ABROAD = record("blue moon", external_id="oslo")
RED = record("red", external_id="max")


def test_the_vendors_example_of_a_star_a_plus_and_a_minus() -> None:
    assert found("external: ma*, name: +blue -purple", [BLUE, PURPLE, ABROAD, RED]) == [
        "blue whale"
    ]


def test_the_vendors_example_of_two_required_words() -> None:
    game = record("Basketball final", job_type="event")
    talk = record("Basketball talk", job_type="vod")
    other = record("Tennis final", job_type="event")

    assert found("+basketball, source: +event", [game, talk, other]) == ["Basketball final"]


def test_one_word_of_several_is_enough() -> None:
    assert found("whale red", [BLUE, PURPLE, ABROAD, RED]) == ["blue whale", "red"]


def test_words_are_sought_in_name_identifier_and_external_identifier() -> None:
    assets = [record("one", id="abc"), record("two", external_id="abc"), record("abc")]

    assert found("abc", assets) == ["one", "two", "abc"]


def test_words_are_not_sought_in_notes_or_state() -> None:
    assert found("ready vod", [record("x", meta={"a": "ready"})]) == []


def test_a_part_of_a_word_is_not_the_word() -> None:
    assert found("ball", [record("basketball"), record("ball")]) == ["ball"]


def test_case_does_not_matter() -> None:
    assert found("FINAL", [record("Final")]) == ["Final"]


def test_file_names_are_words_between_their_signs() -> None:
    assets = [record("hockey_final-2024.mp4")]

    assert found("final", assets) == ["hockey_final-2024.mp4"]
    assert found("hockey_final-2024.mp4", assets) == ["hockey_final-2024.mp4"]
    assert found("final_hockey", assets) == []


@pytest.mark.parametrize(
    ("pattern", "matched"),
    [
        ("b*", ["ball", "basketball", "b"]),
        ("*ball", ["ball", "basketball"]),
        ("b*ball", ["basketball"]),
        ("*asket*", ["basketball"]),
        ("b*s*t*l", ["basketball"]),
        ("b*t*s*l", []),
        ("*", ["ball", "basketball", "b"]),
        ("b**", ["ball", "basketball", "b"]),
        ("ba*ba*all", []),
    ],
)
def test_a_star_stands_for_any_characters_of_a_word(pattern: str, matched: list[str]) -> None:
    assert found(pattern, [record("ball"), record("basketball"), record("b")]) == matched


def test_a_pattern_of_many_stars_is_no_trap() -> None:
    assert found("a*" * 900 + "b", [record("a" * 500)]) == []


def test_a_phrase_is_words_in_a_row() -> None:
    assets = [record("the final cut"), record("cut the final"), record("final")]

    assert found('"final cut"', assets) == ["the final cut"]


def test_a_comma_within_a_phrase_separates_nothing() -> None:
    assert found('"one, two"', [record("one two"), record("two one")]) == ["one two"]


def test_a_phrase_that_is_not_closed_goes_to_the_end() -> None:
    assert found('"final cut', [record("final cut"), record("cut")]) == ["final cut"]


def test_a_required_phrase_and_an_excluded_one() -> None:
    assets = [record("blue sky day"), record("blue sky night"), record("sky blue")]

    assert found('+"blue sky" -"sky night"', assets) == ["blue sky day"]


def test_only_excluded_words_find_all_the_rest() -> None:
    assert found("-blue", [BLUE, RED]) == ["red"]


def test_a_plain_word_beside_a_required_one_is_not_needed() -> None:
    assert found("+blue whale", [BLUE, ABROAD, RED]) == ["blue whale", "blue moon"]


@pytest.mark.parametrize("operator", ["id:", "ID: "])
def test_id_looks_in_the_identifier_alone(operator: str) -> None:
    assets = [record("one", id="abc"), record("abc")]

    assert found(f"{operator}abc", assets) == ["one"]


@pytest.mark.parametrize("operator", ["name:", "name: ", "desc:", "title:"])
def test_name_looks_in_the_name_alone(operator: str) -> None:
    assets = [record("one", external_id="abc"), record("abc")]

    assert found(f"{operator}abc", assets) == ["abc"]


@pytest.mark.parametrize("operator", ["external:", "ext:", "external_id: "])
def test_external_looks_in_the_external_identifier_alone(operator: str) -> None:
    assets = [record("one", external_id="abc"), record("abc"), record("none", external_id=None)]

    assert found(f"{operator}abc", assets) == ["one"]


@pytest.mark.parametrize("operator", ["source:", "cms_type:"])
def test_source_calls_an_uploaded_file_a_file(operator: str) -> None:
    assets = [record("up", job_type="vod"), record("cut", job_type="clip")]

    assert found(f"{operator}file", assets) == ["up"]
    assert found(f"{operator} clip", assets) == ["cut"]


def test_state_looks_in_the_state() -> None:
    assert found("state: error", [record("error"), record("bad", state="error")]) == ["bad"]


@pytest.mark.parametrize(
    ("query", "matched"),
    [
        ("meta:basketball", ["object", "text"]),
        ("meta:Sport=Basketball", ["object", "text"]),
        ("meta:sport=basketball", ["object", "text"]),
        ('meta: Team="Red Sox"', ["text"]),
        ("meta:team=basketball", []),
        ("meta:7", ["object"]),
    ],
)
def test_meta_looks_in_notes_however_they_are_kept(query: str, matched: list[str]) -> None:
    assets = [
        record("object", meta={"Sport": "Basketball", "day": 7}),
        record("text", meta='{"Sport": "Basketball", "Team": "Red Sox"}'),
        record("broken", meta="Basketball {"),
        record("none", meta=None),
    ]

    assert found(query, assets) == matched


def test_an_operator_begins_a_criterion_without_a_comma_too() -> None:
    assert found("blue external: oslo", [BLUE, ABROAD]) == ["blue moon"]


def test_what_looks_like_an_operator_and_is_none_is_words() -> None:
    assert found("take:two", [record("take two"), record("two")]) == ["take two"]


@pytest.mark.parametrize("text", ["", "  ", ",", ", ,", "- +", "name:", '""'])
def test_a_query_for_nothing_finds_all(text: str) -> None:
    assert found(text, [RED]) == ["red"]


def test_a_query_that_is_too_long_is_refused() -> None:
    with pytest.raises(RequestRefused, match="longer than 2000 characters"):
        parse_query("a" * (MAX_QUERY + 1))


@given(st.text(), st.text())
def test_any_text_can_be_sought_in_any_text(text: str, desc: str) -> None:
    assert parse_query(text).matches(record(desc)) in (True, False)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_every_word_finds_the_asset_that_is_called_so(word: str) -> None:
    assert parse_query(f"name: +{word}").matches(record(word))


@pytest.mark.parametrize("text", ["BALL", "asket", " ball ", "5915", "x-1", ""])
def test_the_old_search_finds_parts_of_words_in_three_members(text: str) -> None:
    assert matches_search(text, record("Basketball", external_id="x-1"))


def test_the_old_search_knows_no_operators() -> None:
    assert not matches_search("name: basketball", record("Basketball"))
