"""Clips: the vendor's samples are read, and served answers look like them."""

from typing import Final

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


def test_every_text_is_cleaned_where_it_is_read() -> None:
    hostile = dict.fromkeys(("id", "asset", "draft_id"), "\x1b\u202e")
    answer = as_answer({**CLIP, **hostile, "cliptui": {"failure": "\x1b\u202e"}})

    clip = read_clip(answer)

    assert {clip.clip_id, clip.draft_id, clip.asset_id, clip.failure} == {"␛\ufffd"}


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
