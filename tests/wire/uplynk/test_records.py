"""An asset on the wire: members and kinds of the vendor's samples, and our own member."""

import json
from fractions import Fraction
from typing import Any, Final

import pytest

from cliptui.clip.asset import AssetState
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, VariableTiming
from cliptui.errors import UnexpectedAnswer
from cliptui.wire.uplynk.assets import read_asset, write_asset, write_assets, write_assets_found
from cliptui.wire.uplynk.records import AssetRecord, FrameFacts, meta_of
from tests.wire.uplynk.samples import (
    ASSET_BY_EXTERNAL_ID,
    ASSET_DELETED,
    ASSET_UPDATED,
    as_answer,
    said,
)

SAMPLES: Final = [ASSET_BY_EXTERNAL_ID["asset"], ASSET_UPDATED["asset"], ASSET_DELETED]


def asset_with(**members: object) -> dict[str, Any]:
    """Return a small asset as JSON with some members put in."""
    return {"asset": {"id": "x", "desc": "X", "duration": 1.0, "state": "ready", **members}}


def test_a_served_asset_has_every_member_of_the_vendors_samples_in_the_same_kind() -> None:
    record = AssetRecord(id="x", desc="X", duration=1.0, state="ready", deleted=1)

    served = said(write_asset(record))["asset"]

    sampled = {name: type(value) for sample in SAMPLES for name, value in sample.items()}
    assert {name: type(served.get(name)) for name in sampled} == sampled


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_record_of_the_vendors_members_is_served_with_the_same_values(
    sample: dict[str, Any],
) -> None:
    served = said(write_asset(AssetRecord(**{"state": "ready", **sample})))["asset"]

    assert {name: served[name] for name in sample} == sample


def test_an_asset_that_is_not_deleted_has_no_time_of_it() -> None:
    served = said(write_asset(AssetRecord(id="x", desc="X", duration=1.0, state="ready")))["asset"]

    assert "deleted" not in served
    assert "cliptui" not in served


@pytest.mark.parametrize("word", ["ready", "slicing", "encoding", "error"])
def test_every_state_of_the_vendor_is_known(word: str) -> None:
    assert read_asset(as_answer(asset_with(state=word))).state.value == word


def test_a_state_of_tomorrow_is_unknown() -> None:
    assert read_asset(as_answer(asset_with(state="thawing"))).state is AssetState.UNKNOWN


def test_a_negative_duration_is_none() -> None:
    assert read_asset(as_answer(asset_with(duration=-1.0))).duration_s == 0.0


def test_every_text_is_cleaned_where_it_is_read() -> None:
    facts = {"reason": "\x1b]52;c;x\x07"}
    members = dict.fromkeys(("id", "desc", "job_type"), "a\x1b[2J\u202eb")

    asset = read_asset(as_answer(asset_with(**members, cliptui=facts)))

    assert (asset.asset_id, asset.name, asset.job_type) == ("a␛[2J\ufffdb",) * 3
    assert asset.reason == "␛]52;c;x␇"


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("30000/1001", FrameRate(Fraction(30000, 1001), drop_frame=True)),
        ("25", FrameRate(Fraction(25))),
        ("25/1", FrameRate(Fraction(25))),
    ],
)
def test_a_constant_rate_is_read_exactly(text: str, rate: FrameRate) -> None:
    facts = {"frame_rate": text, "frame_count": 300, "end_ms": 10010}

    asset = read_asset(as_answer(asset_with(cliptui=facts)))

    assert asset.timing == ConstantTiming(rate, 300)


def test_pictures_that_start_late_are_read_exactly() -> None:
    facts = {"frame_rate": "24", "frame_late": "1/12", "frame_count": 45, "end_ms": 1958}

    asset = read_asset(as_answer(asset_with(cliptui=facts)))

    expected = ConstantTiming(FrameRate(Fraction(24)), 45, late_s=Fraction(1, 12))
    assert asset.timing == expected


def test_a_lateness_that_is_no_fraction_is_refused() -> None:
    facts = {"frame_rate": "24", "frame_late": "soon", "frame_count": 45}

    with pytest.raises(UnexpectedAnswer, match=r"cliptui\.frame_late"):
        read_asset(as_answer(asset_with(cliptui=facts)))


def test_a_variable_rate_is_read_frame_by_frame() -> None:
    facts = FrameFacts(frame_count=3, frame_starts_ms=[0, 40, 200], end_ms=240)
    record = AssetRecord(id="x", desc="X", duration=0.24, state="ready", cliptui=facts)

    assert read_asset(write_asset(record)).timing == VariableTiming((0, 40, 200), 240)


