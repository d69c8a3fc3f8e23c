"""The library: a filter, and the list of assets that grows as it is scrolled."""

import asyncio
from dataclasses import dataclass
from functools import partial
from math import ceil

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.message import Message
from textual.reactive import var
from textual.widgets import Input

from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.catalogue import BrowsesAssets
from cliptui.clip.listing import AssetOrder, Listing
from cliptui.errors import AccessRefused, CliptuiError, ServiceBusy, TurnedAway, Unreachable
from cliptui.tui.attempts import Failed, Told, attempt
from cliptui.tui.widgets.assets import AssetList
from cliptui.tui.widgets.entry import Entry
from cliptui.tui.widgets.rows import Rows

_TYPING_PAUSE_S = 0.2
"""How long to wait for the next letter before the service is asked."""

_LOOK_AGAIN_S = 3
FIRST_RETRY_S = 5
LONGEST_RETRY_S = 60
"""Bounds of how long to wait before a service that does not answer is asked again."""

_PASSING_STATES = (AssetState.SLICING, AssetState.ENCODING)
"""States that end by themselves, so that the list is asked for again."""


class Library(Vertical):
    """Lists the assets of a service.

    Attributes:
        service: The service, once there is one.
        listing: What has come so far.
        order: The order that lists are asked for in.
    """

    service: var[BrowsesAssets | None] = var(None)
    listing: var[Listing] = var(Listing(), always_update=True)
    order: var[AssetOrder] = var(AssetOrder.NEWEST)

    @dataclass
    class Listed(Message):
        """The list is another one, or another part of it has come."""

    assets = getters.query_one(AssetList)
    filter_input = getters.query_one("#filter", Input)

    def __init__(self, *, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self._failure: CliptuiError | None = None
        self._overcome = ""
        self._tries = self._wait_s = 0

    def compose(self) -> ComposeResult:
        """Build the pane."""
        filter_input = Entry(placeholder="search: words, name:…", id="filter", compact=True)
        filter_input.display = False
        yield filter_input
        yield AssetList()

    @property
    def current(self) -> Asset | None:
        """The asset under the cursor."""
        return self.assets.current

    def take_chosen(self) -> tuple[str, ...]:
        """Return the ids of the assets that are chosen, and choose none any more.

        Where none is, the one under the cursor is meant.
        """
        selected = tuple(key for key in map(_id_of, self.assets.items) if key in self.assets.chosen)
        self.assets.chosen = frozenset()
        return selected or ((self.current.asset_id,) if self.current else ())

    def go_on_from(self, asset: Asset) -> bool:
        """Put the cursor on the next asset that can be opened; return whether there is one.

        Args:
            asset: The asset to start from; where it is not listed, the cursor's.
        """
        ids = list(map(_id_of, self.assets.items))
        start = ids.index(asset.asset_id) if asset.asset_id in ids else self.assets.cursor
        rest = range(start + 1, len(ids))
        row = next((row for row in rest if self.assets.items[row].is_ready), None)
        if row is not None:
            self.assets.cursor = row
        return row is not None

    @property
    def is_filtered(self) -> bool:
        """Whether a query is being typed, or has been."""
        return bool(self.filter_input.display)

    @property
    def sentence(self) -> str:
        """Why the list is empty, while it is."""
        if self._failure is not None and self.service is None:
            return str(self._failure)
        if isinstance(self._failure, TurnedAway) and self._wait_s:
            return f"The service asks for patience: again in {self._wait_s} s."
        if self._failure is not None:
            again = f"The next try is in {self._wait_s} s. " if self._wait_s else ""
            return f"{self._failure} {again}r tries again."
        if not self.listing.is_complete:
            return "Loading the list…"
        if self.listing.query:
            return f"No asset matches “{self.filter_input.value.strip()}”. esc shows all."
        return "This library is empty."

    @property
    def trouble(self) -> str:
        """What is wrong with the service, in a word; empty if nothing is."""
        words = {Unreachable: "offline", ServiceBusy: "busy", AccessRefused: "refused"}
        return next((word for kind, word in words.items() if isinstance(self._failure, kind)), "")

    @property
    def order_sign(self) -> str:
        """The order of the list that is shown, in words; empty for the usual one."""
        order = self.listing.order
        return "" if order is AssetOrder.NEWEST else order.words

    @property
    def overcome(self) -> str:
        """The failure that is over, now that the service answers again; empty for none."""
        return "" if self._failure is not None else self._overcome

    def watch_service(self, service: BrowsesAssets | None) -> None:
        """List the assets of a new service."""
        if service is not None:
            self.reload()

    def watch_listing(self, listing: Listing) -> None:
        """Show what has come."""
        self.assets.items = listing.assets
        self.post_message(self.Listed())
        if any(asset.state in _PASSING_STATES for asset in listing.assets):
            attempt(self, self._look_again, "look again")

    def reload(self) -> None:
        """Ask for the list anew, as far as it has been scrolled."""
        attempt(self, partial(self._reload, typed_query(self.filter_input.value)), "assets")

    def sort(self) -> None:
        """Ask for the list in the next order, and say which that is."""
        self.order = self.order.next
        again = f"S again: {self.order.next.words}"
        self.post_message(Told(f"Assets {self.order.words}. {again}."))
        self.reload()

    @property
    def is_awaited(self) -> bool:
        """Whether nothing has come yet, neither assets nor that there are none, nor a failure."""
        return not (self.listing.assets or self.listing.is_complete or self._failure)

    def start_filter(self) -> None:
        """Let the user type a query."""
        # Shown and focused at once, not with the next repaint: the next key may be here already.
        self.filter_input.display = True
        self.screen.set_focus(self.filter_input)

    def end_filter(self) -> None:
        """Show all assets again."""
        self.screen.set_focus(self.assets)
        self.filter_input.display = False
        self.filter_input.value = ""

    def on_key(self, event: Key) -> None:
        """Let the arrows choose among what is found while the query is typed."""
        step = {"up": -1, "down": 1}.get(event.key)
        if step is not None and self.filter_input.has_focus:
            event.stop()
            self.assets.cursor += step

    @on(Input.Changed, "#filter")
    def _ask_for_typed(self, event: Input.Changed) -> None:
        event.stop()
        query = typed_query(event.value)
        if query != self.listing.query:
            attempt(self, partial(self._reload, query, pause_s=_TYPING_PAUSE_S), "assets")

    @on(Input.Submitted, "#filter")
    def _go_to_found(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.end_filter()
        self.screen.set_focus(self.assets)

    @on(Failed)
    def _keep_failure(self, event: Failed) -> None:
        """Say in place of the list why it is not here; the app tells it too, once."""
        if type(event.error) is type(self._failure):
            event.stop()  # it goes on, and is seen in place of the list and in the header
        self.take_failure(event.error)

    def take_failure(self, error: CliptuiError) -> None:
        """Take note that the service fails, and ask for the list again where that may help."""
        self._failure = error
        self._overcome = str(error)
        self.post_message(self.Listed())
        if isinstance(error, Unreachable | ServiceBusy):
            told_s = error.again_s if isinstance(error, ServiceBusy) else None
            attempt(self, partial(self._try_later, ceil(told_s or 0)), "try later")

    @on(Rows.EndNeared)
    def _ask_for_more(self, event: Rows.EndNeared) -> None:
        event.stop()
        is_busy = any(w.group == "assets" and not w.is_finished for w in self.workers)
        if not self.listing.is_complete and not is_busy:
            attempt(self, self._load_page, "assets")

    async def _reload(self, query: str, pause_s: float = 0) -> None:
        await asyncio.sleep(pause_s)
        if self.service is None:
            return  # it is asked as soon as it is there
        blank = Listing(query, order=self.order)
        is_same = (query, self.order) == (self.listing.query, self.listing.order)
        reached = self.assets.cursor if is_same else 0
        fresh = await self._with_page(self.service, blank)
        while len(fresh.assets) <= reached and not fresh.is_complete:
            fresh = await self._with_page(self.service, fresh)
        was, self.listing = self.current, fresh
        if was is not None and was.asset_id not in map(_id_of, fresh.assets):
            self.assets.cursor = min(reached, self.assets.cursor)

    async def _look_again(self) -> None:
        await asyncio.sleep(_LOOK_AGAIN_S)
        self.reload()

    async def _try_later(self, told_s: int) -> None:
        """Ask again after a while that grows, counting down; a refused access is not retried.

        Args:
            told_s: Seconds that the service asks to be left alone for.
        """
        self._wait_s = max(told_s, min(FIRST_RETRY_S * 2**self._tries, LONGEST_RETRY_S))
        self._tries += 1
        while self._wait_s:
            self.post_message(self.Listed())
            await asyncio.sleep(1)
            self._wait_s -= 1
        self.reload()

    async def _load_page(self) -> None:
        if self.service is not None:
            self.listing = await self._with_page(self.service, self.listing)

    async def _with_page(self, service: BrowsesAssets, listing: Listing) -> Listing:
        page = await service.assets(query=listing.query, order=listing.order, skip=listing.skip)
        self._failure, self._tries, self._wait_s = None, 0, 0
        self.workers.cancel_group(self, "try later")
        return listing.with_page(page)


def _id_of(asset: Asset) -> str:
    return asset.asset_id


def typed_query(text: str) -> str:
    """Return the query for what is typed: its last word may not be complete yet."""
    query = text.strip()
    return f"{query}*" if query[-1:].isalnum() else query
