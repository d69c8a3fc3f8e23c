"""Opening a place for its mediaclips: a folder by the embedded server, or Blue Billywig.

This module loads httpx and Starlette, so it is imported only once something is opened.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from cliptui.api.bluebillywig import BlueBillywigService
from cliptui.api.transport import Transport
from cliptui.cli.asking import asking_for_mediaclips
from cliptui.cli.benches import Serving, open_server, open_store
from cliptui.cli.beside import mediaclip_secret
from cliptui.cli.places import Folder, Place, Remote, place_of
from cliptui.clip.secret import Secret
from cliptui.config import BlueBillywigAccess, Places
from cliptui.errors import BadSetting
from cliptui.server.converter import Convert


def records_place(text: str | None, environ: Mapping[str, str]) -> Place:
    """Return the place that is meant: that of `CLIPTUI_BB_URL` where none is named.

    Raises:
        BadSetting: The URL cannot be used.
        BadPlace: The demo library is missing from the installation.
    """
    if text is None:
        url = BlueBillywigAccess.from_environment(environ).url
        return Remote(url) if url else place_of("demo", environ)
    return place_of(text, environ)


@asynccontextmanager
async def open_records(
    place: Place, environ: Mapping[str, str]
) -> AsyncIterator[BlueBillywigService]:
    """Open a place for its mediaclips, and close all that belongs to it at the end.

    Raises:
        BadPlace: The folder cannot be served.
        BadSetting: The secret is missing.
        StoreError: What is remembered between runs cannot be opened.
    """
    serving = Serving(convert=Convert.OFF)
    cache_dir = Places.from_environment(environ).cache_dir
    async with AsyncExitStack() as stack:
        if isinstance(place, Folder):
            store = stack.enter_context(open_store(environ))
            server = await stack.enter_async_context(open_server(place, environ, store, serving))
            transport, secret = Transport.in_process(server.app), serving.bluebillywig
        else:
            transport, secret = Transport.over_network(place.url), _secret(place, environ)
        stack.push_async_callback(transport.aclose)
        yield await stack.enter_async_context(
            asking_for_mediaclips(transport, secret, place.label, cache_dir)
        )


def _secret(place: Remote, environ: Mapping[str, str]) -> Secret:
    secret = (
        mediaclip_secret(place, environ)
        if place.account
        else BlueBillywigAccess.from_environment(environ).secret
    )
    if secret is None:
        raise BadSetting(f"{place.label} needs a secret: set CLIPTUI_BB_SECRET to ID-SECRET.")
    return secret
