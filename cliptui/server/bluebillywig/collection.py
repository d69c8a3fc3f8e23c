"""The mediaclips of a library: those that are kept, and the files that they stand for."""

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cliptui.clip.mediaclip import MediaClipEntry
from cliptui.clip.text import clean
from cliptui.errors import NotFound, RequestRefused
from cliptui.server.bluebillywig.cuts import Cuts, is_cut
from cliptui.server.bluebillywig.documents import document, file_src
from cliptui.server.library import Library, LibraryAsset
from cliptui.server.needs import RecordLedger
from cliptui.wire.bluebillywig.extensions import FRAMES_MEMBER, MEDIA_PATH
from cliptui.wire.bluebillywig.lucene import parse_query
from cliptui.wire.bluebillywig.members import PUBLISHED
from cliptui.wire.bluebillywig.query import find_field

_FILE: Final = re.compile(rf"{MEDIA_PATH}([0-9a-f]{{32}})(?:\.[0-9a-z]{{1,8}})?")
_MAX_DIGITS: Final = 15
_MS_PER_S: Final = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """A mediaclip.

    Attributes:
        entry: What is kept of it.
        asset: The asset whose file it shows; None if it has no file, or none yet.
    """

    entry: MediaClipEntry
    asset: LibraryAsset | None


