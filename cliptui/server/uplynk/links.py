"""Addresses of media that whoever knows them may fetch, as those in Uplynk's answers.

A player cannot sign what it asks for, so the address itself proves that this server gave it: it
holds a seal over what it leads to, made with the account's key.
"""

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cliptui.clip.secret import Secret
from cliptui.errors import NotFound

PREFIX: Final = "/x-cliptui/"
"""The beginning of all these paths."""

_SEAL_LENGTH: Final = 40


class Linked(StrEnum):
    """What an address leads to."""

    VIDEO = "video"
    THUMB = "thumb"
    POSTER = "poster"
    PLAYER = "player"
    EXPORT = "export"

    @property
    def ending(self) -> str:
        """How its address ends, as of a file."""
        return _ENDINGS[self]

    @property
    def route(self) -> str:
        """Its path, with `{seal}` and `{identifier}` where they stand."""
        return f"{PREFIX}{self}/{{seal}}/{{identifier}}{self.ending}"


_ENDINGS: Final = {
    Linked.VIDEO: ".mp4",
    Linked.THUMB: ".jpg",
    Linked.POSTER: ".jpg",
    Linked.PLAYER: ".html",
    Linked.EXPORT: ".mp4",
}


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and checks addresses.

    Attributes:
        key: What they are sealed with.
    """

    key: Secret

    def path(self, kind: Linked, identifier: str) -> str:
        """Return the path that leads to something."""
        return kind.route.format(seal=self._seal(kind, identifier), identifier=identifier)

    def check(self, path: str) -> None:
        """Make sure that a path was given by this server.

        Raises:
            NotFound: It was not.
        """
        kind, _, rest = path.rstrip("/").removeprefix(PREFIX).partition("/")
        seal, _, name = rest.partition("/")
        expected = self._seal(kind, name.rpartition(".")[0])
        if not hmac.compare_digest(expected.encode(), seal.encode("utf-8", "replace")):
            raise NotFound("There is nothing at this address, or not any more.")

    def _seal(self, kind: str, identifier: str) -> str:
        text = f"cliptui link {kind}/{identifier}".encode("utf-8", "replace")
        key = self.key.text.encode("utf-8")
        return hmac.new(key, text, hashlib.sha256).hexdigest()[:_SEAL_LENGTH]
