"""Who asks: the header `X-API-Key`."""

import hmac
from typing import Final

from cliptui.clip.secret import Secret
from cliptui.errors import AccessRefused
from cliptui.wire.message import Request

HEADER: Final = "x-api-key"
"""The header field that holds the key, as the vendor's page says."""


def headers_of(key: Secret) -> dict[str, str]:
    """Return the header fields of a request that a key stands behind."""
    return {HEADER: key.text}


def check_key(request: Request, key: Secret) -> None:
    """Make sure that a request holds the key; takes as long for any wrong one.

    Raises:
        AccessRefused: It holds none, or another one.
    """
    given = request.headers.get(HEADER, "")
    if not given:
        raise AccessRefused("The request has no X-API-Key.")
    if not hmac.compare_digest(given.encode(errors="replace"), key.text.encode()):
        raise AccessRefused("The X-API-Key is wrong.")
