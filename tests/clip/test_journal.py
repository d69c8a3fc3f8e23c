"""A desk is written as JSON and read back; what is damaged is refused, what is unknown is not."""

import json
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.desk import UNDO_STEPS, Desk, Edge
from cliptui.clip.journal import desk_state, read_desk
from cliptui.clip.selection import Marks
from cliptui.clip.sheet import Marker, Sheet
from cliptui.errors import StoreError
from tests.clip.desks import ASSET, FRAME_COUNT, FRESH, desks

SHEET = Sheet((Marks(10, 20, "Goal"), Marks(30)), 1, (Marker(5, "Sea"), Marker(7)))
WORKED = replace(FRESH.with_sheet(SHEET).with_in(31).undone(), trim=Edge.IN, playhead=9)


def read(state: object) -> Desk:
    return read_desk(json.loads(json.dumps(state)), ASSET, FRESH.timing)


@given(desks())
def test_a_desk_comes_back_from_json_as_it_was(desk: Desk) -> None:
    assert read(desk_state(desk)) == desk


def test_what_is_written_can_be_read_by_people() -> None:
    assert desk_state(WORKED) == {
        "version": 1,
        "asset_id": "a1",
        "playhead": 9,
        "at": 1,
        "sheets": [
            {"current": 0, "takes": {"at": 0, "drop": 0, "put": [{}]}},
            {
                "current": 1,
                "takes": {
                    "at": 0,
                    "drop": 1,
                    "put": [{"in": 10, "out": 20, "title": "Goal"}, {"in": 30}],
                },
                "markers": {
                    "at": 0,
                    "drop": 0,
                    "put": [{"frame": 5, "label": "Sea"}, {"frame": 7, "label": ""}],
                },
            },
            {"current": 1, "takes": {"at": 1, "drop": 1, "put": [{"in": 31}]}},
        ],
        "trim": "IN",
    }


def every_object(state: object) -> list[dict[str, Any]]:
    """Return every object in a state, the outermost first."""
    inner = state.values() if isinstance(state, dict) else state if isinstance(state, list) else ()
    found = [each for member in inner for each in every_object(member)]
    return [state, *found] if isinstance(state, dict) else found


def test_members_that_a_newer_version_adds_are_passed_over() -> None:
    state = deepcopy(desk_state(WORKED))
    for each in every_object(state):
        each["colour"] = ["red"]
    assert read(state) == WORKED


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, FRAME_COUNT + 5) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=4,
)


@given(st.data())
def test_any_damage_is_refused_or_leaves_a_desk_that_can_be_worked_at(data: st.DataObject) -> None:
    state: Any = deepcopy(desk_state(WORKED))
    for _ in range(data.draw(st.integers(1, 3))):
        target = data.draw(st.sampled_from(every_object(state)))
        name = data.draw(st.sampled_from(sorted(target))) if target else "in"
        if data.draw(st.booleans()):
            target.pop(name, None)
        else:
            target[name] = data.draw(json_values)
    with suppress(StoreError):
        desk = read(state)
        assert 0 <= desk.playhead < FRAME_COUNT
        assert read(desk_state(desk)) == desk


def damaged(**members: object) -> dict[str, object]:
    return {**desk_state(WORKED), **members}


def first_sheet(*, takes: object = (), markers: object = (), **members: object) -> list[object]:
    """Return a history of one sheet with these items."""
    put = {"takes": takes or [{}], "markers": list(markers) if markers else []}  # type: ignore[call-overload]
    spliced = {name: {"at": 0, "drop": 0, "put": items} for name, items in put.items()}
    return [{"current": 0, **spliced, **members}]


def with_take(**take: object) -> dict[str, object]:
    return damaged(at=0, sheets=first_sheet(takes=[take]))


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ([], "damaged: an object is missing."),
        (damaged(playhead=True), "damaged: its “playhead” is missing or unusable."),
        (damaged(playhead=400), "damaged: it names 400, and the last there is is 399."),
        (damaged(sheets=None), "damaged: its “sheets” is missing or unusable."),
        (damaged(sheets=[None]), "damaged: an object is missing."),
        (damaged(sheets=[]), "damaged: it names 1, and the last there is is -1."),
        (damaged(at=3), "damaged: it names 3, and the last there is is 2."),
        (damaged(trim="UP"), "damaged: its “trim” is unusable."),
        (damaged(sheets=[{"current": 0}]), "it names 0, and the last there is is -1."),
        (
            damaged(sheets=[{"takes": {"at": 0, "drop": 1, "put": [{}]}}]),
            "it names 1, and the last there is is 0.",
        ),
        (damaged(sheets=first_sheet(current=1)), "it names 1, and the last there is is 0."),
        (with_take(**{"in": 9, "out": 9}), "damaged: an OUT does not come after its IN."),
        (with_take(out=0), "it names -1, and the last"),
        (with_take(out=401), "it names 400, and the last"),
        (with_take(title=3), "its “title” is missing"),
        (
            damaged(sheets=first_sheet(markers=[{"frame": 3, "label": ""}] * 2)),
            "damaged: its markers are not in order.",
        ),
        (damaged(version=2), "“Easel” was written by another version of cliptui."),
        (damaged(asset_id="a2"), "is of another asset than “Easel”."),
    ],
)
def test_damage_is_refused_with_what_it_is(state: object, sentence: str) -> None:
    with pytest.raises(StoreError) as caught:
        read(state)
    assert sentence in str(caught.value)


def test_text_that_somebody_wrote_into_the_journal_is_made_safe() -> None:
    markers = [{"frame": 1, "label": "\x07"}]
    sheets = first_sheet(takes=[{"title": "\x1b[2JGoal"}], markers=markers)
    desk = read(damaged(at=0, sheets=sheets))
    assert (desk.marks.title, desk.sheet.markers) == ("␛[2JGoal", (Marker(1, "␇"),))


def test_no_more_undo_is_read_than_is_kept() -> None:
    state = desk_state(FRESH)
    state["sheets"] = [*first_sheet(), *[{"current": 0}] * (UNDO_STEPS + 5)]
    state["at"] = UNDO_STEPS + 5
    assert len(read(state).past) == UNDO_STEPS


def test_a_long_history_of_many_selections_stays_small() -> None:
    desk = FRESH
    for frame in range(0, FRAME_COUNT - 2, 2):
        desk = desk.with_in(frame).with_out_after(frame)
    assert (len(desk.sheet.takes), len(desk.past)) == (199, 398)
    assert len(json.dumps(desk_state(desk))) < 120 * len(desk.past)
    assert read(desk_state(desk)) == desk