class Collection:
    """The mediaclips of a library.

    Every file of the library has one, from when it is first seen; it goes with the file, and
    comes back with it, unless it was purged.

    Args:
        library: The files.
        ledger: Keeps the mediaclips.
        cuts: Cuts files for those that are made of others.
        now: Unix time in seconds.
    """

    def __init__(
        self, library: Library, ledger: RecordLedger, cuts: Cuts, now: Callable[[], float]
    ) -> None:
        self.library = library
        self.ledger = ledger
        self.cuts = cuts
        self.publication_id = str(int(library.key[:6], 16))
        self._now = now

    def now_ms(self) -> int:
        """Return the time in milliseconds since 1970."""
        return int(self._now() * _MS_PER_S)

    async def items(self) -> tuple[Item, ...]:
        """Return all mediaclips, deleted ones too, the newest first."""
        # Read before the files: what is done by then is among them.
        done = await asyncio.to_thread(self.cuts.done)
        assets = await self.enrol()
        return await asyncio.to_thread(self._items, assets, done)

    async def enrol(self) -> tuple[LibraryAsset, ...]:
        """Give a mediaclip to every file that has none, the oldest first, and return all files."""
        assets = await self.library.assets()
        await asyncio.to_thread(self._enrol, assets)
        return assets

    async def item(self, mediaclip_id: str) -> Item:
        """Return one mediaclip, a deleted one too.

        Raises:
            NotFound: There is none of this id, or its file is gone.
        """
        entry = self._entry(mediaclip_id)
        if entry is None:
            await self.enrol()
            entry = self._entry(mediaclip_id)
        if entry is None:
            raise _missing(mediaclip_id)
        asset_id = entry.asset_id
        if is_cut(entry):
            asset_id = self.cuts.done().get(entry.asset_id, "")
        if not asset_id:
            return Item(entry, None)
        try:
            return Item(entry, await self.library.asset(asset_id))
        except NotFound as error:
            if entry.is_file:
                raise _missing(mediaclip_id) from error
            return Item(entry, None)

    async def visible(self, mediaclip_id: str) -> Item:
        """Return one mediaclip that was not deleted.

        Raises:
            NotFound: There is none.
        """
        item = await self.item(mediaclip_id)
        if item.entry.is_hidden:
            raise _missing(mediaclip_id)
        return item

    async def sought(self, query: str) -> Item:
        """Return the one mediaclip of a source id; a deleted one only if no other has it.

        Args:
            query: `sourceid:"…"`.

        Raises:
            NotFound: There is none.
            RequestRefused: There are several, or the query asks something else.
        """
        source_id = find_field(parse_query(query), "sourceid")
        if source_id is None:
            raise RequestRefused('q names one mediaclip here: write q=sourceid:"…".')
        items = await self.items()
        found = await asyncio.to_thread(self._of_source, items, source_id)
        shown = clean(source_id, 80)
        if not found:
            raise NotFound(f"There is no mediaclip of the source id “{shown}”.")
        if len(found) > 1:
            raise RequestRefused(f"Several mediaclips have the source id “{shown}”: name an id.")
        return found[0]

    async def asset_at(self, src: object) -> LibraryAsset | None:
        """Return the asset whose file is at this address; None if there is none."""
        match = _FILE.fullmatch(src) if isinstance(src, str) else None
        try:
            asset = await self.library.asset(match[1]) if match else None
        except NotFound:
            return None
        return asset if asset and file_src(asset) == src else None

    async def describe(self, items: Iterable[Item]) -> None:
        """Look into the files of mediaclips, as far as there is time."""
        await self.library.describe_all(tuple(item.asset for item in items if item.asset))

    def document(self, item: Item, *, in_list: bool = False) -> dict[str, object]:
        """Return all members of a mediaclip; in a list without the start of every frame."""
        described = self.library.described(item.asset) if item.asset else None
        members = document(item.entry, item.asset, described, self.publication_id)
        if item.asset is None and item.entry.is_file:
            members |= self.cuts.told(item.entry)
        frames = members.get(FRAMES_MEMBER)
        if in_list and isinstance(frames, dict):
            frames.pop("frame_starts_ms", None)
        return members

    async def documented(self, item: Item) -> dict[str, object]:
        """Look into the file of a mediaclip, and return all members."""
        if item.asset:
            await self.library.describe(item.asset)
        # That of a long film of variable rate lists every frame.
        return await asyncio.to_thread(self.document, item)

    def _enrol(self, assets: Sequence[LibraryAsset]) -> None:
        known = self.ledger.filed_assets(self.library.key)
        # Read after the files, so that no file is there whose cut is not known to be done.
        known |= {asset for draft, asset in self.cuts.done().items() if draft in known}
        new = [asset for asset in assets if asset.asset_id not in known]
        if new:
            new.sort(key=lambda asset: asset.created_ms)
            self.ledger.enrol_files([self._filed(asset) for asset in new])

    def _items(self, assets: Sequence[LibraryAsset], done: Mapping[str, str]) -> tuple[Item, ...]:
        by_id = {asset.asset_id: asset for asset in assets}
        items = (
            Item(entry, by_id.get(done.get(entry.asset_id, entry.asset_id)))
            for entry in self.ledger.mediaclips(self.library.key)
        )
        return tuple(
            item
            for item in items
            if item.asset is not None
            or not item.entry.is_file
            or (item.entry.asset_id not in done and is_cut(item.entry))
        )

    def _of_source(self, items: Sequence[Item], source_id: str) -> list[Item]:
        """Return the mediaclips of a source id; deleted ones only if there are no others."""
        found = [item for item in items if self.document(item)["sourceid"] == source_id]
        return [item for item in found if not item.entry.is_hidden] or found

    def _entry(self, mediaclip_id: str) -> MediaClipEntry | None:
        return self.ledger.mediaclip(self.library.key, _number(mediaclip_id))

    def _filed(self, asset: LibraryAsset) -> MediaClipEntry:
        return MediaClipEntry(
            number=0,
            library=self.library.key,
            asset_id=asset.asset_id,
            is_file=True,
            status=PUBLISHED,
            created_ms=asset.created_ms,
            updated_ms=asset.created_ms,
            published_ms=asset.created_ms,
        )


def _number(mediaclip_id: str) -> int:
    is_number = mediaclip_id.isascii() and mediaclip_id.isdecimal()
    return int(mediaclip_id) if is_number and len(mediaclip_id) <= _MAX_DIGITS else 0


def _missing(mediaclip_id: str) -> NotFound:
    return NotFound(f"There is no mediaclip “{clean(mediaclip_id, 40)}” here.")
