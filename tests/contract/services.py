"""The services that the contract is tested on, by what each is able to do.

A service of another vendor joins by one function, which makes it of a way to our server, and by a
line in the table of each ability that it has; mypy checks that it has it.
"""

from collections.abc import Mapping
from itertools import count
from time import time
from typing import Final, Protocol, TypeVar

from cliptui.api.transport import Transport
from cliptui.api.uplynk import UplynkService
from cliptui.api.videodev import VideodevService
from cliptui.clip.catalogue import (
    BrowsesAssets,
    GivesFrames,
    KeepsDrafts,
    RendersClips,
    SuggestsClips,
    TellsOfClips,
)
from cliptui.clip.secret import Secret
from cliptui.wire.uplynk.signature import Credentials

OWNER: Final = "1234567890abcdef1234567890abcdef"
KEY: Final = Secret("sesame")
WRONG_KEY: Final = Secret("barley")
CREDENTIALS: Final = Credentials(OWNER, KEY)

_NONCES: Final = count()
Service_co = TypeVar("Service_co", covariant=True)


class Connect(Protocol[Service_co]):
    """Makes a service of the way to our server and the key to it."""

    def __call__(self, transport: Transport, key: Secret = KEY) -> Service_co: ...


class ShowsAssets(BrowsesAssets, GivesFrames, Protocol):
    """Shows the frames of what it lists."""


class BrowsesAndKeeps(BrowsesAssets, KeepsDrafts, Protocol):
    """Keeps drafts of what it lists."""


class MakesClips(BrowsesAndKeeps, TellsOfClips, Protocol):
    """Tells what becomes of drafts."""


class SuggestsAndRenders(SuggestsClips, RendersClips, Protocol):
    """Renders what it suggests."""


def uplynk(transport: Transport, key: Secret = KEY) -> UplynkService:
    credentials = Credentials(OWNER, key)
    return UplynkService(
        transport, credentials, label="films", now=time, nonce=lambda: f"{next(_NONCES)}"
    )


def videodev(transport: Transport, key: Secret = KEY) -> VideodevService:
    return VideodevService(transport, key, label="films")


BROWSES_ASSETS: Final[Mapping[str, Connect[BrowsesAssets]]] = {"uplynk": uplynk}
GIVES_FRAMES: Final[Mapping[str, Connect[ShowsAssets]]] = {"uplynk": uplynk}
KEEPS_DRAFTS: Final[Mapping[str, Connect[BrowsesAndKeeps]]] = {"uplynk": uplynk}
TELLS_OF_CLIPS: Final[Mapping[str, Connect[MakesClips]]] = {"uplynk": uplynk}
SUGGESTS_CLIPS: Final[Mapping[str, Connect[SuggestsClips]]] = {"videodev": videodev}
RENDERS_CLIPS: Final[Mapping[str, Connect[SuggestsAndRenders]]] = {"videodev": videodev}
