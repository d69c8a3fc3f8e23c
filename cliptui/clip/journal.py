"""A desk as data for a journal, and back: what a person did, not what the service knows.

The asset, its timing, its landmarks and its suggestions come from the service again; kept are
the playhead, what is marked, and the undo of it. A member that this version does not know is
passed over, so that a newer version can add some; anything else that is not as it was written
is damage, and refused.
"""

from typing import Final, TypeVar

from cliptui.clip.asset import Asset
from cliptui.clip.desk import UNDO_STEPS, Desk, Edge
from cliptui.clip.selection import Marks
from cliptui.clip.sheet import Marker, Sheet
from cliptui.clip.text import clean
from cliptui.clip.timing import Timing
from cliptui.errors import StoreError

VERSION: Final = 1
"""Raised when an older version of the program could misread what is written."""

Json = dict[str, object]
Kind = TypeVar("Kind", int, str, list[object])


def desk_state(desk: Desk) -> Json:
    """Write a desk as an object of JSON."""
    state: Json = {
        "version": VERSION,
        "asset_id": desk.asset.asset_id,
        "playhead": desk.playhead,
        "sheet": _sheet_state(desk.sheet),
        "past": [_sheet_state(sheet) for sheet in desk.past],
        "future": [_sheet_state(sheet) for sheet in desk.future],
    }
    return state if desk.trim is None else {**state, "trim": str(desk.trim)}


def read_desk(state: object, asset: Asset, timing: Timing) -> Desk:
    """Read a desk that `desk_state` wrote.

    Args:
        state: What was read from JSON.
        asset: The asset that it is of.
        timing: When the asset's frames are shown, as it is known now.

    Raises:
        StoreError: It is damaged, of another asset, written by a version that is not known
            here, or marks frames that the asset does not have.
    """
    members = _members(state)
    if members.get("version") != VERSION:
        raise StoreError(
            f"What is remembered of “{asset.name}” was written by another version of cliptui."
        )
    if members.get("asset_id") != asset.asset_id:
        raise StoreError(f"What is remembered is of another asset than “{asset.name}”.")
    return Desk(
        asset,
        timing,
        _within(_member(members, "playhead", int), timing.frame_count - 1),
        _sheet(members.get("sheet"), timing),
        _sheets(members, "past", timing),
        _sheets(members, "future", timing),
        _edge(members["trim"]) if "trim" in members else None,
    )


def _sheet_state(sheet: Sheet) -> Json:
    return {
        "current": sheet.current,
        "takes": [_take_state(take) for take in sheet.takes],
        "markers": [{"frame": m.frame, "label": m.label} for m in sheet.markers],
    }


def _take_state(take: Marks) -> Json:
    members = {"in": take.in_frame, "out": take.out_frame, "title": take.title}
    return {name: member for name, member in members.items() if member not in (None, "")}


def _sheets(members: Json, name: str, timing: Timing) -> tuple[Sheet, ...]:
    sheets = _member(members, name, list)
    return tuple(_sheet(sheet, timing) for sheet in sheets[-UNDO_STEPS:])


def _sheet(state: object, timing: Timing) -> Sheet:
    members = _members(state)
    takes = tuple(_take(take, timing) for take in _member(members, "takes", list))
    current = _within(_member(members, "current", int), len(takes) - 1)
    markers = tuple(_marker(marker, timing) for marker in _member(members, "markers", list))
    frames = [marker.frame for marker in markers]
    if frames != sorted(set(frames)):
        raise _damage("its markers are not in order.")
    return Sheet(takes, current, markers)


def _take(state: object, timing: Timing) -> Marks:
    members = _members(state)
    marks = Marks(title=clean(_member(members, "title", str)) if "title" in members else "")
    if "in" in members:
        marks = marks.with_in(_within(_member(members, "in", int), timing.frame_count - 1))
    if "out" in members:
        last_frame = _within(_member(members, "out", int) - 1, timing.frame_count - 1)
        if last_frame < (marks.in_frame or 0):
            raise _damage("an OUT does not come after its IN.")
        marks = marks.with_out(last_frame + 1)
    return marks


def _marker(state: object, timing: Timing) -> Marker:
    members = _members(state)
    frame = _within(_member(members, "frame", int), timing.frame_count - 1)
    return Marker(frame, clean(_member(members, "label", str)))


def _edge(state: object) -> Edge:
    for edge in Edge:
        if state == edge:
            return edge
    raise _damage("its “trim” is unusable.")


def _members(state: object) -> Json:
    if not isinstance(state, dict):
        raise _damage("an object is missing.")
    return state


def _member(members: Json, name: str, kind: type[Kind]) -> Kind:
    member = members.get(name)
    if not isinstance(member, kind) or isinstance(member, bool):
        raise _damage(f"its “{name}” is missing or unusable.")
    return member


def _within(number: int, last: int) -> int:
    if not 0 <= number <= last:
        raise _damage(f"it names {number}, and the last there is is {last}.")
    return number


def _damage(what: str) -> StoreError:
    return StoreError(f"What is remembered of this asset is damaged: {what}")
