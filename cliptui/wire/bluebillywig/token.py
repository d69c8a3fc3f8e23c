"""How a request proves who sends it: a token that is good for two minutes.

The shared secret is one text, `{id}-{secret}`. The token is `{id}-{proof}`, in the header or the
query parameter `rpctoken`; the proof is the HMAC-SHA1 of the counter of two-minute steps since
1970 (8 bytes, the highest first) under the secret's ASCII bytes. It has two forms: all of it in
40 hexadecimal digits, as the vendor's SDKs send it, or 10 decimal digits cut out of it by the
rule of HOTP (RFC 4226, 5.3). A server takes both.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final, Self

from cliptui.clip.secret import Secret
from cliptui.errors import AccessRefused, BadSetting
from cliptui.wire.message import Request

NAME: Final = "rpctoken"
"""The header field, or query parameter, that carries the token."""

STEP_S: Final = 120
"""Seconds that a counter lasts."""

DIGITS: Final = 10
"""Decimal digits of the short form."""

_STEPS: Final = (-1, 0, 1)
_COUNTER_BYTES: Final = 8
_SIGN_BIT: Final = 0x7FFFFFFF
_ENDING: Final = "Check the secret, and the clock of both computers."


@dataclass(frozen=True, slots=True)
class SharedSecret:
    """Who asks.

    Attributes:
        key_id: The number of the key.
        key: The key itself.
    """

    key_id: str
    key: Secret

    @classmethod
    def of(cls, secret: Secret) -> Self:
        """Split `{id}-{secret}` at its first hyphen.

        Raises:
            BadSetting: It is no such text. The sentence never tells its value.
        """
        key_id, _, key = secret.text.partition("-")
        if not (key_id and key and secret.text.isascii()):
            raise BadSetting("The secret of Blue Billywig is no ID-SECRET: copy both, with the -.")
        return cls(key_id, Secret(key, secret.origin))


def full_token(secret: SharedSecret, now_s: float) -> str:
    """Return the token in its long form.

    Args:
        secret: Who asks.
        now_s: Unix time in seconds.
    """
    return f"{secret.key_id}-{_digest(secret.key, _counter(now_s)).hex()}"


def short_token(secret: SharedSecret, now_s: float) -> str:
    """Return the token in its short form."""
    return f"{secret.key_id}-{_hotp(_digest(secret.key, _counter(now_s)))}"


def verify(request: Request, secret: SharedSecret, *, now_s: float) -> None:
    """Check the token of a request; a clock may be a step off, either way.

    Raises:
        AccessRefused: There is none, or it is wrong.
    """
    given = _given(request).strip().lower().encode("utf-8", "replace")
    digests = [_digest(secret.key, _counter(now_s) + step) for step in _STEPS]
    forms = [form for digest in digests for form in (digest.hex(), _hotp(digest))]
    # All are compared, each in constant time, so that nothing is told by how long it takes.
    same = [
        hmac.compare_digest(f"{secret.key_id}-{form}".lower().encode("ascii"), given)
        for form in forms
    ]
    if not any(same):
        raise AccessRefused(f"The {NAME} is wrong, or too old. {_ENDING}")


def _given(request: Request) -> str:
    headers = {name.lower(): value for name, value in request.headers.items()}
    given = headers.get(NAME) or dict(request.query).get(NAME)
    if not given:
        raise AccessRefused(f"The request carries no {NAME}, neither as header nor in the query.")
    return given


def _counter(now_s: float) -> int:
    return int(now_s) // STEP_S


def _digest(key: Secret, counter: int) -> bytes:
    message = counter.to_bytes(_COUNTER_BYTES, "big")
    return hmac.new(key.text.encode("ascii"), message, hashlib.sha1).digest()


def _hotp(digest: bytes) -> str:
    offset = digest[-1] & 0xF
    number = int.from_bytes(digest[offset : offset + 4], "big") & _SIGN_BIT
    return f"{number % 10**DIGITS:0{DIGITS}}"
