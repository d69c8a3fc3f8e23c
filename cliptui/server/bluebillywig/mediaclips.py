"""`/sapi/mediaclip` and `/papi/search`: mediaclips are listed, sought, written and deleted."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import msgspec

from cliptui.clip.ledger import DraftEntry
from cliptui.clip.mediaclip import MediaClipEntry
from cliptui.clip.text import clean
from cliptui.errors import RequestRefused
from cliptui.server.bluebillywig.collection import Collection, Item
from cliptui.server.bluebillywig.cuts import cut_of
from cliptui.server.bluebillywig.documents import DESCRIBED, given_members
from cliptui.server.call import Call
from cliptui.wire.bluebillywig.answers import write_json
from cliptui.wire.bluebillywig.lucene import parse_query
from cliptui.wire.bluebillywig.members import DRAFT, MEMBERS, PUBLISHED
from cliptui.wire.bluebillywig.params import (
    ListParams,
    read_body,
    read_flag,
    read_list_params,
    read_members,
)
from cliptui.wire.bluebillywig.query import Node
from cliptui.wire.bluebillywig.values import sort_key
from cliptui.wire.message import Response

MAX_MEMBERS_BYTES: Final = 1024 * 1024
"""Bytes of JSON that may be kept of one mediaclip."""

REMOVED: Final = "mediaclip was succesfully removed"
"""What the service says after a deletion, in its own spelling."""

_ALL: Final = ("", "*:*")
_NEWEST_FIRST: Final = (("id", True),)


class MediaClipAnswers:
    """Answers about mediaclips.

    Args:
        collection: The mediaclips.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    async def list_mediaclips(self, call: Call) -> Response:
        """Answer a list: the 15 newest, where nothing else is asked for."""
        return await self._listed(read_list_params(call.request))

    async def search(self, call: Call) -> Response:
        """Answer a search; there is nothing but mediaclips here."""
        params = read_list_params(call.request)
        if not params.is_for_mediaclips:
            return _page((), 0, params)
        return await self._listed(params)

    async def get_mediaclip(self, call: Call) -> Response:
        """Answer with one mediaclip."""
        item = await self._collection.visible(call.identifier)
        members = await self._collection.documented(item)
        if read_flag(call.request, "includejobs"):
            is_cut = members["hasJobs"] == "true"
            members["jobs"] = [{"id": item.entry.asset_id}] if is_cut else []
        return write_json(members)

    async def create_mediaclip(self, call: Call) -> Response:
        """Create a mediaclip, without a file unless `assets` name one of the library.

        A stretch of one is cut, and becomes the mediaclip's own file.
        """
        given = read_members(call.request, is_new=True)
        status = PUBLISHED if given.pop("status", DRAFT) == PUBLISHED else DRAFT
        now_ms = self._collection.now_ms()
        await self._collection.enrol()  # files that were there before are the older ones
        draft = await self._cut(given, now_ms)
        entry = MediaClipEntry(
            number=0,
            library=self._collection.library.key,
            asset_id=draft.draft_id if draft else await self._linked(given.get("assets")),
            is_file=draft is not None,
            status=status,
            created_ms=now_ms,
            updated_ms=now_ms,
            published_ms=now_ms if status == PUBLISHED else 0,
            members_json=_packed(given),
        )
        kept = self._collection.ledger.add_mediaclip(entry)
        if draft is not None:
            self._collection.cuts.begin(draft)
        return await self._told(kept)

    async def save_mediaclip(self, call: Call) -> Response:
        """Create a mediaclip, or update the one that `q` or the `id` in the body names."""
        query = dict(call.request.query).get("q", "")
        named = read_body(call.request).get("id")
        if query:
            item = await self._collection.sought(query)
        elif named not in (None, ""):
            item = await self._collection.item(str(named))
        else:
            return await self.create_mediaclip(call)
        return await self._updated(call, item)

    async def update_mediaclip(self, call: Call) -> Response:
        """Change the members that are given; the others stay, and a deleted one comes back."""
        named = read_body(call.request).get("id")
        if named not in (None, "") and str(named) != call.identifier:
            raise RequestRefused("The id in the body is not that of the path.")
        return await self._updated(call, await self._collection.item(call.identifier))

    async def publish(self, call: Call) -> Response:
        """Set the status to `published`."""
        return await self._changed(call.identifier, _with_status(PUBLISHED))

    async def unpublish(self, call: Call) -> Response:
        """Set the status to `draft`."""
        return await self._changed(call.identifier, _with_status(DRAFT))

    async def delete_mediaclip(self, call: Call) -> Response:
        """Hide a mediaclip, or remove it for ever; its file stays, in either case."""
        return self._removed(call, await self._collection.item(call.identifier))

    async def delete_sought(self, call: Call) -> Response:
        """Do so to the one that `q` names."""
        query = dict(call.request.query).get("q", "")
        return self._removed(call, await self._collection.sought(query))

    async def _listed(self, params: ListParams) -> Response:
        node = parse_query(params.query)
        items = [item for item in await self._collection.items() if not item.entry.is_hidden]
        if DESCRIBED & (node.fields | {name for name, _ in params.order}):
            await self._collection.describe(items)
        # A large library takes longer to search than anything else may wait.
        found = await asyncio.to_thread(self._found, items, params, node)
        page = found[params.offset : params.offset + params.limit]
        await self._collection.describe(page)
        documents = [self._collection.document(item, in_list=True) for item in page]
        return _page(documents, len(found), params)

    def _found(self, items: Sequence[Item], params: ListParams, node: Node) -> list[Item]:
        """Return what is sought, in the order that is asked for, then the newest first."""
        items = [item for item in items if params.status in ("", item.entry.status)]
        if params.query.strip() in _ALL and params.order == _NEWEST_FIRST:
            return items  # as they are kept: no mediaclip needs be written out for this
        pairs = [(self._collection.document(item, in_list=True), item) for item in items]
        others = node.fields - set(MEMBERS)
        if others and others - set[str]().union(*(members for members, _ in pairs)):
            return []  # the service has nothing to say about a field that it does not know
        pairs = [pair for pair in pairs if node.matches(pair[0], "")]
        for name, descends in reversed(params.order):
            pairs.sort(key=lambda pair: sort_key(name, pair[0].get(name)), reverse=descends)
        return [item for _, item in pairs]

    async def _updated(self, call: Call, item: Item) -> Response:
        given = read_members(call.request, is_new=False)
        status = given.pop("status", None)

        def change(entry: MediaClipEntry) -> MediaClipEntry:
            members_json = _packed(given_members(entry) | given)
            merged = replace(entry, members_json=members_json)
            return _with_status(str(status))(merged) if status else merged

        return await self._changed(str(item.entry.number), change)

    async def _changed(
        self, mediaclip_id: str, change: Callable[[MediaClipEntry], MediaClipEntry]
    ) -> Response:
        item = await self._collection.item(mediaclip_id)
        now_ms = self._collection.now_ms()

        def dated(entry: MediaClipEntry) -> MediaClipEntry:
            changed = change(entry)
            first_ms = now_ms if changed.status == PUBLISHED else 0
            return replace(
                changed,
                updated_ms=now_ms,
                published_ms=entry.published_ms or first_ms,
                is_hidden=False,
            )

        entry = item.entry
        kept = self._collection.ledger.change_mediaclip(entry.library, entry.number, dated)
        # Another process may have purged it just now.
        return await self._told(kept or (await self._collection.item(mediaclip_id)).entry)

    def _removed(self, call: Call, item: Item) -> Response:
        library, number = item.entry.library, item.entry.number
        self._collection.cuts.give_up(item.entry)
        if read_flag(call.request, "purge"):
            self._collection.ledger.purge_mediaclip(library, number)
        else:
            self._collection.ledger.change_mediaclip(library, number, _hidden)
        return write_json({"code": "200", "body": REMOVED})

    async def _told(self, entry: MediaClipEntry) -> Response:
        item = await self._collection.item(str(entry.number))
        return write_json(await self._collection.documented(item))

    async def _cut(self, given: Mapping[str, object], now_ms: int) -> DraftEntry | None:
        """Return what is to be cut for a new mediaclip; None if its `assets` name no stretch."""
        cut = cut_of(given.get("assets"))
        if cut is None:
            return None
        src, start_ms, stop_ms = cut
        asset = await self._collection.asset_at(src)
        if asset is None:
            raise RequestRefused("assets: there is no file at this address to cut from.")
        title = clean(str(given.get("title") or ""))
        return await self._collection.cuts.draft(asset, (start_ms, stop_ms), title, now_ms)

    async def _linked(self, assets: object) -> str:
        """Return the id of the first asset that a list of files names by its address."""
        for given in assets if isinstance(assets, list) else ():
            src = given.get("src") if isinstance(given, dict) else None
            if (asset := await self._collection.asset_at(src)) is not None:
                return asset.asset_id
        return ""


def _page(documents: Sequence[Mapping[str, object]], found: int, params: ListParams) -> Response:
    if params.fields and "*" not in params.fields:
        documents = [
            {name: members[name] for name in params.fields if name in members}
            for members in documents
        ]
    return write_json(
        {
            "count": len(documents),
            "numfound": found,
            "offset": params.offset,
            "items": documents,
        }
    )


def _packed(members: Mapping[str, object]) -> str:
    packed = msgspec.json.encode(members)
    if len(packed) > MAX_MEMBERS_BYTES:
        raise RequestRefused(f"A mediaclip holds more than {MAX_MEMBERS_BYTES} bytes.")
    return packed.decode()


def _with_status(status: str) -> Callable[[MediaClipEntry], MediaClipEntry]:
    return lambda entry: replace(entry, status=status)


def _hidden(entry: MediaClipEntry) -> MediaClipEntry:
    return replace(entry, is_hidden=True)
