"""`cliptui [PLACE]`: open the clip desk."""

import asyncio
import os
import sys
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cliptui.cli.leaving import leaving_in_order
from cliptui.cli.options import (
    Wishes,
    clips_option,
    convert_option,
    cut_option,
    picture_options,
)
from cliptui.cli.places import Folder, Place, place_of, unlocked
from cliptui.cli.preferences import preferences_of
from cliptui.cli.switching import OpenPlaces
from cliptui.cli.terminal import ask, get_to_know
from cliptui.errors import NoTerminal
from cliptui.preview.probe import Asked
from cliptui.tui.preferences import Preferences

if TYPE_CHECKING:
    from cliptui.media.worker import MediaWorker
    from cliptui.tui.sight import Sight

_SLOW_LINK_ESCAPE_MS = "300"
"""How long to wait for the rest of an escape sequence where a link may split it."""

_PATIENCE_S = 0.4
"""How long the end may take where nobody is there to see it."""


@click.command()
@click.argument("place", required=False)
@convert_option
@cut_option
@clips_option
@picture_options
@click.option(
    "--read-only", is_flag=True, help="Save and delete nothing: for showing the desk to others."
)
def command(
    place: str | None,
    convert: str,
    cut: str,
    clips: Path | None,
    wishes: Wishes,
    read_only: bool,
) -> None:
    """Open the clip desk on PLACE: a folder, a URL, an account, or the demo library."""
    preferences = preferences_of(os.environ)
    opened = place_of(place, os.environ)
    if isinstance(opened, Folder):
        from cliptui.server.folder import check_folder  # noqa: PLC0415  only folders need it

        check_folder(opened.path)
    else:
        opened = unlocked(opened, os.environ)  # a command may want to ask for a passphrase
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise NoTerminal(
            "The clip desk needs a terminal for input and output. "
            "Without one, use the verbs of “cliptui --help”."
        )
    if "SSH_CONNECTION" in os.environ or "TMUX" in os.environ:
        os.environ.setdefault("ESCDELAY", _SLOW_LINK_ESCAPE_MS)
    way = Way(convert, cut, clips, is_read_only=read_only)
    asyncio.run(_run(opened, way, wishes, preferences))


@dataclass(frozen=True, slots=True)
class Way:
    """How a place is opened.

    Attributes:
        convert: When drafts of a folder become clips.
        cut: How they are cut.
        clips: Where clips go; None for the state directory.
        is_read_only: Whether nothing may be saved or deleted.
    """

    convert: str
    cut: str
    clips: Path | None
    is_read_only: bool


async def _run(place: Place, way: Way, wishes: Wishes, preferences: Preferences) -> None:
    asked = ask(os.environ)
    try:
        sight = get_to_know(asked, wishes, os.environ)
        await _open(place, way, sight, asked, preferences)
    finally:
        asked.restore()


async def _open(
    place: Place, way: Way, sight: "Sight", asked: Asked, preferences: Preferences
) -> None:
    media = _decoding(place)  # it loads its libraries while this process loads Textual
    from cliptui.tui.app import make_app  # noqa: PLC0415  loads Textual, which reads ESCDELAY

    serving = (way.convert, way.cut, way.clips)
    places = OpenPlaces(place, os.environ, serving, is_read_only=way.is_read_only, media=media)
    async with aclosing(places):
        opening = partial(places.open, places.first)
        app = make_app(opening, place.label, sight, asked, preferences, places)
        loop = asyncio.get_running_loop()

        def leave() -> None:
            loop.call_soon_threadsafe(app.exit)

        with leaving_in_order(leave, sys.stdin.fileno(), _PATIENCE_S):
            await app.run_async()
            app.close()
            await places.aclose()


def _decoding(place: Place) -> "MediaWorker | None":
    """Start what decodes the films of a folder; a service elsewhere decodes by itself."""
    if not isinstance(place, Folder):
        return None
    from cliptui.cli.decoding import decoder  # noqa: PLC0415  only folders need it

    media = decoder(os.environ)
    media.start()
    return media
