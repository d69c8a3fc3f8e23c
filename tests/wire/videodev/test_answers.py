"""What a server answers, and how a client reads it."""

import json
from typing import Any

import msgspec
import pytest

from cliptui.clip.run import Media, Rendering, Run, RunState, Suggestion
from cliptui.errors import (
    AccessRefused,
    BadPlace,
    CliptuiError,
    NotFound,
    RequestRefused,
    ServiceBusy,
    ServiceError,
    StoreError,
    TurnedAway,
    UnexpectedAnswer,
    Unreadable,
    WrongMethod,
)
from cliptui.wire.message import Response
from cliptui.wire.videodev import replies
from cliptui.wire.videodev.answers import write_json
from cliptui.wire.videodev.records import RunFacts, RunRecord
from cliptui.wire.videodev.refusals import check, refusal
from tests.wire.videodev.samples import RUN, as_answer, run_with


def test_the_pages_own_answer_is_read_but_for_its_empty_clip() -> None:
    with pytest.raises(UnexpectedAnswer, match="a clip goes from 123 to 123 ms"):
        replies.read_run(as_answer(RUN))


def test_a_run_is_read_with_its_clips() -> None:
    run = replies.read_run(as_answer(run_with((0, 1500), (2000.4, 4000))))

    assert run == Run(
        "r1",
        RunState.COMPLETE,
        (Suggestion("c0", "<string>", 0, 1500), Suggestion("c1", "<string>", 2000, 4000)),
    )
    assert run.media == (Media("<string>", "https://storage.xyz/media.mp4", 123),)


def test_the_pages_own_answer_is_written_again_as_it_was() -> None:
    record = msgspec.json.decode(json.dumps(RUN), type=RunRecord)
    assert json.loads(write_json(record).body) == RUN


def test_clips_may_be_missing_while_nothing_is_found_and_need_no_source() -> None:
    started = {"status": "processing", "run_id": "r1", "webhook": None, "clips": None}
    found = run_with((0, 10), status="processing")
    del found["clips"][0]["source_media"]

    assert replies.read_run(as_answer(started)) == Run("r1", RunState.PROCESSING)
    assert replies.read_run(as_answer(found)).suggestions == (Suggestion("c0", "", 0, 10),)


def test_what_our_server_tells_beyond_the_page_is_read() -> None:
    facts = RunFacts(prompt="goals", failure="“x” is \x1b[2J damaged.")
    run = replies.read_run(write_json(RunRecord(status="error", run_id="r1", cliptui=facts)))

    assert (run.state, run.prompt) == (RunState.ERROR, "goals")
    assert run.failure == "“x” is ␛[2J damaged."


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"run_id": "r1"}, "status"),
        ({"status": "complete"}, "run_id"),
        ({"status": "done", "run_id": "r1"}, "the status is “done”"),
        (run_with((5, 4)), "from 5 to 4 ms"),
        (run_with((-1, 4)), "from -1 to 4 ms"),
        ({**RUN, "clips": [{"clip_id": "c"}]}, "start_time_ms"),
        ({**RUN, "clips": {}}, "clips"),
    ],
)
def test_a_run_that_is_not_as_documented_is_told_by_its_member(
    members: dict[str, Any], words: str
) -> None:
    with pytest.raises(UnexpectedAnswer, match=words):
        replies.read_run(as_answer(members))


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (Response(200, {"content-type": "text/html"}, b"{}"), "web page"),
        (Response(200, {}, b"  <html>"), "web page"),
        (Response(200, {}, b"{"), "not JSON"),
        (Response(200, {}, b"\xff"), "not JSON"),
        (Response(200, {}, b'{"status": NaN}'), "not JSON"),
        (Response(200, {}, b"[" * 100_000), "not JSON|documentation"),
        (Response(200, {"content-type": "image/png"}, b"{}"), "image/png instead of JSON"),
    ],
)
def test_what_is_no_json_is_told_as_what_it_is(response: Response, words: str) -> None:
    with pytest.raises(UnexpectedAnswer, match=words):
        replies.read_run(response)


def test_json_may_come_as_plain_text() -> None:
    answer = as_answer(run_with((0, 10)))
    told = Response(200, {"content-type": "text/plain"}, answer.body)
    assert replies.read_run(told).run_id == "r1"


