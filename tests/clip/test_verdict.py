"""What is said of a finished clip."""

from cliptui.clip.verdict import ClipVerdict


def test_a_right_clip_says_how_long_it_is() -> None:
    verdict = ClipVerdict(51, 51, first_is_right=True, last_is_right=True)
    assert verdict.is_right
    assert verdict.sentence == "51 f, first and last frame as marked."


def test_every_fault_is_named() -> None:
    verdict = ClipVerdict(50, 51, first_is_right=False, last_is_right=False)
    assert not verdict.is_right
    assert verdict.sentence == (
        "The clip differs from its marks: it has 50 f instead of 51, its first frame is not the "
        "marked one, its last frame is not the marked one."
    )


def test_one_fault_is_enough() -> None:
    for faulty in (
        ClipVerdict(50, 51, first_is_right=True, last_is_right=True),
        ClipVerdict(51, 51, first_is_right=False, last_is_right=True),
        ClipVerdict(51, 51, first_is_right=True, last_is_right=False),
    ):
        assert not faulty.is_right


def test_only_what_differs_is_named() -> None:
    verdict = ClipVerdict(51, 51, first_is_right=True, last_is_right=False)
    assert verdict.sentence == (
        "The clip differs from its marks: its last frame is not the marked one."
    )
    verdict = ClipVerdict(51, 51, first_is_right=False, last_is_right=True)
    assert verdict.sentence == (
        "The clip differs from its marks: its first frame is not the marked one."
    )
