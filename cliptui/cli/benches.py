"""Opening a place: where services, servers and stores are put together.

This module loads httpx and Starlette, so it is imported only once something is opened.
"""

import hashlib
import secrets
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from cliptui.api.transport import Transport
from cliptui.api.uplynk import UplynkService
from cliptui.cli.places import Folder, Place, access_to
from cliptui.clip.secret import Secret
from cliptui.config import Places
from cliptui.jobs.bench import Bench
from cliptui.media.modes import CutMode
from cliptui.media.worker import MediaWorker
from cliptui.server.app import EmbeddedServer, make_server
from cliptui.server.converter import Convert
from cliptui.server.folder import check_folder
from cliptui.store import PictureFile, Store
from cliptui.wire.uplynk.signature import Credentials

_NONCE_BYTES = 8
_KEY_BYTES = 16
_LIBRARY_KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Serving:
    """How the embedded server serves a folder.

    Attributes:
        convert: When drafts become clips.
        cut: How they are cut.
        clips: Where clips go; None for the state directory.
        shows_frames: Whether frames will be wanted soon, so that what decodes them may get ready.
        credentials: Whom to serve; made up where nobody else is to be served.
    """

    convert: Convert = Convert.AUTO
    cut: CutMode = CutMode.LOSSLESS
    clips: Path | None = None
    shows_frames: bool = False
    credentials: Credentials = field(
        default_factory=lambda: Credentials(
            secrets.token_hex(_KEY_BYTES), Secret(secrets.token_hex(_KEY_BYTES))
        )
    )


def serving_of(convert: str, cut: str, clips: Path | None) -> Serving:
    """Return how to serve a folder to the screen, by the options of the command line."""
    return Serving(Convert(convert), CutMode(cut), clips, shows_frames=True)


@asynccontextmanager
async def open_bench(
    place: Place, environ: Mapping[str, str], serving: Serving
) -> AsyncIterator[Bench]:
    """Open a place for work, and close all that belongs to it at the end.

    Args:
        place: A folder or a service elsewhere.
        environ: The environment: directories and credentials.
        serving: How a folder is served; ignored for a service elsewhere.

    Raises:
        BadPlace: The folder cannot be served.
        BadSetting: Credentials are missing.
        StoreError: What is remembered between runs cannot be opened.
    """
    async with AsyncExitStack() as stack:
        store = stack.enter_context(open_store(environ))
        if isinstance(place, Folder):
            server = await stack.enter_async_context(open_server(place, environ, store, serving))
            transport, credentials = Transport.in_process(server.app), serving.credentials
        else:
            transport, credentials = (
                Transport.over_network(place.url),
                Credentials(*access_to(place, environ)),
            )
        stack.push_async_callback(transport.aclose)
        service = UplynkService(
            transport,
            credentials,
            label=place.label,
            now=time.time,
            nonce=lambda: secrets.token_hex(_NONCE_BYTES),
        )
        pictures = (
            stack.enter_context(_open_pictures(place, environ)) if serving.shows_frames else None
        )
        yield Bench(service, store, place.key, time.time, pictures)


def _open_pictures(place: Place, environ: Mapping[str, str]) -> closing[PictureFile]:
    """Open the pictures that were seen of a place; close them at the end of a `with`."""
    path = Places.from_environment(environ).cache_dir / "pictures.db"
    return closing(PictureFile.open(path, place.key, time.time))


def open_store(environ: Mapping[str, str]) -> closing[Store]:
    """Open what is remembered between runs; close it at the end of a `with`."""
    places = Places.from_environment(environ)
    places.create()
    return closing(Store.open(places.state_dir / "cliptui.db"))


@asynccontextmanager
async def open_server(
    folder: Folder, environ: Mapping[str, str], store: Store, serving: Serving
) -> AsyncIterator[EmbeddedServer]:
    """Start the embedded server over a folder, and stop it at the end."""
    check_folder(folder.path)
    clips = serving.clips or _clips_folder(folder, environ)
    async with AsyncExitStack() as stack:
        media = MediaWorker(Places.from_environment(environ).cache_dir / "media")
        if serving.shows_frames:
            media.start()
        stack.push_async_callback(media.aclose)
        server = make_server(
            folder.path,
            clips,
            store,
            media,
            serving.credentials,
            convert=serving.convert,
            cut=serving.cut,
            now=time.time,
        )
        yield await stack.enter_async_context(server)


def _clips_folder(folder: Folder, environ: Mapping[str, str]) -> Path:
    """Return where the clips of a folder go: a folder of their own in the state directory."""
    key = hashlib.sha256(folder.key.encode()).hexdigest()
    return Places.from_environment(environ).state_dir / "clips" / key[:_LIBRARY_KEY_LENGTH]
