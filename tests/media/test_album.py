"""Small pictures are kept, within a bound."""

from pathlib import Path

from cliptui.media.album import SMALL_BYTES, Album, View
from cliptui.media.identity import Identity
from cliptui.media.pictures import PictureFormat

FILE = Identity(Path("/x.mp4"), 1, 1)
VIEW = View(FILE, 320, PictureFormat.JPEG)


def test_a_kept_picture_is_found_by_how_it_is_looked_at() -> None:
    album = Album()
    album.keep(VIEW, 5, b"five")
    assert album.picture(VIEW, 5) == b"five"
    assert album.picture(VIEW, 6) is None
    assert album.picture(View(FILE, 160, PictureFormat.JPEG), 5) is None
    assert album.picture(View(Identity(Path("/x.mp4"), 1, 2), 320, PictureFormat.JPEG), 5) is None


def test_what_was_not_wanted_for_longest_goes_first() -> None:
    album = Album(max_bytes=30)
    for number in range(3):
        album.keep(VIEW, number, bytes(10))
    album.picture(VIEW, 0)
    album.keep(VIEW, 3, bytes(10))
    assert [n for n in range(4) if album.picture(VIEW, n)] == [0, 2, 3]


def test_a_large_picture_is_not_kept() -> None:
    album = Album()
    album.keep(VIEW, 0, bytes(SMALL_BYTES + 1))
    album.keep(VIEW, 1, bytes(SMALL_BYTES))
    assert [n for n in range(2) if album.picture(VIEW, n)] == [1]
