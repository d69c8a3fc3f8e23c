"""What a prompt asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.wishes import Wishes, read_wishes

DEFAULT = Wishes()


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("", DEFAULT),
        ("all the goals, please", DEFAULT),
        ("5 clips", Wishes(5)),
        ("the 3 best clips", Wishes(3)),
        ("Give me 12 exciting highlights", Wishes(12)),
        ("1 clip", Wishes(1)),
        ("0 clips", DEFAULT),
        ("999 moments", Wishes(100)),
        ("under 20 s", Wishes(None, 4_000, 20_000)),
        ("5 clips under 20 seconds", Wishes(5, 4_000, 20_000)),
        ("no longer than 6 sec", Wishes(None, 3_000, 6_000)),
        ("less than 1 minute", Wishes(None, 4_000, 60_000)),
        ("at least 10s", Wishes(None, 10_000, 30_000)),
        ("over 2 minutes", Wishes(None, 120_000, 240_000)),
        ("longer than 10 s and shorter than 45 s", Wishes(None, 10_000, 45_000)),
        ("at least 30 s, at most 10 s", Wishes(None, 10_000, 10_000)),
        ("under 0 s", DEFAULT),
        ("under 9999 minutes", Wishes(None, 4_000, 3_600_000)),
        ("season 5 of 1999", DEFAULT),
        ("no shorter than 8 seconds", Wishes(None, 8_000, 30_000)),
    ],
)
def test_numbers_and_lengths_are_read_and_the_rest_is_passed_over(
    prompt: str, expected: Wishes
) -> None:
    assert read_wishes(prompt) == expected


@given(st.text())
def test_any_prompt_makes_wishes_that_can_be_met(prompt: str) -> None:
    wishes = read_wishes(prompt)
    assert 0 < wishes.shortest_ms <= wishes.longest_ms
    assert wishes.count is None or 1 <= wishes.count <= 100
