"""How a request proves who sends it.

The members of a request are a JSON object; its zlib stream (RFC 1950) in standard base64 is
`msg`, and `sig` is the lower-case hexadecimal HMAC-SHA256 of that base64 text under the API
key. Both travel in the query, as recorded clients also do in a form or in the header
`Authorization: <msg> <sig>`.
"""

import binascii
import hashlib
import hmac
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final
from urllib.parse import parse_qsl

import msgspec

from cliptui.clip.secret import Secret
from cliptui.errors import AccessRefused, RequestRefused
from cliptui.wire.message import Request

WINDOW_S: Final = 300
"""Seconds by which a request's clock may differ; what Uplynk allows is not documented."""

MAX_MESSAGE_BYTES: Final = 8 * 1024 * 1024
"""Bytes of JSON that `msg` may unfold to: a poster picture with room to spare."""

_Seconds = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
_MAX_FIELDS: Final = 64
_FORM: Final = "application/x-www-form-urlencoded"
_ENDING: Final = "Sign the request with the account's API key."


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks.

    Attributes:
        owner: The account's identifier, 32 hexadecimal digits.
        key: Its API key.
    """

    owner: str
    key: Secret


@dataclass(frozen=True, slots=True)
class Stamp:
    """What makes one request unlike all others; made anew for each attempt.

    Attributes:
        now_s: The time in whole Unix seconds.
        nonce: A random word: Uplynk answers 400 to the same signed text twice in a second.
    """

    now_s: int
    nonce: str


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """The two values that carry and prove a request; neither shows in the `repr`.

    Attributes:
        msg: The members of the request, packed.
        sig: The signature of `msg`.
    """

    msg: str = field(repr=False)
    sig: str = field(repr=False)

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """The two as parameters of a query."""
        return (("msg", self.msg), ("sig", self.sig))


def sign(members: Mapping[str, object], credentials: Credentials, stamp: Stamp) -> SignedMessage:
    """Pack and sign the members of a request.

    Args:
        members: What is asked; for v4 nothing.
        credentials: Who asks; becomes `_owner` and the signature.
        stamp: Becomes `_timestamp` and `_nonce`.
    """
    signed = {
        **members,
        "_owner": credentials.owner,
        "_timestamp": stamp.now_s,
        "_nonce": stamp.nonce,
    }
    msg = b64encode(zlib.compress(msgspec.json.encode(signed))).decode("ascii")
    return SignedMessage(msg, _signature(msg, credentials.key))


def find_signed(request: Request) -> SignedMessage:
    """Find the signed message in the query, in a form, or in the `Authorization` header.

    Raises:
        AccessRefused: It is in none of them.
    """
    headers = {name.lower(): value for name, value in request.headers.items()}
    for fields in (dict(request.query), _form(headers, request.body)):
        if "msg" in fields and "sig" in fields:
            return SignedMessage(fields["msg"], fields["sig"])
    match headers.get("authorization", "").split():
        case [msg, sig]:
            return SignedMessage(msg, sig)
    raise AccessRefused(f"The request is not signed: it lacks msg and sig. {_ENDING}")


def verify(
    signed: SignedMessage, credentials: Credentials, *, now_s: int, window_s: int = WINDOW_S
) -> dict[str, object]:
    """Check a signed message and unpack its members.

    The signature is compared, in constant time, before anything is decoded.

    Args:
        signed: What came with the request.
        credentials: Whom to serve.
        now_s: The time in whole Unix seconds.
        window_s: Seconds by which the message's time may differ.

    Returns:
        All members, those of the signature (`_owner`, `_timestamp`, `_nonce`) included.

    Raises:
        AccessRefused: The signature, the owner or the time is wrong.
        RequestRefused: The message is signed but cannot be unpacked.
    """
    expected = _signature(signed.msg, credentials.key).encode("ascii")
    given = signed.sig.strip().lower().encode("utf-8", "replace")
    if not hmac.compare_digest(expected, given):
        raise AccessRefused(f"The signature is wrong. {_ENDING}")
    members = _unpacked(signed.msg)
    if members.get("_owner") != credentials.owner:
        raise AccessRefused("The request is signed for another account: check _owner.")
    _check_clock(members.get("_timestamp"), now_s, window_s)
    return members


def _signature(msg: str, key: Secret) -> str:
    text = msg.encode("utf-8", "replace")
    return hmac.new(key.text.encode("utf-8"), text, hashlib.sha256).hexdigest()


def _form(headers: Mapping[str, str], body: bytes) -> dict[str, str]:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _FORM:
        return {}
    try:
        fields = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=_MAX_FIELDS)
    except ValueError:  # nobody knows yet who asks: a million fields are not worth the time
        return {}
    return dict(fields)


def _unpacked(msg: str) -> dict[str, object]:
    stream = zlib.decompressobj()
    try:
        text = stream.decompress(b64decode(msg, validate=True), MAX_MESSAGE_BYTES)
    except (binascii.Error, ValueError) as error:
        raise RequestRefused("msg is not standard base64.") from error
    except zlib.error as error:
        raise RequestRefused("msg is not a zlib stream (RFC 1950) inside its base64.") from error
    if not stream.eof:
        raise RequestRefused(
            f"msg is a broken zlib stream, or unfolds to more than {MAX_MESSAGE_BYTES} bytes."
        )
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RequestRefused("msg is not a JSON object inside its zlib stream.") from error


def _check_clock(timestamp: object, now_s: int, window_s: int) -> None:
    try:
        sent_s = msgspec.convert(timestamp, _Seconds, strict=False)
    except msgspec.ValidationError as error:
        raise AccessRefused("The message lacks _timestamp, the Unix time in seconds.") from error
    off_s = abs(sent_s - now_s)
    if off_s > window_s:
        raise AccessRefused(
            f"The request's clock is off by {off_s} s, more than the {window_s} s allowed: "
            "check the clock."
        )
