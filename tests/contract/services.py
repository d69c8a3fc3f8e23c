"""The services that the contract is tested on, by what each is able to do.

A service of another vendor joins by one function, which makes it of a way to our server, and by a
line in the table of each ability that it has; mypy checks that it has it.
"""

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from time import time
from typing import Final, Protocol, TypeVar

from cliptui.api.bluebillywig import BlueBillywigService
from cliptui.api.bluebillywig_desk import BlueBillywigDesk
from cliptui.api.footage import Footage
from cliptui.api.transport import Transport
from cliptui.api.uplynk import UplynkService
from cliptui.api.videodev import VideodevService
from cliptui.clip.catalogue import (
    BrowsesAssets,
    GivesFrames,
    KeepsDrafts,
    KeepsRecords,
    RendersClips,
    SuggestsClips,
    TellsOfClips,
)
from cliptui.clip.secret import Secret
from cliptui.media.facts import MediaFile
from cliptui.media.pictures import PictureFormat
from cliptui.wire.bluebillywig.token import SharedSecret
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


class BrowsesAndRecords(BrowsesAssets, KeepsRecords, Protocol):
    """Keeps records of what it lists."""


class SuggestsAndRenders(SuggestsClips, RendersClips, Protocol):
    """Renders what it suggests."""


class NothingToDecode:
    """Decodes nothing: our own server is to be asked for every frame."""

    async def describe(self, path: Path) -> MediaFile:
        raise AssertionError(path)

    async def frame(
        self, path: Path, number: int, *, width_px: int | None, picture: PictureFormat
    ) -> bytes:
        raise AssertionError(path, number, width_px, picture)

    async def frames(
        self, path: Path, numbers: range, *, width_px: int | None, picture: PictureFormat
    ) -> tuple[bytes, ...]:
        raise AssertionError(path, numbers, width_px, picture)


def shared_secret(key: Secret) -> Secret:
    """Return a key as Blue Billywig writes it: a number and a text."""
    return Secret(f"490-{key.text}")


def bluebillywig(transport: Transport, key: Secret = KEY) -> BlueBillywigService:
    return BlueBillywigService(
        transport,
        SharedSecret.of(shared_secret(key)),
        label="films",
        now=time,
        footage=Footage(Path("/nonexistent"), open_way=no_way),
        media=NothingToDecode(),
    )


def bluebillywig_desk(transport: Transport, key: Secret = KEY) -> BlueBillywigDesk:
    return BlueBillywigDesk(
        bluebillywig(transport, key), make_hex=lambda size: f"{next(_NONCES):0{2 * size}x}"
    )


def no_way(address: str, _: object) -> Transport:
    raise AssertionError(f"a file was to be fetched from {address}")


def uplynk(transport: Transport, key: Secret = KEY) -> UplynkService:
    credentials = Credentials(OWNER, key)
    return UplynkService(
        transport, credentials, label="films", now=time, nonce=lambda: f"{next(_NONCES)}"
    )


def videodev(transport: Transport, key: Secret = KEY) -> VideodevService:
    return VideodevService(transport, key, label="films")


BROWSES_ASSETS: Final[Mapping[str, Connect[BrowsesAssets]]] = {
    "uplynk": uplynk,
    "bluebillywig": bluebillywig,
}
GIVES_FRAMES: Final[Mapping[str, Connect[ShowsAssets]]] = {
    "uplynk": uplynk,
    "bluebillywig": bluebillywig,
}
KEEPS_DRAFTS: Final[Mapping[str, Connect[BrowsesAndKeeps]]] = {
    "uplynk": uplynk,
    "bluebillywig": bluebillywig_desk,
}
KEEPS_RECORDS: Final[Mapping[str, Connect[BrowsesAndRecords]]] = {"bluebillywig": bluebillywig}
TELLS_OF_CLIPS: Final[Mapping[str, Connect[MakesClips]]] = {
    "uplynk": uplynk,
    "bluebillywig": bluebillywig_desk,
}
SUGGESTS_CLIPS: Final[Mapping[str, Connect[SuggestsClips]]] = {"videodev": videodev}
RENDERS_CLIPS: Final[Mapping[str, Connect[SuggestsAndRenders]]] = {"videodev": videodev}
