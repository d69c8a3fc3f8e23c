"""Tokens: pinned by vectors that two public OTP libraries agree on, and let in a step around."""

import pytest

from cliptui.clip.secret import Secret
from cliptui.errors import AccessRefused, BadSetting
from cliptui.wire.bluebillywig.token import SharedSecret, full_token, short_token, verify
from cliptui.wire.message import Request

WHOLE = Secret("490-12345678f9e01dc2ba3e4d56c7b89ae0")
SHARED = SharedSecret.of(WHOLE)
NOW_S = 1_700_000_000
FULL = "490-0460a1cda1c9e4b26bbb2d880b40e95b26449009"
SHORT = "490-0992839691"


def test_both_forms_are_those_of_the_vector() -> None:
    assert full_token(SHARED, NOW_S + 0.5) == FULL
    assert short_token(SHARED, NOW_S + 0.5) == SHORT


@pytest.mark.parametrize("given", [FULL, SHORT, FULL.upper(), f" {SHORT} "])
def test_a_server_takes_both_forms_from_a_header_or_the_query(given: str) -> None:
    verify(Request("GET", "/", headers={"RpcToken": given}), SHARED, now_s=NOW_S)
    verify(Request("GET", "/", (("rpctoken", given),)), SHARED, now_s=NOW_S)


@pytest.mark.parametrize("make", [full_token, short_token])
@pytest.mark.parametrize(("steps", "is_good"), [(-2, 0), (-1, 1), (0, 1), (1, 1), (2, 0)])
def test_a_clock_may_be_one_step_off(make: object, steps: int, is_good: int) -> None:
    assert callable(make)
    request = Request("GET", "/", headers={"rpctoken": make(SHARED, NOW_S + 120 * steps)})
    if is_good:
        verify(request, SHARED, now_s=NOW_S)
    else:
        with pytest.raises(AccessRefused, match="the clock of both"):
            verify(request, SHARED, now_s=NOW_S)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "490-",
        FULL[:-1],
        FULL + "0",
        FULL.replace("490", "491"),
        FULL[4:],
        SHORT[4:],
        "é-1",
        "-",
    ],
)
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(AccessRefused) as refused:
        verify(Request("GET", "/", headers={"rpctoken": given}), SHARED, now_s=NOW_S)
    assert FULL[4:] not in str(refused.value)


def test_a_request_without_a_token_is_told_what_it_lacks() -> None:
    with pytest.raises(AccessRefused, match="carries no rpctoken"):
        verify(Request("GET", "/"), SHARED, now_s=NOW_S)


def test_a_secret_is_split_at_its_first_hyphen() -> None:
    assert SharedSecret.of(Secret("1-a-b")) == SharedSecret("1", Secret("a-b"))


@pytest.mark.parametrize("text", ["", "490", "-abc", "490-", "490-é"])
def test_what_is_no_secret_is_refused_and_never_told(text: str) -> None:
    with pytest.raises(BadSetting) as refused:
        SharedSecret.of(Secret(text))
    assert text == "" or text not in str(refused.value)


def test_the_key_shows_in_no_repr() -> None:
    assert WHOLE.text[4:] not in repr(SHARED)
