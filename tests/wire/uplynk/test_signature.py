"""Signatures, pinned by vectors that other programs made."""

import hashlib
import hmac
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliptui.clip.secret import Secret
from cliptui.errors import AccessRefused, RequestRefused
from cliptui.wire.message import Request
from cliptui.wire.uplynk.signature import (
    MAX_MESSAGE_BYTES,
    Credentials,
    SignedMessage,
    Stamp,
    find_signed,
    sign,
    verify,
)

OWNER: Final = "1234567890abcdef1234567890abcdef"
CREDENTIALS: Final = Credentials(OWNER, Secret("k3y"))
NOW_S: Final = 1_700_000_000
MEMBERS: Final = {
    "_owner": OWNER,
    "_timestamp": NOW_S,
    "id": "5915d84829405cb4db1bc3f71c10fc83",
}
GOLDEN: Final = SignedMessage(
    # perl -MCompress::Zlib -MMIME::Base64, level 9
    msg=(
        "eNqrVorPL89LLVKyUlAyNDI2MTUzt7A0SExKTklNQ+cr6SgoxZdk5qYWlyTmFgB1GJobQAFQJjMFZIappaFpioWJ"
        "hZGliYFpcpJJSpJhUrJxmrlhsqFBWrKFsVItAAjoHrc="
    ),
    # openssl dgst -sha256 -hmac k3y
    sig="ec9a23822620c72139de42c51930672db689a46828968bc905a1050e3d5ca6c6",
)


def signed_by_hand(members: object, *, level: int = 6, key: bytes = b"k3y") -> SignedMessage:
    """Pack and sign as the documentation says, with the standard library alone."""
    return signed_text(zlib.compress(json.dumps(members).encode(), level), key=key)


def signed_text(stream: bytes, *, key: bytes = b"k3y") -> SignedMessage:
    """Sign bytes as if they were packed members."""
    msg = b64encode(stream)
    return SignedMessage(msg.decode(), hmac.new(key, msg, hashlib.sha256).hexdigest())


def test_a_message_made_by_perl_and_signed_by_openssl_is_verified() -> None:
    assert verify(GOLDEN, CREDENTIALS, now_s=NOW_S) == MEMBERS


@pytest.mark.parametrize("level", [1, 6, 9])
def test_every_level_of_zlib_is_verified(level: int) -> None:
    signed = signed_by_hand(MEMBERS, level=level)

    assert verify(signed, CREDENTIALS, now_s=NOW_S) == MEMBERS


def test_what_is_signed_is_the_base64_text_under_the_key() -> None:
    signed = sign({"id": "x"}, CREDENTIALS, Stamp(NOW_S, "n1"))

    assert signed.sig == hmac.new(b"k3y", signed.msg.encode(), hashlib.sha256).hexdigest()
    assert json.loads(zlib.decompress(b64decode(signed.msg, validate=True))) == {
        "id": "x",
        "_owner": OWNER,
        "_timestamp": NOW_S,
        "_nonce": "n1",
    }


def test_two_requests_of_one_second_differ_by_their_nonce() -> None:
    one = sign({}, CREDENTIALS, Stamp(NOW_S, "n1"))
    other = sign({}, CREDENTIALS, Stamp(NOW_S, "n2"))

    assert one != other


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 9)))
def test_what_was_signed_is_what_is_verified(members: Mapping[str, int]) -> None:
    signed = sign(members, CREDENTIALS, Stamp(NOW_S, "n"))

    assert verify(signed, CREDENTIALS, now_s=NOW_S) == {
        **members,
        "_owner": OWNER,
        "_timestamp": NOW_S,
        "_nonce": "n",
    }


@given(st.text(), st.text())
def test_texts_of_no_worth_are_refused_before_they_are_unpacked(msg: str, sig: str) -> None:
    with pytest.raises(AccessRefused, match="signature is wrong"):
        verify(SignedMessage(msg, sig), CREDENTIALS, now_s=NOW_S)


@given(st.integers(0, len(GOLDEN.msg) - 1), st.characters(codec="ascii"))
def test_one_altered_character_spoils_the_signature(position: int, character: str) -> None:
    msg = GOLDEN.msg[:position] + character + GOLDEN.msg[position + 1 :]
    if msg == GOLDEN.msg:
        return

    with pytest.raises(AccessRefused, match="signature is wrong"):
        verify(SignedMessage(msg, GOLDEN.sig), CREDENTIALS, now_s=NOW_S)


def test_a_signature_in_capitals_is_the_same_number() -> None:
    signed = SignedMessage(GOLDEN.msg, GOLDEN.sig.upper())

    assert verify(signed, CREDENTIALS, now_s=NOW_S) == MEMBERS


def test_another_key_is_refused() -> None:
    with pytest.raises(AccessRefused, match="signature is wrong"):
        verify(GOLDEN, Credentials(OWNER, Secret("other")), now_s=NOW_S)


