"""How a request of the Asset API (v2) travels."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from cliptui.wire.message import Request
from cliptui.wire.uplynk.signature import Credentials, Stamp, sign

LONGEST_QUERY: Final = 4000
"""Characters of `msg` that still go into a URL; servers refuse longer ones from 8000 on."""


def asking(
    path: str, members: Mapping[str, object], credentials: Credentials, stamp: Stamp
) -> Request:
    """Ask something: in the query, as documented, or in a form where that would be too long."""
    signed = sign(members, credentials, stamp)
    if len(signed.msg) <= LONGEST_QUERY:
        return Request("GET", path, signed.query)
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return Request("POST", path, (), headers, urlencode(signed.query).encode("ascii"))
