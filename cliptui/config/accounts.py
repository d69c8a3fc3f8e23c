"""Who we are at each service: what the environment says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from cliptui.clip.secret import Secret
from cliptui.errors import BadSetting

UPLYNK_URL: Final = "CLIPTUI_UPLYNK_URL"
"""The address of an Uplynk API, without the `/api2` or `/api/v4`."""

UPLYNK_OWNER: Final = "CLIPTUI_UPLYNK_OWNER"
"""The account id that requests are signed for."""

UPLYNK_KEY: Final = "CLIPTUI_UPLYNK_KEY"
"""The API key that requests are signed with."""

_ORIGIN: Final = f"{UPLYNK_OWNER} and {UPLYNK_KEY}"


@dataclass(frozen=True, slots=True)
class UplynkAccess:
    """What the environment says about an Uplynk service; what it leaves out is None.

    Attributes:
        url: The address, without a slash at the end.
        owner: The account id; 32 hexadecimal digits at the vendor.
        key: The API key.
    """

    url: str | None = None
    owner: str | None = None
    key: Secret | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "UplynkAccess":
        """Read `CLIPTUI_UPLYNK_URL`, `_OWNER` and `_KEY`; an empty one counts as unset.

        Raises:
            BadSetting: One cannot be used. The sentence names it and never tells its value.
        """
        url = environ.get(UPLYNK_URL)
        owner = environ.get(UPLYNK_OWNER) or None
        key = environ.get(UPLYNK_KEY)
        if owner and not is_word(owner):
            raise BadSetting(f"{UPLYNK_OWNER} is no account id: write it without blanks.")
        if key and not (is_word(key) and key.isascii()):
            raise BadSetting(f"{UPLYNK_KEY} is no key: write it in plain ASCII without blanks.")
        checked_url = service_url(url, UPLYNK_URL) if url else None
        return cls(checked_url, owner, Secret(key, _ORIGIN) if key else None)


def service_url(text: str, name: str, instead: str = f"{UPLYNK_OWNER} and {UPLYNK_KEY}") -> str:
    """Check the address of a service.

    Args:
        text: The address.
        name: What the user knows it by: a variable or an option.
        instead: The variables that hold what an address must not.

    Returns:
        The address without a slash at the end, ready for a path.

    Raises:
        BadSetting: It is no http or https address of a host, or holds a user name, a password,
            a query or a fragment. Its value is not told, since it may hold a password.
    """
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        raise BadSetting(f"{name} is no address: write http://HOST or https://HOST.") from error
    if not is_address or not is_word(text):
        raise BadSetting(f"{name} is no address: write http://HOST or https://HOST.")
    if "@" in parts.netloc:
        raise BadSetting(
            f"{name} holds a user name or a password: leave them out, and set {instead} instead."
        )
    if "?" in text or "#" in text:
        raise BadSetting(f"{name} goes on after the path: leave out what follows ? or #.")
    return text.rstrip("/")


def is_word(text: str) -> bool:
    """Tell whether a text is one printable word."""
    return text != "" and text.isprintable() and " " not in text
