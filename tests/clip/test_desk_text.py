"""A desk survives being written down, and nothing damaged gets onto one."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.desk import Desk
from cliptui.clip.desk_text import MAX_STEPS, read_desk, write_desk
from cliptui.clip.points import PointKind, edges
from cliptui.clip.selection import Selection
from cliptui.clip.timing import Timing
from cliptui.errors import BadSelection, StoreDamaged
from tests.fakes import make_asset

ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["in", "out", "go"]), st.integers(0, 99)),
        st.tuples(st.sampled_from(["undo", "redo"]), st.just(0)),
    ),
    max_size=30,
)


def opened() -> Desk:
    asset = make_asset(1, name="Cup final", frame_count=100)
    timing: Timing | None = asset.timing
    assert timing is not None
    return Desk(asset, timing)


def worked(acts: list[tuple[str, int]]) -> Desk:
    desk = opened()
    for act, frame in acts:
        try:
            desk = {
                "in": lambda d, f: d.with_in(f),
                "out": lambda d, f: d.with_out_after(f),
                "go": lambda d, f: d.moved_to(f),
                "undo": lambda d, _: d.undone(),
                "redo": lambda d, _: d.redone(),
            }[act](desk, frame)  # type: ignore[no-untyped-call]
        except BadSelection:
            continue
    return desk


@given(ACTS)
def test_a_desk_comes_back_as_it_was_with_its_undo(acts: list[tuple[str, int]]) -> None:
    desk = worked(acts)
    assert read_desk(write_desk(desk), opened()) == desk


def test_only_the_latest_steps_of_undo_are_written() -> None:
    desk = opened()
    for number in range(300):
        desk = desk.with_in(number % 99)
    read = read_desk(write_desk(desk), opened())
    assert (read.marks, len(read.past)) == (desk.marks, MAX_STEPS)
    assert read.past == desk.past[-MAX_STEPS:]


def test_what_is_not_known_is_ignored() -> None:
    told = {**json.loads(write_desk(opened().with_in(5))), "colour": "red"}
    assert read_desk(json.dumps(told), opened()) == opened().with_in(5)


def test_what_is_no_json_is_refused_with_a_sentence() -> None:
    for text in ("", "{", "[" * 100_000):
        with pytest.raises(StoreDamaged, match="“Cup final” is damaged"):
            read_desk(text, opened())


def test_what_others_tell_of_the_asset_is_not_lost() -> None:
    points = edges(Selection(10, 20), PointKind.DRAFT)
    fresh = replace(opened(), landmarks=points)
    assert read_desk(write_desk(opened().with_in(5)), fresh) == replace(
        opened().with_in(5), landmarks=points
    )
