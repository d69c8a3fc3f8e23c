"""Links to media files: they open one file for some days, and hold no key.

`/v1/files/{media_id}.mp4?expires=…&signature=…`, signed with the server's key. How long the
vendor's own links last is not documented.
"""

import hmac
from collections.abc import Sequence
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from cliptui.clip.secret import Secret
from cliptui.errors import AccessRefused

FILES_PATH: Final = "/v1/files"
"""Where files are; the rest of the path is a media id and the ending."""

ENDING: Final = ".mp4"
"""The ending of a link's path, whatever the file is, as in the vendor's example."""

_DAY_S: Final = 86_400
_LIFETIME_DAYS: Final = 2


def link_to(base: str, media_id: str, key: Secret, now_s: float) -> str:
    """Return a link to a file, good for one to two days; the same all day long.

    Args:
        base: Scheme and host of the server.
        media_id: The file's media id.
        key: What the server signs with.
        now_s: Unix time in seconds.
    """
    expires = str((int(now_s) // _DAY_S + _LIFETIME_DAYS) * _DAY_S)
    query = urlencode({"expires": expires, "signature": _signature(media_id, expires, key)})
    return f"{base}{FILES_PATH}/{quote(media_id, safe='')}{ENDING}?{query}"


def check_link(media_id: str, query: Sequence[tuple[str, str]], key: Secret, now_s: float) -> None:
    """Make sure that a link was made by this server and is still good.

    Raises:
        AccessRefused: It was not, or it is too old.
    """
    members = dict(query)
    expires, signature = members.get("expires", ""), members.get("signature", "")
    expected = _signature(media_id, expires, key)
    if not hmac.compare_digest(signature.encode(errors="replace"), expected.encode()):
        raise AccessRefused("The link is not one of this server.")
    if int(expires) < now_s:
        raise AccessRefused("The link has expired: ask for the media again.")


def media_id_in(url: str, key: Secret, now_s: float) -> str | None:
    """Return the media id that a link of this server leads to; None if it is none of them.

    The host does not matter: a server has several names, and the signature proves the rest.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    folder, _, name = parts.path.rpartition("/")
    if folder != FILES_PATH or not name.endswith(ENDING):
        return None
    media_id = name.removesuffix(ENDING)
    try:
        check_link(media_id, parse_qsl(parts.query), key, now_s)
    except AccessRefused:
        return None
    return media_id


def _signature(media_id: str, expires: str, key: Secret) -> str:
    told = f"file\n{media_id}\n{expires}".encode(errors="replace")
    return hmac.new(key.text.encode(), told, sha256).hexdigest()
