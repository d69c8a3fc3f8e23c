"""Cuts as comma-separated values: start, end, title; the end is the first frame cut off.

LosslessCut reads and writes the same three columns, in seconds or in frames. An empty start is
the start of the asset and an empty end its end, as there.
"""

import csv
import io
import re
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Final

from cliptui.clip.entry import boundary_of
from cliptui.clip.selection import Selection
from cliptui.clip.text import clean
from cliptui.clip.timing import Timing
from cliptui.errors import BadCutList, BadSelection, BadTime
from cliptui.interchange.cuts import Cut, CutList, boundary_at, seconds_text

_SECONDS: Final = re.compile(r"[0-9]{1,7}(?:\.[0-9]{0,18})?")
_FRAMES: Final = re.compile(r"[0-9]{1,9}")
_HEADER: Final = re.compile(r"[A-Za-z][A-Za-z _-]*")
_FEWEST_COLUMNS: Final = 2
_QUOTED: Final = 40


class CsvUnit(StrEnum):
    """What the first two columns count in."""

    SECONDS = "seconds"
    FRAMES = "frames"
    TIMECODE = "timecode"


def write_csv(cut_list: CutList, unit: CsvUnit = CsvUnit.SECONDS) -> str:
    """Write cuts, one a line; lines end as RFC 4180 says."""
    file = io.StringIO()
    writer = csv.writer(file)
    for cut in cut_list.cuts:
        ends = (cut.selection.in_frame, cut.selection.out_frame)
        writer.writerow([*(_cell(end, cut_list.timing, unit) for end in ends), cut.title])
    return file.getvalue()


def read_csv(text: str, timing: Timing, unit: CsvUnit = CsvUnit.SECONDS) -> tuple[Cut, ...]:
    """Read cuts.

    A first line of words is taken for a heading; blank lines are passed over. A time with a
    colon is read as timecode, or as a clock time, whatever the unit.

    Args:
        text: The file.
        timing: When the frames of the asset are shown.
        unit: What plain numbers count.

    Raises:
        BadCutList: It is no such file, or a line means no frames of the asset.
    """
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True))
    except csv.Error as error:
        raise BadCutList(f"It is no file of comma-separated values: {error}.") from error
    cuts: list[Cut] = []
    for number, row in enumerate(rows, start=1):
        is_heading = number == 1 and bool(row) and _HEADER.fullmatch(row[0].strip()) is not None
        if is_heading or not any(cell.strip() for cell in row):
            continue
        try:
            cuts.append(_cut(row, timing, unit))
        except (BadCutList, BadSelection, BadTime) as error:
            raise BadCutList(f"Row {number}: {error}") from error
    return tuple(cuts)


def _cell(boundary: int, timing: Timing, unit: CsvUnit) -> str:
    if unit is CsvUnit.TIMECODE:
        return timing.label(boundary)
    return str(boundary) if unit is CsvUnit.FRAMES else seconds_text(timing.seconds_at(boundary))


def _cut(row: Sequence[str], timing: Timing, unit: CsvUnit) -> Cut:
    if len(row) < _FEWEST_COLUMNS:
        raise BadCutList("It has no two columns: write start, end and title with commas between.")
    start, end, *more = (cell.strip() for cell in row)
    in_frame = _boundary(start, timing, unit) if start else 0
    out_frame = _boundary(end, timing, unit) if end else timing.frame_count
    return Cut(Selection(in_frame, out_frame), more[0] if more else "")


def _boundary(cell: str, timing: Timing, unit: CsvUnit) -> int:
    if ":" in cell or unit is CsvUnit.TIMECODE:
        return boundary_of(cell, timing)
    if unit is CsvUnit.FRAMES and _FRAMES.fullmatch(cell):
        return boundary_of(f"f{cell}", timing)
    if unit is CsvUnit.SECONDS and _SECONDS.fullmatch(cell):
        return boundary_at(Fraction(cell.removesuffix(".")), timing)
    raise BadCutList(f"“{clean(cell, _QUOTED)}” is no number of {unit}.")
