"""JSON5 is read as the independent reader of PyPI reads it, and everything else is refused."""

import json
import math
from typing import Any

import json5
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.errors import BadCutList
from cliptui.interchange.json5 import read_json5

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


WAYS = st.fixed_dictionaries(
    {
        "quote_keys": st.booleans(),
        "indent": st.sampled_from([None, 2]),
        "trailing_commas": st.booleans(),
        "ensure_ascii": st.booleans(),
    }
)


@given(values, WAYS)
def test_what_independent_writers_write_is_read_as_it_was(
    value: object, ways: dict[str, Any]
) -> None:
    assert read_json5(json5.dumps(value, **ways)) == value
    assert read_json5(json.dumps(value)) == value


PIECES = st.sampled_from(
    [
        *"{}[]:,'\"\\ \n+-.0123456789eExXuabn_$é/*",
        *("true", "null", "Infinity", "NaN", "//c\n", "/*c*/", "\\u0041", "\\x41", "\\\n", "0x1F"),
        *("1e5", ".5", "5.", "a:", "'a'", '"b"', "[1,]", "{a:1,}", "\u2028", "\ufeff", "\u00a0"),
    ]
)


def read_by_both(text: str) -> tuple[object, object]:
    """Return what each reader makes of a text; `refused` where it is no JSON5."""
    read = []
    for reader, refusal in ((read_json5, BadCutList), (json5.loads, ValueError)):
        try:
            read.append(reader(text))
        except refusal:
            read.append("refused")
    return read[0], read[1]


def is_same(one: object, other: object) -> bool:
    return repr(one) == repr(json.loads(json.dumps(other), parse_int=float))


@given(st.lists(PIECES, max_size=8).map("".join))
def test_whatever_is_read_here_the_independent_reader_reads_alike(text: str) -> None:
    ours, theirs = read_by_both(text)
    if ours != "refused":
        assert is_same(ours, theirs)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("// c\n{a: 'b', /* c */ $c_1: [1, .5, 5., +1e2, -0x1F,],}", None),
        (r"'\u0041\x42\n\t\0\'\"\a\ud83d\ude00'", None),
        ("'one \\\n line'", "one  line"),
        ("'a\\\r\nb\\\u2028c'", "abc"),
        ("\ufeff [\u00a0Infinity,\u2029-Infinity]", [math.inf, -math.inf]),
        ("{été: true, false: null}", None),
        ("'\\ud83d'", "\ufffd"),
    ],
)
def test_the_notations_of_json5_are_read(text: str, value: object) -> None:
    expected = json5.loads(text) if value is None else value
    assert is_same(read_json5(text), expected)


def test_nan_is_read_as_such() -> None:
    assert math.isnan(read_json5("NaN"))  # type: ignore[arg-type] # it is a float


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1 2]", "{a 1}", "{1: 2}", "[,]", "'a\nb'", "'a", "01", "nul", "truex", "1 1",
     "/* c", "'\\1'", "'\\u12'", "'\\xg'", "{a: 1}}", "0x", "- 1", "5..", "{\\u0061: 1}"],
)  # fmt: skip
def test_anything_else_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(BadCutList, match=r"^Line \d+ cannot be read\.$"):
        read_json5(text)


def test_the_line_that_cannot_be_read_is_named() -> None:
    with pytest.raises(BadCutList, match=r"^Line 3 cannot be read\.$"):
        read_json5("{\n  a: 1,\n  b c\n}")


def test_a_text_that_is_nested_beyond_sense_is_refused() -> None:
    for opening in ("[", "{a:"):
        with pytest.raises(BadCutList, match=r"^It is nested more than 50 deep\.$"):
            read_json5(opening * 100_000)


LONG = {
    "escapes": "'" + "\\" * 99_999,
    "comments": "/*" * 50_000,
    "blanks": "[" + " " * 99_999,
    "closed comments": "/**/" * 30_000 + "x",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_texts_that_lead_nowhere_are_refused_at_once(text: str) -> None:
    with pytest.raises(BadCutList):
        read_json5(text)
