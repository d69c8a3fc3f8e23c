"""How the service says no becomes one error, and one of ours becomes an answer of the service's."""

import json

import pytest

from cliptui.errors import (
    AccessRefused,
    CliptuiError,
    CutFailed,
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
from cliptui.wire.bluebillywig.refusals import check, refusal
from cliptui.wire.message import Response
from tests.wire.bluebillywig.samples import as_answer

CLOCK = "Check CLIPTUI_BB_SECRET and this computer's clock: a token lasts two minutes."


@pytest.mark.parametrize(
    ("answer", "kind", "sentence"),
    [
        (as_answer({"error": "no title"}, 400), RequestRefused, "refuses this: no title."),
        (as_answer({"error": "Gone."}, 409), RequestRefused, "refuses this: Gone."),
        (as_answer({"message": "bad"}, 422), RequestRefused, "refuses this: bad."),
        (as_answer({}, 401), AccessRefused, f"refuses access (HTTP 401). {CLOCK}"),
        (as_answer({"error": "rpctoken"}, 403), AccessRefused, f"access: rpctoken. {CLOCK}"),
        (as_answer({"body": "no clip"}, 404), NotFound, "does not have this: no clip."),
        (Response(404, {}, b"<html>"), NotFound, "does not have this (HTTP 404)."),
        (Response(500, {}, b"oops"), ServiceBusy, "(HTTP 500). Try again later."),
        (as_answer({"error": {"deep": 1}}, 503), ServiceBusy, "(HTTP 503). Try again later."),
        (Response(429, {"retry-after": "7"}), TurnedAway, "(HTTP 429). Try again in 7 s."),
        (
            Response(503, {"retry-after": "Sat, 21 Nov 2026 20:00:00 GMT"}),
            ServiceBusy,
            "Try again after Sat, 21 Nov 2026 20:00:00 GMT.",
        ),
        (Response(302), UnexpectedAnswer, "redirects to another address (HTTP 302)"),
        (as_answer({"error": "\x1b[2J"}, 400), RequestRefused, "refuses this: ␛[2J."),
    ],
)
def test_a_refusal_becomes_one_error_with_a_sentence(
    answer: Response, kind: type[ServiceError], sentence: str
) -> None:
    with pytest.raises(kind) as refused:
        check(answer)
    assert type(refused.value) is kind
    assert sentence in str(refused.value)


def test_long_words_are_cut() -> None:
    with pytest.raises(RequestRefused) as refused:
        check(as_answer({"error": "x" * 5000}, 400))
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize("status", [200, 201, 204])
def test_success_is_no_refusal(status: int) -> None:
    check(Response(status))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (AccessRefused("No."), 401),
        (NotFound("No."), 404),
        (WrongMethod("No."), 405),
        (RequestRefused("No."), 400),
        (Unreadable("No."), 422),
        (CutFailed("No."), 422),
        (ServiceBusy("No."), 503),
        (StoreError("No."), 500),
    ],
)
def test_an_error_is_told_with_its_status(error: CliptuiError, status: int) -> None:
    answer = refusal(error)
    assert answer.status == status
    assert json.loads(answer.body) == {"code": str(status), "error": "No."}
    with pytest.raises(ServiceError, match=r"No\."):
        check(answer)
