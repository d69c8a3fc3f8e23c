"""A desk as data for a journal, and back: what a person did, not what the service knows.

The asset, its timing, its landmarks and its suggestions come from the service again; kept are
the playhead, what is marked, and the undo of it. The sheets of the undo are written one after
the other, each as what it changes of the one before, so that a long history stays small enough to
be written with every key. A member that this version does not know is passed over, so that a newer
version can add some; anything else that is not as it was written is damage, and refused.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Final, TypeVar

from cliptui.clip.asset import Asset
from cliptui.clip.desk import UNDO_STEPS, Desk, Edge
from cliptui.clip.selection import Marks
from cliptui.clip.sheet import Marker, Sheet
from cliptui.clip.text import clean
from cliptui.clip.timing import Timing
from cliptui.errors import StoreDamaged

VERSION: Final = 1
"""Raised when an older version of the program could misread what is written."""

Json = dict[str, object]
Kind = TypeVar("Kind", int, str, list[object])
Item = TypeVar("Item")

_NOTHING: Final = Sheet(takes=())
"""What the first sheet is written as a change of."""


def desk_state(desk: Desk) -> Json:
    """Write a desk as an object of JSON."""
    sheets = (*desk.past, desk.sheet, *reversed(desk.future))
    state: Json = {
        "version": VERSION,
        "asset_id": desk.asset.asset_id,
        "playhead": desk.playhead,
        "at": len(desk.past),
        "sheets": [_changes(*pair) for pair in pairwise((_NOTHING, *sheets))],
    }
    return state if desk.trim is None else {**state, "trim": str(desk.trim)}


def read_desk(state: object, asset: Asset, timing: Timing) -> Desk:
    """Read a desk that `desk_state` wrote.

    Args:
        state: What was read from JSON.
        asset: The asset that it is of.
        timing: When the asset's frames are shown, as it is known now.

    Raises:
        StoreDamaged: It is damaged, of another asset, written by a version that is not known
            here, or marks frames that the asset does not have.
    """
    members = _members(state)
    if members.get("version") != VERSION:
        raise StoreDamaged(
            f"What is remembered of “{asset.name}” was written by another version of cliptui."
        )
    if members.get("asset_id") != asset.asset_id:
        raise StoreDamaged(f"What is remembered is of another asset than “{asset.name}”.")
    sheets = _sheets(_member(members, "sheets", list), timing)
    at = _within(_member(members, "at", int), len(sheets) - 1)
    return Desk(
        asset,
        timing,
        _within(_member(members, "playhead", int), timing.frame_count - 1),
        sheets[at],
        tuple(sheets[:at][-UNDO_STEPS:]),
        tuple(reversed(sheets[at + 1 :])),
        _edge(members["trim"]) if "trim" in members else None,
    )


def _changes(before: Sheet, sheet: Sheet) -> Json:
    """Write what a sheet changes of the one before it."""
    changes: Json = {"current": sheet.current}
    if sheet.takes != before.takes:
        changes["takes"] = _splice(before.takes, sheet.takes, _take_state)
    if sheet.markers != before.markers:
        changes["markers"] = _splice(before.markers, sheet.markers, _marker_state)
    return changes


def _splice(before: Sequence[Item], after: Sequence[Item], write: Callable[[Item], Json]) -> Json:
    """Write which items have gone out of a sequence, and which came in their place.

    Acts leave the items alone that they don't change, so items are told apart by identity.
    """
    shorter = min(len(before), len(after))
    head = next((n for n in range(shorter) if before[n] is not after[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if before[-1 - n] is not after[-1 - n]), rest)
    put = [write(item) for item in after[head : len(after) - tail]]
    return {"at": head, "drop": len(before) - tail - head, "put": put}


def _spliced(
    before: tuple[Item, ...], state: object, read: Callable[[object], Item]
) -> tuple[Item, ...]:
    members = _members(state)
    at = _within(_member(members, "at", int), len(before))
    stop = at + _within(_member(members, "drop", int), len(before) - at)
    put = (read(item) for item in _member(members, "put", list))
    return (*before[:at], *put, *before[stop:])


def _sheets(states: Sequence[object], timing: Timing) -> list[Sheet]:
    sheets: list[Sheet] = []
    for state in states:
        sheets.append(_changed(sheets[-1] if sheets else _NOTHING, _members(state), timing))
    return sheets


def _changed(before: Sheet, changes: Json, timing: Timing) -> Sheet:
    takes, markers = before.takes, before.markers
    if "takes" in changes:
        takes = _spliced(takes, changes["takes"], partial(_take, timing=timing))
    if "markers" in changes:
        markers = _spliced(markers, changes["markers"], partial(_marker, timing=timing))
        frames = [marker.frame for marker in markers]
        if frames != sorted(set(frames)):
            raise _damage("its markers are not in order.")
    return Sheet(takes, _within(_member(changes, "current", int), len(takes) - 1), markers)


def _take_state(take: Marks) -> Json:
    members = {"in": take.in_frame, "out": take.out_frame, "title": take.title}
    return {name: member for name, member in members.items() if member not in (None, "")}


def _marker_state(marker: Marker) -> Json:
    return {"frame": marker.frame, "label": marker.label}


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


def _damage(what: str) -> StoreDamaged:
    return StoreDamaged(f"What is remembered of this asset is damaged: {what}")