def test_an_import_is_read_as_a_media_id() -> None:
    told = {"status": "processing", "media_id": "m1", "source_media_url": "u", "type": "video"}
    assert replies.read_imported(as_answer(told)) == "m1"


def test_media_that_cannot_be_used_is_no_media() -> None:
    with pytest.raises(UnexpectedAnswer, match="cannot be used"):
        replies.read_imported(as_answer({"status": "error", "media_id": "m1"}))


def test_a_clip_is_read() -> None:
    [clip] = run_with((10, 20))["clips"]
    assert replies.read_clip(as_answer(clip)) == Suggestion("c0", "<string>", 10, 20)


def test_a_rendering_is_read_while_it_goes_on_and_at_its_end() -> None:
    media = {"status": "complete", "media_id": "m2", "media_url": "https://storage.xyz/m.mp4"}
    begun = {"status": "processing", "render_id": "x1"}
    done = {"status": "complete", "render_id": "x1", "rendered_media": media}
    failed = {"status": "error", "render_id": "x1", "cliptui": {"failure": "No space."}}

    assert [replies.read_render(as_answer(told)) for told in (begun, done, failed)] == [
        Rendering("x1", RunState.PROCESSING),
        Rendering("x1", RunState.COMPLETE, "m2", "https://storage.xyz/m.mp4"),
        Rendering("x1", RunState.ERROR, failure="No space."),
    ]


@pytest.mark.parametrize("media", [None, {"status": "complete", "media_id": "m2"}])
def test_a_rendering_that_is_complete_has_a_file(media: object) -> None:
    told = {"status": "complete", "render_id": "x1", "rendered_media": media}
    with pytest.raises(UnexpectedAnswer, match="media_url"):
        replies.read_render(as_answer(told))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (AccessRefused("The key is wrong."), 401),
        (NotFound("There is no run."), 404),
        (WrongMethod("Not with PUT."), 405),
        (RequestRefused("The clip is empty."), 400),
        (Unreadable("“x” is damaged."), 422),
        (ServiceBusy("Later."), 503),
        (StoreError("The disk is full."), 500),
        (BadPlace("The folder is gone."), 500),
    ],
)
def test_a_refusal_carries_its_sentence_and_a_status(error: CliptuiError, status: int) -> None:
    answer = refusal(error)
    assert (answer.status, json.loads(answer.body)) == (
        status,
        {"status": "error", "message": str(error)},
    )


@pytest.mark.parametrize(
    ("response", "kind", "sentence"),
    [
        (as_answer({"message": "No."}, 400), RequestRefused, "video.dev refuses this: No."),
        (as_answer({"error": "No"}, 409), RequestRefused, "video.dev refuses this: No."),
        (as_answer({"error": {"message": "No"}}, 422), RequestRefused, "refuses this: No."),
        (as_answer({"detail": [{"msg": "No"}]}, 422), RequestRefused, "this (HTTP 422)."),
        (as_answer({"message": "\x1b]52"}, 400), RequestRefused, "␛]52"),
        (as_answer({}, 401), AccessRefused, "Check the key in CLIPTUI_VIDEODEV_KEY."),
        (as_answer({"message": "Who?"}, 403), AccessRefused, "refuses access: Who? Check"),
        (Response(404), NotFound, "video.dev does not have this (HTTP 404)."),
        (Response(429, {"retry-after": "7"}), TurnedAway, "Try again in 7 s."),
        (Response(503, {"retry-after": "Wed, 21 Oct"}), ServiceBusy, "again after Wed, 21 Oct."),
        (Response(500, {}, b"<h1>"), ServiceBusy, "now (HTTP 500). Try again later."),
        (Response(302), UnexpectedAnswer, "redirects to another address (HTTP 302)"),
    ],
)
def test_every_refusal_becomes_an_error_of_its_kind_with_a_sentence(
    response: Response, kind: type[ServiceError], sentence: str
) -> None:
    with pytest.raises(kind) as refused:
        check(response)
    assert sentence in str(refused.value)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("status", [200, 201, 202])
def test_success_is_no_refusal(status: int) -> None:
    check(as_answer({}, status))
