"""Clips: the vendor's samples are read, and served answers look like them."""

from typing import Final

import pytest

from cliptui.clip.draft import Clip
from cliptui.clip.secret import Secret
from cliptui.wire.uplynk.clips import (
    ClipFacts,
    ClipRecord,
    list_clips,
    read_clip,
    read_clips,
    write_clip,
    write_clips,
)
from cliptui.wire.uplynk.signature import Credentials, Stamp
from tests.wire.uplynk.samples import CLIP, CLIPS, as_answer, said

RECORD: Final = ClipRecord(
    id="e1fc7c4987ce4b6f96dc561993479666",
    asset="",
    draft_id="3b5cd277915c4c0cb0aea542ce42b5f2",
    is_complete=False,
)
CLIP_READ: Final = Clip(
    clip_id="e1fc7c4987ce4b6f96dc561993479666",
    draft_id="3b5cd277915c4c0cb0aea542ce42b5f2",
    asset_id="",
    is_complete=False,
)


def test_the_vendors_clip_is_read() -> None:
    assert read_clip(as_answer(CLIP)) == CLIP_READ


def test_the_vendors_clips_are_read() -> None:
    assert read_clips(as_answer(CLIPS)) == (CLIP_READ,)


def test_a_failed_clip_tells_why_in_our_member() -> None:
    failed = ClipRecord(
        id="c",
        asset="",
        draft_id="d",
        is_complete=False,
        cliptui=ClipFacts(failure="The disk is full."),
    )

    assert said(write_clip(failed))["cliptui"] == {"failure": "The disk is full."}
    assert read_clip(write_clip(failed)).failure == "The disk is full."


def test_how_far_a_clip_is_and_how_it_was_cut_are_told_in_our_member() -> None:
    half = ClipRecord(
        id="c", asset="", draft_id="d", is_complete=False, cliptui=ClipFacts(progress=0.4)
    )
    made = ClipRecord(
        id="c",
        asset="a",
        draft_id="d",
        is_complete=True,
        cliptui=ClipFacts(mode="lossless", preroll_frames=12),
    )

    assert said(write_clip(half))["cliptui"] == {"progress": 0.4}
    assert said(write_clip(made))["cliptui"] == {"mode": "lossless", "preroll_frames": 12}
    assert read_clip(write_clip(half)).progress == 0.4
    clip = read_clip(write_clip(made))
    assert (clip.cut_mode, clip.preroll_frames, clip.progress) == ("lossless", 12, 0.0)


@pytest.mark.parametrize(("told", "read"), [(-1, 0.0), (1e300, 1.0), (1, 1.0)])
def test_a_part_is_never_less_than_nothing_nor_more_than_all(told: float, read: float) -> None:
    answer = as_answer({**CLIP, "cliptui": {"progress": told, "preroll_frames": -5}})

    assert (read_clip(answer).progress, read_clip(answer).preroll_frames) == (read, 0)


def test_every_text_is_cleaned_where_it_is_read() -> None:
    hostile = dict.fromkeys(("id", "asset", "draft_id"), "\x1b\u202e")
    answer = as_answer(
        {**CLIP, **hostile, "cliptui": {"failure": "\x1b\u202e", "mode": "\x1b\u202e"}}
    )

    clip = read_clip(answer)

    read = {clip.clip_id, clip.draft_id, clip.asset_id, clip.failure, clip.cut_mode}
    assert read == {"␛\ufffd"}


def test_served_clips_are_the_vendors_samples() -> None:
    assert said(write_clip(RECORD)) == CLIP
    assert said(write_clips([RECORD])) == CLIPS


def test_no_more_than_the_thousand_latest_clips_are_told() -> None:
    records = [
        ClipRecord(id=f"{n}", asset="a", draft_id="d", is_complete=True) for n in range(1001)
    ]

    told = said(write_clips(records))

    assert told["total_items"] == 1000
    assert (told["items"][0]["id"], told["items"][-1]["id"]) == ("0", "999")


def test_the_clips_of_one_draft_are_asked_by_a_plain_parameter() -> None:
    credentials = Credentials("1234567890abcdef1234567890abcdef", Secret("k3y"))

    request = list_clips(credentials, Stamp(1_700_000_000, "n"), "d1")

    assert dict(request.query)["draft_id"] == "d1"
