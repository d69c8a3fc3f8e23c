"""The places that the screen can go to, and those that are open."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cliptui.cli.places import (
    DEMO,
    Folder,
    Place,
    Remote,
    accounts_of,
    place_of,
    place_of_account,
    unlocked,
)
from cliptui.clip.text import clean
from cliptui.jobs.bench import Bench
from cliptui.jobs.places import PlaceChoice

if TYPE_CHECKING:
    from cliptui.media.worker import MediaWorker

Serving = tuple[str, str, Path | None]
"""How folders are served: when drafts are converted, how they are cut, where clips go."""

_SHOWN = 200


class OpenPlaces:
    """The places of a session; see `cliptui.jobs.places.OpensPlaces`.

    Args:
        first: The place that the session begins with.
        environ: The environment: directories, accounts and credentials.
        serving: How folders are served.
        is_read_only: Whether nothing is to be saved or deleted at any place.
        media: What decodes at the first place, if it is a folder and that was started already.
    """

    def __init__(
        self,
        first: Place,
        environ: Mapping[str, str],
        serving: Serving,
        *,
        is_read_only: bool = False,
        media: "MediaWorker | None" = None,
    ) -> None:
        self._is_read_only = is_read_only
        self._environ = environ
        self._serving = serving
        self._known: dict[str, Place] = {first.key: first}
        self._named: dict[str, Place] = {}
        self._first = choice_of(first)
        self._open: dict[str, AsyncExitStack] = {}
        self._media = media

    @property
    def first(self) -> PlaceChoice:
        """The place that the session begins with."""
        return self._first

    def choices(self) -> tuple[PlaceChoice, ...]:
        """Return what was opened, the demo library, and the accounts."""
        accounts = map(place_of_account, accounts_of(self._environ).values())
        for place in (place_of(DEMO, self._environ), *accounts):
            self._known.setdefault(place.key, place)
        return tuple(map(choice_of, self._known.values()))

    def named(self, text: str) -> PlaceChoice:
        """Return the place that a text names."""
        place = place_of(text.strip(), self._environ)
        return choice_of(self._known.get(place.key) or self._named.setdefault(place.key, place))

    def unlock(self, choice: PlaceChoice) -> None:
        """Get the credentials of a place; a command may run for them."""
        places = self._known if choice.key in self._known else self._named
        place = places[choice.key]
        if isinstance(place, Remote):
            places[choice.key] = unlocked(place, self._environ)

    async def open(self, choice: PlaceChoice) -> Bench:
        """Open a place beside those that are open."""
        benches = await asyncio.to_thread(import_module, "cliptui.cli.benches")
        how = benches.serving_of(*self._serving)
        place = self._known.get(choice.key) or self._named[choice.key]
        async with AsyncExitStack() as stack:
            if self._media is not None and choice.key == self._first.key:
                how = replace(how, media=self._media)
                stack.push_async_callback(self._media.aclose)
                self._media = None
            opening = benches.open_bench(place, self._environ, how)
            bench: Bench = await stack.enter_async_context(opening)
            self._open[bench.place] = stack.pop_all()
        self._known.setdefault(choice.key, place)  # what cannot be opened is not offered again
        return replace(bench, is_read_only=self._is_read_only)

    async def close_all_but(self, bench: Bench) -> None:
        """Close every place that is open but this one."""
        for key in [key for key in self._open if key != bench.place]:
            await self._open.pop(key).aclose()

    async def aclose(self) -> None:
        """Close every place."""
        async with AsyncExitStack() as all_of_them:
            if self._media is not None:
                all_of_them.push_async_callback(self._media.aclose)
            for stack in self._open.values():
                all_of_them.push_async_callback(stack.aclose)
            self._open.clear()


def choice_of(place: Place) -> PlaceChoice:
    """Return what the screen shows of a place."""
    if isinstance(place, Folder):
        where = clean(str(place.path), _SHOWN)
        return PlaceChoice(place.key, place.label, "folder", where)
    asks = bool(place.account and place.account.key_command and place.access is None)
    choice = PlaceChoice(place.key, place.label, str(place.kind), clean(place.url, _SHOWN))
    return replace(choice, asks=asks)
