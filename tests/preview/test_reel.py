"""Decoded pictures that are kept."""

from PIL import Image

from cliptui.preview.reel import Reel

ONE = 10 * 10 * 3


def image(level: int = 0, side: int = 10) -> Image.Image:
    return Image.new("RGB", (side, side), (level, 0, 0))


def test_a_picture_is_found_under_its_key() -> None:
    reel, kept = Reel(), image()
    reel.put(("a", 0), kept)
    assert reel.get(("a", 0)) is kept
    assert reel.get(("a", 40)) is None


def test_the_one_that_was_not_looked_at_for_longest_goes_first() -> None:
    reel = Reel(max_bytes=2 * ONE)
    for key in (1, 2):
        reel.put(key, image())
    reel.get(1)
    reel.put(3, image())
    assert [key for key in (1, 2, 3) if reel.get(key)] == [1, 3]


def test_a_picture_that_is_replaced_counts_once() -> None:
    reel = Reel(max_bytes=2 * ONE)
    for level in range(5):
        reel.put(1, image(level))
    reel.put(2, image())
    assert [key for key in (1, 2) if reel.get(key)] == [1, 2]


def test_a_picture_larger_than_the_bound_is_not_kept() -> None:
    reel = Reel(max_bytes=ONE)
    reel.put(1, image(side=11))
    assert reel.get(1) is None
