"""How much two pictures differ."""

from io import BytesIO

from PIL import Image

from cliptui.preview.likeness import difference


def plain(grey: int, size: tuple[int, int] = (160, 90), kind: str = "PNG") -> bytes:
    encoded = BytesIO()
    Image.new("RGB", size, (grey, grey, grey)).save(encoded, kind)
    return encoded.getvalue()


def test_a_picture_is_like_itself_in_another_format_and_size() -> None:
    assert difference(plain(100), plain(100)) == 0
    assert difference(plain(100), plain(100, (640, 360), "JPEG")) <= 1


def test_the_difference_is_in_levels() -> None:
    assert difference(plain(100), plain(130)) == 30


def test_pictures_of_other_shapes_differ_wholly() -> None:
    assert difference(plain(100), plain(100, (90, 160))) == 255
