"""Of a mediaclip's files, the one with the least to download is looked at."""

import pytest

from cliptui.clip.mediaclip import MediaClip, Rendition

BIG = Rendition("/big.mp4", 1920, 1080, 3000, "video/mp4")
SMALL = Rendition("/small", 640, 360, 500, 'video/MP4; codecs="avc1"')
WEBM = Rendition("/tiny.webm", 160, 90, 100, "video/webm")


@pytest.mark.parametrize(
    ("renditions", "smallest"),
    [((BIG, SMALL, WEBM), SMALL), ((BIG, WEBM), BIG), ((WEBM,), None), ((), None)],
)
def test_the_smallest_mp4_is_chosen(
    renditions: tuple[Rendition, ...], smallest: Rendition | None
) -> None:
    assert MediaClip("1", "x", "draft", renditions=renditions).smallest_mp4 == smallest


def test_a_file_is_known_for_mp4_by_its_type_or_its_name() -> None:
    assert [file.is_mp4 for file in (BIG, SMALL, WEBM, Rendition("/A.MP4"))] == [
        True,
        True,
        False,
        True,
    ]
