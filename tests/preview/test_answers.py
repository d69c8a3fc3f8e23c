"""What a terminal answers is never taken for keys, however late and in whatever pieces it comes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.preview.answers import AnswerFilter

ANSWERS = {
    "kitty graphics": "\x1b_Gi=31;OK\x1b\\",
    "kitty graphics, refused": "\x1b_Gi=31;ENOTSUPPORTED:no\x1b\\",
    "name": "\x1bP>|WezTerm 20240203-110809\x1b\\",
    "attributes": "\x1b[?62;4;22c",
    "secondary attributes": "\x1b[>41;354;0c",
    "tertiary attributes": "\x1bP!|00000000\x1b\\",
    "cell in pixels": "\x1b[6;16;8t",
    "window in pixels": "\x1b[4;768;1024t",
    "size in cells": "\x1b[8;24;80t",
    "status": "\x1b[0n",
    "a mode that nobody asked for": "\x1b[?1016;2$y",
    "a setting": "\x1bP1$r0m\x1b\\",
    "a colour": "\x1b]11;rgb:1c1c/1c1c/1c1c\x07",
    "keyboard flags": "\x1b[?0u",
}
KEPT = {
    "letters": "io",
    "arrows": "\x1b[C\x1bOA",
    "delete": "\x1b[3~",
    "a cursor report": "\x1b[12;40R",
    "synchronised output": "\x1b[?2026;2$y",
    "resize in band": "\x1b[?2048;1$y",
    "a window resize": "\x1b[48;24;80;384;640t",
    "a mouse": "\x1b[<35;10;5M",
    "a kitty key": "\x1b[97;5u",
    "focus": "\x1b[I\x1b[O",
    "a paste": "\x1b[200~\x1b[201~",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_taken_out(name: str) -> None:
    assert AnswerFilter().feed(f"i{ANSWERS[name]}o") == "io"


@pytest.mark.parametrize("name", KEPT)
def test_what_textual_understands_passes(name: str) -> None:
    assert AnswerFilter().feed(f"i{KEPT[name]}o") == f"i{KEPT[name]}o"


pieces = st.lists(st.sampled_from([*ANSWERS.values(), *KEPT.values()]), max_size=6)


@given(pieces, st.lists(st.integers(0, 200), max_size=8))
def test_it_does_not_matter_how_a_stream_is_cut(sent: list[str], cuts: list[int]) -> None:
    stream = "".join(sent)
    places = sorted({min(cut, len(stream)) for cut in cuts} | {0, len(stream)})
    parts = [stream[at:end] for at, end in pairwise(places)]
    answers = AnswerFilter()
    passed = "".join(answers.feed(part) for part in parts)
    kept = "".join(piece for piece in sent if piece in KEPT.values())
    assert passed + answers.held == kept


@pytest.mark.parametrize("opened", ["\x1b", "\x1b[", "\x1b[3", "\x1bP", "\x1b[4;1"])
def test_the_start_of_what_may_be_a_key_waits_only_until_nothing_comes(opened: str) -> None:
    answers = AnswerFilter()
    assert answers.feed(opened) == ""
    assert (answers.is_holding, answers.patience_s) == (True, 0.02)
    assert answers.give_up() == opened
    assert not answers.is_holding


def test_the_end_of_an_answer_may_come_late() -> None:
    answers = AnswerFilter()
    assert answers.feed("\x1b_Gi=31;") == ""
    assert [answers.give_up() for _ in range(5)] == [""] * 5
    assert answers.feed("OK\x1b\\o") == "o"


def test_an_answer_that_never_ends_does_not_hold_the_keys_for_ever() -> None:
    answers = AnswerFilter()
    answers.feed("\x1b_Gi=31;")
    assert [answers.give_up() for _ in range(10)] == [""] * 10
    assert answers.feed("o") == "o"


def test_a_string_longer_than_any_answer_passes() -> None:
    text = "\x1bP" + "x" * 10_000
    assert AnswerFilter().feed(text) == text
