"""The project files of LosslessCut, version 2; versions 1 and 3 are read too.

The schemas are `llcProjectV1Schema` to `llcProjectV3Schema` of its `types.ts`. Times are in
seconds, ends are exclusive; from version 2 on a segment without an end is a marker.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cliptui.clip.selection import Selection
from cliptui.clip.sheet import Marker
from cliptui.clip.text import clean
from cliptui.clip.timing import Timing
from cliptui.errors import BadCutList, BadSelection
from cliptui.interchange.cuts import Cut, CutList, boundary_at, seconds_text
from cliptui.interchange.json5 import read_json5

_VERSION: Final = 2
_VERSIONS: Final = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class LlcProject:
    """What a project of LosslessCut says.

    Attributes:
        media: Name of the file that it is of; clean, and empty if it names none.
        cuts: Its segments that are selected, in its order.
        markers: Its markers that are selected.
    """

    media: str
    cuts: tuple[Cut, ...]
    markers: tuple[Marker, ...]


def write_llc(cut_list: CutList) -> str:
    """Write a project, as JSON, which is JSON5 too."""
    at = cut_list.timing.seconds_at
    segments: list[dict[str, object]] = [
        {
            "start": _number(at(cut.selection.in_frame)),
            "end": _number(at(cut.selection.out_frame)),
            "name": cut.title,
        }
        for cut in cut_list.cuts
    ]
    segments += [
        {"start": _number(at(marker.frame)), "name": marker.label} for marker in cut_list.markers
    ]
    project = {
        "version": _VERSION,
        "mediaFileName": cut_list.media_name,
        "cutSegments": segments,
    }
    return json.dumps(project, indent=2, ensure_ascii=False) + "\n"


def read_llc(text: str, timing: Timing) -> LlcProject:
    """Read a project.

    Args:
        text: The file.
        timing: When the frames of the asset are shown that it shall be of.

    Raises:
        BadCutList: It is no project of LosslessCut, or a segment is outside the asset.
    """
    project = read_json5(text)
    if not isinstance(project, dict) or not isinstance(project.get("cutSegments"), list):
        raise BadCutList("It is no project of LosslessCut: it has no “cutSegments”.")
    if project.get("version") not in _VERSIONS:
        raise BadCutList("It is of a version of LosslessCut that is not known here.")
    media = project.get("mediaFileName", "")
    cuts: list[Cut] = []
    markers: list[Marker] = []
    for number, segment in enumerate(project["cutSegments"], start=1):
        try:
            read = _segment(segment, timing, has_markers=project["version"] > 1)
        except (BadCutList, BadSelection) as error:
            raise BadCutList(f"Segment {number}: {error}") from error
        if isinstance(read, Cut):
            cuts.append(read)
        elif read is not None:
            markers.append(read)
    return LlcProject(clean(media) if isinstance(media, str) else "", tuple(cuts), tuple(markers))


def _segment(segment: object, timing: Timing, *, has_markers: bool) -> Cut | Marker | None:
    """Read a segment; None if it is not selected."""
    if not isinstance(segment, dict):
        raise BadCutList("It is no object.")
    if segment.get("selected") is False:
        return None
    name = segment.get("name", "")
    title = name if isinstance(name, str) else ""
    start, end = _seconds(segment, "start"), _seconds(segment, "end")
    start_frame = 0 if start is None else boundary_at(start, timing)
    if end is None and has_markers:
        return Marker(min(start_frame, timing.frame_count - 1), clean(title))
    stop = timing.frame_count if end is None else boundary_at(end, timing)
    return Cut(Selection(start_frame, stop), title)


def _seconds(segment: Mapping[str, object], member: str) -> Fraction | None:
    value = segment.get(member)
    if value is None:
        return None
    if not isinstance(value, float) or not math.isfinite(value):
        raise BadCutList(f"Its “{member}” is no number of seconds.")
    return Fraction(value)


def _number(seconds: Fraction) -> float:
    return float(seconds_text(seconds))
