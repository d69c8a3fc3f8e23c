"""Pictures as bytes."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from cliptui.media.pictures import PictureFormat, encode
from tests.media.films import number_in, picture_of


@pytest.mark.parametrize("picture", PictureFormat)
def test_a_picture_is_written_in_the_format_that_is_asked_for(picture: PictureFormat) -> None:
    with Image.open(BytesIO(encode(picture_of(1234), picture))) as read:
        assert (read.format, read.mode, number_in(read)) == (picture.value, "RGB", 1234)


def test_png_loses_nothing() -> None:
    with Image.open(BytesIO(encode(picture_of(77), PictureFormat.PNG))) as read:
        assert ImageChops.difference(read, picture_of(77)).getbbox() is None
