"""Nothing that anybody writes into a name can steer a terminal or break a layout."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.text import MAX_LENGTH, clean

FORBIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
anything = st.text(st.characters(codec=None)) | st.text(
    st.sampled_from("a\x1b\x9b\x00\u0301\u20dd\ufe0f\u200c\u200d\u200b\u202e\ud800\U000e0041é漢👩")
)


def longest_stack(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Mc", "Me") else 0
        longest = max(longest, run)
    return longest


@given(anything)
def test_no_control_or_format_character_survives(text: str) -> None:
    cleaned = clean(text)
    assert {unicodedata.category(character) for character in cleaned}.isdisjoint(FORBIDDEN)
    assert len(cleaned) <= MAX_LENGTH
    cleaned.encode()


@given(anything)
def test_no_character_carries_more_than_four_marks(text: str) -> None:
    assert longest_stack(clean(text)) <= 4


@given(anything, st.integers(1, 40))
def test_cleaning_twice_is_cleaning_once(text: str, max_length: int) -> None:
    assert clean(clean(text, max_length), max_length) == clean(text, max_length)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=MAX_LENGTH))
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("hostile", "expected"),
    [
        ("", ""),
        ("\x1b[2J", "␛[2J"),
        ("\x1b]52;c;ZXZpbA==\x07", "␛]52;c;ZXZpbA==␇"),
        ("\x1bP+q\x1b\\", "␛P+q␛\\"),
        ("a\x00b\nc\rd\te\x0e", "a␀b␊c␍d␉e␎"),
        ("\x7f", "␡"),
        ("\x9b2J\x9d52\x85", "\ufffd2J\ufffd52\ufffd"),
        ("\u202egpj.exe\u202c", "\ufffdgpj.exe\ufffd"),
        ("\u2066a\u2069\u061c", "\ufffda\ufffd\ufffd"),
        ("a\u200bb\ufeffc\u2060d\u00ade", "a\ufffdb\ufffdc\ufffdd\ufffde"),
        ("\U000e0041\U000e007f\U000e0000", "\ufffd\ufffd\ufffd"),
        ("line\u2028and\u2029paragraph", "line\ufffdand\ufffdparagraph"),
        ("lone \ud83d surrogate \udcff", "lone \ufffd surrogate \ufffd"),
        ("\uffff\U0010ffff", "\ufffd\ufffd"),
        ("👩\u200d👧 क\u094d\u200cष", "👩👧 क\u094dष"),
        ("[@click=app.quit]take [/b] two", "[@click=app.quit]take [/b] two"),
        ("$(reboot) `x` 'y' \"z\" \\x1b", "$(reboot) `x` 'y' \"z\" \\x1b"),
        ("Ünïcødé 東京 العربية ❤\ufe0f", "Ünïcødé 東京 العربية ❤\ufe0f"),
    ],
)
def test_hostile_strings_are_shown_for_what_they_are(hostile: str, expected: str) -> None:
    assert clean(hostile) == expected


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\ufe0f", "\u0488", "\u0e31", "\U000e0100"])
def test_a_stack_of_any_kind_of_mark_is_cut_to_four(mark: str) -> None:
    assert clean("a" + mark * 30 + "b") == "a" + mark * 4 + "b"


def test_marks_without_a_base_are_cut_to_four_as_well() -> None:
    assert clean("\u0301" * 6 + "a") == "\u0301" * 4 + "a"


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
def test_a_joiner_does_not_begin_a_new_stack(joiner: str) -> None:
    assert clean("a" + ("\u0301" * 4 + joiner) * 50) == "a" + "\u0301" * 4


def test_a_long_string_ends_in_an_ellipsis() -> None:
    assert clean("x" * 10_000) == "x" * 511 + "…"
    assert clean("x" * 512) == "x" * 512
    assert clean("abcdef", max_length=3) == "ab…"


def test_what_vanishes_at_the_limit_leaves_no_ellipsis() -> None:
    assert clean("abc\u200d", max_length=3) == "abc"
