"""Metadata as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.edits import Profile
from cliptui.clip.notes import clip_notes, ignored_by, notes_text, read_notes
from cliptui.errors import BadInput

words = st.text("abc é<>[]", min_size=1).map(str.strip).filter(bool)


def test_a_note_is_a_key_and_a_value_on_a_line() -> None:
    assert read_notes("league = Second\n\n rights=EU = US \nempty =\n") == {
        "league": "Second",
        "rights": "EU = US",
    }


@given(st.dictionaries(words, words))
def test_notes_are_read_as_they_were_written(notes: dict[str, str]) -> None:
    assert read_notes(notes_text(notes)) == notes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("league", "“league” is no note"), ("= A", "is no note"), ("a = 1\na = 2", "“a” is there tw")],
)
def test_a_line_that_is_no_note_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read_notes(text)


def test_control_characters_of_notes_become_visible() -> None:
    assert read_notes("a\x1b = b\x07") == {"a␛": "b␇"}


def test_a_profile_ignores_the_keys_that_it_lacks() -> None:
    profile = Profile("p1", "News", {"league": ""})
    assert ignored_by(profile, {"league": "A", "rights": "EU"}) == ("rights",)
    assert ignored_by(None, {"rights": "EU"}) == ()


def test_a_clip_gets_the_notes_of_its_profile_as_the_draft_says_them() -> None:
    profile = Profile("p1", "News", {"Title": "", "Source": "Desk", "Region": "EU"})
    notes = {"Title": "Goal", "Region": "US", "Sport": "Football"}
    assert clip_notes(profile, notes) == {"Title": "Goal", "Source": "Desk", "Region": "US"}
    assert clip_notes(profile, {"Source": ""}) == {"Region": "EU"}