@pytest.mark.parametrize(
    "facts",
    [
        None,
        {},
        {"reason": "It holds no video."},
        {"frame_rate": "25", "frame_count": 0},
        {"frame_rate": "", "frame_count": 3},
        {"frame_starts_ms": []},
    ],
)
def test_without_frames_there_is_no_timing(facts: object) -> None:
    assert read_asset(as_answer(asset_with(cliptui=facts))).timing is None


@pytest.mark.parametrize(
    "rate", ["0/1", "1/0", "-25", "25.0", "1e9999999", "/", "x", "٣", "9" * 10, "\x1bc"]
)
def test_a_rate_that_is_no_fraction_is_refused(rate: str) -> None:
    facts = {"frame_rate": rate, "frame_count": 1}

    with pytest.raises(UnexpectedAnswer, match=r"cliptui\.frame_rate") as refused:
        read_asset(as_answer(asset_with(cliptui=facts)))
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("starts_ms", "end_ms"), [([0, 80, 40], 120), ([-40, 0], 40), ([0, 40], 39)]
)
def test_frames_that_do_not_follow_each_other_are_refused(
    starts_ms: list[int], end_ms: int
) -> None:
    facts = {"frame_starts_ms": starts_ms, "end_ms": end_ms}

    with pytest.raises(UnexpectedAnswer, match="not ascending"):
        read_asset(as_answer(asset_with(cliptui=facts)))


@pytest.mark.parametrize(("written", "read"), [(0, 0), (2, 2), (-1, 0)])
def test_damaged_frames_are_told_of_an_asset_that_has_some(written: int, read: int) -> None:
    facts = FrameFacts(frame_rate="25", frame_count=9, damaged_frames=written)
    record = AssetRecord(id="x", desc="X", duration=0.36, state="ready", cliptui=facts)

    assert read_asset(write_asset(record)).damaged_frames == read
    assert ("damaged_frames" in said(write_asset(record))["asset"]["cliptui"]) == bool(written)


def test_when_each_frame_starts_is_told_of_assets_that_are_asked_for_and_not_in_lists() -> None:
    facts = FrameFacts(frame_count=2, frame_starts_ms=[0, 40], end_ms=80)
    record = AssetRecord(id="x", desc="X", duration=0.08, state="ready", cliptui=facts)

    assert "frame_starts_ms" not in said(write_assets([record]))["assets"][0]["cliptui"]
    assert said(write_asset(record))["asset"]["cliptui"]["frame_starts_ms"] == [0, 40]
    assert said(write_assets_found([record]))["assets"][0]["cliptui"]["frame_starts_ms"] == [0, 40]


@pytest.mark.parametrize(
    ("meta", "notes"),
    [
        ({"a": "b", "n": 1}, {"a": "b", "n": "1"}),
        (json.dumps({"a": "b"}), {"a": "b"}),
        ("", {}),
        ("[1]", {}),
        ("\ud800", {}),
        (None, {}),
        ([1], {}),
    ],
)
def test_notes_are_text_however_they_are_kept(meta: Any, notes: dict[str, str]) -> None:  # noqa: ANN401 - all kinds are tried
    record = AssetRecord(id="x", desc="X", duration=1.0, state="ready", meta=meta)

    assert meta_of(record) == notes


@pytest.mark.parametrize(
    ("members", "external_id", "notes"),
    [
        ({"external_id": "tape\x1b7", "meta": {"a\x1b": 1}}, "tape␛7", (("a␛", "1"),)),
        ({"external_id": None, "meta": '{"a": "b"}'}, "", (("a", "b"),)),
        ({"external_id": 7, "meta": [1]}, "", ()),
        ({}, "", ()),
    ],
)
def test_what_the_owner_noted_is_read_and_nothing_odd_hides_the_asset(
    members: dict[str, object], external_id: str, notes: tuple[tuple[str, str], ...]
) -> None:
    asset = read_asset(as_answer(asset_with(**members)))

    assert (asset.external_id, asset.notes) == (external_id, notes)


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        [{}],
        [{"break_type": "AD BREAK", "offset": -1, "duration": 2}],
        [{"break_type": "AD BREAK", "offset": 1, "duration": 0}],
        [{"break_type": "AD BREAK", "offset": 1e300, "duration": 2}],
        [{"break_type": "AD BREAK", "offset": 1, "duration": 1e300}],
    ],
)
def test_breaks_that_cannot_be_are_none(told: object) -> None:
    assert read_asset(as_answer(asset_with(break_offsets=told))).breaks == ()


def test_the_name_of_a_break_is_clean() -> None:
    told = [{"break_type": "BOUNDARY", "offset": 1, "duration": 2, "name": "a\x1b[31mb"}]
    [read] = read_asset(as_answer(asset_with(break_offsets=told))).breaks
    assert "\x1b" not in read.label
