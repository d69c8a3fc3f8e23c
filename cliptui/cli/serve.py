"""`cliptui serve`: serve a folder of video files to other programs."""

import asyncio
import logging
import os
import shlex
import signal
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
import uvicorn

from cliptui.api.webhooks import Poster
from cliptui.cli.benches import Serving, open_server, open_store
from cliptui.cli.options import clips_option, convert_option, cut_option
from cliptui.cli.output import print_result
from cliptui.cli.places import Folder, place_of
from cliptui.clip.secret import Secret
from cliptui.config import (
    BlueBillywigAccess,
    Places,
    UplynkAccess,
    VideodevAccess,
    server_bb_secret,
    server_key,
    server_owner,
    videodev_key,
)
from cliptui.errors import BadPlace, PortInUse
from cliptui.media.modes import CutMode
from cliptui.server.converter import Convert
from cliptui.server.folder import check_folder
from cliptui.server.uplynk.routes import Strictness
from cliptui.server.videodev.allowed import AllowedWebhooks
from cliptui.server.videodev.routes import VideodevServing
from cliptui.wire.uplynk.signature import WINDOW_S, Credentials

_HOST = "127.0.0.1"
_PORT = 8300
_CONNECTIONS = 128
_HEAD_BYTES = 64 * 1024


@click.command()
@click.argument("folder", required=False)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_PORT,
    show_default=True,
    help="The port of 127.0.0.1; 0 for any free one.",
)
@convert_option
@cut_option
@clips_option
@click.option(
    "--shared",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Show the videos of FOLDER too, as those of others: not to be changed or deleted.",
)
@click.option(
    "--allow-webhook",
    "webhooks",
    metavar="URL",
    multiple=True,
    help="Post events to addresses that begin with URL; may be given several times.",
)
@click.option(
    "--clock-window",
    type=click.IntRange(1, 86_400),
    default=WINDOW_S,
    show_default=True,
    metavar="S",
    help="Seconds by which a request's clock may differ.",
)
@click.option("--refuse-replays", is_flag=True, help="Answer no signed request a second time.")
def command(  # noqa: PLR0913  one parameter an option is click's way
    *,
    folder: str | None,
    port: int,
    convert: str,
    cut: str,
    clips: Path | None,
    shared: Path | None,
    webhooks: tuple[str, ...],
    clock_window: int,
    refuse_replays: bool,
) -> None:
    """Serve FOLDER (the demo library by default) until SIGTERM or ctrl+c."""
    place = place_of(folder or "demo", os.environ)
    if not isinstance(place, Folder):
        raise BadPlace("Only a folder can be served: name one instead of a URL.")
    check_folder(place.path)
    allowed = AllowedWebhooks.of(webhooks)
    with _listening(port) as listener:
        clients = _Clients(_url_of(listener))
        serving = Serving(
            Convert(convert),
            CutMode(cut),
            clips,
            credentials=_credentials(os.environ, clients),
            videodev=_videodev(os.environ, allowed, clients),
            bluebillywig=_bluebillywig(os.environ, clients),
            strictness=Strictness(clock_window, refuse_replays),
            shared=shared.absolute() if shared else None,
        )
        clients.tell()
        with _logging_to_stderr():
            asyncio.run(_serve(place, listener, serving))


@contextmanager
def _logging_to_stderr() -> Iterator[None]:
    """Say on stderr what the server does, a line each."""
    talk = logging.StreamHandler()
    talk.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("cliptui")
    level, propagates = log.level, log.propagate
    log.addHandler(talk)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(talk)
        log.setLevel(level)
        log.propagate = propagates


async def _serve(folder: Folder, listener: socket.socket, serving: Serving) -> None:
    with open_store(os.environ) as store:
        async with open_server(folder, os.environ, store, serving) as server:
            config = uvicorn.Config(
                server.app,
                lifespan="off",
                access_log=False,
                log_level="warning",
                limit_concurrency=_CONNECTIONS,
                h11_max_incomplete_event_size=_HEAD_BYTES,
            )
            await _Announcing(config).serve(sockets=[listener])


class _Announcing(uvicorn.Server):
    """Says where it listens once it does, and ends cleanly on a signal."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections, and say so."""
        await super().startup(sockets)
        for listener in sockets or []:
            print_result(f"listening on {_url_of(listener)}")

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End on SIGTERM and SIGINT; the base class would raise them again at the end."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """Bind the port, before anything else is started."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_HOST, port))
        except OSError as error:
            raise PortInUse(
                f"Port {port} cannot be used ({error.strerror}): name another with --port."
            ) from error
        yield listener


def _url_of(listener: socket.socket) -> str:
    return "http://{}:{}".format(*listener.getsockname())


class _Clients:
    """What clients have to know of a server whose environment does not tell them.

    Args:
        url: Where the server listens.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._lines: list[str] = []

    def need(self, name: str, value: str) -> None:
        """Note a variable that they need, as a shell takes it."""
        self._lines.append(f"export {name}={value}")

    def need_key(self, service: str, what: str, file: Path) -> None:
        """Note how to get a key that is kept, which stays untold, and where to send it."""
        self.need(f"{service}_{what}", f'"$(cat {shlex.quote(str(file))})"')
        self.need(f"{service}_URL", self._url)

    def tell(self) -> None:
        """Tell what was noted, ready to be pasted."""
        if self._lines:
            click.echo("paste into another shell, to use this server there:", err=True)
            click.echo("\n".join(self._lines), err=True)


def _credentials(environ: Mapping[str, str], clients: _Clients) -> Credentials:
    """Return whom to serve: whom the environment names, else whom the state directory keeps.

    What the environment does not say is noted for clients.
    """
    access, places = UplynkAccess.from_environment(environ), Places.from_environment(environ)
    places.create()
    owner = access.owner or server_owner(places)
    if access.owner is None:
        clients.need("CLIPTUI_UPLYNK_OWNER", owner)
    key = access.key
    if key is None:
        key = server_key(places)
        clients.need_key("CLIPTUI_UPLYNK", "KEY", places.state_dir / "server.key")
    return Credentials(owner, key)


def _videodev(
    environ: Mapping[str, str], allowed: AllowedWebhooks, clients: _Clients
) -> VideodevServing:
    """Return whom to serve as video.dev does, likewise, and where its webhooks may lead."""
    key, places = VideodevAccess.from_environment(environ).key, Places.from_environment(environ)
    if key is None:
        key = videodev_key(places)
        clients.need_key("CLIPTUI_VIDEODEV", "KEY", places.state_dir / "videodev.key")
    return VideodevServing(key, allowed, Poster() if allowed.prefixes else None)


def _bluebillywig(environ: Mapping[str, str], clients: _Clients) -> Secret:
    """Return the shared secret of whom to serve as Blue Billywig does, found likewise."""
    secret = BlueBillywigAccess.from_environment(environ).secret
    if secret is None:
        places = Places.from_environment(environ)
        secret = server_bb_secret(places)
        clients.need_key("CLIPTUI_BB", "SECRET", places.state_dir / "server.bb-secret")
    return secret