def test_another_owner_with_the_right_key_is_refused() -> None:
    with pytest.raises(AccessRefused, match="another account"):
        verify(GOLDEN, Credentials("f" * 32, Secret("k3y")), now_s=NOW_S)


@pytest.mark.parametrize("off_s", [-300, 300])
def test_a_clock_within_the_window_is_allowed(off_s: int) -> None:
    assert verify(GOLDEN, CREDENTIALS, now_s=NOW_S + off_s) == MEMBERS


@pytest.mark.parametrize("off_s", [-301, 301])
def test_a_clock_beyond_the_window_is_told_by_how_much_it_is_off(off_s: int) -> None:
    with pytest.raises(AccessRefused, match=r"off by 301 s.*check the clock"):
        verify(GOLDEN, CREDENTIALS, now_s=NOW_S + off_s)


@pytest.mark.parametrize("timestamp", [None, "soon", -1, 1e300, [], 2**60])
def test_a_message_without_a_time_is_refused(timestamp: object) -> None:
    signed = signed_by_hand({**MEMBERS, "_timestamp": timestamp})

    with pytest.raises(AccessRefused, match="_timestamp"):
        verify(signed, CREDENTIALS, now_s=NOW_S)


def test_a_time_as_text_will_do() -> None:
    members = {**MEMBERS, "_timestamp": str(NOW_S)}

    assert verify(signed_by_hand(members), CREDENTIALS, now_s=NOW_S) == members


@pytest.mark.parametrize(
    ("signed", "complaint"),
    [
        (signed_text(b"{}"), "not a zlib stream"),
        (signed_text(zlib.compress(b"{}")[:-1]), "broken zlib stream"),
        (signed_text(zlib.compress(b"[1, 2]")), "not a JSON object"),
        (signed_text(zlib.compress(b"[" * 100_000)), "not a JSON object"),
        (signed_text(zlib.compress(b'{"a": "\xff"}')), "not a JSON object"),
        (signed_text(zlib.compress(b'{"a":' * 5000 + b"1" + b"}" * 5000)), "not a JSON object"),
        (signed_text(zlib.compress(b" " * (MAX_MESSAGE_BYTES + 1))), "more than 8388608 bytes"),
    ],
)
def test_a_signed_message_that_cannot_be_unpacked_is_refused(
    signed: SignedMessage, complaint: str
) -> None:
    with pytest.raises(RequestRefused, match=complaint):
        verify(signed, CREDENTIALS, now_s=NOW_S)


@pytest.mark.parametrize("msg", ["%%%", "ä", "QUJ"])
def test_a_signed_message_that_is_no_base64_is_refused(msg: str) -> None:
    sig = hmac.new(b"k3y", msg.encode(), hashlib.sha256).hexdigest()

    with pytest.raises(RequestRefused, match="base64"):
        verify(SignedMessage(msg, sig), CREDENTIALS, now_s=NOW_S)


def test_a_message_is_found_in_the_query() -> None:
    request = Request("GET", "/", (("msg", GOLDEN.msg), ("sig", GOLDEN.sig), ("draft_id", "x")))

    assert find_signed(request) == GOLDEN


def test_a_message_is_found_in_a_form() -> None:
    body = urlencode({"msg": GOLDEN.msg, "sig": GOLDEN.sig}).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}

    assert find_signed(Request("POST", "/", (), headers, body)) == GOLDEN


def test_a_message_is_found_in_the_authorization_header() -> None:
    headers = {"AUTHORIZATION": f"{GOLDEN.msg} {GOLDEN.sig}"}

    assert find_signed(Request("GET", "/", (), headers)) == GOLDEN


@pytest.mark.parametrize(
    "request_without",
    [
        Request("GET", "/"),
        Request("GET", "/", (("msg", "x"),)),
        Request("POST", "/", (), {"content-type": "application/json"}, b"msg=x&sig=y"),
        Request("GET", "/", (), {"authorization": "Bearer"}),
    ],
)
def test_a_request_without_a_message_is_refused(request_without: Request) -> None:
    with pytest.raises(AccessRefused, match="not signed"):
        find_signed(request_without)


def test_no_secret_shows_in_a_repr() -> None:
    signed = sign({}, CREDENTIALS, Stamp(NOW_S, "n"))
    request = Request("GET", "/", signed.query)
    shown = f"{CREDENTIALS!r} {signed!r} {request!r} {CREDENTIALS.key}"

    assert [text for text in ("k3y", signed.msg, signed.sig) if text in shown] == []


def test_a_form_of_a_million_fields_is_not_read() -> None:
    signed = sign({}, CREDENTIALS, Stamp(1_700_000_000, "n1"))
    fields = urlencode([*signed.query, *[("a", "b")] * 100])
    headers = {"content-type": "application/x-www-form-urlencoded"}

    with pytest.raises(AccessRefused, match="lacks msg and sig"):
        find_signed(Request("POST", "/", (), headers, fields.encode()))
