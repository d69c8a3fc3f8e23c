"""Frame rates as people type them."""

from fractions import Fraction

import pytest

from cliptui.clip.rate_entry import rate_of
from cliptui.clip.timecode import FrameRate
from cliptui.errors import BadTime

THIRTY_SLOW = Fraction(30000, 1001)


@pytest.mark.parametrize(
    ("entry", "rate"),
    [
        ("23.976", FrameRate(Fraction(24000, 1001))),
        ("23.98", FrameRate(Fraction(24000, 1001))),
        ("24", FrameRate(Fraction(24))),
        ("25", FrameRate(Fraction(25))),
        ("29.97", FrameRate(THIRTY_SLOW, drop_frame=True)),
        ("29.97 DF", FrameRate(THIRTY_SLOW, drop_frame=True)),
        (" 29.97ndf ", FrameRate(THIRTY_SLOW)),
        ("30", FrameRate(Fraction(30))),
        ("50", FrameRate(Fraction(50))),
        ("59.94", FrameRate(Fraction(60000, 1001), drop_frame=True)),
        ("59.94 NDF", FrameRate(Fraction(60000, 1001))),
        ("60", FrameRate(Fraction(60))),
        ("30000/1001", FrameRate(THIRTY_SLOW, drop_frame=True)),
        ("30000/1001 ndf", FrameRate(THIRTY_SLOW)),
        ("12.5", FrameRate(Fraction(25, 2))),
        ("25.0", FrameRate(Fraction(25))),
    ],
)
def test_a_rate_is_read_as_editors_write_it(entry: str, rate: FrameRate) -> None:
    assert rate_of(entry) == rate


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("", "no frame rate"),
        ("fast", "“fast” is no frame rate"),
        ("-25", "no frame rate"),
        ("0", "between 0 and 1000"),
        ("25/0", "between 0 and 1000"),
        ("999999/1", "between 0 and 1000"),
        ("25 DF", "Only 29.97 and 59.94 have drop-frame"),
    ],
)
def test_what_is_no_rate_is_refused(entry: str, sentence: str) -> None:
    with pytest.raises(BadTime, match=sentence):
        rate_of(entry)
