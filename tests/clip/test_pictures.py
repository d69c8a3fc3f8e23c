"""For which widths a picture that was kept does."""

import pytest

from cliptui.clip.pictures import KeptPicture


@pytest.mark.parametrize(("width_px", "does"), [(319, True), (320, True), (321, False)])
def test_a_picture_does_up_to_the_width_that_it_was_asked_for(width_px: int, does: bool) -> None:  # noqa: FBT001  a row of the table
    assert KeptPicture(b"", 320).does_for(width_px) is does


def test_a_thumbnail_does_for_no_width_at_rest() -> None:
    assert not KeptPicture(b"").does_for(1)
