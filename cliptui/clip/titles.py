"""Titles of clips from a template, so that nobody has to type one.

============== ====================================================
`{asset}`      the asset's name
`{n}` `{n:03}` the number of the clip, with so many digits at least
`{in}`         the label of the first frame
`{out}`        the label of the last frame
`{dur}`        how long the clip is, in seconds: `12.179`
`{{` `}}`      a brace
============== ====================================================
"""

import re
from fractions import Fraction
from typing import Final

from cliptui.clip.selection import Selection
from cliptui.clip.text import clean
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing
from cliptui.errors import BadSetting

DEFAULT_TEMPLATE: Final = "{asset} {in}"
"""The template where none is set."""

_PART: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NUMBER: Final = re.compile(r"n(?::0?([1-9]))?")
_QUOTED: Final = 40


def title_of(
    asset_name: str,
    timing: Timing,
    selection: Selection,
    number: int = 1,
    template: str = DEFAULT_TEMPLATE,
) -> str:
    """Return the title of a clip.

    Args:
        asset_name: What the asset is called.
        timing: When its frames are shown.
        selection: The frames of the clip.
        number: The number of the clip among those of its asset, counted from 1.
        template: The words, with fields of the module's table.

    Returns:
        A clean title; the asset's name if the template leaves nothing.

    Raises:
        BadSetting: The template names a field that there is not, or has a single brace.
    """
    length_s = timing.seconds_at(selection.out_frame) - timing.seconds_at(selection.in_frame)
    fields = {
        "asset": asset_name,
        "in": timing.label(selection.in_frame),
        "out": timing.label(selection.out_frame - 1),
        "dur": f"{float(round(length_s, 3)):.3f}",
    }

    def filled(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        name = match[1]
        if name in fields:
            return fields[name]
        if name is not None and (width := _NUMBER.fullmatch(name)):
            return f"{number:0{width[1] or 1}d}"
        raise BadSetting(
            f"The title template holds “{clean(match[0], _QUOTED)}”, which means nothing: "
            "write {asset}, {n}, {n:03}, {in}, {out} or {dur}, and {{ for a brace."
        )

    return clean(_PART.sub(filled, template)).strip() or asset_name


def counts(template: str) -> bool:
    """Tell whether titles from a template depend on the number of the clip."""
    return any(_NUMBER.fullmatch(match[1] or "") for match in _PART.finditer(template))


def check_template(template: str) -> None:
    """Make sure that titles can be made from a template.

    Raises:
        BadSetting: It names a field that there is not, or has a single brace.
    """
    title_of("", ConstantTiming(FrameRate(Fraction(25)), 1), Selection(0, 1), template=template)
