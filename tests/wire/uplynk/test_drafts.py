"""Drafts: the vendor's samples are read, and served answers look like them."""

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Final

import pytest

from cliptui.clip.draft import Draft, NewDraft
from cliptui.clip.secret import Secret
from cliptui.errors import NotFound, ServiceBusy, UnexpectedAnswer
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import drafts
from cliptui.wire.uplynk.signature import Credentials, Stamp, find_signed, verify
from tests.wire.uplynk.samples import DRAFT, DRAFT_CREATED, DRAFT_DELETED, DRAFTS, as_answer, said

CREDENTIALS: Final = Credentials("1234567890abcdef1234567890abcdef", Secret("k3y"))
STAMP: Final = Stamp(1_700_000_000, "n")
THIRD: Final = Draft(
    draft_id="1238de658a2e4149aa772de8c7d8bdef",
    asset_id="abc0123def456ghi789klmno0123pqrs",
    title="My Third Draft",
    start_s=Fraction(44978, 1000),
    stop_s=Fraction(52478, 1000),
    created="2019-12-27T23:20:44.436000Z",
)


def test_the_vendors_created_draft_is_read() -> None:
    assert drafts.read_saved(as_answer(DRAFT_CREATED)) == "abc0123def456ghi789klmno0123pqrs"


def test_the_vendors_draft_is_read_to_the_millisecond() -> None:
    assert drafts.read_draft(as_answer(DRAFT)) == THIRD


def test_the_vendors_drafts_are_read_the_newest_first() -> None:
    backwards = {**DRAFTS, "items": DRAFTS["items"][::-1]}

    read = drafts.read_drafts(as_answer(backwards))

    assert [draft.title for draft in read] == ["My First Draft", "My Second Draft"]
    assert (read[0].start_s, read[0].stop_s) == (Fraction(24978, 1000), Fraction(29123, 1000))


def test_the_vendors_deletion_is_read() -> None:
    drafts.read_deleted(as_answer(DRAFT_DELETED))


@pytest.mark.parametrize("title", [{"title": None}, {}])
def test_a_draft_without_a_title_has_an_empty_one(title: dict[str, None]) -> None:
    untitled = {name: value for name, value in DRAFT.items() if name != "title"}

    assert drafts.read_draft(as_answer({**untitled, **title})).title == ""


def test_every_text_is_cleaned_where_it_is_read() -> None:
    texts = ("id", "beam", "title", "created")
    hostile = {**DRAFT, **dict.fromkeys(texts, "\x1b[2J\u202e")}

    draft = drafts.read_draft(as_answer(hostile))
    saved = drafts.read_saved(as_answer({**DRAFT_CREATED, "id": "\x07"}))

    shown = {draft.draft_id, draft.asset_id, draft.title, draft.created}
    assert shown == {"␛[2J\ufffd"}
    assert saved == "␇"


@pytest.mark.parametrize(
    ("read", "member"),
    [
        (drafts.read_saved, "id"),
        (drafts.read_drafts, "items"),
        (drafts.read_draft, "id"),
        (drafts.read_deleted, "message"),
        (drafts.read_clips, "items"),
        (drafts.read_clip, "id"),
    ],
)
def test_every_reader_refuses_errors_and_names_what_is_missing(
    read: Callable[[Response], object], member: str
) -> None:
    with pytest.raises(UnexpectedAnswer, match=f"Uplynk.*`{member}`"):
        read(as_answer({}))
    with pytest.raises(ServiceBusy):
        read(as_answer({}, 503))


def test_a_new_draft_is_posted_as_the_vendor_documents_it() -> None:
    new = NewDraft("0123456789abcdefghijklmnopqrstuv", "My Clip", 55000, 65000)

    request = drafts.save_draft(CREDENTIALS, STAMP, new)

    assert (request.method, request.path) == ("POST", "/api/v4/clipping_draft")
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.body) == {
        "beam": "0123456789abcdefghijklmnopqrstuv",
        "title": "My Clip",
        "start": 55000,
        "stop": 65000,
    }


def test_a_draft_says_its_notes_and_its_profile_where_it_has_some() -> None:
    new = NewDraft("a", "t", 0, 1, {"league": "Second"}, "news")

    members = json.loads(drafts.save_draft(CREDENTIALS, STAMP, new).body)

    assert (members["meta"], members["profile"]) == ({"league": "Second"}, "news")


@pytest.mark.parametrize(
    ("request_made", "method", "path"),
    [
        (drafts.list_drafts(CREDENTIALS, STAMP), "GET", "/api/v4/clipping_draft"),
        (drafts.get_draft(CREDENTIALS, STAMP, "d1"), "GET", "/api/v4/clipping_draft/d1"),
        (drafts.delete_draft(CREDENTIALS, STAMP, "d1"), "DELETE", "/api/v4/clipping_draft/d1"),
        (drafts.list_clips(CREDENTIALS, STAMP), "GET", "/api/v4/clip/draft_info"),
        (drafts.get_clip(CREDENTIALS, STAMP, "c1"), "GET", "/api/v4/clip/draft_info/c1"),
        (
            drafts.convert_draft(CREDENTIALS, STAMP, "d1"),
            "POST",
            "/api/v4/x-cliptui/clipping_draft/d1/convert",
        ),
        (
            drafts.save_draft(CREDENTIALS, STAMP, NewDraft("a", "t", 0, 1)),
            "POST",
            "/api/v4/clipping_draft",
        ),
    ],
)
def test_every_request_says_who_asks_and_nothing_else_in_its_message(
    request_made: Request, method: str, path: str
) -> None:
    members = verify(find_signed(request_made), CREDENTIALS, now_s=STAMP.now_s)

    assert (request_made.method, request_made.path) == (method, path)
    assert sorted(members) == ["_nonce", "_owner", "_timestamp"]


@pytest.mark.parametrize("identifier", ["", "..", "a/b", "a?b", "%2e", "a b", "é", "x" * 129])
def test_an_identifier_that_would_ask_for_something_else_is_not_found(identifier: str) -> None:
    for ask in (drafts.get_draft, drafts.delete_draft, drafts.convert_draft):
        with pytest.raises(NotFound, match="There is no draft"):
            ask(CREDENTIALS, STAMP, identifier)
    with pytest.raises(NotFound, match="There is no clip"):
        drafts.get_clip(CREDENTIALS, STAMP, identifier)


def test_served_drafts_are_the_vendors_samples() -> None:
    items = DRAFTS["items"]
    records = [
        drafts.DraftRecord(**{name: item[name] for name in item if not name.startswith("@")})
        for item in items
    ]

    assert said(drafts.write_drafts(records)) == DRAFTS
    assert said(drafts.write_draft(records[0])) == items[0]


def test_a_saved_and_a_deleted_draft_are_told_as_the_vendor_does() -> None:
    assert said(drafts.write_saved("abc0123def456ghi789klmno0123pqrs")) == DRAFT_CREATED
    assert said(drafts.write_deleted("15b8de658a2e4149aa772de8c7d8b86d")) == DRAFT_DELETED


def test_notes_and_profile_are_told_if_there_are_any() -> None:
    record = drafts.DraftRecord(
        id="d",
        beam="a",
        created="2019-12-27T23:20:44.436000Z",
        frame_start_time=0.0,
        frame_stop_time=1.0,
        meta={"Sport": "Basketball"},
        profile="p",
    )

    served = said(drafts.write_draft(record))

    assert (served["meta"], served["profile"]) == ({"Sport": "Basketball"}, "p")
