"""How a service says no, and what becomes of it."""

import pytest

from cliptui.errors import (
    AccessRefused,
    BadTime,
    CliptuiError,
    CutFailed,
    NotFound,
    RequestRefused,
    ServiceBusy,
    ServiceError,
    TurnedAway,
    UnexpectedAnswer,
    Unreadable,
)
from cliptui.wire.message import Response
from cliptui.wire.uplynk.refusals import check, refusal
from tests.wire.uplynk.samples import as_answer, said


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (AccessRefused("No."), 401),
        (NotFound("No."), 404),
        (RequestRefused("No."), 400),
        (Unreadable("No."), 422),
        (CutFailed("No."), 422),
        (ServiceBusy("No."), 503),
        (BadTime("No."), 500),
    ],
)
def test_the_class_of_an_error_decides_the_status(error: CliptuiError, status: int) -> None:
    assert refusal(error, version=2).status == status
    assert refusal(error, version=4).status == status


def test_an_error_of_v2_is_an_integer_and_a_sentence() -> None:
    answer = refusal(NotFound("There is no asset x."), version=2)

    assert said(answer) == {"error": 1, "msg": "There is no asset x."}
    assert answer.headers["content-type"] == "application/json"


def test_an_error_of_v4_is_a_sentence_and_its_status() -> None:
    answer = refusal(NotFound("There is no draft x."), version=4)

    assert said(answer) == {"@type": "Error", "message": "There is no draft x.", "status": 404}


@pytest.mark.parametrize("answer", [{"error": 0}, {}, {"error": None}, {"error": 0, "msg": "ok"}])
def test_an_answer_without_an_error_is_fine(answer: object) -> None:
    check(as_answer(answer))


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"error": 1, "msg": "Asset not found"}, "The service refuses this: Asset not found."),
        ({"error": 3}, "The service refuses this (HTTP 200)."),
        ({"error": "Bad order!"}, "The service refuses this: Bad order!"),
        ({"error": {"code": 1}}, "The service refuses this (HTTP 200)."),
    ],
)
def test_an_error_under_http_200_is_a_refusal(members: object, sentence: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        check(as_answer(members))

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, RequestRefused),
        (401, AccessRefused),
        (403, AccessRefused),
        (404, NotFound),
        (409, RequestRefused),
        (422, RequestRefused),
        (429, TurnedAway),
        (500, ServiceBusy),
        (503, ServiceBusy),
        (599, ServiceBusy),
        (302, UnexpectedAnswer),
    ],
)
def test_the_status_decides_the_class_of_an_error(status: int, kind: type[ServiceError]) -> None:
    with pytest.raises(ServiceError) as refused:
        check(as_answer({}, status))

    assert type(refused.value) is kind
    assert str(status) in str(refused.value)


@pytest.mark.parametrize("member", ["message", "msg", "error", "detail"])
def test_the_services_own_words_are_shown(member: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        check(as_answer({member: "The title is too long."}, 422))

    assert str(refused.value) == "The service refuses this: The title is too long."


def test_the_services_words_are_cleaned_and_cut_at_300_characters() -> None:
    with pytest.raises(RequestRefused) as refused:
        check(as_answer({"message": "\x1b[2J" + "x" * 400}, 400))

    words = str(refused.value).removeprefix("The service refuses this: ")
    assert words == "␛[2J" + "x" * 295 + "…"


@pytest.mark.parametrize("status", [401, 403])
def test_refused_access_hints_at_the_clock(status: int) -> None:
    with pytest.raises(AccessRefused) as refused:
        check(as_answer({"msg": "Invalid signature"}, status))

    assert str(refused.value) == (
        "The service refuses access: Invalid signature. Check the account, its key, and this "
        "computer's clock."
    )


@pytest.mark.parametrize(
    ("headers", "advice"),
    [
        ({"retry-after": "30"}, "Try again in 30 s."),
        (
            {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"},
            "Try again after Wed, 21 Oct 2026 07:28:00 GMT.",
        ),
        ({"retry-after": "\x1bc"}, "Try again after ␛c."),
        ({}, "Try again later."),
    ],
)
def test_a_busy_service_tells_when_to_try_again(headers: dict[str, str], advice: str) -> None:
    with pytest.raises(ServiceBusy) as refused:
        check(Response(429, headers, b'{"message": "Too many requests"}'))

    assert str(refused.value) == f"The service cannot answer now: Too many requests. {advice}"


@pytest.mark.parametrize("status", [401, 404, 502])
def test_a_web_page_under_an_error_adds_no_words(status: int) -> None:
    with pytest.raises(ServiceError) as refused:
        check(Response(status, {"content-type": "text/html"}, b"<html>secret page"))

    assert f"(HTTP {status})" in str(refused.value)
    assert "secret page" not in str(refused.value)


@pytest.mark.parametrize(
    "response",
    [
        Response(200, {"content-type": "text/html; charset=utf-8"}, b"Please log in"),
        Response(200, {}, b"\n  <!DOCTYPE html>"),
    ],
)
def test_a_web_page_instead_of_json_is_told_by_name(response: Response) -> None:
    with pytest.raises(UnexpectedAnswer, match="Uplynk answered with a web page"):
        check(response)


@pytest.mark.parametrize(
    "body", [b"", b"ok", b'{"error": NaN}', b'{"error": "\xff"}', b"{", b'{"msg":' + b"[" * 9999]
)
def test_what_is_not_json_is_told_by_name(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer, match="not JSON"):
        check(Response(200, {}, body))


def test_json_that_is_no_object_is_unexpected() -> None:
    with pytest.raises(UnexpectedAnswer, match="Expected `object`, got `array`"):
        check(as_answer([1]))
