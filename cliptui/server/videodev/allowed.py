"""Where webhooks may lead: only to addresses that the owner of the server has allowed."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from cliptui.errors import BadSetting, RequestRefused

_PORTS: Final = {"http": 80, "https": 443}
_LOCAL_NAME: Final = "localhost"


@dataclass(frozen=True, slots=True)
class AllowedWebhooks:
    """Addresses that may be posted to, by what they begin with.

    Attributes:
        prefixes: Beginnings of addresses: scheme, host, port, and whole parts of a path.
    """

    prefixes: tuple[SplitResult, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str]) -> "AllowedWebhooks":
        """Read what the owner allows.

        Raises:
            BadSetting: One is no beginning of an http address.
        """
        prefixes = []
        for text in texts:
            parts = _split(text)
            if parts is None or parts.query:
                raise BadSetting(
                    "A webhook to allow is the beginning of an address, such as "
                    "https://example.com/hooks/."
                )
            prefixes.append(parts)
        return cls(tuple(prefixes))

    def check(self, url: str) -> None:
        """Make sure that an address may be posted to.

        Raises:
            RequestRefused: It may not, or it is no address.
        """
        if self._prefix_of(url) is None:
            raise RequestRefused(
                "The owner of this server has not allowed webhooks to this address: "
                "cliptui serve --allow-webhook URL allows what begins with URL."
            )

    def is_private(self, url: str) -> bool:
        """Return whether an address may lead into a private network: if it names no name there.

        Whoever owns a name decides where it leads; an address in digits leads where it says.
        """
        prefix = self._prefix_of(url)
        host = prefix.hostname if prefix is not None else None
        return host is not None and (host == _LOCAL_NAME or _is_address(host))

    def _prefix_of(self, url: str) -> SplitResult | None:
        parts = _split(url)
        if parts is None:
            return None
        return next((prefix for prefix in self.prefixes if _begins(parts, prefix)), None)


def _split(text: str) -> SplitResult | None:
    """Return the parts of an http address; None for what is none, or could be read in two ways."""
    try:
        parts = urlsplit(text)
        has_host = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    path = unquote(parts.path)
    is_plain = text.isascii() and text.isprintable() and not any(sign in text for sign in ' \\#"<>')
    has_dots = any(part in (".", "..") for part in path.replace("\\", "/").split("/"))
    return parts if has_host and is_plain and not has_dots and "@" not in parts.netloc else None


def _begins(parts: SplitResult, prefix: SplitResult) -> bool:
    if _origin(parts) != _origin(prefix):
        return False
    folder = prefix.path.rstrip("/")
    return parts.path == folder or parts.path.startswith(f"{folder}/")


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
