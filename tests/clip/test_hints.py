"""Letters that lead to frames: every frame, in few keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.hints import LEAST_PARTS, LETTERS, Hints, most_letters
from cliptui.clip.selection import Selection

NINETY_MINUTES = 90 * 60 * 30
PARTS = range(LEAST_PARTS, len(LETTERS) + 1)


def top(frame_count: int, parts: int = LEAST_PARTS) -> Hints:
    return Hints(Selection(0, frame_count), parts)


def letters_to(hints: Hints, frame: int) -> str:
    """Return the letters that are pressed by somebody who looks for a frame."""
    pressed = ""
    while hints.span.frame_count > 1:
        place = hints.place_of(frame)
        assert place is not None
        pressed += hints.letters[place]
        chosen = hints.deeper(hints.letters[place])
        assert chosen is not None
        hints = chosen
    assert hints.span.in_frame == frame
    return pressed


@pytest.mark.parametrize("parts", PARTS)
def test_h_and_five_letters_lead_to_any_frame_of_ninety_minutes(parts: int) -> None:
    assert 1 + most_letters(NINETY_MINUTES, parts) <= 6


@given(count=st.integers(1, NINETY_MINUTES), parts=st.sampled_from(PARTS), data=st.data())
def test_the_letters_of_any_frame_of_any_length_are_as_few_as_reckoned(
    count: int, parts: int, data: st.DataObject
) -> None:
    frame = data.draw(st.sampled_from((0, count - 1)) | st.integers(0, count - 1))
    pressed = letters_to(top(count, parts), frame)
    assert len(pressed) <= most_letters(count, parts) <= 5


def test_the_parts_of_an_asset_leave_no_frame_out() -> None:
    hints = top(1801)
    spans = [hints.deeper(letter) for letter in hints.letters]
    covered = [
        frame for part in spans if part for frame in range(part.span.in_frame, part.span.out_frame)
    ]
    assert covered == list(range(1801))


def test_fewer_frames_than_parts_have_a_letter_each() -> None:
    hints = top(5)
    assert (hints.starts, hints.letters, hints.is_frames) == ((0, 1, 2, 3, 4), "asdfg", True)
    assert not top(13).is_frames


def test_a_letter_that_no_part_has_leads_nowhere() -> None:
    assert [top(5).deeper(letter) for letter in ("h", "A", "", "as", "1")] == [None] * 5


def test_one_comes_back_up_the_same_way_and_no_higher_than_the_asset() -> None:
    whole = top(10_000)
    below = whole.deeper("s")
    assert below is not None
    assert below.higher() == whole
    assert whole.higher() == whole


def test_a_frame_elsewhere_is_in_no_part() -> None:
    below = top(1200).deeper("s")
    assert below is not None
    assert [below.place_of(frame) for frame in (99, 100, 199, 200)] == [None, 0, 11, None]
