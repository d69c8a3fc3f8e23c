"""Titles come from a template whose fields are few and safe."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.selection import Selection
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from cliptui.clip.titles import check_template, counts, title_of
from cliptui.errors import BadSetting
from tests.clip.rates import RATE_29_97

NTSC = ConstantTiming(RATE_29_97, 2000)
SELECTION = Selection(1800, 1830)


@pytest.mark.parametrize(
    ("template", "title"),
    [
        ("{asset} {in}", "Cup final 00:01:00;02"),
        ("{asset} {n}", "Cup final 7"),
        ("{n:03} {asset}", "007 Cup final"),
        ("{n:2}", "07"),
        ("{in}–{out}", "00:01:00;02–00:01:01;01"),
        ("{dur} s", "1.001 s"),
        ("{{{n}}}", "{7}"),
        ("Goal", "Goal"),
        ("  ", "Cup final"),
        ("", "Cup final"),
        ("tab\there", "tab␉here"),
    ],
)
def test_a_template_is_filled(template: str, title: str) -> None:
    assert title_of("Cup final", NTSC, SELECTION, 7, template) == title


def test_the_usual_title_is_the_asset_and_the_label_of_the_in_point() -> None:
    low = ConstantTiming(FrameRate(Fraction(25, 2)), 1000)
    assert title_of("Cup final", low, Selection(1, 3)) == "Cup final 00:00:00.080"


@pytest.mark.parametrize(
    "template",
    ["{name}", "{asset.__class__}", "{0}", "{}", "{n:}", "{n:>9}", "{n:0}", "{", "}", "{in"],
)
def test_a_template_with_anything_else_is_refused_with_what_can_be_written(template: str) -> None:
    with pytest.raises(BadSetting, match=r"means nothing: write \{asset\}, \{n\}, \{n:03\}"):
        title_of("Cup final", NTSC, SELECTION, 1, template)


@given(st.text())
def test_a_name_with_braces_is_no_template(name: str) -> None:
    assert title_of("{n}{", NTSC, SELECTION, 1, "{asset}") == "{n}{"
    assert title_of(name, NTSC, SELECTION, 1, "x{asset}").startswith("x")


def test_a_template_is_checked_before_it_is_used() -> None:
    check_template("{asset} {n:03} {in}-{out} {dur} {{x}}")
    with pytest.raises(BadSetting, match=r"\{name\}"):
        check_template("{name}")


def test_only_a_template_with_a_number_counts() -> None:
    assert [counts(template) for template in ("{n}", "a {n:03}", "{asset} {in}", "{{n}}", "")] == [
        True, True, False, False, False,
    ]  # fmt: skip
