"""Opening a place: where services, servers and stores are put together.

This module loads httpx and Starlette, so it is imported only once something is opened.
"""

import asyncio
import hashlib
import secrets
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from cliptui.api.bluebillywig_desk import BlueBillywigDesk
from cliptui.api.retrying import TOLD_AT_ONCE_S, Retrying, RetryPolicy
from cliptui.api.transport import Transport
from cliptui.api.uplynk import UplynkService
from cliptui.api.videodev import VideodevService
from cliptui.cli.asking import asking_for_mediaclips, desk_of_media
from cliptui.cli.beside import beside, mediaclip_secret
from cliptui.cli.decoding import decoder
from cliptui.cli.places import Folder, Place, Remote, access_to, accounts_file
from cliptui.clip.catalogue import ClipService, KeepsRecords, SuggestsClips
from cliptui.clip.secret import Secret
from cliptui.config import Places, ServiceKind, VideodevAccess, title_template, without_version
from cliptui.errors import BadSetting
from cliptui.jobs.bench import Bench
from cliptui.media.modes import CutMode
from cliptui.media.worker import MediaWorker
from cliptui.server.app import EmbeddedServer
from cliptui.server.converter import Convert
from cliptui.server.folder import check_folder
from cliptui.server.making import make_server
from cliptui.server.uplynk.routes import Strictness
from cliptui.server.videodev.routes import VideodevServing
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
        media: What decodes them, where it was started before; closed with the server.
        credentials: Whom to serve; made up where nobody else is to be served.
        videodev: Whom to serve as video.dev does; likewise.
        bluebillywig: The shared secret of whom to serve as Blue Billywig does; made up likewise.
        strictness: How requests prove that they are fresh.
        shared: A folder that others share; None for none.
    """

    convert: Convert = Convert.AUTO
    cut: CutMode = CutMode.LOSSLESS
    clips: Path | None = None
    shows_frames: bool = False
    media: MediaWorker | None = None
    credentials: Credentials = field(
        default_factory=lambda: Credentials(
            secrets.token_hex(_KEY_BYTES), Secret(secrets.token_hex(_KEY_BYTES))
        )
    )
    videodev: VideodevServing = field(
        default_factory=lambda: VideodevServing(Secret(secrets.token_hex(_KEY_BYTES)))
    )
    bluebillywig: Secret = field(
        default_factory=lambda: Secret(f"1-{secrets.token_hex(_KEY_BYTES)}")
    )
    strictness: Strictness = field(default_factory=Strictness)
    shared: Path | None = None


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
        store = stack.enter_context(open_store(environ, writes_behind=serving.shows_frames))
        if isinstance(place, Folder):
            server = await stack.enter_async_context(open_server(place, environ, store, serving))
            transport = Transport.in_process(server.app)
        else:
            transport = Transport.over_network(_base_of(place))
        stack.push_async_callback(transport.aclose)
        able = await _abilities(place, environ, serving, transport, stack)
        yield Bench(
            service=able.service,
            memory=store,
            place=place.key,
            now=time.time,
            suggester=able.suggester,
            records=able.records,
            told=store.told,
            title_template=title_template(environ, accounts_file(environ)),
            pictures=(
                stack.enter_context(_open_pictures(place, environ))
                if serving.shows_frames
                else None
            ),
        )


def _open_pictures(place: Place, environ: Mapping[str, str]) -> closing[PictureFile]:
    """Open the pictures that were seen of a place; close them at the end of a `with`."""
    path = Places.from_environment(environ).cache_dir / "pictures.db"
    return closing(PictureFile.open(path, place.key, time.time))


@dataclass(frozen=True, slots=True)
class _Abilities:
    """What can be done at a place."""

    service: ClipService
    suggester: SuggestsClips | None
    records: KeepsRecords | None


async def _abilities(
    place: Place,
    environ: Mapping[str, str],
    serving: Serving,
    transport: Transport,
    stack: AsyncExitStack,
) -> _Abilities:
    secret: Secret | None
    suggester: VideodevService | None
    cache_dir = Places.from_environment(environ).cache_dir
    if isinstance(place, Folder):
        secret = serving.bluebillywig
        suggester = VideodevService(transport, serving.videodev.key, label=place.label)
    else:
        secret = await asyncio.to_thread(mediaclip_secret, place, environ)
        suggester = await asyncio.to_thread(
            _suggester_of, place, transport, environ, _retrying(serving)
        )
    records = None
    if secret is not None:
        asking = asking_for_mediaclips(
            transport, secret, place.label, cache_dir, _retrying(serving)
        )
        records = await stack.enter_async_context(asking)
    if isinstance(place, Folder):
        return _Abilities(_uplynk(transport, serving.credentials, place.label), suggester, records)
    if place.kind is ServiceKind.BLUEBILLYWIG and records is not None:
        return _Abilities(BlueBillywigDesk(records, secrets.token_hex), suggester, records)
    if place.kind is ServiceKind.VIDEODEV and suggester is not None:
        desk = await stack.enter_async_context(desk_of_media(suggester, cache_dir))
        return _Abilities(desk, suggester, records)
    credentials = Credentials(*await asyncio.to_thread(access_to, place, environ))
    service = _uplynk(transport, credentials, place.label, _retrying(serving))
    return _Abilities(service, suggester, records)


def _retrying(serving: Serving) -> Retrying:
    """Return how to ask again: whoever looks at a screen is told of a wait, and sees it end."""
    policy = RetryPolicy(longest_told_s=TOLD_AT_ONCE_S) if serving.shows_frames else RetryPolicy()
    return Retrying(policy, now=time.time)


@asynccontextmanager
async def open_suggester(
    place: Remote, environ: Mapping[str, str]
) -> AsyncIterator[VideodevService]:
    """Open a video.dev service that stands alone, with no library beside it.

    Raises:
        BadSetting: The key is missing, or is one for another host.
    """
    transport = Transport.over_network(without_version(place.url))
    try:
        service = _suggester_of(place, transport, environ)
        if service is None:
            raise BadSetting(
                f"{place.label} needs a key: set CLIPTUI_VIDEODEV_KEY, and CLIPTUI_VIDEODEV_URL to "
                f"{place.url}."
            )
        yield service
    finally:
        await transport.aclose()


def _suggester_of(
    place: Remote,
    transport: Transport,
    environ: Mapping[str, str],
    retrying: Retrying | None = None,
) -> VideodevService | None:
    """Return what suggests clips at a service elsewhere; its key goes to the host it is for."""
    access = VideodevAccess.from_environment(environ)
    key = access.key if without_version(place.url) == access.url else None
    if place.kind is ServiceKind.VIDEODEV:
        key = access_to(place, environ)[1]
    key = key or beside(place, ServiceKind.VIDEODEV, environ)
    if key is None:
        return None
    return VideodevService(transport, key, label=place.label, retrying=retrying)


def _base_of(place: Remote) -> str:
    """Return the address that the paths of a service are below."""
    is_videodev = place.kind is ServiceKind.VIDEODEV
    return without_version(place.url) if is_videodev else place.url


def _uplynk(
    transport: Transport, credentials: Credentials, label: str, retrying: Retrying | None = None
) -> ClipService:
    return UplynkService(
        transport,
        credentials,
        label=label,
        now=time.time,
        nonce=lambda: secrets.token_hex(_NONCE_BYTES),
        retrying=retrying,
    )


def open_store(environ: Mapping[str, str], *, writes_behind: bool = False) -> closing[Store]:
    """Open what is remembered between runs; close it at the end of a `with`.

    Args:
        environ: The environment, which says where it is.
        writes_behind: Whether marks reach the disk in the background, as the screen wants it.
    """
    places = Places.from_environment(environ)
    places.create()
    return closing(Store.open(places.state_dir / "cliptui.db", writes_behind=writes_behind))


@asynccontextmanager
async def open_server(
    folder: Folder, environ: Mapping[str, str], store: Store, serving: Serving
) -> AsyncIterator[EmbeddedServer]:
    """Start the embedded server over a folder, and stop it at the end."""
    check_folder(folder.path)
    if serving.shared is not None:
        check_folder(serving.shared)
    clips = serving.clips or _clips_folder(folder, environ)
    async with AsyncExitStack() as stack:
        media = serving.media or decoder(environ)
        if serving.shows_frames:
            media.start()
        stack.push_async_callback(media.aclose)
        server = make_server(
            folder.path,
            clips,
            store,
            media,
            serving.credentials,
            videodev=serving.videodev,
            bluebillywig=serving.bluebillywig,
            shared=serving.shared,
            convert=serving.convert,
            cut=serving.cut,
            strictness=serving.strictness,
            now=time.time,
        )
        yield await stack.enter_async_context(server)


def _clips_folder(folder: Folder, environ: Mapping[str, str]) -> Path:
    """Return where the clips of a folder go: a folder of their own in the state directory."""
    key = hashlib.sha256(folder.key.encode()).hexdigest()
    return Places.from_environment(environ).state_dir / "clips" / key[:_LIBRARY_KEY_LENGTH]
